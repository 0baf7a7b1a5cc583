"""Mailboxes: the messages and files that reporter and office exchange about a submission."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base


class MailboxMessage(Base):
    """A message about a submission, from the office or from the reporter.

    Of a reporter's message `at` is rounded down to the hour, and `recorded_by` is the same word for all. `read_at` is
    when the other side said, or showed by its next act, that it has read it. `key_digest` is that of the form it came
    with: a form makes one message however often it is sent; None for the office's.
    """

    __tablename__ = "mailbox_message"
    __table_args__ = (Index("ix_mailbox_message_submission_id_id", "submission_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    key_digest: Mapped[str | None] = mapped_column(unique=True)
    from_office: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    recorded_by: Mapped[str]


class MailboxFile(Base):
    """A file that came with a submission or a message about it, kept under its SHA-256.

    `message_id` is None for one that came with the submission itself.
    """

    __tablename__ = "mailbox_file"
    __table_args__ = (
        Index("ix_mailbox_file_submission_id_id", "submission_id", "id"),
        Index("ix_mailbox_file_message_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("mailbox_message.id"))
    from_office: Mapped[bool]
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    at: Mapped[datetime]
    recorded_by: Mapped[str]
