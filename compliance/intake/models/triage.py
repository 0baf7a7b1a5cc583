"""What the office makes of a submission: how it came to its state, and the cases that it is part of."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.incidents.terms import InadmissibilityGround
from compliance.intake.terms import SubmissionState


class SubmissionChange(Base):
    """A submission came to a state: by whom, when, and why. `ground` and `reason` if it was found inadmissible."""

    __tablename__ = "submission_change"
    __table_args__ = (Index("ix_submission_change_submission_id", "submission_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    state: Mapped[SubmissionState] = mapped_column(enum_by_value(SubmissionState))
    ground: Mapped[InadmissibilityGround | None] = mapped_column(enum_by_value(InadmissibilityGround))
    reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class SubmissionLink(Base):
    """A submission is part of a case: it became one, joined one, or repeats one. It can be part of several.

    `source_id` is the source of the case that it was made into; None where it only repeats what the case has.
    """

    __tablename__ = "submission_link"
    __table_args__ = (
        UniqueConstraint("submission_id", "incident_id", name="uq_submission_link_submission_id_incident_id"),
        Index("ix_submission_link_incident_id", "incident_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
