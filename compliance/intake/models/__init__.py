"""The tables of what reporters send in."""

from compliance.intake.models.mailboxes import MailboxFile, MailboxMessage
from compliance.intake.models.submissions import IntakeSetting, Submission, SubmissionParty
from compliance.intake.models.triage import SubmissionChange, SubmissionLink

__all__ = [
    "IntakeSetting",
    "MailboxFile",
    "MailboxMessage",
    "Submission",
    "SubmissionChange",
    "SubmissionLink",
    "SubmissionParty",
]
