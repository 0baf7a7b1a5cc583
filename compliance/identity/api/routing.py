"""Who acts in whose place, and to whom audit reports go."""

from datetime import date

from pydantic import Field

from compliance.core.access import Role
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.identity import policy, queries, service
from compliance.identity.api.frame import blueprint, candidacy_id, candidate_keys
from compliance.identity.models import Replacement
from compliance.identity.routes import routing as pages
from compliance.identity.routes.relations import refuse_ended
from compliance.web.guards import allow
from compliance.web.json_api import Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.PEOPLE_READ, Scope.PEOPLE_WRITE


class HeadBody(Body):
    """Which candidate heads the organisation; null if none does."""

    candidate: str | None = Field(max_length=200, description="The candidate's key.")


class ReplacementBody(Body):
    """Who acts in the place of one person, or of whoever holds a role and has no rule of their own."""

    replaced: str | None = Field(None, max_length=100, description="The reference of the person; null for a role.")
    role: Role | None = None
    replacement: str = Field(max_length=100, description="The reference of who acts in their place.")
    from_on: date | None = Field(None, description="The first day; today if it is not given.")
    until_on: date | None = Field(None, description="The last day; null for as long as it takes.")


class ReplacementAnswer(Answer):
    """Who acts in the place of one person (`replaced`), or of whoever holds a role."""

    number: int
    replaced: str | None
    role: Role | None
    replacement: str
    from_on: date
    until_on: date | None
    recorded_by: str


class RoutingAnswer(Answer):
    """Who heads the organisation, to whom audit reports go by name, and who acts in whose place."""

    head: str | None = Field(description="The key of the candidate who heads the organisation; null if none does.")
    addressees: list[str]
    replacements: list[ReplacementAnswer]


def the_routing() -> int:
    """The contest, for whoever decides how it routes."""
    policy.may_edit_routing(actor(), current_scope().id).enforce()
    return current_scope().id


def the_rule(rule: int) -> Replacement:
    """The rule that an address names, for whoever decides how the contest routes."""
    found = pages.known_rule(rule)
    policy.may_edit_routing(actor(), found.contest_id).enforce()
    return found


@blueprint.get("/routing")
@allow(pages.may_look)
@operation(Operation(READ, RoutingAnswer))
def show_routing() -> RoutingAnswer:
    """Say who acts in whose place, and to whom audit reports go."""
    return _routing()


@blueprint.put("/routing/head")
@allow(pages.may_look)
@operation(Operation(WRITE, RoutingAnswer, takes=HeadBody, on=the_routing))
def set_head(contest_id: int, body: HeadBody) -> RoutingAnswer:
    """Say which candidate heads the organisation and is passed over, or that none does."""
    service.set_head(unit_of_work(), contest_id, None if body.candidate is None else candidacy_id(body.candidate))
    return _routing()


@blueprint.post("/routing/replacements")
@allow(pages.may_look)
@operation(Operation(WRITE, RoutingAnswer, takes=ReplacementBody, status=201, on=the_routing))
def name_replacement(contest_id: int, body: ReplacementBody) -> RoutingAnswer:
    """Name who acts in somebody's place."""
    if (body.replaced is None) == (body.role is None):
        raise Invalid([Fault("replaced", _("Name a person or a role, and not both."))])
    command = service.NewReplacement(
        replaced_id=None if body.replaced is None else _person(body.replaced, "replaced"),
        role=body.role,
        replacement_id=_person(body.replacement, "replacement"),
        from_on=body.from_on or today(),
        until_on=body.until_on,
    )
    service.name_replacement(unit_of_work(), contest_id, command)
    return _routing()


@blueprint.post("/routing/replacements/<int:rule>/end")
@allow(pages.may_look)
@operation(Operation(WRITE, RoutingAnswer, on=the_rule, may=refuse_ended))
def end_replacement(rule: Replacement) -> RoutingAnswer:
    """End a rule of replacement; what passed to somebody by it stays with them."""
    service.end_replacement(unit_of_work(), rule)
    return _routing()


def _person(reference: str, place: str) -> int:
    found = next((one.user_id for one in pages.replaceable() if one.reference == reference), None)
    if found is None:
        raise Invalid([Fault(place, _("Give the reference of somebody of the office or the council."))])
    return found


def _routing() -> RoutingAnswer:
    session().flush()
    contest_id = current_scope().id
    chosen = queries.routing(session(), contest_id)
    head = None if chosen is None else chosen.head_candidacy_id
    return RoutingAnswer(
        head=None if head is None else candidate_keys()[head],
        addressees=list(queries.addressees(session(), contest_id, today()).values()),
        replacements=[_replacement(one) for one in queries.rules(session(), contest_id)],
    )


def _replacement(row: queries.Rule) -> ReplacementAnswer:
    own = {"number"}
    plain = {name: getattr(row, name) for name in ReplacementAnswer.model_fields if name not in own}
    return ReplacementAnswer(number=row.id, **plain)
