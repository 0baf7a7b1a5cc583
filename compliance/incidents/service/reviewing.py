"""A concluded case is reviewed by somebody who took no part in concluding it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.core.errors import Fault, Forbidden
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.incidents import policy, queries
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Incident, Review
from compliance.incidents.service import countdown, steps, telling, two_people
from compliance.incidents.service.conclude import NewFinding, find
from compliance.incidents.terms import Result, ReviewOutcome
from compliance.notifications.service import enqueue


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """What came of a review, when and why; `results` by the position of the allegation, where they change."""

    outcome: ReviewOutcome
    decided_on: date
    reasons: str
    results: Mapping[int, Result] = field(default_factory=dict)


def ask_review(uow: UnitOfWork, incident: Incident, grounds: str, asked_on: date) -> Review:
    """Ask for a review (the respondent's side), or order one (the office). Its time begins."""
    steps.hold(uow, incident)
    by_respondent = policy.answers(uow.actor, incident.candidacy_id)
    known = queries.reviews(uow.session, incident.id)
    policy.may_ask_review(
        uow.actor,
        incident,
        until=queries.review_until(uow.session, incident),
        today=steps.today(uow, incident),
        is_open=any(one.row.outcome is None for one in known),
        asked=any(one.row.by_respondent for one in known),
    ).enforce()
    faults = steps.missing(uow, "grounds", grounds, _("Say what should be looked at again, and why."))
    faults += steps.future(uow, "asked_on", asked_on, steps.today(uow, incident))
    steps.refuse(faults)
    deadline = countdown.review_asked(uow, incident, asked_on)
    review = Review(
        reference=new_reference(),
        incident_id=incident.id,
        by_respondent=by_respondent,
        asked_on=asked_on,
        grounds=grounds.strip(),
        due_on=deadline.due_on,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(review)
    incident.under_review = True
    two_people.withdraw_proposal(uow, incident)
    steps.tell(uow, "review.asked", incident)
    handlers = queries.handlers_of(uow.session, incident)
    enqueue(uow, "review.asked", handlers, contest_id=incident.contest_id, subject=f"incident:{incident.reference}")
    if not by_respondent:
        telling.tell_respondent(uow, "review.asked", incident)
    return review


def reviewers(uow: UnitOfWork, incident: Incident) -> list[int]:
    """Who can review a case: its officers, but for those who made a finding in it or concluded it."""
    taken = queries.concluded_by(uow.session, incident.id)
    return [one for one in queries.handlers_of(uow.session, incident) if one not in taken]


def appoint_reviewer(uow: UnitOfWork, review: Review, user_id: int) -> None:
    """Say who reviews. Invalid at `reviewer` for who took part in concluding the case, or keeps out of it."""
    incident = _held(uow, review)
    policy.may_appoint_reviewer(uow.actor, incident, is_open=review.outcome is None).enforce()
    if user_id not in reviewers(uow, incident):
        name = identity.names(uow.session, [user_id]).get(user_id, _("This person"))
        message = _("%(name)s took part in concluding this case, or does not handle it.", name=name)
        steps.refuse([Fault("reviewer", message)])
    review.reviewer_id, review.appointed_at, review.appointed_by = user_id, uow.now, uow.actor.name
    steps.tell(uow, "review.reviewer_appointed", incident)
    subject = f"incident:{incident.reference}"
    enqueue(uow, "review.reviewer_appointed", [user_id], contest_id=incident.contest_id, subject=subject)


def decide_review(uow: UnitOfWork, review: Review, command: ReviewDecision) -> None:
    """Decide a review. What it changes are findings of the reviewer, which supersede those before them."""
    incident = _held(uow, review)
    policy.may_decide_review(
        uow.actor,
        incident,
        reviewer_id=review.reviewer_id,
        concluded_by=queries.concluded_by(uow.session, incident.id),
        is_open=review.outcome is None,
    ).enforce()
    steps.refuse(_faults(uow, incident, review, command))
    review.outcome, review.decided_on, review.reasons = command.outcome, command.decided_on, command.reasons.strip()
    review.decided_at, review.decided_by = uow.now, uow.actor.name
    incident.under_review = False
    if command.outcome is ReviewOutcome.CHANGED:
        _change(uow, incident, command)
    countdown.meet(uow, incident, Step.REVIEW, command.decided_on)
    steps.tell(uow, "review.decided", incident)
    telling.tell_respondent(uow, "review.decided", incident)


def _faults(uow: UnitOfWork, incident: Incident, review: Review, command: ReviewDecision) -> list[Fault]:
    faults = steps.missing(uow, "reasons", command.reasons, _("Give the reasons."))
    faults += steps.future(uow, "decided_on", command.decided_on, steps.today(uow, incident))
    faults += steps.too_early("decided_on", command.decided_on, review.asked_on, _("the review was asked for"))
    if command.outcome is ReviewOutcome.CHANGED and not command.results:
        faults.append(Fault("outcome", _("Say below which finding changes, and to what.")))
    if command.outcome is not ReviewOutcome.CHANGED and command.results:
        faults.append(Fault("outcome", _("A finding changes only if the review changes it: choose “changed”.")))
    return faults


def _change(uow: UnitOfWork, incident: Incident, command: ReviewDecision) -> None:
    standing = {one.position: one for one in queries.endings(uow.session, incident.id)}
    for position, result in command.results.items():
        allegation, before = queries.allegation_of(uow.session, incident, position), standing[position]
        if before.standard_of_proof is None:
            raise Forbidden(_("There is no finding to change."))
        usual = queries.conclusion_rules(uow.session, incident.contest_id).standard_of_proof
        same = _("By the standard of proof of the finding under review.")
        why = None if before.standard_of_proof is usual else before.standard_reason or same
        finding = NewFinding(
            *(result, before.standard_of_proof, command.decided_on, command.reasons),
            *(_("Changed on review."), why),
        )
        find(uow, allegation, finding, place=f"result_{position}", review=True)


def _held(uow: UnitOfWork, review: Review) -> Incident:
    incident = uow.session.get_one(Incident, review.incident_id)
    steps.hold(uow, incident)
    uow.session.refresh(review)
    return incident
