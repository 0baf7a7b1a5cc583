"""Settings: read once from the environment into a frozen value, every fault reported at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MIB = 1024 * 1024
SMTP_PORTS = {"none": 25, "starttls": 587, "tls": 465}
"""How the line to the mail server is secured, each with its usual port."""


class ConfigurationFaults(Exception):  # noqa: N818 - it carries faults, it is not one error
    """Everything that is wrong with the environment's settings."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("The settings cannot be used:\n" + "\n".join(f"- {fault}" for fault in faults))
        self.faults = faults


def _flag(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if value.lower() not in words:
        raise ValueError("expected true or false")
    return words[value.lower()]


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            raise ValueError(f"expected a whole number from {least} to {most}")
        return int(value)

    return read


def _database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")):
        raise ValueError("expected an address such as sqlite:///instance/compliance.db or postgresql://user@host/name")
    return value.replace("postgres://", "postgresql://", 1) if value.startswith("postgres://") else value


def _secret(value: str) -> str:
    if len(value) < 32:  # noqa: PLR2004 - 256 bits in hexadecimal are 64, in base64 43; below 32 is a guess
        raise ValueError("expected at least 32 random characters")
    return value


def _host(value: str) -> str:
    if not value.isascii() or not value.isprintable() or set(value) & set(" /:@"):
        raise ValueError("expected the name of a host, such as mail.example.org; the port is a setting of its own")
    return value


def _security(value: str) -> str:
    if value not in SMTP_PORTS:
        raise ValueError(f"expected one of {', '.join(SMTP_PORTS)}")
    return value


def _address(value: str) -> str:
    name, at, host = value.partition("@")
    plain = value.isascii() and value.isprintable() and not set(value) & set(' <>()[],;:\\"')
    if not (plain and name and at and host and "@" not in host):
        raise ValueError("expected an address alone, such as record@example.org")
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("expected the address at which people open the record, such as https://record.example.org")
    return value.rstrip("/")


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. Each is read from the environment variable of the same name in capitals."""

    database_url: str = "sqlite:///instance/compliance.db"
    instance_folder: Path = Path("instance")
    secret_key: str | None = None
    evidence_folder: Path = Path("instance/evidence")
    upload_limit_mib: int = 25
    session_hours: int = 10
    secure_cookies: bool = True
    trusted_proxies: int = 0
    report_memory_mib: int = 4096
    report_seconds: int = 120
    smtp_host: str | None = None
    smtp_port: int | None = None
    smtp_security: str = "starttls"
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    mail_folder: Path | None = None
    public_url: str | None = None
    worker_poll_seconds: int = 15

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Config":
        """Read the settings; raise ConfigurationFaults with all of them at once if any cannot be used."""
        readers: dict[str, Callable[[str], Any]] = {
            "database_url": _database,
            "instance_folder": Path,
            "secret_key": _secret,
            "evidence_folder": Path,
            "upload_limit_mib": _number(1, 1024),
            "session_hours": _number(1, 168),
            "secure_cookies": _flag,
            "trusted_proxies": _number(0, 5),
            "report_memory_mib": _number(256, 65536),
            "report_seconds": _number(5, 3600),
            "smtp_host": _host,
            "smtp_port": _number(1, 65535),
            "smtp_security": _security,
            "smtp_user": str,
            "smtp_password": str,
            "mail_from": _address,
            "mail_folder": Path,
            "public_url": _url,
            "worker_poll_seconds": _number(1, 3600),
        }
        values: dict[str, Any] = {}
        faults: list[str] = []
        for setting in fields(cls):
            given = environment.get(setting.name.upper())
            if given is None or given == "":
                continue
            try:
                values[setting.name] = readers[setting.name](given)
            except ValueError as fault:
                faults.append(f"{setting.name.upper()}: {fault}")
        faults += _faults_of_mail(environment)
        if faults:
            raise ConfigurationFaults(faults)
        if "instance_folder" in values:
            values.setdefault("evidence_folder", values["instance_folder"] / "evidence")
        return cls(**values)


def _faults_of_mail(environment: Mapping[str, str]) -> list[str]:
    """What is missing once mails are to leave, or contradicts itself."""
    given = {name for name, value in environment.items() if value}
    ways = [name for name in ("SMTP_HOST", "MAIL_FOLDER") if name in given]
    needed = [name for name in ("MAIL_FROM", "PUBLIC_URL") if ways and name not in given]
    faults = [f"{name}: expected as well, since {ways[0]} is set" for name in needed]
    if len(ways) > 1:
        faults.append("MAIL_FOLDER: expected only where SMTP_HOST is not set")
    if ("SMTP_USER" in given) != ("SMTP_PASSWORD" in given):
        faults.append("SMTP_USER, SMTP_PASSWORD: expected both or neither")
    elif "SMTP_USER" in given and environment.get("SMTP_SECURITY") == "none":
        faults.append("SMTP_SECURITY: expected starttls or tls, so that the password is not sent in the clear")
    return faults
