"""Settings: read once from the environment into a frozen value, every fault reported at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

MIB = 1024 * 1024


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
        if faults:
            raise ConfigurationFaults(faults)
        if "instance_folder" in values:
            values.setdefault("evidence_folder", values["instance_folder"] / "evidence")
        return cls(**values)
