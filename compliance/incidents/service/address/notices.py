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

from compliance.core.access import command_line
from compliance.core.errors import Fault, Forbidden
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import messages, policy, workflow
from compliance.incidents.deadlines import DeadlineAct, Step
from compliance.incidents.models import (
    Allegation,
    Incident,
    Notice,
    PreparedNotice,
)
from compliance.incidents.queries import Case
from compliance.incidents.queries import case as case_of
from compliance.incidents.queries import notices as queries
from compliance.incidents.queries.notices import Stated
from compliance.incidents.release import Release
from compliance.incidents.service import countdown, steps, telling
from compliance.incidents.service.address.preparing import allegations_of, hold
from compliance.incidents.terms import Stage


@dataclass(frozen=True, slots=True)
class NewNotice:
    """What was put to the candidate: its words, when, and until when they could reply; whether the rule gives that day.

    `longer_because` says why it is later than the rule's. Of what was put before there was a record, nobody knows by
    which rule.
    """

    text: str
    notified_on: date
    reply_due_on: date | None
    by_rule: bool = False
    longer_because: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Release it: at the next fixed hour, or at once for a reason."""

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
        _give_time(uow, incident, command, command.reply_due_on)
    return notice


def _give_time(uow: UnitOfWork, incident: Incident, command: NewNotice, until: date) -> None:
    """Let the time to reply run by the rule; if there is more than the rule gives, that is noted with its reason."""
    due_on = None if command.by_rule else until
    deadline = countdown.start(uow, incident, Step.REPLY, command.notified_on, due_on=due_on)
    if until > deadline.due_on:
        why = command.longer_because or _("Set anew by a further notice.")
        countdown.note(uow, incident, deadline, DeadlineAct.EXTENDED, why, new_due_on=until)


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
    hold(uow, incident, prepared)
    rules, stated = queries.release_of(uow.session, incident), queries.stated(uow.session, incident.id)
    policy.may_order(uow.actor, incident, prepared, second_check=rules.terms.second_check).enforce()
    if stated is None or stated.prepared is not prepared:
        raise Forbidden(_("This notice is no longer under way."))
    hurry = (command.hurry or "").strip() or None
    at = uow.now if hurry else rules.next_hour(uow.now)
    faults = _faults_of_order(uow, incident, stated, rules, at)
    if hurry and not rules.is_expedited(uow.now):
        faults.append(Fault("hurry", _("Only on the expedited track is a notice released at once.")))
    steps.refuse(faults)
    prepared.ordered_at, prepared.ordered_by, prepared.hurry = uow.now, uow.actor.name, hurry
    prepared.reply_due_on = reply_day(prepared, rules, at)
    case = case_of(uow.session, incident, uow.actor, grounds=False)
    prepared.text = _words(case, stated, prepared.reply_due_on)
    prepared.release_at = at
    steps.tell(uow, "notice.ordered", incident, f"notice:{prepared.reference}")
    if hurry:
        _release(uow, incident, prepared)


def reply_day(prepared: PreparedNotice, rules: Release, at: datetime) -> date:
    """The last day for replies to a notice that is released at an instant: the rule's, or a later one if it says so."""
    rule = rules.last_day(at)
    return rule if prepared.longer_until is None else max(rule, prepared.longer_until)


def _faults_of_order(uow: UnitOfWork, incident: Incident, stated: Stated, rules: Release, at: datetime) -> list[Fault]:
    faults = []
    named = {link.allegation_id for _row, links in stated.facts for link in links}
    put = queries.notified_of(uow.session, incident.id)
    if lacking := [one for one in allegations_of(uow, incident).values() if one.id not in named and one.id not in put]:
        message = _("No fact is stated for %(count)s of the allegations: add them to the notice.", count=len(lacking))
        faults.append(Fault("", message))
    until = stated.prepared.longer_until
    if until is None:
        return faults
    if until < (rule := rules.last_day(at)):
        words = _("By now the rule gives until %(day)s, more than the notice: change the notice.", day=long_date(rule))
        return [*faults, Fault("", words)]
    return faults + countdown.unfit("", until, rules.timing, rules.day_of(uow.now))


def preview(uow: UnitOfWork, stated: Stated, case: Case, rules: Release) -> str:
    """The words of a notice as they would be if its release were ordered now; `case` as its officer sees it."""
    return stated.prepared.text or _words(case, stated, reply_day(stated.prepared, rules, rules.next_hour(uow.now)))


def _words(case: Case, stated: Stated, reply_due_on: date) -> str:
    """Fill in the template of a notice."""
    facts = [messages.StatedFact(row.text, row.from_on, row.until_on) for row, _links in stated.facts]
    return messages.notice(stated.wording or str(messages.DEFAULT_TEXT), case, facts, reply_due_on)


def call_back(uow: UnitOfWork, incident: Incident, prepared: PreparedNotice) -> None:
    """Take back the order to release a notice, before its hour."""
    hold(uow, incident, prepared)
    policy.may_call_back(uow.actor, incident, prepared).enforce()
    if prepared.release_at is not None and prepared.release_at <= uow.now:
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
    rules = queries.release_of(uow.session, incident)
    prepared.released_at = uow.now
    by_rule = prepared.reply_due_on is not None and prepared.reply_due_on >= rules.last_day(prepared.release_at)
    on, due = rules.day_of(prepared.release_at), prepared.reply_due_on
    if due is not None and rules.granted is not None:
        due = max(due, rules.granted)  # more time may have been given since the words were made
    _put(uow, incident, NewNotice(prepared.text, on, due, by_rule, prepared.longer_because), prepared.id)
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
