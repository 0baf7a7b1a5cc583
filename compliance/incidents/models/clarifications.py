"""What member states are asked to clarify, or ask: of a case or of the whole contest; answers, and who was told."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.incidents.terms import Audience, Direction


class Clarification(Base):
    """A question to or from a member state; with an incident, if it belongs to a case."""

    __tablename__ = "clarification"
    __table_args__ = (
        Index("ix_clarification_contest_id_id", "contest_id", "id"),
        Index("ix_clarification_incident_id", "incident_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    direction: Mapped[Direction] = mapped_column(enum_by_value(Direction))
    state: Mapped[str]
    question: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date]
    due_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class ClarificationAnswer(Base):
    """An answer, with a file or without. A later one supplements an earlier one."""

    __tablename__ = "clarification_answer"
    __table_args__ = (Index("ix_clarification_answer_clarification_id", "clarification_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clarification_id: Mapped[int] = mapped_column(ForeignKey("clarification.id"))
    text: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date]
    file_name: Mapped[str | None]
    media_type: Mapped[str | None]
    sha256: Mapped[str | None]
    size: Mapped[int | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Circulation(Base):
    """To whom something of a request was made known, when, and in which words: they read these and nothing else."""

    __tablename__ = "circulation"
    __table_args__ = (Index("ix_circulation_clarification_id", "clarification_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clarification_id: Mapped[int] = mapped_column(ForeignKey("clarification.id"))
    audience: Mapped[Audience] = mapped_column(enum_by_value(Audience))
    to_whom: Mapped[str | None]
    circulated_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
