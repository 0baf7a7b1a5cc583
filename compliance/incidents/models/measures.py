"""What follows from findings: measures and how they are followed, and a contest's rules of concluding."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, Revised, enum_by_value, ordered_days
from compliance.incidents.terms import FollowUp, MeasureKind, MeasureState, StandardOfProof


class ConclusionRules(Revised, Base):
    """How cases of a contest are concluded: the usual standard of proof, and the days in which to ask for a review."""

    __tablename__ = "conclusion_rules"
    __table_args__ = (CheckConstraint("review_days > 0", name="review_days_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    standard_of_proof: Mapped[StandardOfProof] = mapped_column(enum_by_value(StandardOfProof))
    review_days: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class Measure(Base):
    """What the respondent is advised, asked or told because of a finding, or of the case as a whole.

    `due_on` is the day first set; `due_now_on` and `state` repeat what the latest steps have made of it. `amount` is a
    decimal number as text, in `currency` (ISO 4217).
    """

    __tablename__ = "measure"
    __table_args__ = (
        Index("ix_measure_incident_id", "incident_id"),
        ordered_days("decided_on", "due_on"),
        CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="amount_with_currency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    kind: Mapped[MeasureKind] = mapped_column(enum_by_value(MeasureKind))
    text: Mapped[str] = mapped_column(Text)
    amount: Mapped[str | None]
    currency: Mapped[str | None]
    decided_on: Mapped[date]
    due_on: Mapped[date | None]
    due_now_on: Mapped[date | None]
    state: Mapped[MeasureState] = mapped_column(enum_by_value(MeasureState))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class MeasureStep(Base):
    """One step in following up a measure, perhaps with a file. `due_on` is the new day of an extension."""

    __tablename__ = "measure_step"
    __table_args__ = (Index("ix_measure_step_measure_id", "measure_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    step: Mapped[FollowUp] = mapped_column(enum_by_value(FollowUp))
    on: Mapped[date] = mapped_column("on_day")
    due_on: Mapped[date | None]
    text: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str | None]
    file_type: Mapped[str | None]
    file_sha256: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
