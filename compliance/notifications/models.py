"""The outbox: who is to be told that there is something for them, and what has become of it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.notifications.terms import State, Wish


class Intent(Base):
    """One person is to be told of one event, by one mail. It is written in the transaction of what it tells of.

    `event_key` names the event: nobody is told of one twice. `message_id` is fixed from the beginning, so that a mail
    that was sent twice, because its sender died before it could say so, can be known as the same. `subject` (such as
    `incident:K7Q2MD`) and `path` say what it is about and where; they are never part of a mail. `last_error` is the
    name of an exception and never its words. A worker holds an intent until `claimed_until`.
    """

    __tablename__ = "intent"
    __table_args__ = (
        UniqueConstraint("event_key", "user_id"),
        Index("ix_intent_state_next_attempt_at", "state", "next_attempt_at"),
        Index("ix_intent_user_id", "user_id"),
        CheckConstraint("(sent_at IS NOT NULL) = (state = 'sent')", name="sent_at_with_state"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
    )
    unrecorded: ClassVar[str | None] = "sending is no act of record: what a mail tells of stands in the log already"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_key: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    event: Mapped[str]
    contest_id: Mapped[int | None] = mapped_column(ForeignKey("contest.id"))
    subject: Mapped[str | None]
    path: Mapped[str | None]
    required: Mapped[bool]
    message_id: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(enum_by_value(State))
    attempts: Mapped[int]
    next_attempt_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


class Preference(Base):
    """When somebody wants to be told; without a row, at once. `hour` is a daily mail's, in that time zone."""

    __tablename__ = "mail_preference"
    __table_args__ = (CheckConstraint("hour >= 0 AND hour <= 23", name="hour_of_a_day"),)
    unrecorded: ClassVar[str | None] = "when somebody likes to get mail is nobody's record"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, autoincrement=False)
    wish: Mapped[Wish] = mapped_column(enum_by_value(Wish))
    hour: Mapped[int]
    timezone: Mapped[str]
