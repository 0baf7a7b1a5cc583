"""What reporters sent in, as JSON, for the office. Who a reporter is, is never given out here, whatever the mode."""

from datetime import date, datetime

from flask import Blueprint, Response
from pydantic import Field

from compliance.candidates import queries as register
from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.incidents.api.bodies import FactsBody
from compliance.incidents.api.files import BINARY, given_file
from compliance.incidents.service import NewIncident
from compliance.incidents.terms import Credibility, InadmissibilityGround, Kind, Reliability, Stage
from compliance.intake import policy
from compliance.intake.models import Submission
from compliance.intake.queries import office
from compliance.intake.routes.office.entrance import OFFICE, handled_candidates
from compliance.intake.service import triage
from compliance.intake.terms import Mode, Purpose, SubmissionState
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Listing, Operation, Scope, listing, operation
from compliance.web.pagination import newest_first
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

blueprint = Blueprint("submissions_api", __name__, url_prefix="/api/v1/contests/<slug>/submissions")
READ, WRITE = Scope.SUBMISSIONS_READ, Scope.SUBMISSIONS_WRITE


class Asked(Body):
    """What a list is narrowed to."""

    state: SubmissionState | None = None
    mode: Mode | None = None
    candidate: str | None = Field(None, max_length=200, description="The candidate's key; “-”: those that name none.")
    before: int | None = Field(None, ge=0, le=2**31 - 1)
    after: int | None = Field(None, ge=0, le=2**31 - 1)


class TakingBody(Body):
    """How a report enters a case: graded as a source, with the files that become evidence, by their references."""

    reliability: Reliability = Reliability.F
    credibility: Credibility = Credibility.UNKNOWN
    files: list[str] = Field(default_factory=list, max_length=100)

    def to_taking(self) -> triage.Taking:
        """How it enters the case."""
        return triage.Taking(self.reliability, self.credibility, tuple(self.files))


class CaseBody(FactsBody, TakingBody):
    """A case made of a report, in words that the office answers for: how somebody writes can tell who it is."""

    candidate: str = Field(max_length=200, description="The candidate's key.")
    reported_on: date


class JoinBody(TakingBody):
    """The case that a report becomes part of."""

    incident: str = Field(max_length=100, description="The reference of the case.")


class DismissalBody(Body):
    """Why the office does not deal with a report. The reporter is not told which ground it is."""

    ground: InadmissibilityGround
    reason: str = Field(max_length=LONG)
    other: str | None = Field(None, max_length=100, description="The reference of the case that the ground speaks of.")


class LetterBody(Body):
    """What the reporter is to read, and what for."""

    purpose: Purpose
    text: str = Field(max_length=LONG)


class SubmissionAnswer(Answer):
    """A report in a list, with the beginning of what it says."""

    reference: str
    received_at: datetime
    state: SubmissionState
    mode: Mode
    kind: Kind | None
    candidate_name: str | None
    excerpt: str
    unread: bool
    files: int


class FileAnswer(Answer):
    """A file that came with a report, or with a message about it."""

    reference: str
    name: str
    media_type: str
    sha256: str
    size: int


class LetterAnswer(Answer):
    """A message between the office and the reporter. Which officer wrote is given, who reports is not."""

    from_office: bool
    text: str
    at: datetime
    read_at: datetime | None
    written_by: str | None
    files: list[FileAnswer]


class CaseOfAnswer(Answer):
    """A case that a report is part of. `moved`: it came to a stage since the office last wrote to the reporter."""

    reference: str
    title: str
    stage: Stage
    candidate_name: str
    recorded_at: datetime
    recorded_by: str
    moved: bool


class ChangeAnswer(Answer):
    """That a report came to a state; the ground and the reason are given if it was put aside."""

    state: SubmissionState
    ground: InadmissibilityGround | None
    reason: str | None
    recorded_at: datetime
    recorded_by: str


class DossierAnswer(Answer):
    """Everything of a report but who sent it."""

    reference: str
    received_at: datetime
    state: SubmissionState
    mode: Mode
    kind: Kind | None
    candidate_name: str | None
    what: str
    persons: str | None
    occurred_from: date | None
    occurred_until: date | None
    occurred_words: str | None
    place: str | None
    how_known: str | None
    support: str | None
    files: list[FileAnswer]
    messages: list[LetterAnswer]
    incidents: list[CaseOfAnswer]
    changes: list[ChangeAnswer]


class StateAnswer(Answer):
    """How far the office has come with a report, and the cases that it is part of. Nothing of what it says."""

    reference: str
    state: SubmissionState
    incidents: list[str]


def the_submission(reference: str) -> Submission:
    """The submission that an address names, if the actor handles it and all that it is part of."""
    submission = office.by_reference(session(), actor(), current_scope().id, reference)
    policy.may_triage(actor(), submission, office.linked_incidents(session(), submission.id)).enforce()
    return submission


