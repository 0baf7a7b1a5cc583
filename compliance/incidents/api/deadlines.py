"""The deadlines of a case: listed, extended, stopped and resumed; and more time, asked for by the candidate."""

from datetime import date

from pydantic import Field

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.bodies import DayBody
from compliance.incidents.api.frame import Part, asks, blueprint, shown, the_incident
from compliance.incidents.api.parts import DeadlineAnswer, deadline_answer
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.deadlines import DONE_BY_HAND, RESPONDENTS_TIME, Step, Track
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, PARTIES
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, ReasonBody, Scope, operation
from compliance.web.scope import today
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class LaterBody(Body):
    """A later day, and why."""

    due_on: date
    reason: str = Field(max_length=LONG)


class WaitBody(Body):
    """Why a case waits, and for whom outside. Never name a source."""

    reason: str = Field(max_length=LONG)
    waiting_for: str = Field(max_length=300)


class TrackBody(Body):
    """A track, and why the case is put on it."""

    track: Track
    reason: str = Field(max_length=LONG)


class SwitchAnswer(Answer):
    """That a case was put on a track by hand."""

    track: Track
    on: date
    reason: str
    recorded_by: str


class DeadlinesAnswer(Answer):
    """The deadlines of a case, in the order in which they began, and the track on which it is."""

    track: Track
    items: list[DeadlineAnswer]
    switches: list[SwitchAnswer]


def the_deadlines(reference: str) -> Incident:
    """A case whose deadlines the actor sees."""
    incident = the_incident(reference)
    policy.may_see_deadlines(actor(), incident).enforce()
    return incident


def the_step(reference: str, step: str) -> Part[Step]:
    """A step of a case whose deadlines the actor sees."""
    incident = the_deadlines(reference)
    if step not in frozenset(Step):
        raise NotFound(_("There is no such page."))
    return Part(incident, Step(step))


@blueprint.get("/<reference>/deadlines")
@allow(OFFICE)
@operation(Operation(READ, DeadlinesAnswer, on=the_deadlines))
def list_deadlines(incident: Incident) -> DeadlinesAnswer:
    """List the deadlines of a case with what moved them."""
    switches = queries.switches(session(), incident.id)
    times = queries.timing(session(), incident.contest_id)
    return DeadlinesAnswer(
        track=switches[-1].track if switches else times.track_on(today()),
        items=[deadline_answer(one, office=True) for one in queries.deadlines(session(), incident)],
        switches=[SwitchAnswer.model_validate(one) for one in switches],
    )


@blueprint.post("/<reference>/deadlines/<step>/extend")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=LaterBody, on=the_step, may=asks(policy.may_move_deadlines)))
def extend(step: Part[Step], body: LaterBody) -> CaseAnswer:
    """Give more time for a step."""
    service.extend(unit_of_work(), queries.deadline_of(session(), step.incident, step.it), body.due_on, body.reason)
    return shown(step.incident)


@blueprint.post("/<reference>/deadlines/<step>/done")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_step, may=asks(policy.may_move_deadlines)))
def step_done(step: Part[Step], body: DayBody) -> CaseAnswer:
    """Note that a step was done that no other act ends."""
    if step.it not in DONE_BY_HAND:
        raise NotFound(_("There is no such page."))
    service.done(unit_of_work(), queries.deadline_of(session(), step.incident, step.it), body.on)
    return shown(step.incident)


@blueprint.post("/<reference>/deadlines/<step>/waive")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=ReasonBody, on=the_step, may=asks(policy.may_move_deadlines)))
def waive(step: Part[Step], body: ReasonBody) -> CaseAnswer:
    """Lift a deadline that does not apply to this case; never one of the candidate's."""
    if step.it in RESPONDENTS_TIME:
        raise NotFound(_("There is no such page."))
    service.waive(unit_of_work(), queries.deadline_of(session(), step.incident, step.it), body.reason)
    return shown(step.incident)


@blueprint.post("/<reference>/deadlines/suspend")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=WaitBody, on=the_deadlines, may=asks(policy.may_move_deadlines)))
def suspend(incident: Incident, body: WaitBody) -> CaseAnswer:
    """Stop the office's time while the case waits for somebody outside."""
    service.suspend(unit_of_work(), incident, body.reason, body.waiting_for)
    return shown(incident)


@blueprint.post("/<reference>/deadlines/resume")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_deadlines, may=asks(policy.may_move_deadlines)))
def resume(incident: Incident, body: DayBody) -> CaseAnswer:
    """Let the office's time run on."""
    service.resume(unit_of_work(), incident, body.on, body.reason)
    return shown(incident)


@blueprint.post("/<reference>/deadlines/track")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=TrackBody, on=the_deadlines, may=asks(policy.may_move_deadlines)))
def switch_track(incident: Incident, body: TrackBody) -> CaseAnswer:
    """Put a case on the other track by hand. Time that belongs to the candidate is not shortened."""
    service.switch_track(unit_of_work(), incident, body.track, body.reason)
    return shown(incident)


@blueprint.post("/<reference>/extension-requests")
@allow(PARTIES)
@operation(
    Operation(WRITE, CaseAnswer, takes=LaterBody, status=201, on=the_incident, may=asks(policy.may_ask_for_time))
)
def request_extension(incident: Incident, body: LaterBody) -> CaseAnswer:
    """Ask for more time to reply, as the candidate or an agent. The day stays until the office has decided."""
    deadline = queries.deadline_of(session(), incident, Step.REPLY)
    service.request_extension(unit_of_work(), deadline, body.due_on, body.reason)
    return shown(incident)


@blueprint.post("/<reference>/extension-requests/grant")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=LaterBody, on=the_deadlines, may=asks(policy.may_move_deadlines)))
def grant(incident: Incident, body: LaterBody) -> CaseAnswer:
    """Grant what the candidate asked for, or a part of it."""
    service.grant(unit_of_work(), queries.deadline_of(session(), incident, Step.REPLY), body.due_on, body.reason)
    return shown(incident)


@blueprint.post("/<reference>/extension-requests/refuse")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=ReasonBody, on=the_deadlines, may=asks(policy.may_move_deadlines)))
def refuse(incident: Incident, body: ReasonBody) -> CaseAnswer:
    """Refuse what the candidate asked for; the day stays."""
    service.refuse(unit_of_work(), queries.deadline_of(session(), incident, Step.REPLY), body.reason)
    return shown(incident)
