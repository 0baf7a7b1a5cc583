"""Reading what was tried to reach a respondent, who may confirm that it was in vain, and what waits for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from compliance.candidates.models import Candidacy
from compliance.contests.calendar import WorkingCalendar
from compliance.core.access import Actor, Role
from compliance.identity import queries as identity
from compliance.incidents import policy
from compliance.incidents.models import (
    Allegation,
    ContactAttempt,
    Incident,
    Notice,
    Reply,
    UnreachableProposal,
)
from compliance.incidents.policy import Tried
from compliance.incidents.queries.deadlines import timing
from compliance.incidents.terms import Stage


@dataclass(frozen=True, slots=True)
class Sought:
    """A case in which it is proposed that the respondent cannot be reached; `seconds` may answer."""

    candidate: str
    incident: Incident
    proposal: UnreachableProposal
    seconds: frozenset[int]


@dataclass(frozen=True, slots=True)
class Search:
    """How the office tried to reach the respondent: every attempt by day, those that count, what is proposed since."""

    attempts: tuple[ContactAttempt, ...]
    tried: Tried
    proposal: UnreachableProposal | None

    @property
    def waits(self) -> bool:
        """Whether a proposal waits for a second person."""
        return self.proposal is not None and self.proposal.waits

    @property
    def first(self) -> frozenset[int | None]:
        """Who tried, and who proposed; somebody else confirms."""
        proposer = [] if self.proposal is None else [self.proposal.requested_by_id]
        return frozenset([*proposer, *(one.recorded_by_id for one in self.attempts)])


def search(session: Session, incident: Incident, calendar: WorkingCalendar | None = None) -> Search:
    """Read anew what was tried in a case, by one statement, and by another one its contest's calendar if not given.

    Attempts count since the respondent was last told something or last answered, on working days alone, and where it is
    on record by which way. A proposal lapses when the respondent answers, or is told more.
    """
    counts = and_(ContactAttempt.way.is_not(None), ContactAttempt.tried_on >= _TOLD, _SINCE_TRIED)
    latest = select(func.max(UnreachableProposal.id)).where(UnreachableProposal.incident_id == incident.id, STANDS)
    query = (
        select(ContactAttempt, counts, UnreachableProposal)
        .outerjoin(UnreachableProposal, UnreachableProposal.id == latest.scalar_subquery())
        .where(ContactAttempt.incident_id == incident.id)
        .order_by(ContactAttempt.tried_on, ContactAttempt.id)
    )
    rows = session.execute(query.execution_options(populate_existing=True)).all()
    if calendar is None:
        calendar = timing(session, incident.contest_id).calendar
    counted = [one for one, counts, _row in rows if counts and calendar.is_working(one.tried_on)]
    tried = Tried(frozenset(one.tried_on for one in counted), frozenset(one.way for one in counted if one.way))
    return Search(tuple(one for one, *_rest in rows), tried, rows[0][2] if rows else None)


def _unanswered(incident_id: InstrumentedAttribute[int], since: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
    """That the respondent has answered nothing, and was told nothing more, since something was recorded."""
    of_case = Allegation.id == Reply.allegation_id, Allegation.incident_id == incident_id
    replied = exists().where(*of_case, Reply.recorded_at >= since)
    told = exists().where(Notice.incident_id == incident_id, Notice.recorded_at > since)
    return and_(~replied, ~told)


_TOLD = select(func.max(Notice.notified_on)).where(Notice.incident_id == ContactAttempt.incident_id).scalar_subquery()
_SINCE_TRIED = _unanswered(ContactAttempt.incident_id, ContactAttempt.recorded_at)
STANDS = _unanswered(UnreachableProposal.incident_id, UnreachableProposal.requested_at)


def seconds(session: Session, incident: Incident, besides: Collection[int | None]) -> frozenset[int]:
    """Who may confirm that the respondent of a case cannot be reached, but `besides`: who tried, and who proposes it.

    Another officer; where there is none, the chair; where there is none either, the bureau.
    """
    return _first_able(identity.able(session, [incident.id]).get(incident.id, {}), besides)


def _first_able(able: dict[Role, frozenset[int]], besides: Collection[int | None]) -> frozenset[int]:
    left = (able.get(role, frozenset()).difference(besides) for role in identity.SECONDS)
    return next((found for found in left if found), frozenset())


def seconds_in(session: Session, proposers: Mapping[int, int | None]) -> dict[int, frozenset[int]]:
    """The same for several incidents, by key, with who proposed it in each; two statements, or none for no incident."""
    if not proposers:
        return {}
    able = identity.able(session, proposers)
    query = select(ContactAttempt.incident_id, ContactAttempt.recorded_by_id).distinct()
    tried: dict[int, set[int | None]] = {}
    for incident_id, user_id in session.execute(query.where(ContactAttempt.incident_id.in_(proposers))):
        tried.setdefault(incident_id, set()).add(user_id)
    return {key: _first_able(able.get(key, {}), {first, *tried.get(key, ())}) for key, first in proposers.items()}


def sought(session: Session, contests: Collection[int]) -> list[Sought]:
    """The proposals of some contests that wait for a second person, oldest first; three statements at most."""
    query = (
        select(Candidacy.name, Incident, UnreachableProposal)
        .join(UnreachableProposal, UnreachableProposal.incident_id == Incident.id)
        .join(Candidacy, Candidacy.id == Incident.candidacy_id)
        .where(Incident.contest_id.in_(contests), UnreachableProposal.agreed.is_(None))
        .where(Incident.stage == Stage.NOTIFIED, STANDS)
        .order_by(UnreachableProposal.id)
    )
    rows = session.execute(query).all() if contests else []
    seconds = seconds_in(session, {incident.id: row.requested_by_id for *_case, incident, row in rows})
    return [Sought(candidate, incident, row, seconds[incident.id]) for candidate, incident, row in rows]


def sought_by(session: Session, actor: Actor) -> list[Sought]:
    """The proposals, over all contests, that wait for somebody's answer."""
    contests = actor.contests(*identity.SECONDS)
    return [
        one
        for one in sought(session, contests)
        if policy.may_decide_unreachable(actor, one.incident, waits=True, seconds=one.seconds)
    ]
