"""How a case stands to others: links, taking one back, and splitting a case."""

from pydantic import Field

from compliance.candidates import queries as candidates
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.frame import Part, asks, blueprint, shown, the_incident
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.models import Incident, IncidentLink
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.terms import LinkKind
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Body, Operation, ReasonBody, Scope, operation
from compliance.web.transaction import actor, session, unit_of_work

WRITE = Scope.INCIDENTS_WRITE


class LinkBody(Body):
    """How this case stands to another one, and why. That one was split from another is said by splitting it."""

    kind: LinkKind
    other: str = Field(max_length=100, description="The reference of the other case.")
    reason: str = Field(max_length=LONG)


class SplitBody(Body):
    """What goes into a case of its own. For the same candidate it moves; for another one it is held against both."""

    title: str = Field(max_length=300)
    reason: str = Field(max_length=LONG)
    positions: list[int] = Field(default_factory=list, max_length=100, description="Of the allegations that go.")
    candidate: str | None = Field(None, max_length=200, description="The key of another candidate.")
    override: str | None = Field(
        None, max_length=LONG, description="Why it is alleged where a clause did not bind the other candidate."
    )
    with_sources: bool = Field(False, description="Whether the sources are known in the new case too.")


def the_link(reference: str, link: str) -> Part[IncidentLink]:
    """A link of a case to one of which the actor may know as well."""
    incident = the_incident(reference)
    policy.may_link(actor(), incident).enforce()
    return Part(incident, queries.link_of(session(), incident, actor(), link))


@blueprint.post("/<reference>/links")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=LinkBody, status=201, on=the_incident, may=asks(policy.may_link)))
def link(incident: Incident, body: LinkBody) -> CaseAnswer:
    """Link a case to another one that the token's owner handles as well."""
    service.link(unit_of_work(), incident, service.NewLink(body.kind, body.other, body.reason))
    return shown(incident)


@blueprint.post("/<reference>/links/<link>/retract")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=ReasonBody, on=the_link))
def retract_link(link: Part[IncidentLink], body: ReasonBody) -> CaseAnswer:
    """Take back a link; it stays on record as taken back."""
    service.retract_link(unit_of_work(), link.incident, link.it, body.reason)
    return shown(link.incident)


@blueprint.post("/<reference>/split")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=SplitBody, status=201, on=the_incident, may=asks(policy.may_split)))
def split(incident: Incident, body: SplitBody) -> CaseAnswer:
    """Make a case of its own of a part of this one, before it is put to the candidate; give the new case."""
    sources = queries.case(session(), incident, actor()).sources if body.with_sources else ()
    command = service.Split(
        title=body.title,
        reason=body.reason,
        positions=tuple(body.positions),
        candidacy_id=None if body.candidate is None else _candidacy(incident, body.candidate),
        override=body.override,
        sources=tuple(one.reference for one in sources),
    )
    return shown(service.split(unit_of_work(), incident, command))


def _candidacy(incident: Incident, key: str) -> int:
    found = candidates.by_key(session(), incident.contest_id, key)
    if found is None or not policy.may_file(actor(), incident.contest_id, found.id):
        raise Invalid([Fault("candidate", _("There is no such candidate in this contest."))])
    return found.id
