"""What follows from findings: decided, followed up, and answered by the candidate."""

from datetime import date

from flask import Response
from pydantic import Field

from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.files import BINARY, given_file, sent_file
from compliance.incidents.api.frame import Part, blueprint, shown, the_incident
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.models import Incident, Measure
from compliance.incidents.routes.entrance import OFFICE, PARTIES
from compliance.incidents.terms import FollowUp, MeasureKind
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Body, Operation, Scope, operation
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class MeasureBody(Body):
    """What follows, from the finding on which allegation (null: from the case as a whole), and until when."""

    kind: MeasureKind
    text: str = Field(max_length=LONG)
    decided_on: date
    due_on: date | None = None
    position: int | None = Field(None, ge=0, le=2**31 - 1)
    amount: str | None = Field(None, max_length=20, description="Of a repayment, such as 180 or 1840.50.")
    currency: str | None = Field(None, max_length=3, description="Of a repayment, such as EUR.")


class FollowUpBody(Body):
    """How far a measure was followed; for an extension the new day."""

    step: FollowUp
    on: date
    text: str = Field("", max_length=LONG)
    due_on: date | None = None


class ReportBody(Body):
    """What was done, and when."""

    on: date
    text: str = Field("", max_length=LONG)


def the_measure(reference: str, measure: str) -> Part[Measure]:
    """A measure of a case that the actor sees."""
    incident = the_incident(reference)
    policy.may_see_conclusion(actor(), incident).enforce()
    return Part(incident, queries.measure_of(session(), incident, measure))


def the_own_measure(reference: str, measure: str) -> Part[Measure]:
    """A measure about which the actor can say what was done."""
    found = the_measure(reference, measure)
    if policy.may_report_done(actor(), found.incident).hidden:
        raise NotFound(_("There is no such page."))
    return found


@blueprint.post("/<reference>/measures")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=MeasureBody, status=201, on=the_incident))
def order_measure(incident: Incident, body: MeasureBody) -> CaseAnswer:
    """Decide what follows from a finding, or from the case. The candidate reads it at once."""
    endings = queries.endings(session(), incident.id)
    results = [one.result for one in endings if one.result is not None]
    policy.may_order_measure(actor(), incident, results=results).enforce()
    findings = {one.position: one.finding_id for one in endings if one.finding_id is not None}
    if body.position is not None and body.position not in findings:
        raise Invalid([Fault("position", _("Choose a finding that stands in this case."))])
    command = service.NewMeasure(
        kind=body.kind,
        text=body.text,
        decided_on=body.decided_on,
        due_on=body.due_on,
        finding_id=None if body.position is None else findings[body.position],
        amount=body.amount,
        currency=body.currency,
    )
    service.order_measure(unit_of_work(), incident, command)
    return shown(incident)


@blueprint.post("/<reference>/measures/<measure>/steps")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=FollowUpBody, status=201, on=the_measure))
def follow_up(measure: Part[Measure], body: FollowUpBody) -> CaseAnswer:
    """Say how far a measure was followed."""
    service.follow_up(unit_of_work(), measure.it, service.NewStep(body.step, body.on, body.text, body.due_on))
    return shown(measure.incident)


@blueprint.post("/<reference>/measures/<measure>/done")
@allow(PARTIES)
@operation(Operation(WRITE, CaseAnswer, takes=ReportBody, status=201, on=the_own_measure))
def report_done(measure: Part[Measure], body: ReportBody) -> CaseAnswer:
    """Say, as the candidate's side, what was done about a measure."""
    service.report_done(unit_of_work(), measure.it, service.NewStep(FollowUp.DONE, body.on, body.text))
    return shown(measure.incident)


@blueprint.post("/<reference>/measures/<measure>/done/with-file")
@allow(PARTIES)
@operation(Operation(WRITE, CaseAnswer, takes=ReportBody, sends_file=True, status=201, on=the_own_measure))
def report_done_with_file(measure: Part[Measure], body: ReportBody) -> CaseAnswer:
    """Say, as the candidate's side, what was done about a measure, with a file that shows it."""
    policy.may_report_done(actor(), measure.incident, state=measure.it.state).enforce()
    done = service.NewStep(FollowUp.DONE, body.on, body.text, file=sent_file())
    service.report_done(unit_of_work(), measure.it, done)
    return shown(measure.incident)


@blueprint.get("/<reference>/measures/<measure>/steps/<taken>/file")
@allow(PARTIES)
@operation(Operation(READ, None, media_type=BINARY, on=the_measure))
def show_step_file(measure: Part[Measure], taken: str) -> Response:
    """Give the file that came with a step."""
    found = queries.step_of(session(), measure.it, taken)
    if found.file_sha256 is None:
        raise NotFound(_("There is no such page."))
    return given_file(found.file_name or "", found.file_sha256)
