"""The acts of due process: assess, replies over, find, conclude, close."""

from compliance.incidents import policy, service
from compliance.incidents.api.bodies import AssessmentBody, DayBody, FindingBody
from compliance.incidents.api.frame import Part, asks, blueprint, shown, the_allegation, the_incident
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.models import Allegation, Incident
from compliance.incidents.routes.entrance import OFFICE
from compliance.web.guards import allow
from compliance.web.json_api import Operation, Scope, operation
from compliance.web.transaction import unit_of_work

WRITE = Scope.INCIDENTS_WRITE


@blueprint.post("/<reference>/assessment")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=AssessmentBody, on=the_incident, may=asks(policy.may_assess)))
def assess(incident: Incident, body: AssessmentBody) -> CaseAnswer:
    """Decide whether the office may deal with it."""
    service.assess(unit_of_work(), incident, service.Assessment(**body.model_dump()))
    return shown(incident)


@blueprint.post("/<reference>/replies-over")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_incident, may=asks(policy.may_close_replies)))
def replies_over(incident: Incident, body: DayBody) -> CaseAnswer:
    """Note that the time to reply has passed."""
    service.close_replies(unit_of_work(), incident, body.on, body.reason)
    return shown(incident)


@blueprint.post("/<reference>/allegations/<int:position>/findings")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=FindingBody, status=201, on=the_allegation))
def find(alleged: Part[Allegation], body: FindingBody) -> CaseAnswer:
    """Decide on one allegation, or correct the decision with a reason."""
    command = service.NewFinding(
        result=body.result,
        standard_of_proof=body.standard_of_proof,
        decided_on=body.decided_on,
        rationale=body.rationale,
        correction_reason=body.correction_reason,
        standard_reason=body.standard_reason,
    )
    service.find(unit_of_work(), alleged.it, command)
    return shown(alleged.incident)


@blueprint.post("/<reference>/conclusion")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_incident, may=asks(policy.may_conclude)))
def conclude(incident: Incident, body: DayBody) -> CaseAnswer:
    """Conclude a case in which each allegation has its finding."""
    service.conclude(unit_of_work(), incident, body.on)
    return shown(incident)


@blueprint.post("/<reference>/closure")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_incident, may=asks(policy.may_close)))
def close(incident: Incident, body: DayBody) -> CaseAnswer:
    """Close what is concluded or was not admissible."""
    service.close(unit_of_work(), incident, body.on, body.reason)
    return shown(incident)
