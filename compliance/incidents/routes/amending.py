"""Putting an incident right before it is put to the candidate: its facts, and what is alleged."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.core.periods import Period
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.facts import FactsForm, amend_form
from compliance.incidents.forms.picks import Picks
from compliance.incidents.forms.process import ReasonForm
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import (
    OFFICE,
    act_page,
    blueprint,
    case_url,
    the_allegation,
    the_incident,
    trail,
)
from compliance.incidents.routes.filing import Choices, kind_asked
from compliance.incidents.terms import OPEN_KINDS
from compliance.web.forms import show_again
from compliance.web.guards import allow
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.route("/<reference>/facts", methods=BOTH)
@allow(OFFICE)
def amend(reference: str) -> ResponseReturnValue:
    """Put right what is said to have happened."""
    incident = the_incident(reference)
    policy.may_amend(actor(), incident).enforce()
    kind = kind_asked() or incident.kind
    form, picks = amend_form(kind)(), Picks.sent(request.form, request.form)
    if request.method == "GET":
        form.fill(incident)
    return act_page(
        incident,
        form,
        lambda: _amend(incident, form, picks),
        done=_("The facts were changed."),
        template="incidents/amend.html",
        title=_("Edit the facts"),
        kind=kind,
        kinds=[one for one in OPEN_KINDS if one is not kind],
        picks=picks,
        lacking=_lacking(incident, form) if request.method == "POST" and form.validate() else [],
    )


@blueprint.route("/<reference>/allegations", methods=BOTH)
@allow(OFFICE)
def allege(reference: str) -> ResponseReturnValue:
    """Hold the incident against more clauses."""
    incident = the_incident(reference)
    policy.may_allege(actor(), incident).enforce()
    choices = _not_alleged(incident)
    picks = Picks.sent(request.form, request.form)
    if request.method == "POST" and picks.check(choices) and _allege(incident, picks, choices):
        flash(_("The allegations were added."), "good")
        return redirect(case_url(incident, "allegations"))
    page = {"incident": incident, "choices": choices, "picks": picks, "crumbs": trail(incident)}
    if request.method == "GET":
        return render_template("incidents/allege.html", **page)
    return show_again("incidents/allege.html", **page)


@blueprint.route("/<reference>/allegations/<int:position>/drop", methods=BOTH)
@allow(OFFICE)
def drop(reference: str, position: int) -> ResponseReturnValue:
    """Take back an allegation that nobody was told of."""
    incident = the_incident(reference)
    policy.may_drop_allegation(actor(), incident).enforce()
    allegation = queries.allegation_of(session(), incident, position)
    form = ReasonForm()
    return act_page(
        incident,
        form,
        lambda: service.drop_allegation(unit_of_work(), allegation, form.reason.data or ""),
        done=_("The allegation was dropped."),
        part="allegations",
        title=_("Drop the allegation"),
        lead=_("It was not put to the candidate. The history of the case keeps it, with your reason."),
        submit=_("Drop the allegation"),
        emphasis="danger",
        allegation=the_allegation(incident, position),
    )


def _amend(incident: Incident, form: FactsForm, picks: Picks) -> None:
    command = form.to_amendment(incident, picks.reasons)
    service.amend(unit_of_work(), incident, command, form.expected_revision)


def _allege(incident: Incident, picks: Picks, choices: Choices) -> bool:
    """Add all that was ticked, or hang on each clause what is wrong with it."""
    wanted = picks.allegations(choices)
    if not wanted:
        picks.nothing_ticked = True
    for one in wanted:
        try:
            service.allege(unit_of_work(), incident, one)
        except Invalid as refusal:
            picks.faults[one.clause_id] = " ".join(fault.message for fault in refusal.faults)
    return bool(wanted) and not picks.faults


def _choices(incident: Incident, period: Period) -> Choices:
    return queries.clause_choices(session(), incident.contest_id, incident.candidacy_id, period)


def _not_alleged(incident: Incident) -> Choices:
    """The clauses that are not alleged yet."""
    alleged = {one.clause_id for one in queries.allegations(session(), incident.id)}
    period = Period(incident.occurred_from, incident.occurred_until or incident.occurred_from)
    return [one for one in _choices(incident, period) if one.clause_id not in alleged]


def _lacking(incident: Incident, form: FactsForm) -> Choices:
    """What is alleged without a reason and, by the days as amended, did not bind: it then needs one."""
    rows = queries.allegations(session(), incident.id)
    alleged = {one.clause_id for one in rows if one.override is None}
    return [one for one in _choices(incident, form.period) if one.clause_id in alleged and not one.can_be_alleged]
