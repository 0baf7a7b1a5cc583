"""What is written about a case: notes that only the office reads, and messages that the candidate reads."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base


class Note(Base):
    """An internal note. It is never edited or deleted; one that should not stand is retracted, and stays readable."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_incident_id", "incident_id"),
        CheckConstraint("retracted_at IS NULL OR retraction_reason IS NOT NULL", name="retracted_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    retracted_at: Mapped[datetime | None]
    retracted_by: Mapped[str | None]
    retraction_reason: Mapped[str | None] = mapped_column(Text)


class NoteMention(Base):
    """An officer for whom a note is meant in particular."""

    __tablename__ = "note_mention"
    __table_args__ = (UniqueConstraint("note_id", "user_id", name="uq_note_mention_note_id_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


class CaseMessage(Base):
    """A message on a case between the office and the candidate's side; what was sent is not taken back."""

    __tablename__ = "case_message"
    __table_args__ = (Index("ix_case_message_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    from_office: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
