"""What is written about a case: notes for the office alone, and messages between office and candidate's side."""

from datetime import datetime

from pydantic import Field

from compliance.incidents import policy, queries, service
from compliance.incidents.api.frame import Part, asks, blueprint, officer, the_incident
from compliance.incidents.models import Incident, Note
from compliance.incidents.routes.entrance import OFFICE, PARTIES
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, ReasonBody, Scope, operation
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class NoteBody(Body):
    """A note, and the officers for whom it is meant in particular."""

    text: str = Field(max_length=LONG)
    mentions: list[str] = Field(default_factory=list, max_length=100, description="The references of officers.")


class MessageBody(Body):
    """A message to the other side."""

    text: str = Field(max_length=LONG)


class NoteAnswer(Answer):
    """An internal note; one that was retracted no longer stands."""

    reference: str
    text: str
    mentions: list[str]
    recorded_at: datetime
    recorded_by: str
    retracted_at: datetime | None
    retracted_by: str | None
    retraction_reason: str | None


class NotesAnswer(Answer):
    """The notes on a case, newest first."""

    items: list[NoteAnswer]


class MessageAnswer(Answer):
    """A message. To the candidate's side the office is one."""

    from_office: bool
    text: str
    recorded_at: datetime
    recorded_by: str


class MessagesAnswer(Answer):
    """The messages on a case, oldest first."""

    items: list[MessageAnswer]


def the_notes(reference: str) -> Incident:
    """A case whose notes the actor reads."""
    incident = the_incident(reference)
    policy.may_see_notes(actor(), incident).enforce()
    return incident


def the_note(reference: str, note: str) -> Part[Note]:
    """A note on such a case."""
    incident = the_notes(reference)
    return Part(incident, queries.note_of(session(), incident, note))


@blueprint.get("/<reference>/notes")
@allow(OFFICE)
@operation(Operation(READ, NotesAnswer, on=the_notes))
def list_notes(incident: Incident) -> NotesAnswer:
    """List the notes on a case."""
    return _notes(incident)


@blueprint.post("/<reference>/notes")
@allow(OFFICE)
@operation(Operation(WRITE, NotesAnswer, takes=NoteBody, status=201, on=the_notes))
def add_note(incident: Incident, body: NoteBody) -> NotesAnswer:
    """Write a note for the officers of a case."""
    named = [officer(incident, one, "mentions") for one in body.mentions]
    service.add_note(unit_of_work(), incident, body.text, named)
    return _notes(incident)


@blueprint.post("/<reference>/notes/<note>/retract")
@allow(OFFICE)
@operation(Operation(WRITE, NotesAnswer, takes=ReasonBody, on=the_note))
def retract_note(note: Part[Note], body: ReasonBody) -> NotesAnswer:
    """Say that a note no longer stands. It is not deleted."""
    service.retract_note(unit_of_work(), note.it, body.reason)
    return _notes(note.incident)


@blueprint.get("/<reference>/messages")
@allow(PARTIES)
@operation(Operation(READ, MessagesAnswer, on=the_incident))
def list_messages(incident: Incident) -> MessagesAnswer:
    """List the messages between the office and the candidate's side."""
    policy.may_see_messages(actor(), incident).enforce()
    return _messages(incident)


@blueprint.post("/<reference>/messages")
@allow(PARTIES)
@operation(
    Operation(WRITE, MessagesAnswer, takes=MessageBody, status=201, on=the_incident, may=asks(policy.may_write_message))
)
def send_message(incident: Incident, body: MessageBody) -> MessagesAnswer:
    """Write to the other side of a case. What was sent is not taken back."""
    service.send_message(unit_of_work(), incident, body.text)
    return _messages(incident)


def _notes(incident: Incident) -> NotesAnswer:
    session().flush()
    return NotesAnswer(items=[NoteAnswer.model_validate(one) for one in queries.notes(session(), incident)])


def _messages(incident: Incident) -> MessagesAnswer:
    session().flush()
    found = queries.messages(session(), incident, office=bool(policy.is_officer_of(actor(), incident)))
    return MessagesAnswer(items=[MessageAnswer.model_validate(one) for one in found])
