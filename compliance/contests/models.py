"""Contests, and the calendar of working days of each."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
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


class ContestCalendar(Revised, Base):
    """Which days count in a contest's deadlines, where its own choice differs from Saturdays and Sundays.

    `country` (ISO 3166-1 alpha-2) and `subdivision` name the holidays that a library knows; `weekend` holds names of
    days of the week; `free_days` and `working_days` map days (ISO 8601) to what the contest calls them.
    """

    __tablename__ = "contest_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    country: Mapped[str | None]
    subdivision: Mapped[str | None]
    weekend: Mapped[list[str]]
    free_days: Mapped[dict[str, Any]]
    working_days: Mapped[dict[str, Any]]
