"""What is alleged is put to the candidate, who answers."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy, workflow
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Allegation, Incident, Notice, Reply
from compliance.incidents.service import countdown, steps
from compliance.incidents.terms import Stage


@dataclass(frozen=True, slots=True)
class NewNotice:
    """What is put to the candidate, when, and until when they may reply (that day included)."""

    text: str
    notified_on: date
    reply_due_on: date | None


@dataclass(frozen=True, slots=True)
class NewReply:
    """The candidate's answer to one allegation, and the day on which it was given."""

    text: str
    replied_on: date


def notify(uow: UnitOfWork, incident: Incident, command: NewNotice) -> Notice:
    """Put the allegations to the candidate and start the time to reply; a later notice supplements the first."""
    steps.hold(uow, incident)
    alleged = uow.session.scalar(select(exists().where(Allegation.incident_id == incident.id)))
    policy.may_notify(uow.actor, incident, alleged=bool(alleged)).enforce()
    steps.refuse(_faults_of_notice(uow, incident, command))
    notice = Notice(
        incident_id=incident.id,
        text=command.text.strip(),
        notified_on=command.notified_on,
        reply_due_on=command.reply_due_on,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(notice)
    incident.reply_due_on = command.reply_due_on or incident.reply_due_on
    if incident.stage not in workflow.PUT_TO_RESPONDENT | workflow.ENDED:
        steps.enter(uow, incident, Stage.NOTIFIED, command.notified_on)
    countdown.meet(uow, incident, Step.NOTIFY, command.notified_on)
    if command.reply_due_on is not None:
        countdown.start(uow, incident, Step.REPLY, command.notified_on, due_on=command.reply_due_on)
    steps.tell(uow, "incident.notified", incident)
    return notice


def _faults_of_notice(uow: UnitOfWork, incident: Incident, command: NewNotice) -> list[Fault]:
    faults = steps.missing(uow, "text", command.text, _("Write what is put to the candidate."))
    faults += steps.future(uow, "notified_on", command.notified_on, steps.today(uow, incident))
    what = _("the incident came to the stage at which it is")
    faults += steps.too_early("notified_on", command.notified_on, steps.last_change(uow, incident), what)
    if command.reply_due_on is None:
        if not uow.actor.is_system:
            faults.append(Fault("reply_due_on", _("Say until when the candidate may reply.")))
    elif command.reply_due_on < command.notified_on:
        faults.append(Fault("reply_due_on", _("A reply cannot be due before the candidate is told.")))
    return faults


def reply(uow: UnitOfWork, allegation: Allegation, command: NewReply) -> Reply:
    """Answer an allegation. A later answer supplements an earlier one; the last allegation answered ends the wait.

    What the office enters from paper is recorded as entered for the candidate.
    """
    incident = steps.incident_of(uow, allegation)
    policy.may_reply(uow.actor, incident).enforce()
    faults = steps.missing(uow, "text", command.text, _("Write the reply."))
    faults += steps.future(uow, "replied_on", command.replied_on, steps.today(uow, incident))
    told = uow.session.scalar(select(func.min(Notice.notified_on)).where(Notice.incident_id == incident.id))
    faults += steps.too_early(
        "replied_on", command.replied_on, told or incident.reported_on, _("the candidate was told")
    )
    steps.refuse(faults)
    given = Reply(
        allegation_id=allegation.id,
        text=command.text.strip(),
        replied_on=command.replied_on,
        recorded_at=uow.now,
        recorded_by=_author(uow, incident),
    )
    uow.session.add(given)
    if incident.stage in (Stage.NOTIFIED, Stage.REPLY_OVERDUE) and not _unanswered(uow, incident, allegation):
        on = max(command.replied_on, steps.last_change(uow, incident))
        steps.enter(uow, incident, Stage.REPLIED, on)
        countdown.meet(uow, incident, Step.REPLY, command.replied_on)
        countdown.answered(uow, incident, on)
    steps.tell(uow, "incident.replied", incident)
    return given


def _author(uow: UnitOfWork, incident: Incident) -> str:
    if policy.answers(uow.actor, incident.candidacy_id) or uow.actor.is_system:
        return uow.actor.name
    return _("%(officer)s, from the candidate's reply on paper", officer=uow.actor.name)


def _unanswered(uow: UnitOfWork, incident: Incident, answered: Allegation) -> bool:
    """Whether any allegation but the one now answered still has no answer."""
    query = select(Allegation.id).where(
        Allegation.incident_id == incident.id,
        Allegation.id != answered.id,
        ~exists().where(Reply.allegation_id == Allegation.id),
    )
    return uow.session.scalar(query.limit(1)) is not None


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
    countdown.stop(uow, incident, on, _("The time to reply has passed."), only=frozenset({Step.REPLY}))
    countdown.answered(uow, incident, on)
    steps.tell(uow, "incident.replies_closed", incident)
