"""Meaning to tell people something. Sending is for the worker, after the transaction, and as often as it takes."""

import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from compliance.core.unit_of_work import UnitOfWork
from compliance.notifications.models import Intent
from compliance.notifications.terms import REQUIRED, State

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
