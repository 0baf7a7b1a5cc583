"""Which cases are confined to the officers who are assigned to them, since when and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base


class Restriction(Base):
    """For a time only the assigned officers know of an incident; `Incident.restricted_at` repeats when it began."""

    __tablename__ = "restriction"
    __table_args__ = (Index("ix_restriction_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    reason: Mapped[str] = mapped_column(Text)
    restricted_at: Mapped[datetime]
    restricted_by: Mapped[str]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[str | None]
    lift_reason: Mapped[str | None] = mapped_column(Text)
