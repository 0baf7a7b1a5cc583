"""Publishing a concluded case takes two people: one proposes, another one confirms or refuses."""

from datetime import datetime

from pydantic import Field

from compliance.core.access import Verdict
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.frame import blueprint, the_file
from compliance.incidents.models import Incident, Publication
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.routes.two_people import SECOND
from compliance.incidents.terms import PublicationState
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, ReasonBody, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class SummaryBody(Body):
    """What the public is to read. It names no source, no member of staff and nobody who reported."""

    summary: str = Field(max_length=LONG)


class PublicationAnswer(Answer):
    """Whether a case is published, and who said so; without a state it was published before it came here."""

    reference: str
    title: str
    state: PublicationState | None
    summary: str | None
    proposed_at: datetime | None
    proposed_by: str | None
    confirmed_at: datetime | None
    confirmed_by: str | None
    refused_at: datetime | None
    refused_by: str | None
    refusal_reason: str | None


class PublicationsAnswer(Answer):
    """The cases that wait for a second person to publish them, in the order of the proposals."""

    items: list[PublicationAnswer]


def the_proposal(reference: str) -> Incident:
    """A case that somebody proposed to publish, for who might confirm it or has; also for the chair."""
    contest_id, named = current_scope().id, reference.upper()
    found = next(
        (one for one, _row in queries.proposed_publications(session(), contest_id) if one.reference == named), None
    )
    found = found or queries.confirmed_publication(session(), contest_id, named, actor().user_id)
    if found is None or _may_confirm(found, queries.publication_of(session(), found.id)).hidden:
        raise NotFound(_("There is no such page."))
    return found


def _may_confirm(incident: Incident, row: Publication | None) -> Verdict:
    state, proposer = (row.state, row.proposed_by_id) if row else (None, None)
    return policy.may_confirm_publication(actor(), incident, state=state, proposed_by_id=proposer)


@blueprint.get("/<reference>/publication")
@allow(OFFICE)
@operation(Operation(READ, PublicationAnswer, on=the_file))
def show_publication(incident: Incident) -> PublicationAnswer:
    """Say whether a case is published."""
    return _publication(incident, queries.publication_of(session(), incident.id))


@blueprint.post("/<reference>/publication")
@allow(OFFICE)
@operation(Operation(WRITE, PublicationAnswer, takes=SummaryBody, on=the_file))
def propose_publication(incident: Incident, body: SummaryBody) -> PublicationAnswer:
    """Propose to publish a concluded case, with a summary that the public reads."""
    return _publication(incident, service.propose_publication(unit_of_work(), incident, body.summary))


@blueprint.get("/publications")
@allow(SECOND)
@operation(Operation(READ, PublicationsAnswer))
def list_publications() -> PublicationsAnswer:
    """List the cases that wait for a second person to publish them."""
    found = queries.proposed_publications(session(), current_scope().id)
    return PublicationsAnswer(
        items=[_publication(incident, row) for incident, row in found if not _may_confirm(incident, row).hidden]
    )


@blueprint.post("/publications/<reference>/confirm")
@allow(SECOND)
@operation(Operation(WRITE, PublicationAnswer, on=the_proposal))
def confirm_publication(incident: Incident) -> PublicationAnswer:
    """Let a case be published, as somebody else proposed."""
    service.confirm_publication(unit_of_work(), incident)
    return _publication(incident, queries.publication_of(session(), incident.id))


@blueprint.post("/publications/<reference>/refuse")
@allow(SECOND)
@operation(Operation(WRITE, PublicationAnswer, takes=ReasonBody, on=the_proposal))
def refuse_publication(incident: Incident, body: ReasonBody) -> PublicationAnswer:
    """Do not let a case be published as proposed. It can be proposed again."""
    service.refuse_publication(unit_of_work(), incident, body.reason)
    return _publication(incident, queries.publication_of(session(), incident.id))


def _publication(incident: Incident, row: Publication | None) -> PublicationAnswer:
    own = {"reference", "title"}
    plain = {name: getattr(row, name, None) for name in PublicationAnswer.model_fields if name not in own}
    return PublicationAnswer(reference=incident.reference, title=incident.title, **plain)
