"""What member states are asked to clarify, or ask: for the office; for others what was circulated to them.

Requests of a contest stand below /clarifications; one of a case is asked below the case.
"""

from datetime import date, datetime

from flask import Blueprint, Response
from pydantic import Field

from compliance.core.storage import KeptFile
from compliance.incidents import policy
from compliance.incidents.api.fact_finding import the_fact_finding, the_facts_to_find
from compliance.incidents.api.files import BINARY, given_file, sent_file
from compliance.incidents.api.frame import blueprint as cases
from compliance.incidents.models import Circulation, Clarification, Incident
from compliance.incidents.queries import clarifications as reading
from compliance.incidents.routes.clarifications import READERS
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.service import clarifications as verbs
from compliance.incidents.terms import Audience, Direction
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Listing, Operation, Scope, listing, operation
from compliance.web.pagination import newest_first
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

blueprint = Blueprint("clarifications_api", __name__, url_prefix="/api/v1/contests/<slug>/clarifications")
READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class Asked(Body):
    """Where in the list to read on."""

    before: int | None = Field(None, ge=0, le=2**31 - 1)
    after: int | None = Field(None, ge=0, le=2**31 - 1)


class ClarificationBody(Body):
    """A question to or from a member state; `due_on`, if an answer is asked for by a day, that day included."""

    direction: Direction
    state: str = Field(max_length=200)
    question: str = Field(max_length=LONG)
    asked_on: date
    due_on: date | None = None


class ClarifiedBody(Body):
    """What was answered."""

    text: str = Field(max_length=LONG)
    answered_on: date


class CirculationBody(Body):
    """Exactly what is made known, and to whom; `to_whom` says who others are. It is not taken back."""

    audience: Audience
    to_whom: str | None = Field(None, max_length=500)
    text: str = Field(max_length=LONG)
    circulated_on: date


class ClarificationLineAnswer(Answer):
    """To the office a request; to others something that was circulated to them: its `text` and `circulated_on`."""

    reference: str
    direction: Direction
    state: str
    question: str | None
    asked_on: date | None
    due_on: date | None
    incident: str | None = Field(description="The reference of the case that it belongs to, if it does.")
    answered_on: date | None = Field(description="The day of the last answer.")
    circulations: int | None
    text: str | None
    circulated_on: date | None


class ClarificationsOfCaseAnswer(Answer):
    """The requests that belong to a case, oldest first."""

    items: list[ClarificationLineAnswer]


class ClarifiedAnswer(Answer):
    """An answer. A later one supplements an earlier one."""

    text: str
    answered_on: date
    file_name: str | None
    size: int | None
    recorded_at: datetime
    recorded_by: str


class CirculationAnswer(Answer):
    """What was made known, in these words. To whom else, and who did it, is for the office."""

    audience: Audience
    to_whom: str | None
    circulated_on: date
    text: str
    recorded_at: datetime | None
    recorded_by: str | None


class ClarificationAnswer(Answer):
    """A request with its answers and circulations; to all but the office what was circulated to them."""

    reference: str
    direction: Direction
    state: str
    question: str | None
    asked_on: date
    due_on: date | None
    incident: str | None
    answers: list[ClarifiedAnswer]
    circulations: list[CirculationAnswer]
    recorded_at: datetime | None
    recorded_by: str | None


def the_contest() -> int:
    """The contest, for whoever may put a request on record in it."""
    policy.may_handle_clarification(actor(), current_scope().id, None).enforce()
    return current_scope().id


def the_clarification(clarification: str) -> Clarification:
    """A request of the office's that the actor may know of."""
    return reading.clarification_of(session(), actor(), current_scope().id, clarification)


def the_handled(clarification: str) -> Clarification:
    """A request to which the actor may enter an answer, and which they may circulate."""
    found = the_clarification(clarification)
    incident = None if found.incident_id is None else session().get_one(Incident, found.incident_id)
    policy.may_handle_clarification(actor(), found.contest_id, incident).enforce()
    return found


def the_view(clarification: str) -> reading.ClarificationView:
    """A request, or what was circulated of it to the actor."""
    policy.may_list_clarifications(actor(), current_scope().id).enforce()
    return reading.clarification(session(), actor(), current_scope().id, clarification)


@blueprint.get("")
@allow(READERS)
@operation(Operation(READ, Listing[ClarificationLineAnswer], asks=Asked))
def list_clarifications(asked: Asked) -> Listing[ClarificationLineAnswer]:
    """List the requests that the token's owner may know of, newest first; to others what was circulated to them."""
    del asked  # the page reads the place from the address
    who, contest_id = actor(), current_scope().id
    policy.may_list_clarifications(who, contest_id).enforce()
    office = policy.handles(who, contest_id)
    query = reading.lines(who, contest_id) if office else reading.circulated(who, contest_id)
    column = Clarification.id if office else Circulation.id
    return listing(newest_first(session(), query, column, lambda row: int(row.id)), _line)


