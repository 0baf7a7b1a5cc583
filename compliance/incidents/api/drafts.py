"""What the candidate's side writes before it is sent. Nobody else knows whether there is anything."""

from datetime import datetime
from typing import Annotated

from flask import Response
from pydantic import Field

from compliance.core.storage import KeptFile
from compliance.incidents import policy, queries, service
from compliance.incidents.api.files import BINARY, given_file, sent_file
from compliance.incidents.api.frame import Part, blueprint, shown, the_incident
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.models import Allegation, DraftFile, Incident
from compliance.incidents.queries import replies as reading
from compliance.incidents.routes.entrance import PARTIES
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, Scope, operation
from compliance.web.scope import today
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE
SEEN = "What `seen` was when the drafts were read; another one is a conflict. Null asks for no comparison."


class DraftBody(Body):
    """What is written so far. It replaces what was saved before; files stay until they are removed."""

    text: str = Field("", max_length=LONG)
    declines: bool = Field(False, description="Whether the candidate declines to comment on this allegation.")
    seen: str | None = Field(None, max_length=64, description=SEEN)


class SendingBody(Body):
    """Which drafts are sent, by the positions of their allegations."""

    positions: list[Annotated[int, Field(ge=0, le=2**31 - 1)]] = Field(max_length=100)
    seen: str | None = Field(None, max_length=64, description=SEEN)


class DraftFileAnswer(Answer):
    """A file of a draft."""

    reference: str
    name: str
    media_type: str
    sha256: str
    size: int


class DraftAnswer(Answer):
    """A draft on the allegation at a position."""

    position: int
    text: str
    declines: bool
    files: list[DraftFileAnswer]
    saved_at: datetime
    saved_by: str


class DraftsAnswer(Answer):
    """The drafts in a case, in the order of the allegations."""

    items: list[DraftAnswer]
    seen: str = Field(description="Differs once anything is drafted or sent; given back on saving and sending.")


def the_drafts(reference: str) -> Incident:
    """A case in which the actor's side writes replies."""
    incident = the_incident(reference)
    policy.may_draft(actor(), incident).enforce()
    return incident


def the_draft(reference: str, position: int) -> Part[Allegation]:
    """What is alleged in such a case at a position, from 0."""
    incident = the_drafts(reference)
    return Part(incident, queries.allegation_of(session(), incident, position))


def the_draft_file(reference: str, drafted: str) -> Part[tuple[DraftFile, Allegation]]:
    """A file of a draft in such a case, and the allegation that it is about."""
    incident = the_drafts(reference)
    return Part(incident, reading.draft_file(session(), incident, drafted))


@blueprint.get("/<reference>/drafts")
@allow(PARTIES)
@operation(Operation(READ, DraftsAnswer, on=the_drafts))
def list_drafts(incident: Incident) -> DraftsAnswer:
    """List the drafts of the candidate's side."""
    return _drafts(incident)


@blueprint.put("/<reference>/allegations/<int:position>/draft")
@allow(PARTIES)
@operation(Operation(WRITE, DraftsAnswer, takes=DraftBody, on=the_draft))
def save_draft(alleged: Part[Allegation], body: DraftBody) -> DraftsAnswer:
    """Keep what is written so far on an allegation. Only the candidate's side sees it."""
    return _saved(alleged, body)


@blueprint.put("/<reference>/allegations/<int:position>/draft/with-file")
@allow(PARTIES)
@operation(Operation(WRITE, DraftsAnswer, takes=DraftBody, sends_file=True, on=the_draft))
def save_draft_with_file(alleged: Part[Allegation], body: DraftBody) -> DraftsAnswer:
    """Keep what is written so far, with one more file."""
    return _saved(alleged, body, sent_file())


@blueprint.get("/<reference>/draft-files/<drafted>")
@allow(PARTIES)
@operation(Operation(READ, None, media_type=BINARY, on=the_draft_file))
def show_draft_file(drafted: Part[tuple[DraftFile, Allegation]]) -> Response:
    """Give a file of a draft to the side that put it there."""
    file, _allegation = drafted.it
    return given_file(file.name, file.sha256)


@blueprint.post("/<reference>/draft-files/<drafted>/remove")
@allow(PARTIES)
@operation(Operation(WRITE, DraftsAnswer, on=the_draft_file))
def remove_draft_file(drafted: Part[tuple[DraftFile, Allegation]]) -> DraftsAnswer:
    """Take a file from a draft."""
    file, allegation = drafted.it
    service.remove_draft_file(unit_of_work(), allegation, file)
    return _drafts(drafted.incident)


@blueprint.post("/<reference>/drafts/send")
@allow(PARTIES)
@operation(Operation(WRITE, CaseAnswer, takes=SendingBody, status=201, on=the_drafts))
def send_drafts(incident: Incident, body: SendingBody) -> CaseAnswer:
    """Send some drafts, as replies of today that cannot be changed; the others stay drafts."""
    service.submit(unit_of_work(), incident, body.positions, today(), seen=body.seen)
    return shown(incident)


def _saved(alleged: Part[Allegation], body: DraftBody, file: KeptFile | None = None) -> DraftsAnswer:
    service.save_draft(unit_of_work(), alleged.it, service.NewDraft(body.text, body.declines, file), seen=body.seen)
    return _drafts(alleged.incident)


def _drafts(incident: Incident) -> DraftsAnswer:
    session().flush()
    seen = reading.fingerprint(session(), incident.id)
    found = sorted(reading.drafts(session(), incident.id).items())
    files = reading.draft_files(session(), [draft.allegation_id for _position, draft in found])
    return DraftsAnswer(
        seen=seen,
        items=[
            DraftAnswer(
                position=position,
                text=draft.text,
                declines=draft.declines,
                files=[DraftFileAnswer.model_validate(one) for one in files if one.draft_id == draft.id],
                saved_at=draft.saved_at,
                saved_by=draft.saved_by,
            )
            for position, draft in found
        ],
    )
