"""What an officer's desk remembers: views, watched cases, what was seen. None of it is anybody's record."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base


class Activity(Base):
    """When something was last done on an incident, and by whom: what the marks “new” and “changed” are made of."""

    __tablename__ = "activity"
    unrecorded: ClassVar[str | None] = "it repeats when the log last spoke of an incident"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class Seen(Base):
    """When somebody last looked at a case."""

    __tablename__ = "seen"
    __table_args__ = (Index("ix_seen_incident_id", "incident_id"),)
    unrecorded: ClassVar[str | None] = "what somebody has looked at is nobody else's business"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, autoincrement=False)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class Watch(Base):
    """A case that somebody wants to keep an eye on."""

    __tablename__ = "watch"
    __table_args__ = (Index("ix_watch_incident_id", "incident_id"),)
    unrecorded: ClassVar[str | None] = "it is a bookmark"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, autoincrement=False)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True, autoincrement=False)
    since: Mapped[datetime]


class SavedView(Base):
    """Filters and columns under a name, for one person in one contest; `query` is that of the list's address."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "contest_id", "name", name="uq_saved_view_user_id_contest_id_name"),)
    unrecorded: ClassVar[str | None] = "it is a bookmark"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    name: Mapped[str]
    query: Mapped[str]
    saved_at: Mapped[datetime]
