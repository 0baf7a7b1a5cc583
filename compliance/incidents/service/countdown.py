"""When the time for a step starts and ends with the acts of a case: parts of other verbs, which record.

A deadline moves through `note` alone, which says why.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.deadlines import RESPONDENTS_TIME, DeadlineAct, Step, Timing, Track
from compliance.incidents.models import Deadline, DeadlineChange, Incident
from compliance.incidents.queries.deadlines import running, timing, waits
from compliance.incidents.queries.tracks import track_by_hand
from compliance.incidents.service import steps
from compliance.incidents.terms import Kind, Stage

AT_STAGE: Mapping[Stage, frozenset[Step]] = {
    Stage.RECEIVED: frozenset({Step.ACKNOWLEDGE, Step.ASSESS}),
    Stage.ADMISSIBLE: frozenset({Step.NOTIFY, Step.STATUS_UPDATE}),
    Stage.INADMISSIBLE: frozenset({Step.CONCLUDE}),
    Stage.NOTIFIED: frozenset({Step.REPLY, Step.STATUS_UPDATE}),
    Stage.REPLIED: frozenset({Step.FACT_FINDING, Step.CONCLUDE, Step.STATUS_UPDATE}),
    Stage.REPLY_OVERDUE: frozenset({Step.FACT_FINDING, Step.CONCLUDE, Step.STATUS_UPDATE}),
    Stage.CONCLUDED: frozenset({Step.REVIEW}),
    Stage.CLOSED: frozenset(),
}
"""What may still have to be done at a stage."""
_TIMINGS = "timings of contests, in a transaction that files incidents"
_NEW = "deadlines of incidents that this transaction filed"


def begin(uow: UnitOfWork, incident: Incident) -> None:
    """Start the time for what comes first in an incident that was filed just now."""
    uow.session.info.setdefault(_NEW, {})[incident.id] = {}
    start(uow, incident, Step.ACKNOWLEDGE, incident.reported_on)
    start(uow, incident, Step.ASSESS, incident.reported_on)


def start(uow: UnitOfWork, incident: Incident, step: Step, on: date, *, due_on: date | None = None) -> Deadline:
    """Start the time for a step, by the contest's rule for its track, or until a day that was set by hand.

    If the step's time runs already it goes on running; if its day was set anew, that is noted as an extension. A step
    of the office waits from the start where the case waits for somebody outside: only `deadlines.resume` ends that.
    """
    found = _running(uow, incident, step)
    if found is not None:
        if due_on is not None and due_on != found.due_on:
            note(uow, incident, found, DeadlineAct.EXTENDED, _("Set anew by a further notice."), new_due_on=due_on)
        return found
    times = timing_of(uow, incident)
    track = by_hand(uow, incident) or times.track_on(on)
    rule = times.rules[step, track]
    day = due_on or times.due(step, track, on).day
    deadline = Deadline(
        incident_id=incident.id,
        step=step,
        track=track,
        days=None if due_on else rule.days,
        counting=None if due_on else rule.counting,
        started_on=on,
        by_rule_on=day,
        due_on=day,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(deadline)
    own = _own(uow, incident)
    if own is not None:
        own[step] = deadline
    elif step not in RESPONDENTS_TIME:
        _wait_too(uow, incident, deadline)
    return deadline


def _wait_too(uow: UnitOfWork, incident: Incident, deadline: Deadline) -> None:
    since = waits(uow.session, incident.id)
    if since is not None:
        deadline.suspended_on = max(since.on, deadline.started_on)
        for_whom = {"on": deadline.suspended_on, "waiting_for": since.waiting_for}
        note(uow, incident, deadline, DeadlineAct.SUSPENDED, since.reason, **for_whom)


def unfit(place: str, day: date, times: Timing, today: date) -> list[Fault]:
    """Faults if a day that somebody sets is none to end a time: a free day, or not before a vote that is to come."""
    if today < times.votes_on <= day:
        vote = long_date(times.votes_on)
        return [Fault(place, _("The vote begins on %(day)s: give a day before it.", day=vote))]
    free = times.calendar.free_day(day)
    if free is None:
        return []
    after = long_date(times.calendar.next_working(day))
    words = _(
        "%(day)s is no working day (%(why)s). The next one is %(next)s.", day=long_date(day), why=free.why, next=after
    )
    return [Fault(place, words)]


def meet(uow: UnitOfWork, incident: Incident, step: Step, on: date) -> None:
    """Note that a step was done; nothing happens if its time does not run."""
    deadline = _running(uow, incident, step)
    if deadline is not None:
        deadline.met_on = on
        forget(uow, incident, step)


def stop(uow: UnitOfWork, incident: Incident, on: date, reason: str, *, only: frozenset[Step] | None = None) -> None:
    """End the time for steps that will not be taken any more (all that run, or only these), with the reason."""
    for deadline in all_running(uow, incident):
        if only is None or deadline.step in only:
            note(uow, incident, deadline, DeadlineAct.LIFTED, reason, on=on)
            deadline.cancelled_on = on
            forget(uow, incident, deadline.step)


def answered(uow: UnitOfWork, incident: Incident, on: date) -> None:
    """Start the time for what follows the answer, or the end of the time for one."""
    start(uow, incident, Step.FACT_FINDING, on)
    start(uow, incident, Step.CONCLUDE, on)


def concluded(uow: UnitOfWork, incident: Incident, on: date, review_until: date) -> None:
    """End the office's time, and start that in which a review can be asked for."""
    _end_wait(uow, incident, on, _("The case is concluded."))
    for step in (Step.FACT_FINDING, Step.CONCLUDE, Step.STATUS_UPDATE):
        meet(uow, incident, step, on)
    stop(uow, incident, on, _("The case is concluded."))
    start(uow, incident, Step.REVIEW, on, due_on=review_until)


