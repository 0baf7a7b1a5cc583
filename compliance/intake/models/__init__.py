"""The tables of what reporters send in."""

from compliance.intake.models.mailboxes import MailboxFile, MailboxMessage
from compliance.intake.models.submissions import IntakeSetting, Submission, SubmissionParty

__all__ = ["IntakeSetting", "MailboxFile", "MailboxMessage", "Submission", "SubmissionParty"]
