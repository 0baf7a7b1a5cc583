"""Reminders of what falls due: a mail that says only that there is something, once for each deadline and day."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from compliance.core.access import Role
from compliance.core.periods import ONE_DAY
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.incidents import queries
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Deadline, Incident
from compliance.incidents.queries.deadlines import falling_due
from compliance.incidents.service.telling import tell
from compliance.notifications.queries import met

BEFORE = timedelta(days=2)
"""How long before its day a deadline is reminded of."""
AFTER = timedelta(days=7)
"""How long after its day it still is: what was read in from a file was overdue long ago, and nobody forgot it."""


def remind(uow: UnitOfWork) -> None:
    """Tell the handlers of each deadline that is due in two days or is overdue, once; candidates, of their reply.

    A deadline that was moved is reminded of anew. What waits for somebody outside is not due.
    """
    utc_day = uow.now.date()
    found = falling_due(uow.session, utc_day - AFTER - ONE_DAY, utc_day + BEFORE + ONE_DAY)
    wanted = [(key, kind, deadline, incident) for key, kind, deadline, incident in _kinds(uow, found)]
    told = met(uow.session, [key for key, *_rest in wanted])
    for key, kind, deadline, incident in wanted:
        if key not in told:
            tell(uow, kind, incident, _people(uow, deadline, incident), key)


def _kinds(
    uow: UnitOfWork, found: Iterable[tuple[Deadline, Incident, str]]
) -> Iterable[tuple[str, str, Deadline, Incident]]:
    for deadline, incident, timezone in found:
        kind = _kind(deadline.due_on, uow.now.astimezone(ZoneInfo(timezone)).date())
        if kind is not None:
            yield f"{kind} {deadline.id} {deadline.due_on.isoformat()}", kind, deadline, incident


def _kind(due_on: date, today: date) -> str | None:
    if today <= due_on <= today + BEFORE:
        return "deadline.soon"
    return "deadline.overdue" if today - AFTER <= due_on < today else None


def _people(uow: UnitOfWork, deadline: Deadline, incident: Incident) -> list[int]:
    people = queries.handlers_of(uow.session, incident)
    if deadline.step is Step.REPLY:
        sides = (Role.CANDIDATE, Role.AGENT)
        people += identity.holders(uow.session, incident.contest_id, *sides, candidacy_id=incident.candidacy_id)
    return people
