"""A notice: prepared from approved wording, checked, and released to the candidate at the contest's fixed hour.

When the hour has come, the release is an act of its own, by nobody in particular: `release_due` records it for every
case at once. A worker calls it each minute. So that it never depends on one, the edge calls it too, in a transaction of
its own and before the page is made, whenever somebody of the side for which a notice waits looks: then stage, log,
deadlines, mails and the page cannot differ, and the page itself only reads. A notice is dated by its hour, not by the
moment of recording: its day is that of `release_at`, and the time to reply counts from it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select

from compliance.contests.models import Contest
from compliance.core.access import command_line
from compliance.core.errors import Fault, Forbidden
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import messages, policy, workflow
from compliance.incidents.deadlines import Step, Track
from compliance.incidents.models import (
    Allegation,
    Incident,
    Notice,
    PreparedNotice,
)
from compliance.incidents.queries import Case
from compliance.incidents.queries import case as case_of
from compliance.incidents.queries import notices as queries
from compliance.incidents.release import next_release
from compliance.incidents.service import countdown, steps, telling
from compliance.incidents.service.address.preparing import allegations_of
from compliance.incidents.terms import Stage


@dataclass(frozen=True, slots=True)
class NewNotice:
    """What was put to the candidate before there was a record: its words, when, and until when they could reply."""

    text: str
    notified_on: date
    reply_due_on: date | None


@dataclass(frozen=True, slots=True)
class Order:
    """Release it: at the next fixed hour, or at once for a reason; by which day to reply, if later than the rule's."""

    reply_due_on: date | None = None
    hurry: str | None = None


def notify(uow: UnitOfWork, incident: Incident, command: NewNotice) -> Notice:
    """Enter a notice that was put before there was a record, as a contest file tells it. People prepare one instead."""
    steps.hold(uow, incident)
    alleged = uow.session.scalar(select(exists().where(Allegation.incident_id == incident.id)))
    policy.may_notify(uow.actor, incident, alleged=bool(alleged)).enforce()
    if not uow.actor.is_system:
        raise Forbidden(_("A notice is prepared in approved wording and released at a fixed hour."))
    steps.refuse(_faults_of_notice(uow, incident, command))
    notice = _put(uow, incident, command)
    steps.tell(uow, "incident.notified", incident)
    return notice


