"""For which case somebody is said to have been retaliated against."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base


class Retaliation(Base):
    """A case of retaliation, and the case that it is for; only those who handle the former know of it."""

    __tablename__ = "retaliation"
    __table_args__ = (Index("ix_retaliation_about_id", "about_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), unique=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
