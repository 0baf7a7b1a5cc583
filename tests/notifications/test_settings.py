"""The settings of mail: every fault at once, and none that would let mail go astray."""

import pytest

from config import Config, ConfigurationFaults

MAIL = {"SMTP_HOST": "mail.example.org", "MAIL_FROM": "record@example.org", "PUBLIC_URL": "https://record.example.org/"}


def test_mail_is_set_up_by_three_settings() -> None:
    """Host, sender and the record's own address are enough; a slash at the end of it is left out."""
    config = Config.from_environment(MAIL)
    assert (config.smtp_security, config.smtp_port) == ("starttls", None)
    assert config.public_url == "https://record.example.org"
    assert Config.from_environment({}).smtp_host is None


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SMTP_HOST": "mail.example.org"}, ["MAIL_FROM", "PUBLIC_URL"]),
        ({**MAIL, "SMTP_HOST": "mail.example.org:25", "PUBLIC_URL": "record.example.org"}, ["SMTP_HOST", "PUBLIC_URL"]),
        ({**MAIL, "MAIL_FROM": "The record <a@b.org>", "SMTP_PORT": "0"}, ["SMTP_PORT", "MAIL_FROM"]),
        ({**MAIL, "SMTP_SECURITY": "ssl", "WORKER_POLL_SECONDS": "0"}, ["SMTP_SECURITY", "WORKER_POLL_SECONDS"]),
        ({**MAIL, "SMTP_USER": "record"}, ["SMTP_USER, SMTP_PASSWORD"]),
        ({**MAIL, "SMTP_USER": "a", "SMTP_PASSWORD": "b", "SMTP_SECURITY": "none"}, ["SMTP_SECURITY"]),
        ({**MAIL, "MAIL_FOLDER": "instance/mail"}, ["MAIL_FOLDER"]),
    ],
)
def test_every_fault_is_named_at_once(given: dict[str, str], named: list[str]) -> None:
    """What is missing or contradicts itself is told with the name of its setting."""
    with pytest.raises(ConfigurationFaults) as raised:
        Config.from_environment(given)
    assert sorted(fault.partition(":")[0] for fault in raised.value.faults) == sorted(named)


def test_a_password_is_not_shown() -> None:
    """Whoever prints the settings does not print the password."""
    assert "hunter" not in repr(Config(smtp_password="hunter"))
