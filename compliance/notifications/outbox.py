"""What the outbox does with its intents: one is claimed, held while its mail is on the way, and settled.

Each function is one short transaction's work. A mail is sent between two of them, while nothing is locked: on SQLite
nobody else could write meanwhile. Whoever dies in between leaves a claim that ends by itself; the intent is then sent
again, under the same Message-ID.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, or_, select, update
from sqlalchemy.orm import Session

from compliance.notifications.models import Intent, Preference
from compliance.notifications.terms import State, Wish


@dataclass(frozen=True, slots=True)
class Part:
    """One intent of a claim: what it is about, to ask whether the person may still know."""

    id: int
    contest_id: int | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One mail to be sent by one worker: one intent, or all of those that somebody gets in a daily mail."""

    user_id: int
    message_id: str
    attempts: int
    parts: tuple[Part, ...]
    by: str

    @property
    def ids(self) -> tuple[int, ...]:
        """The keys of its intents."""
        return tuple(part.id for part in self.parts)


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(Intent.claimed_until.is_(None), Intent.claimed_until <= now)
    return and_(Intent.state == State.PENDING, Intent.next_attempt_at <= now, free)


def anything_due(session: Session, now: datetime) -> bool:
    """Whether there is something to claim; asked first, so that waiting locks nothing."""
    return session.scalar(select(Intent.id).where(_due(now)).limit(1)) is not None


def claim(session: Session, now: datetime, by: str, lease: timedelta) -> Claim | None:
    """Take the next mail that is due, for as long as `lease`; None if there is none.

    What somebody wants in a daily mail is put off to its hour on the way, and what they do not want is withdrawn.
    """
    while (first := _next(session, now)) is not None:
        wish = Wish.AT_ONCE if first.required else _wish(session, first, now)
        if wish is None:
            continue
        group = [first] if wish is Wish.AT_ONCE else [first, *_companions(session, first, now)]
        for intent in group:
            intent.attempts += 1
            intent.claimed_until, intent.claimed_by = now + lease, by
        named = min(group, key=lambda intent: intent.id)
        parts = tuple(Part(intent.id, intent.contest_id, intent.subject) for intent in group)
        return Claim(first.user_id, named.message_id, named.attempts, parts, by)
    return None


def _next(session: Session, now: datetime) -> Intent | None:
    """The first that is due and that no other worker is just claiming (SQLite has one writer at a time anyway)."""
    session.flush()
    query = select(Intent).where(_due(now)).order_by(Intent.next_attempt_at, Intent.id).limit(1)
    return session.scalar(query.with_for_update(skip_locked=True))


def _wish(session: Session, intent: Intent, now: datetime) -> Wish | None:
    """How an intent goes now; None if it does not: it is put off, or withdrawn."""
    preference = session.get(Preference, intent.user_id)
    if preference is None or preference.wish is Wish.AT_ONCE:
        return Wish.AT_ONCE
    if preference.wish is Wish.NEVER:
        intent.state = State.WITHDRAWN
        return None
    hour = hour_after(intent.created_at, preference)
    if hour > now:
        intent.next_attempt_at = hour
        return None
    return Wish.DAILY


def hour_after(instant: datetime, preference: Preference) -> datetime:
    """The instant of the first daily mail at or after another instant, in UTC."""
    zone = ZoneInfo(preference.timezone)
    local = instant.astimezone(zone)
    at = local.replace(hour=preference.hour, minute=0, second=0, microsecond=0)
    if at < local:
        at = (local + timedelta(days=1)).replace(hour=preference.hour, minute=0, second=0, microsecond=0)
    return at.astimezone(ZoneInfo("UTC"))


def _companions(session: Session, first: Intent, now: datetime) -> Sequence[Intent]:
    """What else goes into the same daily mail."""
    query = select(Intent).where(
        _due(now), Intent.user_id == first.user_id, Intent.id != first.id, Intent.required.is_(False)
    )
    return session.scalars(query.order_by(Intent.id).with_for_update(skip_locked=True)).all()


def settle(session: Session, ids: Iterable[int], state: State, now: datetime) -> None:
    """Say what became of intents for good: sent, or withdrawn. Whoever sent one says so even if its claim has ended."""
    session.execute(
        update(Intent)
        .where(Intent.id.in_(tuple(ids)), Intent.state == State.PENDING)
        .values(
            state=state,
            sent_at=now if state is State.SENT else None,
            claimed_until=None,
            claimed_by=None,
        )
    )


def put_off(session: Session, failed: Claim, until: datetime | None, error: str) -> None:
    """Try again at an instant, or give up (None). `error` is the name of what went wrong, without its words."""
    session.execute(
        update(Intent)
        .where(Intent.id.in_(failed.ids), Intent.claimed_by == failed.by, Intent.state == State.PENDING)
        .values(
            state=State.PENDING if until is not None else State.GIVEN_UP,
            next_attempt_at=until if until is not None else Intent.next_attempt_at,
            claimed_until=None,
            claimed_by=None,
            last_error=error,
        )
    )


def retry(session: Session, now: datetime) -> int:
    """Take up again what was given up, and try at once what waits after a failure; return how many."""
    again = or_(Intent.state == State.GIVEN_UP, and_(Intent.state == State.PENDING, Intent.last_error.is_not(None)))
    found = session.scalars(select(Intent.id).where(again).with_for_update()).all()
    if found:
        attempts = case((Intent.state == State.GIVEN_UP, 0), else_=Intent.attempts)
        values = {"state": State.PENDING, "next_attempt_at": now, "attempts": attempts}
        session.execute(update(Intent).where(Intent.id.in_(found)).values(values))
    return len(found)