@blueprint.get("")
@allow(OFFICE)
@operation(Operation(READ, Listing[SubmissionAnswer], asks=Asked))
def list_submissions(asked: Asked) -> Listing[SubmissionAnswer]:
    """List the reports that the token's owner may know of, newest first."""
    policy.may_list_submissions(actor(), current_scope().id).enforce()
    wanted = office.Filter(asked.state, asked.candidate, asked.mode)
    query = office.listing(actor(), current_scope().id, wanted)
    page = newest_first(session(), query, Submission.id, lambda row: int(row.id))
    return listing(page, SubmissionAnswer.model_validate)


@blueprint.get("/<reference>")
@allow(OFFICE)
@operation(Operation(READ, DossierAnswer, on=the_submission))
def show_submission(submission: Submission) -> DossierAnswer:
    """Give everything of a report but who sent it."""
    found = office.dossier(session(), submission, actor())
    own = {"candidate_name", "files", "messages", "incidents", "changes"}
    return DossierAnswer(
        **{name: getattr(submission, name) for name in DossierAnswer.model_fields if name not in own},
        candidate_name=found.candidate_name,
        files=[FileAnswer.model_validate(one) for one in found.files_of.get(None, [])],
        messages=[
            LetterAnswer(
                from_office=one.from_office,
                text=one.text,
                at=one.at,
                read_at=one.read_at,
                written_by=one.recorded_by if one.from_office else None,
                files=[FileAnswer.model_validate(file) for file in found.files_of.get(one.id, [])],
            )
            for one in found.messages
        ],
        incidents=[CaseOfAnswer.model_validate(one) for one in found.links],
        changes=[ChangeAnswer.model_validate(one) for one in found.changes],
    )


@blueprint.get("/<reference>/files/<sent>")
@allow(OFFICE)
@operation(Operation(READ, None, media_type=BINARY, on=the_submission))
def show_file(submission: Submission, sent: str) -> Response:
    """Give a file that came with a report."""
    found = office.file_of(session(), submission, sent)
    return given_file(found.name, found.sha256)


@blueprint.post("/<reference>/read")
@allow(OFFICE)
@operation(Operation(WRITE, StateAnswer, on=the_submission))
def read(submission: Submission) -> StateAnswer:
    """Note that the office has read what the reporter wrote."""
    triage.read(unit_of_work(), submission)
    return _state(submission)


@blueprint.post("/<reference>/incidents")
@allow(OFFICE)
@operation(Operation(WRITE, StateAnswer, takes=CaseBody, status=201, on=the_submission))
def make_incident(submission: Submission, body: CaseBody) -> StateAnswer:
    """Make a case of a report; done again, it is split into several. What it is held against is added to the case."""
    facts = NewIncident(
        candidacy_id=_candidacy(submission, body.candidate),
        kind=body.kind,
        title=body.title,
        occurred_from=body.occurred_from,
        occurred_until=body.occurred_until,
        reported_on=body.reported_on,
        summary=body.summary,
        details=body.details,
    )
    triage.make_incident(unit_of_work(), submission, facts, body.to_taking())
    return _state(submission)


@blueprint.post("/<reference>/join")
@allow(OFFICE)
@operation(Operation(WRITE, StateAnswer, takes=JoinBody, on=the_submission))
def join(submission: Submission, body: JoinBody) -> StateAnswer:
    """Make a report part of a case that there is: a further source, and further evidence."""
    try:
        incident = office.incident_to_join(session(), submission, actor(), body.incident)
    except NotFound:
        message = _("There is no such case among those that you handle: check the reference.")
        raise Invalid([Fault("incident", message)]) from None
    triage.join(unit_of_work(), submission, incident, body.to_taking())
    return _state(submission)


@blueprint.post("/<reference>/dismissal")
@allow(OFFICE)
@operation(Operation(WRITE, StateAnswer, takes=DismissalBody, on=the_submission))
def dismiss(submission: Submission, body: DismissalBody) -> StateAnswer:
    """Put a report aside, on a ground."""
    triage.dismiss(unit_of_work(), submission, triage.Dismissal(body.ground, body.reason, body.other))
    return _state(submission)


@blueprint.post("/<reference>/messages")
@allow(OFFICE)
@operation(Operation(WRITE, StateAnswer, takes=LetterBody, status=201, on=the_submission))
def write(submission: Submission, body: LetterBody) -> StateAnswer:
    """Write to the reporter."""
    triage.write(unit_of_work(), submission, triage.Letter(body.purpose, body.text))
    return _state(submission)


def _candidacy(submission: Submission, key: str) -> int:
    found = register.by_key(session(), submission.contest_id, key)
    if found is None or found.id not in {one.id for one in handled_candidates()}:
        raise Invalid([Fault("candidate", _("There is no such candidate in this contest."))])
    return found.id


def _state(submission: Submission) -> StateAnswer:
    session().flush()
    linked = office.linked_incidents(session(), submission.id)
    return StateAnswer(
        reference=submission.reference, state=submission.state, incidents=[one.reference for one in linked]
    )
