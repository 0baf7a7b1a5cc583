"""Meaning to tell people something. Sending is for the worker, after the transaction, and as often as it takes."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.notifications import outbox, policy
from compliance.notifications.models import Intent, Preference
from compliance.notifications.terms import REQUIRED, State, Wish

_NEW = {
    dialect.__name__.rpartition(".")[2]: dialect.insert(Intent.__table__).on_conflict_do_nothing(
        index_elements=["event_key", "user_id"]
    )
    for dialect in (postgresql, sqlite)
}


def enqueue(
    uow: UnitOfWork,
    event: str,
    recipients: Iterable[int],
    *,
    contest_id: int | None = None,
    subject: str | None = None,
    path: str | None = None,
    key: str | None = None,
) -> None:
    """Mean to tell people that there is something for them: one intent a person, in this transaction, by one statement.

    The mail says nothing but that. Whether a person wants it, and may still know of what it is about, is asked when it
    is sent; so this raises nothing and asks nothing. Whoever does the act is not told of it.

    Args:
        uow: whose act it is.
        event: what happened, as the log names it: `incident.notified`.
        recipients: ids of users; who comes twice is told once.
        contest_id: the contest it belongs to: who has no role there when the mail is to go gets none.
        subject: what it is about, as in the log (`incident:K7Q2MD`): who may not see it by then gets no mail.
        path: the page that it is on, for lists behind the sign-in.
        key: names the event, if it can be met again (`deadline:17:two-days`): nobody is told of one key twice. By
            default it is this event of this subject at this instant.
    """
    people = sorted(set(recipients) - {uow.actor.user_id})
    if not people:
        return
    shared = {
        "event_key": key or f"{event} {subject or '-'} {uow.now.isoformat()}",
        "event": event,
        "contest_id": contest_id,
        "subject": subject,
        "path": path,
        "required": event in REQUIRED,
        "created_at": uow.now,
        "next_attempt_at": uow.now,
    }
    connection = uow.session.connection()
    connection.execute(_NEW[connection.dialect.name], [{**shared, **_of_its_own(one)} for one in people])


def _of_its_own(user_id: int) -> dict[str, Any]:
    """What an intent does not share with those to others, and where it begins."""
    return {"user_id": user_id, "message_id": secrets.token_hex(16), "state": State.PENDING, "attempts": 0}


@dataclass(frozen=True, slots=True)
class NewPreference:
    """When somebody wants to be told: the hour (0 to 23) and the time zone are those of a daily mail."""

    wish: Wish
    hour: int = 8
    timezone: str = "UTC"


def prefer(uow: UnitOfWork, command: NewPreference) -> None:
    """Say when one wants to be told. It holds for what waits already. Invalid places: `hour`, `timezone`."""
    policy.may_prefer(uow.actor).enforce()
    faults = []
    if not 0 <= command.hour <= 23:  # noqa: PLR2004 - the hours of a day
        faults.append(Fault("hour", _("Choose an hour from 0 to 23.")))
    if command.timezone not in available_timezones():
        faults.append(Fault("timezone", _("Choose a time zone by its name, such as Europe/Zurich.")))
    if faults:
        raise Invalid(faults)
    found = uow.session.get(Preference, uow.actor.user_id)
    if found is None:
        found = Preference(user_id=uow.actor.user_id)
        uow.session.add(found)
    found.wish, found.hour, found.timezone = command.wish, command.hour, command.timezone
    uow.session.flush()
    waiting = (Intent.user_id == uow.actor.user_id, Intent.state == State.PENDING, Intent.attempts == 0)
    uow.session.execute(update(Intent).where(*waiting).values(next_attempt_at=uow.now))


def retry(uow: UnitOfWork) -> int:
    """Try again at once what was given up or waits after a failure; return how many mails that is."""
    policy.may_see_outbox(uow.actor).enforce()
    return outbox.retry(uow.session, uow.now)
