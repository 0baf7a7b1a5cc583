"""Reviews of concluded cases by somebody who took no part in concluding them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.incidents.terms import ReviewOutcome


class Review(Base):
    """A review, asked for by the respondent's side or ordered by the office, until the reviewer has decided.

    `reviewer_id` is a user, held as a value. `Incident.under_review` repeats whether one is open.
    """

    __tablename__ = "review"
    __table_args__ = (
        Index("ix_review_incident_id", "incident_id"),
        CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name="outcome_with_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    by_respondent: Mapped[bool]
    asked_on: Mapped[date]
    grounds: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    reviewer_id: Mapped[int | None]
    appointed_at: Mapped[datetime | None]
    appointed_by: Mapped[str | None]
    outcome: Mapped[ReviewOutcome | None] = mapped_column(enum_by_value(ReviewOutcome))
    decided_on: Mapped[date | None]
    reasons: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
