"""Candidacies, with their status periods and media accounts."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.candidates.terms import AccountCapacity, Status
from compliance.core.database import Base, Revised, enum_by_value, ordered_days


class Candidacy(Revised, Base):
    """One person's candidacy in one contest."""

    __tablename__ = "candidacy"
    __table_args__ = (
        UniqueConstraint("contest_id", "key", name="uq_candidacy_contest_id_key"),
        ordered_days("announced_on", "withdrawn_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    key: Mapped[str]
    position: Mapped[int]
    name: Mapped[str]
    post: Mapped[str | None]
    nominated_by: Mapped[list[str]]
    announced_on: Mapped[date]
    withdrawn_on: Mapped[date | None]


class StatusPeriod(Base):
    """From when until when a candidate stood in which relation to the organisation. Periods do not overlap."""

    __tablename__ = "status_period"
    __table_args__ = (Index("ix_status_period_candidacy_id", "candidacy_id"), ordered_days("from_on", "until_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    status: Mapped[Status] = mapped_column(enum_by_value(Status))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class MediaAccount(Base):
    """A media account of a candidate, for whom it spoke, from when until when."""

    __tablename__ = "media_account"
    __table_args__ = (Index("ix_media_account_candidacy_id", "candidacy_id"), ordered_days("from_on", "until_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    platform: Mapped[str]
    handle: Mapped[str]
    capacity: Mapped[AccountCapacity] = mapped_column(enum_by_value(AccountCapacity))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
