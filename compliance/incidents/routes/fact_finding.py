"""The tab on which facts are found, with the acts on tasks, interviews, contested facts and referrals."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.identity import queries as identity
from compliance.incidents import policy, queries
from compliance.incidents.forms import contested
from compliance.incidents.forms import fact_finding as forms
from compliance.incidents.forms.labels import CLAIMANTS, REFERRAL_BODIES, SOURCE_KINDS
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_incident
from compliance.incidents.routes.tabs import case_tabs
from compliance.incidents.service import fact_finding as verbs
from compliance.web.forms import Form
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.get("/<reference>/fact-finding")
@allow(OFFICE)
def fact_finding(reference: str) -> ResponseReturnValue:
    """Show what is being found out in a case."""
    incident, who = the_incident(reference), actor()
    policy.may_see_fact_finding(who, incident).enforce()
    return render_template(
        "incidents/fact_finding/tab.html",
        incident=incident,
        tabs=case_tabs(incident),
        found=queries.fact_finding(session(), incident),
        handlers=queries.handlers_of(session(), incident),
        may_begin=policy.may_find_facts(who, incident),
        may_complete=policy.may_complete(who, incident),
        may_refer=policy.may_refer(who, incident),
        labels={"claimant": CLAIMANTS, "body": REFERRAL_BODIES, "source": SOURCE_KINDS},
        today=today(),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/tasks/new", methods=BOTH)
@allow(OFFICE)
def give_task(reference: str) -> ResponseReturnValue:
    """Give a task to an officer."""
    incident = _begun(reference)
    form = forms.TaskForm()
    form.offer(queries.officers_of(session(), incident))
    if request.method == "GET":
        form.person.data = str(actor().user_id)
    return _page(
        incident,
        form,
        lambda: verbs.give_task(unit_of_work(), incident, form.values()),
        part="tasks",
        done=_("The task was given."),
        title=_("Give a task"),
        submit=_("Give the task"),
    )


@blueprint.route("/<reference>/tasks/<task>", methods=BOTH)
@allow(OFFICE)
def change_task(reference: str, task: str) -> ResponseReturnValue:
    """Change a task, or say what came of it."""
    incident = _completed(reference)
    found = queries.task_of(session(), incident, task)
    form = forms.TaskChangeForm()
    officers = queries.officers_of(session(), incident)
    form.offer(officers if found.user_id in officers else {**identity.names(session(), [found.user_id]), **officers})
    form.offer_states()
    if request.method == "GET":
        form.fill(found)
    return _page(
        incident,
        form,
        lambda: verbs.change_task(unit_of_work(), found, form.to_command(), form.expected_revision),
        part="tasks",
        done=_("The task was changed."),
        title=_("Change the task"),
        lead=_("What it was stays in its history."),
        submit=_("Save the task"),
    )


@blueprint.route("/<reference>/interviews/new", methods=BOTH)
@allow(OFFICE)
def record_interview(reference: str) -> ResponseReturnValue:
    """Put an interview on record."""
    incident = _begun(reference)
    form = forms.InterviewForm()
    return _page(
        incident,
        form,
        lambda: verbs.record_interview(unit_of_work(), incident, form.to_command()),
        part="interviews",
        done=_("The interview is on record."),
        title=_("Record an interview"),
        lead=_("Only officers of this case see who was heard and what was said."),
        submit=_("Record the interview"),
        template="incidents/fact_finding/interview_form.html",
    )


@blueprint.get("/<reference>/interviews/<interview>/")
@allow(OFFICE)
def interview(reference: str, interview: str) -> ResponseReturnValue:
    """Show an interview with every version of its record."""
    incident, who = the_incident(reference), actor()
    policy.may_see_fact_finding(who, incident).enforce()
    return render_template(
        "incidents/fact_finding/interview.html",
        incident=incident,
        interview=_interview(incident, interview),
        may_complete=policy.may_complete(who, incident),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/interviews/<interview>/change", methods=BOTH)
@allow(OFFICE)
def amend_interview(reference: str, interview: str) -> ResponseReturnValue:
    """Supersede the record of an interview."""
    incident = _completed(reference)
    found = queries.interview_of(session(), incident, interview)
    form = forms.InterviewChangeForm()
    if request.method == "GET":
        form.fill(_interview(incident, interview).now)
    return _page(
        incident,
        form,
        lambda: verbs.amend_interview(
            unit_of_work(), found, form.to_command(), form.reason.data or "", form.expected_number
        ),
        done=_("The record was superseded; the earlier one stays readable."),
        title=_("Change the record"),
        submit=_("Save the record"),
        template="incidents/fact_finding/interview_form.html",
        back=url_for("incidents.interview", reference=reference, interview=interview),
    )


@blueprint.route("/<reference>/contested-facts/new", methods=BOTH)
@allow(OFFICE)
def contest(reference: str) -> ResponseReturnValue:
    """Put a contested fact on record."""
    incident = _begun(reference)
    form = contested.FactForm()
    form.offer(queries.supports(session(), incident))
    return _page(
        incident,
        form,
        lambda: verbs.contest(unit_of_work(), incident, form.to_command()),
        part="facts",
        done=_("The contested fact is on record."),
        title=_("Add a contested fact"),
        submit=_("Add the contested fact"),
        template="incidents/fact_finding/fact_form.html",
    )


@blueprint.route("/<reference>/contested-facts/<fact>/accounts/new", methods=BOTH)
@allow(OFFICE)
def add_claim(reference: str, fact: str) -> ResponseReturnValue:
    """Add one more account of a contested fact."""
    incident = _begun(reference)
    found = queries.fact_of(session(), incident, fact)
    form = contested.ClaimForm()
    form.offer(queries.supports(session(), incident))
    return _page(
        incident,
        form,
        lambda: verbs.add_claim(unit_of_work(), found, form.to_command()),
        part="facts",
        done=_("The account was added."),
        title=_("Add an account"),
        template="incidents/fact_finding/claim_form.html",
        lead=found.question,
        submit=_("Add the account"),
    )


@blueprint.route("/<reference>/contested-facts/<fact>/assess", methods=BOTH)
@allow(OFFICE)
def assess_fact(reference: str, fact: str) -> ResponseReturnValue:
    """Say what the office makes of a contested fact."""
    incident = _begun(reference)
    found = queries.fact_of(session(), incident, fact)
    form = contested.FactAssessmentForm(data={"assessed_on": today()})
    form.offer()
    return _page(
        incident,
        form,
        lambda: verbs.assess_fact(unit_of_work(), found, form.to_command()),
        part="facts",
        done=_("The assessment is on record."),
        title=_("Assess the fact"),
        lead=found.question,
        submit=_("Save the assessment"),
    )


@blueprint.route("/<reference>/referrals/new", methods=BOTH)
@allow(OFFICE)
def refer(reference: str) -> ResponseReturnValue:
    """Note that a matter of the workplace was left to another body."""
    incident = the_incident(reference)
    policy.may_refer(actor(), incident).enforce()
    form = forms.ReferralForm(data={"referred_on": today()})
    return _page(
        incident,
        form,
        lambda: verbs.refer(unit_of_work(), incident, form.to_command()),
        part="referrals",
        done=_("The referral is on record."),
        title=_("Note a referral"),
        lead=_("Only to which body and when is kept: not who is concerned, and not what it is about."),
        submit=_("Note the referral"),
    )


def _begun(reference: str) -> Incident:
    """The incident, if something new may be begun in finding its facts."""
    incident = the_incident(reference)
    policy.may_find_facts(actor(), incident).enforce()
    return incident


def _completed(reference: str) -> Incident:
    """The incident, if what was begun may be completed."""
    incident = the_incident(reference)
    policy.may_complete(actor(), incident).enforce()
    return incident


def _interview(incident: Incident, reference: str) -> queries.InterviewView:
    for one in queries.interviews(session(), incident):
        if one.reference == reference:
            return one
    raise NotFound(_("There is no such page."))


def _page(
    incident: Incident, form: Form, act: Callable[[], object], *, part: str | None = None, **shown: Any
) -> ResponseReturnValue:
    back = url_for("incidents.fact_finding", reference=incident.reference, _anchor=part)
    return act_page(incident, form, act, **{"back": back, **shown})
