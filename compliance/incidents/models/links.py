"""How one incident stands to another. A link is retracted with a reason; it is never deleted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.incidents.terms import LinkKind


class IncidentLink(Base):
    """An incident is a duplicate of another, was split from it, or has to do with it; read from both of them.

    The link stands until `retracted_at`.
    """

    __tablename__ = "incident_link"
    __table_args__ = (
        Index("ix_incident_link_incident_id", "incident_id"),
        Index("ix_incident_link_other_id", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[LinkKind] = mapped_column(enum_by_value(LinkKind))
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    retracted_at: Mapped[datetime | None]
    retracted_by: Mapped[str | None]
    retraction_reason: Mapped[str | None] = mapped_column(Text)
