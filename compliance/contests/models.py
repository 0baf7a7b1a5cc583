"""Contests."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, Revised


class Contest(Revised, Base):
    """One election of one head: who elects, from when the campaign runs, when the vote is taken."""

    __tablename__ = "contest"
    __table_args__ = (
        CheckConstraint("votes_on >= opens_on", name="votes_on_not_before_opens_on"),
        CheckConstraint("electorate IS NULL OR electorate > 0", name="electorate_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    organisation: Mapped[str]
    post: Mapped[str]
    timezone: Mapped[str]
    electorate: Mapped[int | None]
    majority: Mapped[str | None]
    opens_on: Mapped[date]
    votes_on: Mapped[date]