def _end_wait(uow: UnitOfWork, incident: Incident, on: date, reason: str) -> None:
    """Note that a case that comes to its end waits for nobody any more."""
    for deadline in all_running(uow, incident):
        if deadline.suspended_on is not None:
            deadline.suspended_on = None
            note(uow, incident, deadline, DeadlineAct.RESUMED, reason, on=on)


def review_asked(uow: UnitOfWork, incident: Incident, on: date) -> Deadline:
    """End the time in which a review can be asked for, and start that in which it is decided, by the rule."""
    meet(uow, incident, Step.REVIEW, on)
    uow.session.flush()
    return start(uow, incident, Step.REVIEW, on)


def closed(uow: UnitOfWork, incident: Incident, on: date) -> None:
    """End all that runs: nothing more is expected of anybody."""
    _end_wait(uow, incident, on, _("The case is closed."))
    for step in (Step.CONCLUDE, Step.REVIEW):
        meet(uow, incident, step, on)
    stop(uow, incident, on, _("The case is closed."))


def reporter_told(uow: UnitOfWork, incident: Incident, on: date) -> None:
    """Note that whoever reported heard from the office: that it arrived, or how it stands, which is due again then."""
    meet(uow, incident, Step.ACKNOWLEDGE, on)
    if _running(uow, incident, Step.STATUS_UPDATE) is not None:
        meet(uow, incident, Step.STATUS_UPDATE, on)
        uow.session.flush()
        start(uow, incident, Step.STATUS_UPDATE, on)


def taken_over(uow: UnitOfWork, incident: Incident, on: date) -> None:
    """End what runs, but for what may run at the stage that a file gives; how it came to that is not known."""
    left = frozenset(Step) - AT_STAGE[incident.stage]
    stop(uow, incident, on, _("Taken over from a contest file, which does not say how it came to this."), only=left)


def note(
    uow: UnitOfWork, incident: Incident, deadline: Deadline, act: DeadlineAct, reason: str, **values: Any
) -> DeadlineChange:
    """Append what happened, and move the deadline if `new_due_on` is given: nothing else moves one."""
    given: dict[str, Any] = {"on": None, "new_due_on": None, **values}
    day = given.pop("new_due_on") or deadline.due_on
    change = DeadlineChange(
        deadline_id=deadline.id or _flushed(uow, deadline),
        act=act,
        on=given.pop("on") or steps.today(uow, incident),
        old_due_on=deadline.due_on,
        new_due_on=day,
        reason=reason,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
        **given,
    )
    uow.session.add(change)
    deadline.due_on = change.new_due_on
    if deadline.step is Step.REPLY:
        incident.reply_due_on = change.new_due_on
    return change


def _flushed(uow: UnitOfWork, deadline: Deadline) -> int:
    uow.session.flush()
    return deadline.id


def running_until(uow: UnitOfWork, incident: Incident, step: Step) -> date | None:
    """The day on which a step is due; None if its time does not run."""
    deadline = _running(uow, incident, step)
    return None if deadline is None else deadline.due_on


def _running(uow: UnitOfWork, incident: Incident, step: Step) -> Deadline | None:
    own = _own(uow, incident)
    return own.get(step) if own is not None else next(iter(running(uow.session, incident.id, step)), None)


def all_running(uow: UnitOfWork, incident: Incident) -> list[Deadline]:
    """The deadlines of a case that run."""
    own = _own(uow, incident)
    return list(own.values()) if own is not None else running(uow.session, incident.id)


def _own(uow: UnitOfWork, incident: Incident) -> dict[Step, Deadline] | None:
    """What runs in an incident that was filed in this very transaction, so that nobody else can have changed it."""
    kept: dict[int, dict[Step, Deadline]] = uow.session.info.get(_NEW, {})
    return kept.get(incident.id)


def forget(uow: UnitOfWork, incident: Incident, step: Step) -> None:
    """Keep in mind that the time for a step does not run any more."""
    (_own(uow, incident) or {}).pop(step, None)


def timing_of(uow: UnitOfWork, incident: Incident) -> Timing:
    """What decides on due days in the contest of a case."""
    if _own(uow, incident) is None:
        return timing(uow.session, incident.contest_id)
    kept: dict[int, Timing] = uow.session.info.setdefault(_TIMINGS, {})
    if incident.contest_id not in kept:
        kept[incident.contest_id] = timing(uow.session, incident.contest_id)
    return kept[incident.contest_id]


def by_hand(uow: UnitOfWork, incident: Incident) -> Track | None:
    """The track on which a case was put by hand, or always is; None if neither."""
    if incident.kind is Kind.RETALIATION:
        return Track.EXPEDITED
    return None if _own(uow, incident) is not None else track_by_hand(uow.session, incident.id)
