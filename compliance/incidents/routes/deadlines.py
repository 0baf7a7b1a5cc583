"""The deadlines of a case: a tab of the office, with what moves them, and the candidate's time to reply."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.deadlines import DONE_BY_HAND, RESPONDENTS_TIME, Step, Timing, Track, state
from compliance.incidents.forms import deadlines as forms
from compliance.incidents.forms.process import DatedForm, ReasonForm
from compliance.incidents.models import Deadline, Incident
from compliance.incidents.queries import DeadlineView
from compliance.incidents.routes import counting
from compliance.incidents.routes.entrance import OFFICE, PARTIES, act_page, blueprint, the_incident, trail
from compliance.incidents.routes.tabs import case_tabs
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.status import badge
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.get("/<reference>/deadlines")
@allow(OFFICE)
def deadlines(reference: str) -> ResponseReturnValue:
    """Show each step with its day, how that was found, and what has moved it."""
    incident = the_incident(reference)
    policy.may_see_deadlines(actor(), incident).enforce()
    found = queries.deadlines(session(), incident)
    times, switches = queries.timing(session(), incident.contest_id), queries.switches(session(), incident.id)
    track = switches[-1].track if switches else times.track_on(today())
    return render_template(
        "incidents/deadlines.html",
        incident=incident,
        tabs=case_tabs(incident),
        running=[_shown(one, times) for one in found if one.runs],
        ended=[_shown(one, times) for one in found if not one.runs],
        track=track,
        other=Track.STANDARD if track is Track.EXPEDITED else Track.EXPEDITED,
        switches=switches,
        times=times,
        waits=any(one.suspended_on for one in found if one.runs),
        may=policy.may_move_deadlines(actor(), incident),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/deadlines/<step>/extend", methods=BOTH)
@allow(OFFICE)
def extend(reference: str, step: str) -> ResponseReturnValue:
    """Give more time for a step."""
    incident, deadline = _movable(reference, step)
    form = forms.ExtendForm()
    return _act(
        incident,
        form,
        lambda: service.extend(unit_of_work(), deadline, counting.day(form.due_on), form.reason.data or ""),
        done=_("The deadline is extended."),
        title=_("Extend: %(step)s", step=badge("step", deadline.step).label),
        lead=counting.due_now(deadline),
        submit=_("Extend"),
    )


@blueprint.route("/<reference>/deadlines/<step>/done", methods=BOTH)
@allow(OFFICE)
def step_done(reference: str, step: str) -> ResponseReturnValue:
    """Note that a step was done."""
    incident, deadline = _movable(reference, step, among=DONE_BY_HAND)
    form = DatedForm(data={"on": today()})
    return _act(
        incident,
        form,
        lambda: service.done(unit_of_work(), deadline, form.day),
        done=_("It is on record that this was done."),
        title=_("Done: %(step)s", step=badge("step", deadline.step).label),
        lead=counting.due_now(deadline),
        submit=_("Record it"),
    )


@blueprint.route("/<reference>/deadlines/<step>/waive", methods=BOTH)
@allow(OFFICE)
def waive(reference: str, step: str) -> ResponseReturnValue:
    """Lift a deadline that does not apply to this case."""
    incident, deadline = _movable(reference, step, among=frozenset(Step) - RESPONDENTS_TIME)
    form = ReasonForm()
    return _act(
        incident,
        form,
        lambda: service.waive(unit_of_work(), deadline, form.reason.data or ""),
        done=_("The deadline is lifted."),
        title=_("Lift: %(step)s", step=badge("step", deadline.step).label),
        lead=_("For a step that does not apply to this case, such as an acknowledgement where nobody reported."),
        submit=_("Lift the deadline"),
        emphasis="danger",
    )


@blueprint.route("/<reference>/deadlines/request", methods=BOTH)
@allow(OFFICE)
def decide_on_time(reference: str) -> ResponseReturnValue:
    """Grant or refuse what the candidate asked for."""
    incident = the_incident(reference)
    policy.may_move_deadlines(actor(), incident).enforce()
    view = next((one for one in queries.deadlines(session(), incident, Step.REPLY) if one.runs), None)
    asked = view.request if view else None
    policy.may_decide_on_time(actor(), incident, asked=asked is not None).enforce()
    deadline = queries.deadline_of(session(), incident, Step.REPLY)
    form = forms.DecideForm(data={"due_on": asked.wanted_on if asked else None})
    form.offer()
    return _act(
        incident,
        form,
        lambda: _decide(deadline, form),
        done=_("The decision is on record, and the candidate can read it."),
        template="incidents/decide_on_time.html",
        title=_("Decide on more time to reply"),
        lead=counting.due_now(deadline),
        submit=_("Record the decision"),
        asked=asked,
        timezone=current_scope().timezone,
    )


def _decide(deadline: Deadline, form: forms.DecideForm) -> None:
    if form.decision.data == "grant":
        service.grant(unit_of_work(), deadline, counting.day(form.due_on), form.reason.data or "")
    else:
        service.refuse(unit_of_work(), deadline, form.reason.data or "")


@blueprint.route("/<reference>/deadlines/stop", methods=BOTH)
@allow(OFFICE)
def stop_time(reference: str) -> ResponseReturnValue:
    """Stop the office's time while the case waits for somebody outside."""
    incident = the_incident(reference)
    policy.may_move_deadlines(actor(), incident).enforce()
    form = forms.SuspendForm()
    return _act(
        incident,
        form,
        lambda: service.suspend(unit_of_work(), incident, form.reason.data or "", form.waiting_for.data or ""),
        done=_("The office's time is stopped."),
        title=_("Stop the time while the case waits"),
        lead=_("Every step of the office waits. The candidate's own time to reply, or to ask for a review, goes on."),
        submit=_("Stop the time"),
    )


