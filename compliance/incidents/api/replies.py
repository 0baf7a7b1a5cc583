"""What comes back: replies with their files, what others say on the candidate's behalf, and silence."""

from datetime import date
from enum import StrEnum

from flask import Response
from pydantic import Field

from compliance.core.storage import KeptFile
from compliance.incidents import policy, service
from compliance.incidents.api.files import BINARY, given_file, sent_file
from compliance.incidents.api.frame import Part, asks, blueprint, shown, the_allegation, the_incident
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.models import Allegation, Incident
from compliance.incidents.queries import replies as reading
from compliance.incidents.routes.entrance import OFFICE, PARTIES
from compliance.incidents.terms import ContactWay, ReplyKind
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Body, Operation, Scope, operation
from compliance.web.scope import today
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class OwnReply(StrEnum):
    """What a candidate can say."""

    ANSWERED = ReplyKind.ANSWERED
    DECLINED_TO_COMMENT = ReplyKind.DECLINED_TO_COMMENT


class ReplyBody(Body):
    """The candidate's answer. Who declines to comment need not say more."""

    kind: OwnReply = OwnReply.ANSWERED
    text: str = Field("", max_length=LONG)
    replied_on: date | None = Field(None, description="For the office alone: the day on which it came on paper.")


class StatementBody(Body):
    """What somebody else said on the candidate's behalf."""

    text: str = Field(max_length=LONG)
    made_by: str = Field(max_length=300)
    on_behalf_of: str = Field(max_length=300)
    made_on: date


class AttemptBody(Body):
    """How the office tried to reach the candidate."""

    tried_on: date
    way: ContactWay
    how: str = Field(max_length=2_000)


@blueprint.post("/<reference>/allegations/<int:position>/replies")
@allow(PARTIES)
@operation(Operation(WRITE, CaseAnswer, takes=ReplyBody, status=201, on=the_allegation, may=asks(policy.may_reply)))
def reply(alleged: Part[Allegation], body: ReplyBody) -> CaseAnswer:
    """Answer one allegation, as the candidate or for them from paper."""
    return _replied(alleged, body)


@blueprint.post("/<reference>/allegations/<int:position>/replies/with-file")
@allow(PARTIES)
@operation(
    Operation(
        WRITE, CaseAnswer, takes=ReplyBody, sends_file=True, status=201, on=the_allegation, may=asks(policy.may_reply)
    )
)
def reply_with_file(alleged: Part[Allegation], body: ReplyBody) -> CaseAnswer:
    """Answer one allegation with a file."""
    return _replied(alleged, body, sent_file())


def _replied(alleged: Part[Allegation], body: ReplyBody, *files: KeptFile) -> CaseAnswer:
    own = policy.answers(actor(), alleged.incident.candidacy_id)
    on = today() if own else body.replied_on or today()
    command = service.NewReply(body.text, on, ReplyKind(body.kind.value), files)
    service.reply(unit_of_work(), alleged.it, command)
    return shown(alleged.incident)


@blueprint.get("/<reference>/reply-files/<file>")
@allow(PARTIES)
@operation(Operation(READ, None, media_type=BINARY, on=the_incident))
def show_reply_file(incident: Incident, file: str) -> Response:
    """Give a file that came with a reply."""
    policy.may_see(actor(), incident).enforce()
    found = reading.reply_file(session(), incident, file)
    return given_file(found.name, found.sha256)


@blueprint.post("/<reference>/allegations/<int:position>/statements")
@allow(OFFICE)
@operation(
    Operation(WRITE, CaseAnswer, takes=StatementBody, status=201, on=the_allegation, may=asks(policy.may_add_statement))
)
def add_statement(alleged: Part[Allegation], body: StatementBody) -> CaseAnswer:
    """Record what somebody else said on the candidate's behalf. It answers nothing."""
    command = service.NewStatement(body.made_by, body.on_behalf_of, body.made_on, body.text)
    service.add_statement(unit_of_work(), alleged.it, command)
    return shown(alleged.incident)


@blueprint.post("/<reference>/attempts")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=AttemptBody, status=201, on=the_incident, may=asks(policy.may_seek)))
def record_attempt(incident: Incident, body: AttemptBody) -> CaseAnswer:
    """Record that the office tried to reach the candidate."""
    service.record_attempt(unit_of_work(), incident, service.NewAttempt(body.tried_on, body.way, body.how))
    return shown(incident)
