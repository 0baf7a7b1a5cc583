"""What follows from findings: the page of a case that shows it, and the acts on it; the rules of concluding."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.incidents import policy, queries, service
from compliance.incidents.forms import conclusion as forms
from compliance.incidents.forms.labels import STANDARDS
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, PARTIES, act_page, blueprint, the_incident
from compliance.incidents.routes.tabs import TABS, tabs_of
from compliance.incidents.terms import Result
from compliance.web import files
from compliance.web.forms import show_again
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")
TABS.append(("incidents.measures", lazy("Findings & measures")))


@blueprint.get("/<reference>/measures")
@allow(PARTIES)
def measures(reference: str) -> ResponseReturnValue:
    """Show what was found in a case and what follows from it."""
    incident = the_incident(reference)
    who, office = actor(), policy.is_officer_of(actor(), incident)
    found, endings = queries.measures(session(), incident.id), queries.endings(session(), incident.id)
    return render_template(
        "incidents/measures.html",
        office=office,
        incident=incident,
        endings=endings,
        tabs=tabs_of(incident, office=office),
        measures=found,
        may_order=policy.may_order_measure(who, incident, results=_results(endings)),
        may_follow={one.reference: policy.may_follow_up(who, incident, state=one.state) for one in found},
        may_report={one.reference: policy.may_report_done(who, incident, state=one.state) for one in found},
        rules=queries.conclusion_rules(session(), incident.contest_id),
        may_set_standards=policy.may_set_standards(who, incident.contest_id),
        standards=STANDARDS,
        today=today(),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/measures/new", methods=BOTH)
@allow(OFFICE)
def order_measure(reference: str) -> ResponseReturnValue:
    """Decide what follows."""
    incident = the_incident(reference)
    endings = queries.endings(session(), incident.id)
    policy.may_order_measure(actor(), incident, results=_results(endings)).enforce()
    form = forms.MeasureForm(data={"decided_on": today()})
    form.offer(policy.measures_open(_results(endings)), _named(endings))
    return _act(
        incident,
        form,
        lambda: service.order_measure(unit_of_work(), incident, form.to_command()),
        done=_("The measure is on record, and the candidate can read it."),
        title=_("Decide on a measure"),
        lead=_("It is addressed to the candidate, who reads it at once and can say what was done about it."),
        submit=_("Record the measure"),
    )


@blueprint.route("/<reference>/measures/<measure>/step", methods=BOTH)
@allow(OFFICE)
def follow_up(reference: str, measure: str) -> ResponseReturnValue:
    """Say how far a measure was followed."""
    incident = the_incident(reference)
    found = queries.measure_of(session(), incident, measure)
    policy.may_follow_up(actor(), incident, state=found.state).enforce()
    form = forms.FollowUpForm(data={"on": today()})
    return _act(
        incident,
        form,
        lambda: service.follow_up(unit_of_work(), found, form.to_command()),
        done=_("It is on record where the measure stands."),
        title=_("Follow up a measure"),
        lead=found.text,
        submit=_("Record it"),
    )


@blueprint.route("/<reference>/measures/<measure>/done", methods=BOTH)
@allow(PARTIES)
def report_done(reference: str, measure: str) -> ResponseReturnValue:
    """Let the candidate say what was done."""
    incident = the_incident(reference)
    found = queries.measure_of(session(), incident, measure)
    policy.may_report_done(actor(), incident, state=found.state).enforce()
    form = forms.DoneForm(data={"on": today()})
    form.limit(files.most_mib())
    return _act(
        incident,
        form,
        lambda: service.report_done(unit_of_work(), found, form.to_command(files.keep_if_any(form.file.data))),
        done=_("What you did is on record. The ethics office will say whether anything is left to be done."),
        title=_("Say what was done"),
        lead=found.text,
        submit=_("Send it"),
    )


@blueprint.get("/<reference>/measures/<measure>/steps/<step>/file")
@allow(PARTIES)
def step_file(reference: str, measure: str, step: str) -> ResponseReturnValue:
    """Hand out the file that came with a step."""
    incident = the_incident(reference)
    policy.may_see_conclusion(actor(), incident).enforce()
    taken = queries.step_of(session(), queries.measure_of(session(), incident, measure), step)
    if taken.file_sha256 is None:
        raise NotFound(_("There is no such page."))
    return files.hand_out(taken.file_sha256, taken.file_name, taken.file_type, at=taken.recorded_at)


@blueprint.route("/concluding", methods=BOTH)
@allow(OFFICE)
def concluding() -> ResponseReturnValue:
    """Set how cases of the contest are concluded."""
    contest_id = current_scope().id
    policy.may_set_standards(actor(), contest_id).enforce()
    present = queries.conclusion_rules(session(), contest_id)
    given = {"standard_of_proof": present.standard_of_proof.value, "review_days": present.review_days}
    form = forms.RulesForm(data={**given, "revision": str(present.revision)})
    page: dict[str, Any] = {"form": form, "crumbs": [(_("Rules and settings"), url_for("overview.settings"))]}

    def save() -> None:
        revision = form.expected_revision
        service.set_standards(unit_of_work(), contest_id, form.to_command(), expected_revision=revision)

    if request.method == "POST" and form.carry_out(save):
        flash(_("The rules are on record. Findings that were made keep the standard by which they were made."), "good")
        return redirect(url_for("incidents.concluding"))
    shown = show_again if request.method == "POST" else render_template
    return shown("incidents/concluding.html", **page)


def _results(endings: Iterable[queries.Ending]) -> list[Result]:
    return [one.result for one in endings if one.result is not None]


def _named(endings: Iterable[queries.Ending]) -> list[tuple[int, str]]:
    """Findings as a form offers them: key and label."""
    clauses = {one.finding_id: f"{one.number}, {one.instrument_title}" for one in endings if one.finding_id is not None}
    return [(key, _("Finding on %(clause)s", clause=clause)) for key, clause in clauses.items()]


def _act(incident: Incident, form: Any, act: Any, **shown: Any) -> ResponseReturnValue:
    """The page of an act that leads back to what follows from the findings."""
    return act_page(incident, form, act, back=url_for("incidents.measures", reference=incident.reference), **shown)
