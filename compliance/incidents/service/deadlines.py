"""The acts by which a deadline moves, each recorded with its reason: nothing else moves one."""

from datetime import date

from compliance.core.errors import Fault, Forbidden
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.deadlines import (
    DONE_BY_HAND,
    RESPONDENTS_TIME,
    Counting,
    DeadlineAct,
    Rule,
    Step,
    Track,
    resumed,
    switched,
)
from compliance.incidents.models import Deadline, DeadlineChange, Incident, TrackChange
from compliance.incidents.queries.deadlines import open_request
from compliance.incidents.service import steps
from compliance.incidents.service.countdown import all_running, by_hand, forget, note, start, timing_of, unfit
from compliance.incidents.terms import Kind


def done(uow: UnitOfWork, deadline: Deadline, on: date) -> None:
    """Note that a step was done that no other act ends. Word on how it stands is due again after each."""
    incident = _held(uow, deadline)
    policy.may_move_deadlines(uow.actor, incident).enforce()
    _check_runs(deadline)
    if deadline.step not in DONE_BY_HAND:
        raise Forbidden(_("This step ends by the act itself."))
    faults = steps.future(uow, "on", on, steps.today(uow, incident))
    faults += steps.too_early("on", on, deadline.started_on, _("the time for it began"))
    steps.refuse(faults)
    deadline.met_on = on
    forget(uow, incident, deadline.step)
    uow.session.flush()
    if deadline.step is Step.STATUS_UPDATE:
        start(uow, incident, Step.STATUS_UPDATE, on)
    steps.tell(uow, "deadline.met", incident)


def waive(uow: UnitOfWork, deadline: Deadline, reason: str) -> None:
    """End the time for a step that does not apply to this case."""
    incident = _held(uow, deadline)
    policy.may_move_deadlines(uow.actor, incident).enforce()
    _check_runs(deadline)
    if deadline.step in RESPONDENTS_TIME:
        raise Forbidden(_("This is the candidate's own time: it is not taken away."))
    steps.refuse(_lacking(reason))
    today = steps.today(uow, incident)
    note(uow, incident, deadline, DeadlineAct.LIFTED, reason.strip())
    deadline.cancelled_on = today
    forget(uow, incident, deadline.step)
    steps.tell(uow, "deadline.lifted", incident)


def extend(uow: UnitOfWork, deadline: Deadline, due_on: date, reason: str) -> None:
    """Give more time for a step, with a reason. A day that was set is never brought forward."""
    incident = _held(uow, deadline)
    policy.may_move_deadlines(uow.actor, incident).enforce()
    _check_moves(deadline)
    steps.refuse(_fits(uow, incident, deadline, due_on) + _lacking(reason))
    note(uow, incident, deadline, DeadlineAct.EXTENDED, reason.strip(), new_due_on=due_on)
    steps.tell(uow, "deadline.extended", incident)


def request_extension(uow: UnitOfWork, deadline: Deadline, wanted_on: date, reason: str) -> DeadlineChange:
    """Ask for more time to reply, as the candidate or an agent. The day stays until the office has decided."""
    incident = _held(uow, deadline)
    asked = open_request(uow.session, deadline.id) is not None
    policy.may_ask_for_time(uow.actor, incident, runs=_is_running(deadline), asked=asked).enforce()
    if deadline.step is not Step.REPLY:
        raise Forbidden(_("More time can be asked for replies alone."))
    steps.refuse(_later("due_on", wanted_on, deadline, steps.today(uow, incident)) + _lacking(reason))
    change = note(uow, incident, deadline, DeadlineAct.EXTENSION_ASKED, reason.strip(), wanted_on=wanted_on)
    steps.tell(uow, "deadline.extension_asked", incident)
    return change


def grant(uow: UnitOfWork, deadline: Deadline, due_on: date, reason: str) -> None:
    """Grant what was asked for, or a part of it, with the reason that the candidate reads."""
    incident, asked = _asked(uow, deadline)
    _check_moves(deadline)
    steps.refuse(_fits(uow, incident, deadline, due_on) + _lacking(reason))
    act = DeadlineAct.EXTENSION_GRANTED
    note(uow, incident, deadline, act, reason.strip(), new_due_on=due_on, answers_id=asked.id)
    steps.tell(uow, "deadline.extension_granted", incident)


def refuse(uow: UnitOfWork, deadline: Deadline, reason: str) -> None:
    """Refuse what was asked for, with the reason that the candidate reads; the day stays."""
    incident, asked = _asked(uow, deadline)
    steps.refuse(_lacking(reason))
    note(uow, incident, deadline, DeadlineAct.EXTENSION_REFUSED, reason.strip(), answers_id=asked.id)
    steps.tell(uow, "deadline.extension_refused", incident)


