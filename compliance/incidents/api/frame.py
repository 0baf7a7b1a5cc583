"""What the operations on incidents begin with: the blueprint, and what an address names in an incident."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import Blueprint

from compliance.core.access import Actor, Verdict
from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.bodies import AllegationBody
from compliance.incidents.api.shapes import CaseAnswer, case_answer
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Allegation, Incident
from compliance.pledges.queries import rulebook
from compliance.web import transaction
from compliance.web.scope import current_scope

blueprint = Blueprint("incidents_api", __name__, url_prefix="/api/v1/contests/<slug>/incidents")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Part(Generic[Thing]):
    """Something in an incident that an address names: `it`, and the incident."""

    incident: Incident
    it: Thing


def the_incident(reference: str) -> Incident:
    """The incident that an address names, if it is one of this contest that the actor may know of."""
    incident = queries.by_reference(transaction.session(), transaction.actor(), reference)
    if incident.contest_id != current_scope().id:
        raise NotFound(_("There is no such page."))
    return incident


def asks(may: Callable[[Actor, Incident], Verdict]) -> Callable[[Incident | Part[Any]], None]:
    """How to refuse whoever may not do something to an incident, or to a part of it, as it stands."""

    def refuse(subject: Incident | Part[Any]) -> None:
        incident = subject.incident if isinstance(subject, Part) else subject
        may(transaction.actor(), incident).enforce()

    return refuse


def the_file(reference: str) -> Incident:
    """Such an incident, for its officers."""
    incident = the_incident(reference)
    policy.may_see_file(transaction.actor(), incident).enforce()
    return incident


def the_allegation(reference: str, position: int) -> Part[Allegation]:
    """What is alleged in an incident at a position, from 0."""
    incident = the_incident(reference)
    return Part(incident, queries.allegation_of(transaction.session(), incident, position))


def shown(incident: Incident) -> CaseAnswer:
    """An incident as it stands now, for the actor."""
    session, actor = transaction.session(), transaction.actor()
    session.flush()
    case = queries.case(session, incident, actor, sources=False)
    deadlines = queries.deadlines(session, incident, None if case.for_office else Step.REPLY)
    measures = queries.measures(session, incident.id)
    links = queries.links_of(session, incident, actor) if case.for_office else ()
    return case_answer(case, deadlines, measures, links)


def officer(incident: Incident, reference: str, place: str = "person") -> int:
    """The id of the officer of the contest with a reference. Invalid at `place` if there is none."""
    found = queries.officers(transaction.session(), incident)
    for one in found:
        if one.reference == reference:
            return one.user_id
    raise Invalid([Fault(place, _("There is no such officer: give the reference of one who can handle the case."))])


def as_commands(bodies: Sequence[AllegationBody], candidacy_id: int) -> list[service.NewAllegation]:
    """Find the clauses that are named by instrument, version and number; Invalid names each that there is not."""
    book = rulebook(transaction.session(), current_scope().id, candidacy_id=candidacy_id)
    known = {(one.instrument_key, one.version_label, one.number): one.id for one in book.clauses}
    named = [(one.instrument, one.version, one.clause) for one in bodies]
    message = _("There is no such clause: name instrument, version and clause as applicability does.")
    faults = [Fault(f"allegations[{at}].clause", message) for at, name in enumerate(named) if name not in known]
    if faults:
        raise Invalid(faults)
    return [service.NewAllegation(known[name], one.override) for name, one in zip(named, bodies, strict=True)]
