"""Who holds which role in a contest, and who keeps out of what."""

from datetime import datetime

from pydantic import Field

from compliance.core.access import Role
from compliance.core.errors import Fault, Invalid
from compliance.identity import policy, queries, service
from compliance.identity.api.frame import blueprint, candidacy_id, candidate_keys, the_person
from compliance.identity.models import Recusal, User
from compliance.identity.routes import people as pages
from compliance.identity.routes.relations import may_declare, refuse_ended
from compliance.web.guards import allow
from compliance.web.json_api import Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.PEOPLE_READ, Scope.PEOPLE_WRITE
PLACES = {"scope": "candidate"}
"""What is called otherwise on the pages."""


class RecusalBody(Body):
    """Who keeps out of what, and why: without a person the token's owner, without a candidate the whole contest."""

    person: str | None = Field(None, max_length=100, description="The reference of the person.")
    candidate: str | None = Field(None, max_length=200, description="The candidate's key.")
    reason: str = Field(max_length=2000)


class MemberAnswer(Answer):
    """Somebody with a role in the contest; somebody with two comes twice."""

    reference: str
    name: str
    is_active: bool
    role: Role
    candidate: str | None = Field(description="Whose candidate or agent it is, by the name.")


class MembersAnswer(Answer):
    """Who holds which role, by name."""

    items: list[MemberAnswer]


class RecusalAnswer(Answer):
    """That somebody keeps out of a candidate's cases, of one incident, or of the whole contest."""

    number: int
    name: str
    candidate: str | None = Field(description="The candidate's key.")
    of_an_incident: bool
    reason: str | None = Field(description="Null if it is not for the token's owner.")
    declared_at: datetime
    may_end: bool


class RecusalsAnswer(Answer):
    """The recusals in force of which the token's owner may know, the oldest first."""

    items: list[RecusalAnswer]


def the_recusal(recusal: int) -> Recusal:
    """The recusal that an address names, for whoever may end it."""
    found = pages.known_recusal(recusal)
    policy.may_end_recusal(actor(), found.user_id, found.contest_id, found.candidacy_id).enforce()
    return found


@blueprint.get("/people")
@allow(pages.may_look)
@operation(Operation(READ, MembersAnswer))
def list_people() -> MembersAnswer:
    """List who holds which role in the contest."""
    found = queries.members(session(), current_scope().id)
    return MembersAnswer(items=[MemberAnswer.model_validate(one) for one in found])


@blueprint.get("/recusals")
@allow(may_declare)
@operation(Operation(READ, RecusalsAnswer))
def list_recusals() -> RecusalsAnswer:
    """List who keeps out of what; for observers, of what they keep out themselves."""
    return _recusals()


@blueprint.post("/recusals")
@allow(may_declare)
@operation(Operation(WRITE, RecusalsAnswer, takes=RecusalBody, status=201))
def recuse(body: RecusalBody) -> RecusalsAnswer:
    """Recuse the token's owner, or for the chair and administrators anybody, from now on."""
    of = None if body.candidate is None else candidacy_id(body.candidate)
    _recuse(the_person(body.person), body.reason, of)
    return _recusals()


@blueprint.post("/recusals/<int:recusal>/end")
@allow(pages.may_look)
@operation(Operation(WRITE, RecusalsAnswer, on=the_recusal, may=refuse_ended))
def end_recusal(recusal: Recusal) -> RecusalsAnswer:
    """End a recusal of somebody else; it stays on record."""
    service.end_recusal(unit_of_work(), recusal)
    return _recusals()


def _recuse(person: User, reason: str, candidacy: int | None) -> None:
    try:
        service.recuse(unit_of_work(), person, current_scope().id, reason, candidacy_id=candidacy)
    except Invalid as refusal:
        raise Invalid([Fault(PLACES.get(one.place, one.place), one.message) for one in refusal.faults]) from None


def _recusals() -> RecusalsAnswer:
    session().flush()
    if pages.may_look(actor(), current_scope()):
        found = queries.keeping_out_as_seen(session(), current_scope().id, actor())
    else:
        found = queries.keeping_out(session(), contest_id=current_scope().id, user_id=actor().user_id)
    keys = candidate_keys()
    return RecusalsAnswer(items=[_recusal(one, keys) for one in found])


def _recusal(row: queries.KeepsOut, keys: dict[int, str]) -> RecusalAnswer:
    return RecusalAnswer(
        number=row.id,
        name=row.name,
        candidate=None if row.candidacy_id is None else keys[row.candidacy_id],
        of_an_incident=row.of_an_incident,
        reason=row.reason,
        declared_at=row.declared_at,
        may_end=bool(policy.may_end_recusal(actor(), row.user_id, current_scope().id, row.candidacy_id)),
    )
