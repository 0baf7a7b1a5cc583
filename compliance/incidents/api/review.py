"""The review of a concluded case: asked for, given to somebody who took no part in concluding it, and decided."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from compliance.incidents import policy, queries, service
from compliance.incidents.api.frame import blueprint, officer, shown, the_incident
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.models import Incident, Review
from compliance.incidents.routes.entrance import OFFICE, PARTIES
from compliance.incidents.terms import Result, ReviewOutcome
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, Scope, operation
from compliance.web.scope import today
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class GroundsBody(Body):
    """What should be looked at again, and why."""

    grounds: str = Field(max_length=LONG)


class ReviewerBody(Body):
    """Who is to review."""

    person: str = Field(max_length=100, description="The reference of the officer.")


class DecisionBody(Body):
    """What came of a review."""

    outcome: ReviewOutcome
    decided_on: date
    reasons: str = Field(max_length=LONG)
    results: dict[Annotated[int, Field(ge=0, le=2**31 - 1)], Result] = Field(
        default_factory=dict, max_length=100, description="By the position of the allegation, where they change."
    )


class ReviewAnswer(Answer):
    """A review. Who makes it is for the office."""

    reference: str
    by_respondent: bool
    asked_on: date
    grounds: str
    due_on: date
    reviewer: str | None
    outcome: ReviewOutcome | None
    decided_on: date | None
    reasons: str | None
    recorded_at: datetime


class ReviewsAnswer(Answer):
    """The reviews of a case, oldest first; `until`: the last day on which the candidate can ask for one."""

    until: date | None
    items: list[ReviewAnswer]


@blueprint.get("/<reference>/reviews")
@allow(PARTIES)
@operation(Operation(READ, ReviewsAnswer, on=the_incident))
def list_reviews(incident: Incident) -> ReviewsAnswer:
    """List the reviews of a case."""
    return _reviews(incident)


@blueprint.post("/<reference>/reviews")
@allow(PARTIES)
@operation(Operation(WRITE, ReviewsAnswer, takes=GroundsBody, status=201, on=the_incident))
def ask_review(incident: Incident, body: GroundsBody) -> ReviewsAnswer:
    """Ask for a review, as the candidate's side, or order one, as the office."""
    service.ask_review(unit_of_work(), incident, body.grounds, today())
    return _reviews(incident)


@blueprint.post("/<reference>/reviews/reviewer")
@allow(OFFICE)
@operation(Operation(WRITE, ReviewsAnswer, takes=ReviewerBody, on=the_incident))
def appoint_reviewer(incident: Incident, body: ReviewerBody) -> ReviewsAnswer:
    """Say who makes the review that is under way."""
    under_way = _under_way(incident)
    service.appoint_reviewer(unit_of_work(), under_way, officer(incident, body.person))
    return _reviews(incident)


@blueprint.post("/<reference>/reviews/decision")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DecisionBody, on=the_incident))
def decide_review(incident: Incident, body: DecisionBody) -> CaseAnswer:
    """Decide the review, as the reviewer. What it changes are findings, which supersede those before them."""
    command = service.ReviewDecision(body.outcome, body.decided_on, body.reasons, body.results)
    service.decide_review(unit_of_work(), _under_way(incident), command)
    return shown(incident)


def _under_way(incident: Incident) -> Review:
    """The review that is under way. Forbidden, with the reason, if there is none."""
    found = queries.open_review(session(), incident.id)
    policy.may_appoint_reviewer(actor(), incident, is_open=found is not None).enforce()
    if found is None:
        raise ValueError("the policy lets nobody appoint a reviewer of nothing")
    return found


def _reviews(incident: Incident) -> ReviewsAnswer:
    session().flush()
    office = policy.is_officer_of(actor(), incident)
    own = {"reviewer"}
    return ReviewsAnswer(
        until=queries.review_until(session(), incident),
        items=[
            ReviewAnswer(
                **{name: getattr(one.row, name) for name in ReviewAnswer.model_fields if name not in own},
                reviewer=one.reviewer if office else None,
            )
            for one in queries.reviews(session(), incident.id)
        ],
    )
