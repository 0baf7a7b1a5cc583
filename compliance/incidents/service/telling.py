"""Who is told of what happens in a case: those who handle it, and whoever it is about. Mails say nothing of it."""

from collections.abc import Iterable

from compliance.core.access import Role
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.incidents import queries
from compliance.incidents.models import Incident
from compliance.incidents.service import steps
from compliance.notifications.service import enqueue


def tell_handlers(uow: UnitOfWork, event: str, incident: Incident, key: str | None = None) -> None:
    """Tell the officers who handle the case, but whoever acts.

    Args:
        uow: whose act it is.
        event: what happened, as the log names it.
        incident: in which case.
        key: names the event where it can be met again, so that it is told once.
    """
    if not steps.is_own(uow, incident):
        tell(uow, event, incident, queries.handlers_of(uow.session, incident), key)


def tell_respondent(uow: UnitOfWork, event: str, incident: Incident, key: str | None = None) -> None:
    """Tell the candidate and their agents. Whoever may not see the case by then gets no mail (see `recipients`)."""
    if not steps.is_own(uow, incident):
        sides = (Role.CANDIDATE, Role.AGENT)
        people = identity.holders(uow.session, incident.contest_id, *sides, candidacy_id=incident.candidacy_id)
        tell(uow, event, incident, people, key)


def tell(uow: UnitOfWork, event: str, incident: Incident, people: Iterable[int], key: str | None = None) -> None:
    """Tell some people. Of what an import reads in, all happened before, and nobody is told."""
    if not steps.is_own(uow, incident):
        enqueue(
            uow,
            event,
            people,
            contest_id=incident.contest_id,
            subject=f"incident:{incident.reference}",
            key=key,
        )