def suspend(uow: UnitOfWork, incident: Incident, reason: str, waiting_for: str) -> None:
    """Stop the office's time while the case waits for somebody outside. The candidate's own time goes on."""
    steps.hold(uow, incident)
    policy.may_move_deadlines(uow.actor, incident).enforce()
    stopping = [one for one in all_running(uow, incident) if _may_wait(one)]
    if not stopping:
        raise Forbidden(_("No time of the office is running that could be stopped."))
    wanted = _("Say for whom the case waits.")
    steps.refuse(_lacking(reason) + steps.missing(uow, "waiting_for", waiting_for, wanted))
    today = steps.today(uow, incident)
    for deadline in stopping:
        act = DeadlineAct.SUSPENDED
        note(uow, incident, deadline, act, reason.strip(), waiting_for=waiting_for.strip())
        deadline.suspended_on = today
    steps.tell(uow, "deadline.suspended", incident)


def resume(uow: UnitOfWork, incident: Incident, on: date, reason: str = "") -> None:
    """Let the office's time run on: each step is due as many counted days later as the case has waited."""
    steps.hold(uow, incident)
    waiting = [(one, one.suspended_on) for one in all_running(uow, incident) if one.suspended_on is not None]
    policy.may_resume(uow.actor, incident, waits=bool(waiting)).enforce()
    faults = steps.future(uow, "on", on, steps.today(uow, incident))
    faults += steps.too_early("on", on, max(since for _one, since in waiting), _("the time was stopped"))
    steps.refuse(faults)
    calendar, told = timing_of(uow, incident).calendar, reason.strip() or _("What the case waited for has come.")
    for deadline, since in waiting:
        rule = Rule(deadline.days or 0, deadline.counting or Counting.CALENDAR)
        day = resumed(rule, deadline.due_on, (since, on), calendar)
        deadline.suspended_on = None
        note(uow, incident, deadline, DeadlineAct.RESUMED, told, new_due_on=day, on=on)
    steps.tell(uow, "deadline.resumed", incident)


def switch_track(uow: UnitOfWork, incident: Incident, track: Track, reason: str) -> None:
    """Put a case on a track by hand: steps that begin from now on, and those of the office that run."""
    steps.hold(uow, incident)
    policy.may_move_deadlines(uow.actor, incident).enforce()
    today, times = steps.today(uow, incident), timing_of(uow, incident)
    if incident.kind is Kind.RETALIATION:
        raise Forbidden(_("Retaliation is on the expedited track, always."))
    if track is (by_hand(uow, incident) or times.track_on(today)):
        raise Forbidden(_("The case is on this track already."))
    steps.refuse(_lacking(reason))
    common = {"reason": reason.strip(), "recorded_at": uow.now, "recorded_by": uow.actor.name}
    uow.session.add(TrackChange(incident_id=incident.id, track=track, on=today, **common))
    for deadline in all_running(uow, incident):
        if deadline.track is track or deadline.step in RESPONDENTS_TIME or deadline.days is None:
            continue
        rule, after = times.rules[deadline.step, track], times.due(deadline.step, track, deadline.started_on).day
        day = switched(deadline.due_on, deadline.by_rule_on, after, today, times.calendar)
        deadline.track, deadline.days, deadline.counting, deadline.by_rule_on = track, rule.days, rule.counting, after
        note(uow, incident, deadline, DeadlineAct.TRACK_SWITCHED, reason.strip(), new_due_on=day)
    steps.tell(uow, "deadline.track_switched", incident)


def _held(uow: UnitOfWork, deadline: Deadline) -> Incident:
    """The incident of a deadline, held; the deadline is read again after that."""
    incident = uow.session.get_one(Incident, deadline.incident_id)
    steps.hold(uow, incident)
    uow.session.refresh(deadline)
    return incident


def _asked(uow: UnitOfWork, deadline: Deadline) -> tuple[Incident, DeadlineChange]:
    incident = _held(uow, deadline)
    asked = open_request(uow.session, deadline.id)
    policy.may_decide_on_time(uow.actor, incident, asked=asked is not None).enforce()
    if asked is None:
        raise Forbidden(_("No request for more time is open."))
    return incident, asked


def _is_running(deadline: Deadline) -> bool:
    return deadline.met_on is None and deadline.cancelled_on is None


def _check_runs(deadline: Deadline) -> None:
    if not _is_running(deadline):
        raise Forbidden(_("This deadline does not run any more."))


def _check_moves(deadline: Deadline) -> None:
    _check_runs(deadline)
    if deadline.suspended_on is not None:
        raise Forbidden(_("The case waits for somebody outside: let its time run on first."))


def _may_wait(deadline: Deadline) -> bool:
    return deadline.step not in RESPONDENTS_TIME and deadline.suspended_on is None


def _lacking(reason: str) -> list[Fault]:
    return [] if reason.strip() else [Fault("reason", _("Give the reason."))]


def _fits(uow: UnitOfWork, incident: Incident, deadline: Deadline, day: date) -> list[Fault]:
    """Faults if a day that the office gives is not later, is a free day, or is not before a vote that is to come."""
    today = steps.today(uow, incident)
    return _later("due_on", day, deadline, today) or unfit("due_on", day, timing_of(uow, incident), today)


def _later(place: str, day: date, deadline: Deadline, today: date) -> list[Fault]:
    if day <= deadline.due_on:
        return [Fault(place, _("Give a day after the one on which it is due now."))]
    return [Fault(place, _("This day has passed."))] if day < today else []
