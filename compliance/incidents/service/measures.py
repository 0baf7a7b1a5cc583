"""What follows from findings is decided, followed up, and answered by the respondent."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.storage import KeptFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.incidents import policy, queries
from compliance.incidents.models import Finding, Incident, Measure, MeasureStep
from compliance.incidents.service import steps, two_people
from compliance.incidents.terms import FollowUp, MeasureKind, MeasureState
from compliance.notifications.service import enqueue

AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?")
CURRENCY = re.compile(r"[A-Z]{3}")
_STATES = {
    FollowUp.FULFILLED: MeasureState.FULFILLED,
    FollowUp.PARTLY: MeasureState.PARTLY,
    FollowUp.OVERDUE: MeasureState.OVERDUE,
    FollowUp.EXTENDED: MeasureState.DUE,
    FollowUp.WAIVED: MeasureState.WAIVED,
}
"""What a measure becomes by a step; by the respondent's word alone it becomes nothing else."""


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """What follows; from which finding (None: from the case as a whole), until when, and for a repayment how much."""

    kind: MeasureKind
    text: str
    decided_on: date
    due_on: date | None = None
    finding_id: int | None = None
    amount: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class NewStep:
    """One step in following up: which, when, with what words; for an extension the new day."""

    step: FollowUp
    on: date
    text: str = ""
    due_on: date | None = None
    file: KeptFile | None = None


