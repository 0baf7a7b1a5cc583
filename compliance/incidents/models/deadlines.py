"""Deadlines of a case, every reason for which one moved, and the rules of a contest by which they are set."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, Revised, enum_by_value, ordered_days
from compliance.incidents.deadlines import Counting, DeadlineAct, Step, Track

_RUNS = text("met_on IS NULL AND cancelled_on IS NULL")


class DeadlineRule(Base):
    """How many days a contest gives to a step on a track, where that differs from what is usual."""

    __tablename__ = "deadline_rule"
    __table_args__ = (
        UniqueConstraint("contest_id", "step", "track", name="uq_deadline_rule_contest_id_step_track"),
        CheckConstraint("days > 0", name="days_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    step: Mapped[Step] = mapped_column(enum_by_value(Step))
    track: Mapped[Track] = mapped_column(enum_by_value(Track))
    days: Mapped[int]
    counting: Mapped[Counting] = mapped_column(enum_by_value(Counting))


class DeadlineSetting(Revised, Base):
    """From how many days before the vote the expedited track is the rule; its revision is that of all the rules."""

    __tablename__ = "deadline_setting"
    __table_args__ = (CheckConstraint("expedited_days >= 0", name="expedited_days_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    expedited_days: Mapped[int]
    set_at: Mapped[datetime]
    times_set: Mapped[int]


class Deadline(Base):
    """A step of a case that has to be done by a day. Of each step one runs at most.

    `by_rule_on` is the day that the rule of its track gives (`days` and `counting` as they were then; None if the day
    was set by hand, as in a notice). `due_on` is that day, or what the last DeadlineChange made of it. `suspended_on`
    is set while the case waits for somebody outside.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        Index("ix_deadline_due_on", "due_on", "incident_id", sqlite_where=_RUNS, postgresql_where=_RUNS),
        Index("uq_deadline_running", "incident_id", "step", unique=True, sqlite_where=_RUNS, postgresql_where=_RUNS),
        Index("ix_deadline_incident_id", "incident_id"),
        ordered_days("started_on", "by_rule_on"),
        CheckConstraint("due_on >= started_on", name="due_on_not_before_started_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    step: Mapped[Step] = mapped_column(enum_by_value(Step))
    track: Mapped[Track] = mapped_column(enum_by_value(Track))
    days: Mapped[int | None]
    counting: Mapped[Counting | None] = mapped_column(enum_by_value(Counting))
    started_on: Mapped[date]
    by_rule_on: Mapped[date]
    due_on: Mapped[date]
    met_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    suspended_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class DeadlineChange(Base):
    """What happened to a deadline, and why. Appended; `old_due_on` and `new_due_on` differ if the deadline moved.

    `wanted_on` is the day that a request asks for; `answers_id` is the request that a decision answers; `waiting_for`
    says for whom a suspended case waits.
    """

    __tablename__ = "deadline_change"
    __table_args__ = (
        Index("ix_deadline_change_deadline_id", "deadline_id"),
        UniqueConstraint("answers_id", name="uq_deadline_change_answers_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"))
    act: Mapped[DeadlineAct] = mapped_column(enum_by_value(DeadlineAct))
    on: Mapped[date] = mapped_column("on_day")
    old_due_on: Mapped[date]
    new_due_on: Mapped[date]
    wanted_on: Mapped[date | None]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("deadline_change.id"))
    waiting_for: Mapped[str | None]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class TrackChange(Base):
    """A case was put on a track by hand; the latest counts, for steps that begin from then on too."""

    __tablename__ = "track_change"
    __table_args__ = (Index("ix_track_change_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    track: Mapped[Track] = mapped_column(enum_by_value(Track))
    on: Mapped[date] = mapped_column("on_day")
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
