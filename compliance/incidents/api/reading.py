"""Reading incidents."""

from datetime import date, datetime

from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from compliance.incidents import policy, queries
from compliance.incidents.api.files import BINARY, given_file
from compliance.incidents.api.frame import blueprint, shown, the_incident
from compliance.incidents.api.shapes import CaseAnswer, IncidentAnswer
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import PARTIES
from compliance.incidents.terms import Kind, Stage
from compliance.web import transaction
from compliance.web.guards import allow
from compliance.web.json_api import Listing, Operation, Scope, listing, operation
from compliance.web.pagination import newest_first
from compliance.web.scope import current_scope, today

READ = Scope.INCIDENTS_READ


class Wanted(BaseModel):
    """What a list is narrowed to. What is for the office narrows nothing for the candidate's side."""

    model_config = ConfigDict(extra="forbid")

    stage: Stage | None = None
    kind: Kind | None = None
    candidate: str | None = Field(None, max_length=200, description="The candidate's key.")
    q: str = Field("", max_length=200, description="Words in title, summary or reference; for the office.")
    open: bool = Field(False, description="Only cases that are not at an end; for the office.")
    handler: str = Field(
        "", max_length=100, description="The reference of an officer, “me”, or “nobody”; for the office."
    )
    due: queries.Due | None = Field(None, description="How urgent the next step is; for the office.")
    watched: bool = Field(False, description="Only those on the watch list; for the office.")
    marked: bool = Field(False, description="Only those that are new or changed; for the office.")
    before: int | None = Field(None, ge=0, le=2**31 - 1)
    after: int | None = Field(None, ge=0, le=2**31 - 1)


class LineAnswer(IncidentAnswer):
    """An incident in a list; the rest is for the office: what is due next, who leads, and what is new to the reader."""

    due_on: date | None
    lead: str | None
    watched: bool | None
    changed_at: datetime | None
    seen_at: datetime | None


@blueprint.get("")
@allow(PARTIES)
@operation(Operation(READ, Listing[LineAnswer], asks=Wanted))
def list_incidents(asked: Wanted) -> Listing[LineAnswer]:
    """List the incidents that the token's owner may know of, newest first."""
    actor, contest_id = transaction.actor(), current_scope().id
    policy.may_list(actor, contest_id).enforce()
    wanted = _narrowed(asked, office=policy.handles(actor, contest_id))
    if isinstance(wanted, queries.Wanted):
        query, values = queries.desk(actor, contest_id, wanted, today()), {"reader": actor.user_id}
    else:
        query, values = queries.listing(actor, contest_id, wanted), {}
    page = newest_first(transaction.session(), query, Incident.id, lambda row: int(row.id), values=values)
    return listing(page, _line)


def _narrowed(asked: Wanted, *, office: bool) -> queries.Filter | queries.Wanted:
    wanted = queries.Filter(
        stages=frozenset({asked.stage} if asked.stage else ()),
        kinds=frozenset({asked.kind} if asked.kind else ()),
        candidacies=frozenset({asked.candidate} if asked.candidate else ()),
        text=asked.q if office else "",
    )
    if not office:
        return wanted
    return queries.Wanted(wanted, asked.open, asked.handler, asked.due, asked.watched, asked.marked)


def _line(row: object) -> LineAnswer:
    plain = {name: getattr(row, name, None) for name in LineAnswer.model_fields if name != "candidate"}
    return LineAnswer(candidate=getattr(row, "candidate_key", ""), **plain)


@blueprint.get("/<reference>")
@allow(PARTIES)
@operation(Operation(READ, CaseAnswer, on=the_incident))
def show_incident(incident: Incident) -> CaseAnswer:
    """Give everything of an incident that is for the token's owner."""
    return shown(incident)


@blueprint.get("/<reference>/evidence/<item>")
@allow(PARTIES)
@operation(Operation(READ, None, media_type=BINARY, on=the_incident))
def show_evidence(incident: Incident, item: str) -> Response:
    """Give the content of an item of evidence."""
    found = queries.evidence_of(transaction.session(), incident, item)
    policy.may_see_evidence(transaction.actor(), incident, found).enforce()
    return given_file(found.name, found.sha256)
