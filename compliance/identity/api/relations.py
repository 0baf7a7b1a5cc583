"""How people stand to candidates, and the proposals to keep out that follow from it."""

from datetime import datetime

from pydantic import Field

from compliance.identity import policy, queries, service
from compliance.identity.api.frame import blueprint, candidacy_id, candidate_keys, the_person
from compliance.identity.models import RecusalProposal, Relation
from compliance.identity.routes.relations import (
    known_proposal,
    known_relation,
    may_declare,
    refuse_decided,
    refuse_ended,
)
from compliance.identity.terms import ProposalState, RelationKind
from compliance.web.guards import allow
from compliance.web.json_api import Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.PEOPLE_READ, Scope.PEOPLE_WRITE


class RelationBody(Body):
    """How somebody, without a person the token's owner, stands to a candidate."""

    person: str | None = Field(None, max_length=100, description="The reference of the person.")
    kind: RelationKind
    candidate: str = Field(max_length=200, description="The candidate's key.")
    note: str | None = Field(None, max_length=2000)


class DeclineBody(Body):
    """Why somebody need not keep out."""

    reason: str = Field(max_length=2000)


class RecusalProposalAnswer(Answer):
    """What became of the proposal to keep out; the reason is that of declining."""

    number: int
    state: ProposalState
    decided_by: str | None
    reason: str | None


class RelationAnswer(Answer):
    """How somebody stands to a candidate. `proposal`: null if none followed from it."""

    number: int
    name: str
    kind: RelationKind
    candidate: str
    note: str | None = Field(description="For the person, the chair and administrators; null for others.")
    declared_at: datetime
    declared_by: str
    proposal: RecusalProposalAnswer | None


class RelationsAnswer(Answer):
    """The relations in force of which the token's owner may know, the oldest first."""

    items: list[RelationAnswer]


def the_relation(relation: int) -> Relation:
    """The relation that an address names, for whoever may end it."""
    found = known_relation(relation)
    policy.may_declare_relation(actor(), found.user_id, found.contest_id).enforce()
    return found


def the_accepted(proposal: int) -> RecusalProposal:
    """The proposal that an address names, for whoever may put it in force."""
    found = known_proposal(proposal)
    policy.may_accept_proposal(actor(), found.user_id, found.contest_id).enforce()
    return found


def the_declined(proposal: int) -> RecusalProposal:
    """The proposal that an address names, for whoever may decline it."""
    found = known_proposal(proposal)
    policy.may_decline_proposal(actor(), found.user_id, found.contest_id, found.candidacy_id).enforce()
    return found


@blueprint.get("/relations")
@allow(may_declare)
@operation(Operation(READ, RelationsAnswer))
def list_relations() -> RelationsAnswer:
    """List who stands how to a candidate; for whoever does not see routing, how they stand themselves."""
    return _relations()


@blueprint.post("/relations")
@allow(may_declare)
@operation(Operation(WRITE, RelationsAnswer, takes=RelationBody, status=201))
def declare_relation(body: RelationBody) -> RelationsAnswer:
    """Declare how the token's owner, or for the chair and administrators anybody, stands to a candidate."""
    command = service.NewRelation(body.kind, candidacy_id(body.candidate), body.note)
    service.declare_relation(unit_of_work(), the_person(body.person), current_scope().id, command)
    return _relations()


@blueprint.post("/relations/<int:relation>/end")
@allow(may_declare)
@operation(Operation(WRITE, RelationsAnswer, on=the_relation, may=refuse_ended))
def end_relation(relation: Relation) -> RelationsAnswer:
    """End a relation that no longer holds, or never did; it stays on record."""
    service.end_relation(unit_of_work(), relation)
    return _relations()


@blueprint.post("/recusal-proposals/<int:proposal>/accept")
@allow(may_declare)
@operation(Operation(WRITE, RelationsAnswer, on=the_accepted, may=refuse_decided))
def accept_proposal(proposal: RecusalProposal) -> RelationsAnswer:
    """Put a proposed recusal in force."""
    service.accept_proposal(unit_of_work(), proposal)
    return _relations()


@blueprint.post("/recusal-proposals/<int:proposal>/decline")
@allow(may_declare)
@operation(Operation(WRITE, RelationsAnswer, takes=DeclineBody, on=the_declined, may=refuse_decided))
def decline_proposal(proposal: RecusalProposal, body: DeclineBody) -> RelationsAnswer:
    """Decide that somebody need not keep out, and why."""
    service.decline_proposal(unit_of_work(), proposal, body.reason)
    return _relations()


def _relations() -> RelationsAnswer:
    session().flush()
    contest_id = current_scope().id
    everybody = policy.may_see_routing(actor(), contest_id)
    found = queries.ties(session(), contest_id=contest_id, user_id=None if everybody else actor().user_id)
    reads_notes, keys = bool(policy.may_edit_routing(actor(), contest_id)), candidate_keys()
    return RelationsAnswer(items=[_relation(one, keys, reads_notes=reads_notes) for one in found])


def _relation(row: queries.Tie, keys: dict[int, str], *, reads_notes: bool) -> RelationAnswer:
    proposal = None
    if row.proposal_id is not None and row.state is not None:
        proposal = RecusalProposalAnswer(
            number=row.proposal_id, state=row.state, decided_by=row.decided_by, reason=row.reason
        )
    return RelationAnswer(
        number=row.id,
        name=row.name,
        kind=row.kind,
        candidate=keys[row.candidacy_id],
        note=row.note if reads_notes or row.user_id == actor().user_id else None,
        declared_at=row.declared_at,
        declared_by=row.declared_by,
        proposal=proposal,
    )
