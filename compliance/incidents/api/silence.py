"""That a candidate cannot be reached takes two people: an officer proposes it, somebody else confirms or refuses."""

from datetime import date, datetime

from pydantic import Field

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import queries, service
from compliance.incidents.api.frame import blueprint, the_incident
from compliance.incidents.models import Incident, UnreachableProposal
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.routes.two_people import EITHER
from compliance.incidents.terms import ContactWay
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, ReasonBody, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class AnswerBody(Body):
    """What the second person says, and why. `seen`: the `requested_at` that was read; another one is a conflict."""

    agreed: bool
    reason: str = Field(max_length=LONG)
    seen: datetime | None = None


class AttemptAnswer(Answer):
    """How the office tried to reach the candidate; of old attempts nobody recorded by which way."""

    tried_on: date
    way: ContactWay | None
    how: str
    recorded_at: datetime
    recorded_by: str


class ProposalAnswer(Answer):
    """What was proposed and what came of it; `agreed` is null until a second person has answered."""

    reference: str
    reason: str
    requested_at: datetime
    requested_by: str
    agreed: bool | None
    decided_at: datetime | None
    decided_by: str | None
    decision_reason: str | None
    attempts: list[AttemptAnswer]


class ProposalsAnswer(Answer):
    """The proposals that wait for the person's answer, the oldest first."""

    items: list[ProposalAnswer]


def the_sought(reference: str) -> Incident:
    """A case in which it is proposed, for whoever may answer."""
    found = [one for one in queries.sought_by(session(), actor()) if one.incident.contest_id == current_scope().id]
    named = next((one.incident for one in found if one.incident.reference == reference.upper()), None)
    if named is None:
        raise NotFound(_("There is no such page."))
    return named


@blueprint.post("/<reference>/unreachable")
@allow(OFFICE)
@operation(Operation(WRITE, ProposalAnswer, takes=ReasonBody, on=the_incident))
def propose_unreachable(incident: Incident, body: ReasonBody) -> ProposalAnswer:
    """Propose that the candidate cannot be reached, after attempts on different working days by different ways."""
    return _answer(incident, service.propose_unreachable(unit_of_work(), incident, body.reason))


@blueprint.get("/unreachable")
@allow(EITHER)
@operation(Operation(READ, ProposalsAnswer))
def list_unreachable() -> ProposalsAnswer:
    """List the cases in which somebody's answer is waited for whether the candidate cannot be reached."""
    found = [one for one in queries.sought_by(session(), actor()) if one.incident.contest_id == current_scope().id]
    return ProposalsAnswer(items=[_answer(one.incident, one.proposal) for one in found])


@blueprint.post("/unreachable/<reference>")
@allow(EITHER)
@operation(Operation(WRITE, ProposalAnswer, takes=AnswerBody, on=the_sought))
def decide_unreachable(incident: Incident, body: AnswerBody) -> ProposalAnswer:
    """Confirm or refuse, as a second person, that the candidate cannot be reached."""
    row = queries.search(session(), incident).proposal
    seen = body.seen.isoformat() if body.seen else None
    service.decide_unreachable(unit_of_work(), incident, agreed=body.agreed, reason=body.reason, seen=seen)
    if row is None:
        raise NotFound(_("There is no such page."))
    return _answer(incident, row)


def _answer(incident: Incident, row: UnreachableProposal) -> ProposalAnswer:
    own = {"reference", "attempts"}
    plain = {name: getattr(row, name) for name in ProposalAnswer.model_fields if name not in own}
    tried = [AttemptAnswer.model_validate(one) for one in queries.attempts(session(), incident.id)]
    return ProposalAnswer(reference=incident.reference, attempts=tried, **plain)
