"""Who handles a case: listed, assigned, taken off; confined to them, or opened again."""

from datetime import datetime

from pydantic import Field

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.frame import Part, asks, blueprint, officer, the_incident
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, ReasonBody, Scope, operation
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class AssignmentBody(Body):
    """Which officer is to handle a case, beside those who do."""

    person: str = Field(max_length=100, description="The reference of the officer.")
    reason: str | None = Field(None, max_length=LONG)
    leads: bool = False


class ConfinementBody(Body):
    """To which officers a case is confined, and why."""

    reason: str = Field(max_length=LONG)
    handlers: list[str] = Field(max_length=100, description="The references of the officers.")


class OfficerAnswer(Answer):
    """An officer of the contest."""

    reference: str
    name: str
    keeps_out: bool


class AssignmentAnswer(Answer):
    """That somebody handles or handled a case. `in_place_of` names whom they replace."""

    reference: str
    name: str
    leads: bool
    reason: str | None
    in_place_of: str | None
    assigned_at: datetime
    ended_at: datetime | None
    end_reason: str | None


class HandlersAnswer(Answer):
    """Who handles a case and who did, and the officers who could."""

    assignments: list[AssignmentAnswer]
    officers: list[OfficerAnswer]
    confined: bool


class DoneAnswer(Answer):
    """That something was done which may have closed the case to whoever did it."""

    reference: str


def the_handlers(reference: str) -> Incident:
    """A case of which the actor may know who handles it."""
    incident = the_incident(reference)
    policy.may_see_access(actor(), incident).enforce()
    return incident


def the_handler(reference: str, person: str) -> Part[int]:
    """Somebody who handles a case, or did, by their id."""
    incident = the_handlers(reference)
    for one in queries.assignments(session(), incident):
        if one.reference == person:
            return Part(incident, one.user_id)
    raise NotFound(_("There is no such page."))


@blueprint.get("/<reference>/handlers")
@allow(OFFICE)
@operation(Operation(READ, HandlersAnswer, on=the_handlers))
def list_handlers(incident: Incident) -> HandlersAnswer:
    """List who handles a case, who did, and who could."""
    return _handlers(incident)


def _handlers(incident: Incident) -> HandlersAnswer:
    session().flush()
    return HandlersAnswer(
        assignments=[AssignmentAnswer.model_validate(one) for one in queries.assignments(session(), incident)],
        officers=[OfficerAnswer.model_validate(one) for one in queries.officers(session(), incident)],
        confined=incident.restricted,
    )


@blueprint.post("/<reference>/handlers")
@allow(OFFICE)
@operation(
    Operation(WRITE, HandlersAnswer, takes=AssignmentBody, status=201, on=the_handlers, may=asks(policy.may_assign))
)
def assign(incident: Incident, body: AssignmentBody) -> HandlersAnswer:
    """Let an officer handle a case."""
    service.assign(unit_of_work(), incident, officer(incident, body.person), body.reason, leads=body.leads)
    return _handlers(incident)


@blueprint.post("/<reference>/handlers/<person>/take-off")
@allow(OFFICE)
@operation(Operation(WRITE, DoneAnswer, takes=ReasonBody, on=the_handler))
def unassign(handler: Part[int], body: ReasonBody) -> DoneAnswer:
    """Take an officer off a case."""
    service.unassign(unit_of_work(), handler.incident, handler.it, body.reason)
    return DoneAnswer(reference=handler.incident.reference)


@blueprint.post("/<reference>/confine")
@allow(OFFICE)
@operation(Operation(WRITE, DoneAnswer, takes=ConfinementBody, on=the_handlers, may=asks(policy.may_restrict)))
def confine(incident: Incident, body: ConfinementBody) -> DoneAnswer:
    """Confine a case to some officers; the rest of the office meets no trace of it from then on."""
    handlers = [officer(incident, one, "handlers") for one in body.handlers]
    service.restrict(unit_of_work(), incident, body.reason, handlers)
    return DoneAnswer(reference=incident.reference)


@blueprint.post("/<reference>/open")
@allow(OFFICE)
@operation(Operation(WRITE, DoneAnswer, takes=ReasonBody, on=the_handlers, may=asks(policy.may_lift)))
def open_up(incident: Incident, body: ReasonBody) -> DoneAnswer:
    """Open a confined case to the rest of the office."""
    service.lift(unit_of_work(), incident, body.reason)
    return DoneAnswer(reference=incident.reference)


@blueprint.post("/<reference>/keep-out")
@allow(OFFICE)
@operation(Operation(WRITE, DoneAnswer, takes=ReasonBody, on=the_handlers, may=asks(policy.may_keep_out)))
def keep_out(incident: Incident, body: ReasonBody) -> DoneAnswer:
    """Keep out of a case from now on, and meet no trace of it."""
    service.keep_out(unit_of_work(), incident, body.reason)
    return DoneAnswer(reference=incident.reference)
