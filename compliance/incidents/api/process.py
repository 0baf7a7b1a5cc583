"""The acts of due process: assess, notify, reply, replies over, find, conclude, close."""

from compliance.incidents import policy, service
from compliance.incidents.api.frame import blueprint, shown, the_allegation, the_incident
from compliance.incidents.api.shapes import AssessmentBody, CaseAnswer, DayBody, FindingBody, NoticeBody, ReplyBody
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, PARTIES
from compliance.web.guards import allow
from compliance.web.json_api import Operation, Scope, operation
from compliance.web.scope import today
from compliance.web.transaction import actor, unit_of_work

WRITE = Scope.INCIDENTS_WRITE


@blueprint.post("/<reference>/assessment")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=AssessmentBody, on=the_incident))
def assess(incident: Incident, body: AssessmentBody) -> CaseAnswer:
    """Decide whether the office may deal with it."""
    service.assess(unit_of_work(), incident, service.Assessment(body.admissible, body.reason, body.decided_on))
    return shown(incident)


@blueprint.post("/<reference>/notices")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=NoticeBody, status=201, on=the_incident))
def notify(incident: Incident, body: NoticeBody) -> CaseAnswer:
    """Put the allegations to the candidate and start the time to reply."""
    service.notify(unit_of_work(), incident, service.NewNotice(body.text, body.notified_on, body.reply_due_on))
    return shown(incident)


@blueprint.post("/<reference>/allegations/<int:position>/replies")
@allow(PARTIES)
@operation(Operation(WRITE, CaseAnswer, takes=ReplyBody, status=201, on=the_incident))
def reply(incident: Incident, position: int, body: ReplyBody) -> CaseAnswer:
    """Answer one allegation, as the candidate or for them from paper."""
    policy.may_reply(actor(), incident).enforce()
    own = policy.answers(actor(), incident.candidacy_id)
    command = service.NewReply(body.text, today() if own else body.replied_on or today())
    service.reply(unit_of_work(), the_allegation(incident, position), command)
    return shown(incident)


@blueprint.post("/<reference>/replies-over")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_incident))
def replies_over(incident: Incident, body: DayBody) -> CaseAnswer:
    """Note that the time to reply has passed."""
    service.close_replies(unit_of_work(), incident, body.on, body.reason)
    return shown(incident)


@blueprint.post("/<reference>/allegations/<int:position>/findings")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=FindingBody, status=201, on=the_incident))
def find(incident: Incident, position: int, body: FindingBody) -> CaseAnswer:
    """Decide on one allegation, or correct the decision with a reason."""
    command = service.NewFinding(
        result=body.result,
        standard_of_proof=body.standard_of_proof,
        decided_on=body.decided_on,
        rationale=body.rationale,
        correction_reason=body.correction_reason,
    )
    service.find(unit_of_work(), the_allegation(incident, position), command)
    return shown(incident)


@blueprint.post("/<reference>/conclusion")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_incident))
def conclude(incident: Incident, body: DayBody) -> CaseAnswer:
    """Conclude a case in which each allegation has its finding."""
    service.conclude(unit_of_work(), incident, body.on)
    return shown(incident)


@blueprint.post("/<reference>/closure")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DayBody, on=the_incident))
def close(incident: Incident, body: DayBody) -> CaseAnswer:
    """Close what is concluded or was not admissible."""
    service.close(unit_of_work(), incident, body.on, body.reason)
    return shown(incident)
