"""That somebody is treated worse because of a case: filed from it, and handled apart."""

from datetime import date

from pydantic import Field

from compliance.candidates import queries as candidates
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.bodies import AllegationBody
from compliance.incidents.api.frame import as_commands, blueprint, the_file
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.terms import Kind, Stage
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class RetaliationBody(Body):
    """What is said to have been done to somebody because of a case."""

    candidate: str = Field(max_length=200, description="The candidate's key.")
    title: str = Field(max_length=300)
    occurred_from: date
    occurred_until: date | None = None
    reported_on: date
    summary: str = Field(max_length=LONG)
    details: dict[str, str] = Field(default_factory=dict, description="Facts that depend on the kind.")
    allegations: list[AllegationBody] = Field(default_factory=list, max_length=100)


class RelatedCaseAnswer(Answer):
    """A case that retaliation joins to another one."""

    reference: str
    title: str
    stage: Stage


class RetaliationsAnswer(Answer):
    """The cases of retaliation for a case that the token's owner handles, and the case that it is for itself."""

    about: RelatedCaseAnswer | None
    items: list[RelatedCaseAnswer]


class FiledAnswer(Answer):
    """The case that was filed, which its address gives from now on."""

    reference: str


def the_case_retaliated_for(reference: str) -> Incident:
    """A case from which the actor may file one of retaliation."""
    incident = the_file(reference)
    policy.may_file_retaliation(actor(), incident).enforce()
    return incident


@blueprint.get("/<reference>/retaliation")
@allow(OFFICE)
@operation(Operation(READ, RetaliationsAnswer, on=the_file))
def list_retaliation(incident: Incident) -> RetaliationsAnswer:
    """List the cases of retaliation for a case, and the one that it is for."""
    about = queries.retaliates_for(session(), incident, actor())
    return RetaliationsAnswer(
        about=None if about is None else RelatedCaseAnswer.model_validate(about),
        items=[RelatedCaseAnswer.model_validate(one) for one in queries.retaliations_for(session(), incident, actor())],
    )


@blueprint.post("/<reference>/retaliation")
@allow(OFFICE)
@operation(Operation(WRITE, FiledAnswer, takes=RetaliationBody, status=201, on=the_case_retaliated_for))
def file_retaliation(incident: Incident, body: RetaliationBody) -> FiledAnswer:
    """File a case of retaliation. Whoever files it handles it, and nobody else knows of it until they are assigned."""
    candidacy = candidates.by_key(session(), incident.contest_id, body.candidate)
    if candidacy is None or not policy.may_file(actor(), incident.contest_id, candidacy.id):
        raise Invalid([Fault("candidate", _("There is no such candidate in this contest."))])
    plain = body.model_dump(exclude={"candidate", "allegations"})
    allegations = as_commands(body.allegations, candidacy.id)
    command = service.NewIncident(candidacy.id, Kind.RETALIATION, **plain, allegations=allegations)
    filed = service.file_retaliation(unit_of_work(), incident, command, timezone=current_scope().timezone)
    return FiledAnswer(reference=filed.reference)