def order_measure(uow: UnitOfWork, incident: Incident, command: NewMeasure) -> Measure:
    """Decide what follows from a finding, or from the case. The respondent sees it at once."""
    steps.hold(uow, incident)
    findings = queries.standing_findings(uow.session, incident.id)
    results = [finding.result for finding in findings]
    policy.may_order_measure(uow.actor, incident, results=results).enforce()
    steps.refuse(_faults(uow, incident, command, findings))
    measure = Measure(
        reference=new_reference(),
        incident_id=incident.id,
        finding_id=command.finding_id,
        kind=command.kind,
        text=command.text.strip(),
        amount=_given(command.amount),
        currency=_given(command.currency),
        decided_on=command.decided_on,
        due_on=command.due_on,
        due_now_on=command.due_on,
        state=MeasureState.DUE,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(measure)
    if measure.kind in policy.PUBLIC_MEASURES:
        two_people.hold_back_again(uow, incident)
    steps.tell(uow, "measure.ordered", incident)
    _to_respondent(uow, incident, "measure.ordered")
    return measure


def _faults(uow: UnitOfWork, incident: Incident, command: NewMeasure, findings: list[Finding]) -> list[Fault]:
    faults = steps.missing(uow, "text", command.text, _("Write what is asked or said, in full."))
    faults += steps.future(uow, "decided_on", command.decided_on, steps.today(uow, incident))
    of = [finding for finding in findings if command.finding_id in (None, finding.id)]
    if command.finding_id is not None and not of:
        return [*faults, Fault("finding", _("Choose a finding that stands in this case."))]
    if command.kind not in policy.measures_open(finding.result for finding in of):
        message = _("This can only follow where a breach was found. Advice or a referral can follow otherwise.")
        faults.append(Fault("kind", message))
    first = min((finding.decided_on for finding in of), default=incident.reported_on)
    faults += steps.too_early("decided_on", command.decided_on, first, _("the finding was made"))
    return faults + _faults_of_due(uow, command) + _faults_of_amount(command)


def _faults_of_due(uow: UnitOfWork, command: NewMeasure) -> list[Fault]:
    if command.due_on is None:
        lacking = command.kind in policy.DATED and not uow.actor.is_system
        return [Fault("due_on", _("Say until when this is asked."))] if lacking else []
    return steps.too_early("due_on", command.due_on, command.decided_on, _("the measure was decided"))


def _faults_of_amount(command: NewMeasure) -> list[Fault]:
    amount, currency = _given(command.amount), _given(command.currency)
    if command.kind is not MeasureKind.REPAYMENT:
        given = [("amount", amount), ("currency", currency)]
        return [Fault(place, _("Only a repayment has an amount: leave this empty.")) for place, text in given if text]
    faults = []
    if amount is None or not AMOUNT.fullmatch(amount):
        faults.append(Fault("amount", _("Give an amount in figures, such as 180 or 1840.50.")))
    if currency is None or not CURRENCY.fullmatch(currency):
        faults.append(Fault("currency", _("Give the currency's code of three capitals, such as EUR.")))
    return faults


def follow_up(uow: UnitOfWork, measure: Measure, command: NewStep) -> MeasureStep:
    """Say how far a measure was followed: fulfilled, in part, overdue, extended, or waived."""
    incident = _incident(uow, measure)
    policy.may_follow_up(uow.actor, incident, state=measure.state).enforce()
    steps.refuse(_faults_of_step(uow, incident, measure, command))
    step = _add(uow, measure, command)
    measure.state = _STATES.get(command.step, measure.state)
    measure.due_now_on = command.due_on or measure.due_now_on
    steps.tell(uow, "measure.followed_up", incident)
    _to_respondent(uow, incident, "measure.followed_up")
    return step


def lift(uow: UnitOfWork, incident: Incident, on: date) -> None:
    """Waive what could not be decided by the findings that stand by now. Part of the act that supersedes one."""
    standing = {one.allegation_id: one.result for one in queries.standing_findings(uow.session, incident.id)}
    query = select(Measure).where(Measure.incident_id == incident.id, Measure.state.not_in(policy.SETTLED))
    for measure in uow.session.scalars(query).all():
        results = list(standing.values())
        if measure.finding_id is not None:
            results = [standing[uow.session.get_one(Finding, measure.finding_id).allegation_id]]
        if measure.kind not in policy.measures_open(results):
            _add(uow, measure, NewStep(FollowUp.WAIVED, on, _("The finding from which it followed was changed.")))
            measure.state = MeasureState.WAIVED


def report_done(uow: UnitOfWork, measure: Measure, command: NewStep) -> MeasureStep:
    """The respondent says what was done about a measure, with a note or a file. The office then says what it is."""
    incident = _incident(uow, measure)
    policy.may_report_done(uow.actor, incident, state=measure.state).enforce()
    faults = _faults_of_day(uow, incident, measure, command)
    if not command.text.strip() and command.file is None:
        faults.append(Fault("text", _("Write what was done, or add a file that shows it.")))
    steps.refuse(faults)
    step = _add(uow, measure, command)
    steps.tell(uow, "measure.answered", incident)
    handlers = queries.handlers_of(uow.session, incident)
    enqueue(uow, "measure.answered", handlers, contest_id=incident.contest_id, subject=_subject(incident))
    return step


def _faults_of_step(uow: UnitOfWork, incident: Incident, measure: Measure, command: NewStep) -> list[Fault]:
    faults = _faults_of_day(uow, incident, measure, command)
    if command.step is FollowUp.DONE and not uow.actor.is_system:
        faults.append(Fault("step", _("That it is done is for the candidate to say.")))
    if command.step is FollowUp.EXTENDED:
        if command.due_on is None:
            faults.append(Fault("due_on", _("Give the new day.")))
        elif measure.due_now_on is not None and command.due_on <= measure.due_now_on:
            faults.append(Fault("due_on", _("The new day must lie after the present one.")))
    elif command.due_on is not None:
        faults.append(Fault("due_on", _("Only an extension has a new day: leave this empty.")))
    if command.step is FollowUp.OVERDUE and measure.due_now_on is None:
        faults.append(Fault("step", _("No day was set by which it is due.")))
    elif command.step is FollowUp.OVERDUE and measure.due_now_on is not None and command.on <= measure.due_now_on:
        faults.append(Fault("on", _("On this day it was not overdue yet.")))
    if command.step in (FollowUp.EXTENDED, FollowUp.WAIVED, FollowUp.PARTLY):
        faults += steps.missing(uow, "text", command.text, _("Say why."))
    return faults


def _faults_of_day(uow: UnitOfWork, incident: Incident, measure: Measure, command: NewStep) -> list[Fault]:
    faults = steps.future(uow, "on", command.on, steps.today(uow, incident))
    return faults + steps.too_early("on", command.on, measure.decided_on, _("the measure was decided"))


def _add(uow: UnitOfWork, measure: Measure, command: NewStep) -> MeasureStep:
    file = command.file
    step = MeasureStep(
        measure_id=measure.id,
        step=command.step,
        on=command.on,
        due_on=command.due_on,
        text=_given(command.text),
        file_name=None if file is None else file.name,
        file_type=None if file is None else file.media_type,
        file_sha256=None if file is None else file.sha256,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(step)
    return step


def _incident(uow: UnitOfWork, measure: Measure) -> Incident:
    """The incident of a measure, held, so that steps come one after the other."""
    incident = uow.session.get_one(Incident, measure.incident_id)
    steps.hold(uow, incident)
    uow.session.refresh(measure)
    return incident


def _to_respondent(uow: UnitOfWork, incident: Incident, event: str) -> None:
    """Tell the respondent's side, unless a file is read in, of which nobody waits to hear."""
    if uow.actor.is_system:
        return
    side = identity.holders(
        uow.session, incident.contest_id, Role.CANDIDATE, Role.AGENT, candidacy_id=incident.candidacy_id
    )
    enqueue(uow, event, side, contest_id=incident.contest_id, subject=_subject(incident))


def _subject(incident: Incident) -> str:
    return f"incident:{incident.reference}"


def _given(text: str | None) -> str | None:
    return (text or "").strip() or None