@blueprint.post("")
@allow(OFFICE)
@operation(Operation(WRITE, ClarificationAnswer, takes=ClarificationBody, status=201, on=the_contest))
def ask(contest_id: int, body: ClarificationBody) -> ClarificationAnswer:
    """Put a request that belongs to no case on record."""
    return _asked(contest_id, body, None)


@cases.get("/<reference>/clarifications")
@allow(OFFICE)
@operation(Operation(READ, ClarificationsOfCaseAnswer, on=the_fact_finding))
def list_of_case(incident: Incident) -> ClarificationsOfCaseAnswer:
    """List the requests that belong to a case."""
    return ClarificationsOfCaseAnswer(items=[_line(one) for one in reading.of_case(session(), incident)])


@cases.post("/<reference>/clarifications")
@allow(OFFICE)
@operation(Operation(WRITE, ClarificationAnswer, takes=ClarificationBody, status=201, on=the_facts_to_find))
def ask_of_case(incident: Incident, body: ClarificationBody) -> ClarificationAnswer:
    """Put a request that belongs to a case on record."""
    return _asked(incident.contest_id, body, incident)


@blueprint.get("/<clarification>")
@allow(READERS)
@operation(Operation(READ, ClarificationAnswer, on=the_view))
def show_clarification(found: reading.ClarificationView) -> ClarificationAnswer:
    """Give a request, or what was circulated of it to the token's owner."""
    return _shown(found)


@blueprint.post("/<clarification>/answers")
@allow(OFFICE)
@operation(Operation(WRITE, ClarificationAnswer, takes=ClarifiedBody, status=201, on=the_handled))
def answer(found: Clarification, body: ClarifiedBody) -> ClarificationAnswer:
    """Enter an answer."""
    return _answered(found, body)


@blueprint.post("/<clarification>/answers/with-file")
@allow(OFFICE)
@operation(Operation(WRITE, ClarificationAnswer, takes=ClarifiedBody, sends_file=True, status=201, on=the_handled))
def answer_with_file(found: Clarification, body: ClarifiedBody) -> ClarificationAnswer:
    """Enter an answer with a file, such as the letter."""
    return _answered(found, body, sent_file())


@blueprint.get("/<clarification>/answers/<int:number>/file")
@allow(OFFICE)
@operation(Operation(READ, None, media_type=BINARY, on=the_clarification))
def show_answer_file(found: Clarification, number: int) -> Response:
    """Give the file of an answer."""
    given = reading.answer_of(session(), found, number)
    return given_file(given.file_name or "", given.sha256 or "")


@blueprint.post("/<clarification>/circulations")
@allow(OFFICE)
@operation(Operation(WRITE, ClarificationAnswer, takes=CirculationBody, status=201, on=the_handled))
def circulate(found: Clarification, body: CirculationBody) -> ClarificationAnswer:
    """Make something of a request known. What goes to candidates goes to all of them at once."""
    command = verbs.NewCirculation(body.audience, body.text, body.circulated_on, body.to_whom)
    verbs.circulate(unit_of_work(), found, command)
    return _whole(found)


def _asked(contest_id: int, body: ClarificationBody, incident: Incident | None) -> ClarificationAnswer:
    command = verbs.NewClarification(body.direction, body.state, body.question, body.asked_on, body.due_on)
    return _whole(verbs.ask(unit_of_work(), contest_id, command, incident))


def _answered(found: Clarification, body: ClarifiedBody, file: KeptFile | None = None) -> ClarificationAnswer:
    verbs.answer(unit_of_work(), found, verbs.NewAnswer(body.text, body.answered_on, file))
    return _whole(found)


def _whole(found: Clarification) -> ClarificationAnswer:
    session().flush()
    return _shown(reading.clarification(session(), actor(), found.contest_id, found.reference))


def _line(row: object) -> ClarificationLineAnswer:
    fields = {name: getattr(row, name, None) for name in ClarificationLineAnswer.model_fields if name != "incident"}
    return ClarificationLineAnswer(**fields, incident=getattr(row, "incident_reference", None))


def _shown(one: reading.ClarificationView) -> ClarificationAnswer:
    office = one.recorded_at is not None
    own = {"incident", "answers", "circulations"}
    return ClarificationAnswer(
        **{name: getattr(one, name) for name in ClarificationAnswer.model_fields if name not in own},
        incident=one.incident_reference,
        answers=[ClarifiedAnswer.model_validate(given) for given in one.answers],
        circulations=[_circulated(sent, office=office) for sent in one.circulations],
    )


def _circulated(sent: Circulation, *, office: bool) -> CirculationAnswer:
    return CirculationAnswer(
        audience=sent.audience,
        to_whom=sent.to_whom if office else None,
        circulated_on=sent.circulated_on,
        text=sent.text,
        recorded_at=sent.recorded_at if office else None,
        recorded_by=sent.recorded_by if office else None,
    )