@blueprint.route("/<reference>/deadlines/run-on", methods=BOTH)
@allow(OFFICE)
def run_on(reference: str) -> ResponseReturnValue:
    """Let the office's time run on."""
    incident = the_incident(reference)
    waits = any(one.suspended_on for one in queries.deadlines(session(), incident) if one.runs)
    policy.may_resume(actor(), incident, waits=waits).enforce()
    form = forms.ResumeForm(data={"on": today()})
    return _act(
        incident,
        form,
        lambda: service.resume(unit_of_work(), incident, form.day, form.reason.data or ""),
        done=_("The office's time runs on."),
        title=_("Let the time run on"),
        lead=_("Each step that waited is due later by as many counted days as the case has waited."),
        submit=_("Let it run on"),
    )


@blueprint.route("/<reference>/deadlines/track", methods=BOTH)
@allow(OFFICE)
def switch_track(reference: str) -> ResponseReturnValue:
    """Put a case on the other track by hand."""
    incident = the_incident(reference)
    policy.may_move_deadlines(actor(), incident).enforce()
    times = queries.timing(session(), incident.contest_id)
    now = queries.track_by_hand(session(), incident.id) or times.track_on(today())
    other = Track.STANDARD if now is Track.EXPEDITED else Track.EXPEDITED
    form = ReasonForm()
    return _act(
        incident,
        form,
        lambda: service.switch_track(unit_of_work(), incident, other, form.reason.data or ""),
        done=_("The case is on the other track."),
        title=_("Put the case on the expedited track")
        if other is Track.EXPEDITED
        else _("Put the case on the standard track"),
        lead=_("The steps of the office that run are due anew. Time that belongs to the candidate is not shortened."),
        submit=_("Switch the track"),
    )


@blueprint.route("/<reference>/time-to-reply", methods=BOTH)
@allow(PARTIES)
def time_to_reply(reference: str) -> ResponseReturnValue:
    """Show the candidate until when to reply and what became of their requests; take another one."""
    incident = the_incident(reference)
    policy.may_see_time_to_reply(actor(), incident).enforce()
    found = queries.deadlines(session(), incident, Step.REPLY)
    last = found[-1] if found else None
    runs = last is not None and last.runs
    may = policy.may_ask_for_time(actor(), incident, runs=runs, asked=bool(last and last.request))
    form = forms.AskForm()
    return act_page(
        incident,
        form,
        lambda: _ask(incident, form),
        done=_("Your request is with the office, which decides on it here."),
        leads_to=url_for("incidents.time_to_reply", reference=reference),
        template="incidents/time_to_reply.html",
        title=_("Your time to reply"),
        submit=_("Ask for more time"),
        deadline=last and _shown(last, None),
        may=may,
        timezone=current_scope().timezone,
    )


def _ask(incident: Incident, form: forms.AskForm) -> None:
    deadline = queries.deadline_of(session(), incident, Step.REPLY)
    service.request_extension(unit_of_work(), deadline, counting.day(form.due_on), form.reason.data or "")


def _movable(reference: str, step: str, among: frozenset[Step] = frozenset(Step)) -> tuple[Incident, Deadline]:
    """The running deadline that an address names, of a case whose deadlines the actor moves."""
    incident = the_incident(reference)
    policy.may_move_deadlines(actor(), incident).enforce()
    if step not in among:
        raise NotFound(_("There is no such page."))
    return incident, queries.deadline_of(session(), incident, Step(step))


def _act(incident: Incident, form: Any, act: Any, **shown: Any) -> ResponseReturnValue:
    """The page of an act, which leads back to the tab."""
    back = url_for("incidents.deadlines", reference=incident.reference)
    crumbs = [*trail(incident), (_("Deadlines"), back)]
    return act_page(incident, form, act, back=back, crumbs=crumbs, **shown)


def _shown(one: DeadlineView, times: Timing | None) -> dict[str, Any]:
    """A deadline as its pages show it; without `times`, without how its day was found."""
    return {
        "it": one,
        "state": state(
            one.step,
            one.due_on,
            today(),
            met_on=one.met_on,
            lifted=one.cancelled_on is not None,
            suspended=one.suspended_on is not None,
        ),
        "how": counting.how(one, times) if times else "",
        "by_hand": one.step in DONE_BY_HAND,
        "respondents": one.step in RESPONDENTS_TIME,
    }
