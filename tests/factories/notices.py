"""Notices on their way, by the verbs of production: prepared, checked, ordered and released."""

from datetime import date, timedelta

from compliance.core.access import Actor, Role
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.models import Incident, PreparedNotice
from compliance.incidents.queries import notices as reading
from tests.factories.cases import HAPPENED, TIMEZONE, Setting


def fact(*positions: int, text: str = "Two of five days were spent with delegations.", **days: date) -> service.NewFact:
    """A fact of 16 January 2031 that bears on some allegations."""
    return service.NewFact(text, days.get("from_on", HAPPENED), days.get("until_on"), frozenset(positions))


def prepare(uow: UnitOfWork, incident: Incident) -> PreparedNotice:
    """Prepare a notice with one fact that bears on all that is alleged."""
    positions = [one.position for one in queries.allegations(uow.session, incident.id)]
    return service.prepare(uow, incident, service.Preparation([fact(*positions)]))


def ordered(made: Setting, reference: str, actor: Actor | None = None) -> PreparedNotice:
    """Prepare a notice and have it released at the next hour."""
    with made.world.act(actor or made.officer) as uow:
        incident = made.incident(uow, reference)
        prepared = prepare(uow, incident)
        service.order(uow, incident, prepared, service.Order())
        return prepared


def release(made: Setting, hours: float = 24) -> int:
    """Let time go by and release what is due."""
    made.world.clock.advance(hours=hours)
    with made.world.act() as uow:
        return service.release_due(uow)


def answer(made: Setting, reference: str, *positions: int) -> None:
    """Let the candidate answer some allegations today."""
    with made.world.act(made.candidate) as uow:
        day = uow.today(TIMEZONE)
        for position in positions:
            service.reply(uow, made.allegation(uow, reference, position), service.NewReply("No, twice no.", day))


def another_officer(made: Setting) -> Actor:
    """A second officer of the contest."""
    return made.world.actor(made.world.user(Role.OFFICER, made.contest))


def open_notice(made: Setting, uow: UnitOfWork, reference: str) -> PreparedNotice:
    """The notice under way in a case."""
    found = reading.under_way(uow.session, made.incident(uow, reference).id)
    assert found is not None
    return found


A_DAY = timedelta(days=1)
