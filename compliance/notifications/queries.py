"""Reading the outbox, and when somebody wants to be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.notifications.models import Intent, Preference
from compliance.notifications.terms import State


@dataclass(frozen=True, slots=True)
class Pile:
    """The mails in one state: how many, and since when the oldest was meant to go."""

    state: State
    number: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with mails that are not sent: the name of the error, and with how many."""

    error: str
    number: int


def piles(session: Session) -> list[Pile]:
    """Return the mails by state, every state once."""
    query = select(
        Intent.state, func.count(Intent.id).label("number"), func.min(Intent.created_at).label("since")
    ).group_by(Intent.state)
    found = {row.state: Pile(row.state, row.number, row.since) for row in session.execute(query)}
    return [found.get(state, Pile(state, 0, None)) for state in State]


def failures(session: Session) -> list[Failure]:
    """Return what went wrong last with mails that wait or were given up, the most frequent first."""
    number = func.count(Intent.id)
    query = (
        select(Intent.last_error, number.label("number"))
        .where(Intent.state.in_((State.PENDING, State.GIVEN_UP)), Intent.last_error.is_not(None))
        .group_by(Intent.last_error)
        .order_by(number.desc(), Intent.last_error)
    )
    return [Failure(row.last_error, row.number) for row in session.execute(query)]


def preference(session: Session, user_id: int) -> Preference | None:
    """Return when somebody wants to be told; None if they never said."""
    return session.get(Preference, user_id)


def met(session: Session, keys: Collection[str]) -> set[str]:
    """Return which of some events somebody was meant to be told of already."""
    return set(session.scalars(select(Intent.event_key).where(Intent.event_key.in_(keys)))) if keys else set()
