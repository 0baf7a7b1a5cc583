"""Reading incidents."""

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
from compliance.web.scope import current_scope

READ = Scope.INCIDENTS_READ


class Wanted(BaseModel):
    """What a list is narrowed to."""

    model_config = ConfigDict(extra="forbid")

    stage: Stage | None = None
    kind: Kind | None = None
    candidate: str | None = Field(None, max_length=200, description="The candidate's key.")
    q: str = Field("", max_length=200, description="Words in title, summary or reference; for the office.")
    before: int | None = Field(None, ge=0, le=2**31 - 1)
    after: int | None = Field(None, ge=0, le=2**31 - 1)


@blueprint.get("")
@allow(PARTIES)
@operation(Operation(READ, Listing[IncidentAnswer], asks=Wanted))
def list_incidents(asked: Wanted) -> Listing[IncidentAnswer]:
    """List the incidents that the token's owner may know of, newest first."""
    actor, contest_id = transaction.actor(), current_scope().id
    policy.may_list(actor, contest_id).enforce()
    words = asked.q if policy.handles(actor, contest_id) else ""
    wanted = queries.Filter(
        stages=frozenset({asked.stage} if asked.stage else ()),
        kinds=frozenset({asked.kind} if asked.kind else ()),
        candidacies=frozenset({asked.candidate} if asked.candidate else ()),
        text=words,
    )
    query = queries.listing(actor, contest_id, wanted)
    page = newest_first(transaction.session(), query, Incident.id, lambda row: int(row.id))
    return listing(page, lambda row: IncidentAnswer(candidate=row.candidate_key, **_plain(row)))


def _plain(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in IncidentAnswer.model_fields if name != "candidate"}


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
