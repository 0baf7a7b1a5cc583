"""Acts that take two people: to publish a concluded case, learn who a source is, find a respondent out of reach.

Users are held as values: `_by_id` beside the name of the time.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.core.two_people import Seconded
from compliance.incidents.terms import PublicationState


class Publication(Base):
    """Whether a case that people concluded here is published, and with what summary.

    A case has none that was concluded elsewhere and read in from a file: that one is public once it is concluded.
    """

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), unique=True)
    state: Mapped[PublicationState] = mapped_column(enum_by_value(PublicationState))
    summary: Mapped[str | None] = mapped_column(Text)
    proposed_at: Mapped[datetime | None]
    proposed_by: Mapped[str | None]
    proposed_by_id: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None]
    confirmed_by_id: Mapped[int | None]
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[str | None]
    refusal_reason: Mapped[str | None] = mapped_column(Text)


class UnmaskRequest(Seconded, Base):
    """That somebody wants to know who a confidential source is, and what a second person said to it."""

    __tablename__ = "unmask_request"
    __table_args__ = (Index("ix_unmask_request_source_id", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


class UnreachableProposal(Seconded, Base):
    """That an officer proposes to find that the respondent cannot be reached, and what a second person said to it."""

    __tablename__ = "unreachable_proposal"
    __table_args__ = (Index("ix_unreachable_proposal_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
