"""What was found on each allegation; the case is concluded and closed."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, func, select

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy, queries
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Allegation, Finding, Incident, Notice
from compliance.incidents.service import countdown, measures, steps, telling, two_people
from compliance.incidents.service.address import notified, refuse_while_waiting
from compliance.incidents.service.judging import bound
from compliance.incidents.terms import Result, Stage, StandardOfProof


@dataclass(frozen=True, slots=True)
class NewFinding:
    """What was found on one allegation, how sure one had to be, when and why; for a correction, why it is needed.

    `standard_reason` says why the standard of proof is another one than is usual in the contest.
    """

    result: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str
    correction_reason: str | None = None
    standard_reason: str | None = None


def find(
    uow: UnitOfWork, allegation: Allegation, command: NewFinding, *, place: str = "result", review: bool = False
) -> Finding:
    """Decide on an allegation. A second finding supersedes the first and says why it corrects it.

    `place`: where a fault in the result is placed. `review`: it is part of the act of deciding a review.
    """
    incident = steps.incident_of(uow, allegation)
    earlier = _standing(uow, allegation)
    policy.may_find(
        uow.actor,
        incident,
        found=earlier is not None,
        under_review=bool(incident.under_review),
        reviewed=not review and earlier is not None and queries.reviewed(uow.session, incident.id),
    ).enforce()
    steps.refuse(_faults(uow, incident, command, earlier) + _of_allegation(uow, incident, allegation, command, place))
    finding = Finding(
        allegation_id=allegation.id,
        result=command.result,
        standard_of_proof=command.standard_of_proof,
        decided_on=command.decided_on,
        rationale=command.rationale.strip(),
        supersedes_id=None if earlier is None else earlier.id,
        correction_reason=None if earlier is None else (command.correction_reason or "").strip(),
        standard_reason=(command.standard_reason or "").strip() or None,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
        recorded_by_id=uow.actor.user_id,
    )
    uow.session.add(finding)
    if earlier is not None:
        uow.session.flush()
        measures.lift(uow, incident, command.decided_on)
        two_people.hold_back_again(uow, incident)
    act = "finding.made" if earlier is None else "finding.corrected"
    steps.tell(uow, act, incident)
    telling.tell_respondent(uow, act, incident, key=f"{act} {incident.reference} {steps.today(uow, incident)}")
    return finding


def _standing(uow: UnitOfWork, allegation: Allegation) -> Finding | None:
    """The finding that no other supersedes."""
    query = select(Finding).where(Finding.allegation_id == allegation.id)
    return uow.session.scalar(query.order_by(Finding.id.desc()).limit(1))


def _faults(uow: UnitOfWork, incident: Incident, command: NewFinding, earlier: Finding | None) -> list[Fault]:
    faults = steps.missing(uow, "rationale", command.rationale, _("Give the reasons for the finding."))
    faults += steps.future(uow, "decided_on", command.decided_on, steps.today(uow, incident))
    reported, what = incident.reported_on, _("the incident was reported")
    faults += steps.too_early("decided_on", command.decided_on, reported, what)
    told = uow.session.scalar(select(func.min(Notice.notified_on)).where(Notice.incident_id == incident.id))
    if told is not None and not faults:
        faults += steps.too_early("decided_on", command.decided_on, told, _("the candidate was told"))
    if earlier is not None:
        lacking = _("There is a finding already: say why it is corrected.")
        faults += steps.missing(uow, "correction_reason", command.correction_reason, lacking)
        what = _("the finding that this one corrects was made")
        faults += steps.too_early("decided_on", command.decided_on, earlier.decided_on, what)
    faults += _faults_of_standard(uow, incident, command)
    return faults


def _of_allegation(uow: UnitOfWork, incident: Incident, of: Allegation, command: NewFinding, place: str) -> list[Fault]:
    """A fault if what was alleged was never put to the candidate, or did not bind and ends other than out of scope.

    What a file may hold was checked with the file: the clause may have been held to bind when it was decided on.
    """
    if uow.actor.is_system:
        return []
    if waits := _waits_for_reply(uow, incident):
        return waits
    if not notified(uow, of):
        return [Fault("", _("No fact of this allegation was put to the candidate: send a further notice first."))]
    if command.result in policy.WITHOUT_BINDING or bound(uow, incident, of.clause_id):
        return []
    return [Fault(place, _("The clause did not bind the candidate on any of these days: choose out of scope."))]


def _waits_for_reply(uow: UnitOfWork, incident: Incident) -> list[Fault]:
    """A fault while a further notice is on its way, or may still be answered: what it puts is heard first."""
    refuse_while_waiting(uow, incident)
    until = countdown.running_until(uow, incident, Step.REPLY)
    if until is None or steps.today(uow, incident) > until:
        return []
    told = _("A further notice was put to the candidate, who may reply until %(day)s.", day=long_date(until))
    return [Fault("", told)]


def _faults_of_standard(uow: UnitOfWork, incident: Incident, command: NewFinding) -> list[Fault]:
    """Say that a reason is lacking, or given where there is nothing to explain. A file explains what it will."""
    if uow.actor.is_system:
        return []
    usual = queries.conclusion_rules(uow.session, incident.contest_id).standard_of_proof
    if command.standard_of_proof is not usual:
        message = _("This is not the usual standard of proof in this contest: say why it is used here.")
        return steps.missing(uow, "standard_reason", command.standard_reason, message)
    if (command.standard_reason or "").strip():
        return [Fault("standard_reason", _("This is the usual standard of proof: leave the reason empty."))]
    return []


def conclude(uow: UnitOfWork, incident: Incident, on: date) -> None:
    """Conclude a case in which each allegation has its finding."""
    steps.hold(uow, incident)
    lacking = select(func.count(Allegation.id)).where(
        Allegation.incident_id == incident.id, ~exists().where(Finding.allegation_id == Allegation.id)
    )
    without = uow.session.scalars(lacking).one()
    policy.may_conclude(uow.actor, incident, without_finding=without).enforce()
    of_this = select(func.max(Finding.decided_on)).join(Allegation, Allegation.id == Finding.allegation_id)
    decided = uow.session.scalar(of_this.where(Allegation.incident_id == incident.id))
    faults = [] if uow.actor.is_system else _waits_for_reply(uow, incident)
    faults += steps.future(uow, "on", on, steps.today(uow, incident))
    if decided is not None:
        faults += steps.too_early("on", on, decided, _("the last finding was made"))
    faults += steps.too_early("on", on, steps.last_change(uow, incident), _("the incident came to its present stage"))
    steps.refuse(faults[:1])
    days = queries.conclusion_rules(uow.session, incident.contest_id).review_days
    review_until = on + timedelta(days=days)
    steps.enter(uow, incident, Stage.CONCLUDED, on, review_until=review_until)
    two_people.hold_back(uow, incident)
    countdown.concluded(uow, incident, on, review_until)
    steps.tell(uow, "incident.concluded", incident)
    telling.tell_respondent(uow, "incident.concluded", incident)


def close(uow: UnitOfWork, incident: Incident, on: date, reason: str) -> None:
    """Close what was concluded or was not admissible; nothing more is expected of anybody."""
    steps.hold(uow, incident)
    policy.may_close(uow.actor, incident, under_review=bool(incident.under_review)).enforce()
    faults = steps.missing(uow, "reason", reason, _("Say why the case is closed."))
    faults += steps.future(uow, "on", on, steps.today(uow, incident))
    faults += steps.too_early("on", on, steps.last_change(uow, incident), _("the incident came to its present stage"))
    steps.refuse(faults)
    steps.enter(uow, incident, Stage.CLOSED, on, reason.strip())
    countdown.closed(uow, incident, on)
    steps.tell(uow, "incident.closed", incident)


def take_over(uow: UnitOfWork, incident: Incident, stage: Stage, on: date, reason: str = "") -> None:
    """Put an incident at the stage that a file gives, where the acts that led to it are not known.

    Only for what is read in from a file: the stage is entered into the history as everything else is.
    """
    if not uow.actor.is_system:
        raise Invalid(_("A stage is reached by acts, one after the other."))
    steps.enter(uow, incident, stage, on, reason.strip())
    countdown.taken_over(uow, incident, on)
    steps.tell(uow, "incident.taken_over", incident)
