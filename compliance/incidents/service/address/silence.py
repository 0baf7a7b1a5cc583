"""Where the candidate says nothing: sought in vain, silent, or spoken for by somebody else. None of it is a reply."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from compliance.core import two_people
from compliance.core.errors import Fault, Forbidden
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy, queries
from compliance.incidents.deadlines import Step
from compliance.incidents.models import (
    Allegation,
    ContactAttempt,
    Incident,
    Notice,
    ThirdPartyStatement,
    Unreachable,
    UnreachableProposal,
)
from compliance.incidents.service import countdown, steps
from compliance.incidents.terms import ContactWay, Stage
from compliance.notifications.service import enqueue

MOST_NAME = 300
MOST_HOW = 2_000
MOST_TEXT = 50_000


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """The office tried to reach the candidate: on which day, by which way, and how."""

    tried_on: date
    way: ContactWay
    how: str


@dataclass(frozen=True, slots=True)
class NewStatement:
    """What somebody else said about one allegation: who, on whose behalf, when and in which words."""

    made_by: str
    on_behalf_of: str
    made_on: date
    text: str


def close_replies(uow: UnitOfWork, incident: Incident, on: date, reason: str = "") -> None:
    """Note that the time to reply has passed. A reply that comes later is still an answer."""
    steps.hold(uow, incident)
    today = steps.today(uow, incident)
    policy.may_close_replies(uow.actor, incident, today).enforce()
    faults = steps.future(uow, "on", on, today)
    if incident.reply_due_on is not None and on <= incident.reply_due_on:
        faults.append(Fault("on", _("The candidate may still reply on this day.")))
    faults += steps.too_early("on", on, steps.last_change(uow, incident), _("the candidate was told"))
    steps.refuse(faults)
    steps.enter(uow, incident, Stage.REPLY_OVERDUE, on, reason.strip())
    _end_wait(uow, incident, on, _("The time to reply has passed."))
    steps.tell(uow, "incident.replies_closed", incident)


def _end_wait(uow: UnitOfWork, incident: Incident, on: date, why: str) -> None:
    countdown.stop(uow, incident, on, why, only=frozenset({Step.REPLY}))
    countdown.answered(uow, incident, on)


def record_attempt(uow: UnitOfWork, incident: Incident, command: NewAttempt) -> ContactAttempt:
    """Record that the office tried to reach the candidate."""
    policy.may_seek(uow.actor, incident).enforce()
    faults = steps.missing(uow, "how", command.how, _("Say how you tried: by which means, at which address or number."))
    if len(command.how) > MOST_HOW:
        faults.append(Fault("how", _("This text is too long: keep to %(most)s characters.", most=MOST_HOW)))
    faults += steps.future(uow, "tried_on", command.tried_on, steps.today(uow, incident))
    faults += _before_notice(uow, incident, "tried_on", command.tried_on)
    steps.refuse(faults)
    attempt = ContactAttempt(
        incident_id=incident.id,
        tried_on=command.tried_on,
        way=command.way,
        how=command.how.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
        recorded_by_id=uow.actor.user_id,
    )
    uow.session.add(attempt)
    steps.tell(uow, "incident.contact_attempted", incident)
    return attempt


def propose_unreachable(uow: UnitOfWork, incident: Incident, reason: str) -> UnreachableProposal:
    """Propose that the candidate cannot be reached, after attempts on different working days by different ways."""
    steps.hold(uow, incident)
    search = queries.search(uow.session, incident)
    others = queries.seconds(uow.session, incident, {uow.actor.user_id, *search.first})
    policy.may_propose_unreachable(
        uow.actor, incident, tried=search.tried, waits=search.waits, seconds=others
    ).enforce()
    told = _("Say what was tried, and why nothing more can be.")
    proposed = UnreachableProposal(incident_id=incident.id, **two_people.proposal(uow, reason, told))
    uow.session.add(proposed)
    steps.tell(uow, "incident.unreachable_proposed", incident)
    enqueue(uow, "incident.unreachable_proposed", others, contest_id=incident.contest_id)
    return proposed


def decide_unreachable(
    uow: UnitOfWork, incident: Incident, *, agreed: bool, reason: str, seen: str | None = None
) -> None:
    """Answer as the second person. If it is confirmed, the case goes on, be it before the time to reply is over.

    A reply that comes later is still an answer; one that came since what was tried makes this refused.
    """
    steps.hold(uow, incident)
    search = queries.search(uow.session, incident)
    policy.may_decide_unreachable(
        uow.actor,
        incident,
        waits=search.waits,
        seconds=queries.seconds(uow.session, incident, search.first),
        tried=search.tried if agreed else None,
    ).enforce()
    row = search.proposal
    if row is None:
        raise Forbidden(_("Nobody proposed it."))
    two_people.decide(uow, row, agreed=agreed, reason=reason, seen=seen)
    if agreed:
        _find_unreachable(uow, incident, row)
    steps.tell(uow, "incident.unreachable" if agreed else "incident.unreachable_refused", incident)


def _find_unreachable(uow: UnitOfWork, incident: Incident, row: UnreachableProposal) -> None:
    today = steps.today(uow, incident)
    by = {"recorded_at": uow.now, "recorded_by": uow.actor.name}
    uow.session.add(Unreachable(incident_id=incident.id, found_on=today, remark=row.reason, **by))
    reason = _("The candidate could not be reached.")
    steps.enter(uow, incident, Stage.REPLY_OVERDUE, today, f"{reason} {row.reason}")
    _end_wait(uow, incident, today, reason)


def add_statement(uow: UnitOfWork, allegation: Allegation, command: NewStatement) -> ThirdPartyStatement:
    """Record what somebody else said on the candidate's behalf. It answers nothing and moves nothing."""
    incident = steps.incident_of(uow, allegation)
    policy.may_add_statement(uow.actor, incident).enforce()
    faults = steps.missing(uow, "text", command.text, _("Write what was said."))
    faults += steps.missing(uow, "made_by", command.made_by, _("Say who made the statement."))
    faults += steps.missing(uow, "on_behalf_of", command.on_behalf_of, _("Say on whose behalf."))
    lengths = (("text", MOST_TEXT), ("made_by", MOST_NAME), ("on_behalf_of", MOST_NAME))
    faults += [
        Fault(place, _("This text is too long: keep to %(most)s characters.", most=most))
        for place, most in lengths
        if len(getattr(command, place)) > most
    ]
    faults += steps.future(uow, "made_on", command.made_on, steps.today(uow, incident))
    steps.refuse(faults)
    statement = ThirdPartyStatement(
        allegation_id=allegation.id,
        made_by=command.made_by.strip(),
        on_behalf_of=command.on_behalf_of.strip(),
        made_on=command.made_on,
        text=command.text.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(statement)
    steps.tell(uow, "incident.statement_added", incident)
    return statement


def _before_notice(uow: UnitOfWork, incident: Incident, place: str, day: date) -> list[Fault]:
    told = uow.session.scalar(select(func.min(Notice.notified_on)).where(Notice.incident_id == incident.id))
    return [] if told is None else steps.too_early(place, day, told, _("the candidate was told"))
