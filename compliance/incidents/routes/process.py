"""The acts of due process, each a page of its own: assess, replies over, find, conclude, close."""

from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms import process as forms
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_allegation, the_incident, the_process
from compliance.incidents.terms import Result
from compliance.web.guards import allow
from compliance.web.scope import today
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.route("/<reference>/assess", methods=BOTH)
@allow(OFFICE)
def assess(reference: str) -> ResponseReturnValue:
    """Decide whether the office may deal with it."""
    incident = the_incident(reference)
    policy.may_assess(actor(), incident).enforce()
    form = forms.AssessForm(data={"decided_on": today()})
    form.offer()
    return act_page(
        incident,
        form,
        lambda: service.assess(unit_of_work(), incident, form.to_command()),
        done=_("The assessment is on record."),
        title=_("Assess the incident"),
        lead=_("Is it for this office, is it specific enough to be answered, and could a clause apply at all?"),
        submit=_("Record the assessment"),
    )


@blueprint.route("/<reference>/replies-over", methods=BOTH)
@allow(OFFICE)
def replies_over(reference: str) -> ResponseReturnValue:
    """Note that the time to reply has passed."""
    incident = the_incident(reference)
    policy.may_close_replies(actor(), incident, today()).enforce()
    form = forms.RepliesOverForm(data={"on": today()})
    return act_page(
        incident,
        form,
        lambda: service.close_replies(unit_of_work(), incident, form.day, form.reason.data or ""),
        done=_("It is on record that the time to reply has passed."),
        title=_("The time to reply has passed"),
        lead=_("The case can then go on without a reply. One that comes late is still put on record."),
        submit=_("Record it"),
    )


@blueprint.route("/<reference>/allegations/<int:position>/finding", methods=BOTH)
@allow(OFFICE)
def find(reference: str, position: int) -> ResponseReturnValue:
    """Decide on one allegation, or correct the decision."""
    incident = the_incident(reference)
    allegation, shown = queries.allegation_of(session(), incident, position), the_allegation(incident, position)
    policy.may_find(
        actor(),
        incident,
        found=shown.finding is not None,
        under_review=bool(incident.under_review),
        reviewed=shown.finding is not None and queries.reviewed(session(), incident.id),
    ).enforce()
    form = (forms.CorrectionForm if shown.finding else forms.FindingForm)(data={"decided_on": today()})
    usual = queries.conclusion_rules(session(), incident.contest_id).standard_of_proof
    form.offer(Result if shown.can_be_alleged else sorted(policy.WITHOUT_BINDING), usual)
    return act_page(
        incident,
        form,
        lambda: service.find(unit_of_work(), allegation, form.to_command()),
        done=_("The finding is on record."),
        part=f"allegation-{position}",
        title=_("Correct the finding") if shown.finding else _("Find on the allegation"),
        lead=_("The earlier finding stays on record as superseded.") if shown.finding else None,
        submit=_("Record the finding"),
        allegation=shown,
    )


@blueprint.route("/<reference>/conclude", methods=BOTH)
@allow(OFFICE)
def conclude(reference: str) -> ResponseReturnValue:
    """Conclude a case in which each allegation has its finding."""
    incident = the_incident(reference)
    policy.may_conclude(actor(), incident, without_finding=the_process(incident).without_finding).enforce()
    form = forms.DatedForm(data={"on": today()})
    return act_page(
        incident,
        form,
        lambda: service.conclude(unit_of_work(), incident, form.day),
        done=_("The case is concluded."),
        title=_("Conclude the case"),
        lead=_("Each allegation has its finding. They can still be corrected, with a reason."),
        submit=_("Conclude the case"),
    )


@blueprint.route("/<reference>/close", methods=BOTH)
@allow(OFFICE)
def close(reference: str) -> ResponseReturnValue:
    """Close what is concluded or was not admissible."""
    incident = the_incident(reference)
    policy.may_close(actor(), incident, under_review=bool(incident.under_review)).enforce()
    form = forms.ClosingForm(data={"on": today()})
    return act_page(
        incident,
        form,
        lambda: service.close(unit_of_work(), incident, form.day, form.reason.data or ""),
        done=_("The case is closed."),
        title=_("Close the case"),
        lead=_("Nothing more is expected of anybody. A closed case is not opened again."),
        submit=_("Close the case"),
    )