def _put(uow: UnitOfWork, incident: Incident, command: NewNotice, prepared_id: int | None = None) -> Notice:
    notice = Notice(
        incident_id=incident.id,
        text=command.text.strip(),
        notified_on=command.notified_on,
        reply_due_on=command.reply_due_on,
        prepared_id=prepared_id,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(notice)
    incident.reply_due_on = command.reply_due_on or incident.reply_due_on
    if incident.stage not in workflow.PUT_TO_RESPONDENT | workflow.ENDED:
        steps.enter(uow, incident, Stage.NOTIFIED, command.notified_on)
    countdown.meet(uow, incident, Step.NOTIFY, command.notified_on)
    if command.reply_due_on is not None:
        by_rule = prepared_id is not None and command.reply_due_on == _rule(uow, incident, command.notified_on)
        due_on = None if by_rule else command.reply_due_on
        countdown.start(uow, incident, Step.REPLY, command.notified_on, due_on=due_on)
    return notice


def _faults_of_notice(uow: UnitOfWork, incident: Incident, command: NewNotice) -> list[Fault]:
    what = _("the incident came to the stage at which it is")
    faults = steps.too_early("notified_on", command.notified_on, steps.last_change(uow, incident), what)
    if command.reply_due_on is not None and command.reply_due_on < command.notified_on:
        faults.append(Fault("reply_due_on", _("A reply cannot be due before the candidate is told.")))
    return faults


def order(uow: UnitOfWork, incident: Incident, prepared: PreparedNotice, command: Order) -> None:
    """Have a notice released at the next fixed hour; on the expedited track at once, if a reason is given.

    The words are made now and stay. Invalid if they would not put every allegation, or give less time than the rule.
    """
    steps.hold(uow, incident)
    terms = queries.terms(uow.session, incident.contest_id)
    policy.may_order(uow.actor, incident, prepared, second_check=terms.second_check).enforce()
    hurry = (command.hurry or "").strip() or None
    at, rule = _timing(uow, incident, at_once=hurry is not None)
    faults = _faults_of_order(uow, incident, prepared, command.reply_due_on, rule)
    if hurry and not expedited(uow, incident):
        faults.append(Fault("hurry", _("Only on the expedited track is a notice released at once.")))
    steps.refuse(faults)
    prepared.ordered_at, prepared.ordered_by, prepared.hurry = uow.now, uow.actor.name, hurry
    prepared.reply_due_on = command.reply_due_on or rule
    case = case_of(uow.session, incident, uow.actor)
    prepared.text = _words(uow, case, prepared, prepared.reply_due_on)
    prepared.release_at = at
    steps.tell(uow, "notice.ordered", incident, f"notice:{prepared.reference}")
    if hurry:
        _release(uow, incident, prepared)


def _faults_of_order(
    uow: UnitOfWork, incident: Incident, prepared: PreparedNotice, due: date | None, rule: date
) -> list[Fault]:
    faults = []
    named = {link.allegation_id for _row, links in queries.facts_of(uow.session, prepared.id) for link in links}
    put = queries.notified_of(uow.session, incident.id)
    if lacking := [one for one in allegations_of(uow, incident).values() if one.id not in named and one.id not in put]:
        message = _("No fact is stated for %(count)s of the allegations: add them to the notice.", count=len(lacking))
        faults.append(Fault("", message))
    if due is not None and due < rule:
        faults.append(
            Fault("reply_due_on", _("The rule gives more time than this: leave it empty or give a later day."))
        )
    return faults


def _timing(uow: UnitOfWork, incident: Incident, *, at_once: bool = False) -> tuple[datetime, date]:
    """When a notice would be released if that were ordered now, and the last day for a reply by the rule."""
    contest = uow.session.get_one(Contest, incident.contest_id)
    times, hours = countdown.timing_of(uow, incident), queries.terms(uow.session, contest.id).hours
    at = uow.now if at_once else next_release(hours, uow.now, contest.timezone, times.calendar.is_working)
    return at, _rule(uow, incident, UnitOfWork(uow.session, uow.actor, at).today(contest.timezone))


def _rule(uow: UnitOfWork, incident: Incident, released_on: date) -> date:
    """The last day for a reply to a notice that is released on a day, by the contest's rule for its track."""
    times = countdown.timing_of(uow, incident)
    track = countdown.by_hand(uow, incident) or times.track_on(released_on)
    return times.due(Step.REPLY, track, released_on).day


def next_hour(uow: UnitOfWork, incident: Incident) -> datetime:
    """The fixed hour at which a notice would be released if that were ordered now."""
    return _timing(uow, incident)[0]


def expedited(uow: UnitOfWork, incident: Incident) -> bool:
    """Whether the case is on the expedited track today."""
    times = countdown.timing_of(uow, incident)
    track = countdown.by_hand(uow, incident) or times.track_on(steps.today(uow, incident))
    return track is Track.EXPEDITED


def preview(uow: UnitOfWork, prepared: PreparedNotice, case: Case) -> str:
    """The words of a notice as they would be if its release were ordered now; `case` as its officer sees it."""
    return prepared.text or _words(uow, case, prepared, _timing(uow, case.incident)[1])


def _words(uow: UnitOfWork, case: Case, prepared: PreparedNotice, reply_due_on: date) -> str:
    """Fill in the template of a notice."""
    facts = [
        messages.StatedFact(row.text, row.from_on, row.until_on)
        for row, _links in queries.facts_of(uow.session, prepared.id)
    ]
    text = queries.text_of_template(uow.session, prepared.template_id) or str(messages.DEFAULT_TEXT)
    return messages.notice(text, case, facts, reply_due_on)


def call_back(uow: UnitOfWork, incident: Incident, prepared: PreparedNotice) -> None:
    """Take back the order to release a notice, before its hour."""
    steps.hold(uow, incident)
    policy.may_call_back(uow.actor, incident, prepared).enforce()
    if prepared.released_at is not None or (prepared.release_at is not None and prepared.release_at <= uow.now):
        raise Forbidden(_("Its hour has come: the notice is released."))
    prepared.release_at = prepared.ordered_at = prepared.ordered_by = None
    prepared.text = prepared.reply_due_on = prepared.hurry = None
    steps.tell(uow, "notice.called_back", incident, f"notice:{prepared.reference}")


def release_due(uow: UnitOfWork) -> int:
    """Release every notice whose hour has come; return how many. It does nothing twice, however often it is called."""
    by_hour = UnitOfWork(uow.session, command_line(_("Release at the fixed hour")), uow.now)
    due = queries.due(uow.session, uow.now)
    for prepared_id, incident_id in due:
        incident = uow.session.get_one(Incident, incident_id, with_for_update=True, populate_existing=True)
        prepared = uow.session.get_one(PreparedNotice, prepared_id, populate_existing=True)
        if prepared.released_at is None and prepared.release_at is not None:
            _release(by_hour, incident, prepared)
    return len(due)


def _release(uow: UnitOfWork, incident: Incident, prepared: PreparedNotice) -> None:
    """Put what was prepared to the candidate, dated with its hour."""
    if prepared.release_at is None or prepared.text is None:
        raise ValueError("its release was not ordered")
    contest = uow.session.get_one(Contest, incident.contest_id)
    on = UnitOfWork(uow.session, uow.actor, prepared.release_at).today(contest.timezone)
    prepared.released_at = uow.now
    _put(uow, incident, NewNotice(prepared.text, on, prepared.reply_due_on), prepared.id)
    steps.tell(uow, "incident.notified", incident)
    telling.tell_respondent(uow, "incident.notified", incident, key=f"incident.notified {prepared.reference}")


def notified(uow: UnitOfWork, allegation: Allegation) -> bool:
    """Whether a fact that bears on an allegation was put to the candidate. Without that there can be no finding on it.

    A notice that was taken over from a file, or is older than the record of facts, put all that was alleged by then.
    """
    return allegation.id in queries.notified_of(uow.session, allegation.incident_id)


def refuse_while_waiting(uow: UnitOfWork, incident: Incident) -> None:
    """Forbidden while a notice waits for its hour: what it puts must not change under it."""
    under_way = queries.under_way(uow.session, incident.id)
    if under_way is not None and under_way.is_ordered and not uow.actor.is_system:
        raise Forbidden(_("A notice waits for its release. Call it back to change it."))
