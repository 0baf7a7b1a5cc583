"""Reading what reporters sent in."""

from compliance.intake.queries.mailbox import (
    Letter,
    Mailbox,
    Stored,
    by_code,
    by_token,
    file_of,
    mailbox,
    of_mailbox,
    received_since,
    stored,
    takes_reports,
)
from compliance.intake.queries.visibility import is_visible, readers, visible_to

__all__ = [
    "Letter",
    "Mailbox",
    "Stored",
    "by_code",
    "by_token",
    "file_of",
    "is_visible",
    "mailbox",
    "of_mailbox",
    "readers",
    "received_since",
    "stored",
    "takes_reports",
    "visible_to",
]
