"""Reviews of a case, who took part in concluding it, and until when a review can be asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.identity.models import User
from compliance.incidents.models import (
    Allegation,
    Finding,
    Incident,
    Publication,
    Review,
    Source,
    StageChange,
    UnmaskRequest,
)
from compliance.incidents.queries.conclusion import conclusion_rules
from compliance.incidents.terms import PublicationState, ReviewOutcome, Stage


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review with the name of whoever makes it."""

    row: Review
    reviewer: str | None


def reviews(session: Session, incident_id: int) -> list[ReviewView]:
    """The reviews of a case, oldest first; one statement."""
    query = select(Review, User.name).outerjoin(User, User.id == Review.reviewer_id)
    rows = session.execute(query.where(Review.incident_id == incident_id).order_by(Review.id)).all()
    return [ReviewView(row, name) for row, name in rows]


def open_review(session: Session, incident_id: int) -> Review | None:
    """The review that is under way."""
    return session.scalar(select(Review).where(Review.incident_id == incident_id, Review.outcome.is_(None)))


def reviewed(session: Session, incident_id: int) -> bool:
    """Whether the latest review that was decided says what the findings are, and did not give the case back."""
    query = select(Review.outcome).where(Review.incident_id == incident_id, Review.outcome.is_not(None))
    return session.scalar(query.order_by(Review.id.desc()).limit(1)) in (ReviewOutcome.UPHELD, ReviewOutcome.CHANGED)


def concluded_by(session: Session, incident_id: int) -> frozenset[int]:
    """Who made a finding in a case, concluded it, or decided a review of it, as ids of users; one statement."""
    found = (
        select(Finding.recorded_by_id)
        .join(Allegation, Allegation.id == Finding.allegation_id)
        .where(Allegation.incident_id == incident_id, Finding.recorded_by_id.is_not(None))
    )
    ended = select(StageChange.recorded_by_id).where(
        StageChange.incident_id == incident_id,
        StageChange.stage == Stage.CONCLUDED,
        StageChange.recorded_by_id.is_not(None),
    )
    upheld = select(Review.reviewer_id).where(
        Review.incident_id == incident_id, Review.reviewer_id.is_not(None), Review.outcome == ReviewOutcome.UPHELD
    )
    return frozenset(one for one in session.scalars(found.union(ended, upheld)) if one is not None)


def review_until(session: Session, incident: Incident) -> date | None:
    """The last day on which the respondent may ask for a review; None if the case was not concluded.

    It was set at the conclusion and stays, however the rules change; of what was concluded before it was kept, the
    rules of today say it.
    """
    concluded = StageChange.incident_id == incident.id, StageChange.stage == Stage.CONCLUDED
    last = session.scalar(select(StageChange).where(*concluded).order_by(StageChange.id.desc()).limit(1))
    if last is None or last.review_until is not None:
        return None if last is None else last.review_until
    return last.on + timedelta(days=conclusion_rules(session, incident.contest_id).review_days)


def publication_of(session: Session, incident_id: int) -> Publication | None:
    """Whether a case is published; None if it was concluded elsewhere, and is public. Read anew, as it is by now."""
    query = select(Publication).where(Publication.incident_id == incident_id)
    return session.scalar(query.execution_options(populate_existing=True))


def proposed_publications(session: Session, contest_id: int) -> list[tuple[Incident, Publication]]:
    """The cases of a contest that somebody proposed to publish; whoever shows them asks the policy for each."""
    query = (
        select(Incident, Publication)
        .join(Publication, Publication.incident_id == Incident.id)
        .where(Incident.contest_id == contest_id, Publication.state == PublicationState.PROPOSED)
        .order_by(Publication.id)
    )
    return [(incident, publication) for incident, publication in session.execute(query)]


def confirmed_publication(session: Session, contest_id: int, reference: str, user_id: int | None) -> Incident | None:
    """The published case with a reference, if this user is who confirmed that it be published."""
    query = select(Incident).join(Publication, Publication.incident_id == Incident.id)
    query = query.where(Incident.contest_id == contest_id, Incident.reference == reference)
    return session.scalar(query.where(Publication.confirmed_by_id == user_id))


def unmasking(session: Session, source: Source) -> UnmaskRequest | None:
    """The latest request to learn who a source is, read anew, as it is by now."""
    query = select(UnmaskRequest).where(UnmaskRequest.source_id == source.id)
    latest = query.order_by(UnmaskRequest.id.desc()).limit(1)
    return session.scalar(latest.execution_options(populate_existing=True))
