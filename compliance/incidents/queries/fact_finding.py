"""Everything of a case's fact-finding, in seven statements however much there is. For the officers of the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from compliance.identity import queries as identity
from compliance.identity.models import User
from compliance.incidents.models import (
    Allegation,
    Claim,
    ClaimSupport,
    ContestedFact,
    EvidenceItem,
    FactAssessment,
    Incident,
    Interview,
    InterviewVersion,
    Referral,
    Reply,
    Source,
    Task,
    TaskChange,
)
from compliance.incidents.queries.clarifications import ClarificationLine, of_case
from compliance.incidents.terms import Claimant, FactStatus, ReferralBody, SourceKind, TaskState


@dataclass(frozen=True, slots=True)
class TaskValuesView:
    """A task as it stood after a change. `user_id` is the officer's."""

    what: str
    user_id: int
    officer: str
    due_on: date | None
    state: TaskState
    note: str | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with its history, which begins with its first values."""

    reference: str
    history: tuple[TaskValuesView, ...]

    @property
    def now(self) -> TaskValuesView:
        """How it stands."""
        return self.history[-1]


@dataclass(frozen=True, slots=True)
class InterviewView:
    """An interview with every version of its record, oldest first."""

    reference: str
    versions: tuple[InterviewVersion, ...]

    @property
    def now(self) -> InterviewVersion:
        """The record that stands."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class SupportView:
    """What an account rests on; exactly one of the four is given. Who a source is may be sealed, and is not read."""

    evidence: tuple[str, str] | None = None
    source: SourceKind | None = None
    interview: str | None = None
    reply: tuple[int, date] | None = None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One account."""

    id: int
    claimant: Claimant
    who: str | None
    text: str
    recorded_at: datetime
    recorded_by: str
    support: tuple[SupportView, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """A contested fact: its accounts, and what the office made of it, oldest first."""

    reference: str
    question: str
    recorded_at: datetime
    recorded_by: str
    claims: tuple[ClaimView, ...]
    assessments: tuple[FactAssessment, ...]

    @property
    def status(self) -> FactStatus | None:
        """What the office makes of it now; None if it has not said yet."""
        return self.assessments[-1].status if self.assessments else None


@dataclass(frozen=True, slots=True)
class FactFinding:
    """All of it."""

    tasks: list[TaskView]
    interviews: list[InterviewView]
    facts: list[FactView]
    referrals: Sequence[tuple[ReferralBody, date]]
    clarifications: list[ClarificationLine]


def fact_finding(session: Session, incident: Incident) -> FactFinding:
    """Read a case's fact-finding."""
    return FactFinding(
        tasks(session, incident),
        interviews(session, incident),
        facts(session, incident),
        referrals(session, incident),
        of_case(session, incident),
    )


def tasks(session: Session, incident: Incident) -> list[TaskView]:
    """The tasks of a case: open ones by the day on which they are due, then those that have ended."""
    query = (
        select(Task.reference, TaskChange, User.name)
        .join(TaskChange, TaskChange.task_id == Task.id)
        .join(User, User.id == TaskChange.user_id)
        .where(Task.incident_id == incident.id)
        .order_by(Task.id, TaskChange.id)
    )
    found = [
        TaskView(reference, tuple(_task(change, name) for _reference, change, name in rows))
        for reference, rows in groupby(session.execute(query), key=lambda row: row.reference)
    ]
    return sorted(found, key=lambda task: (task.now.state is not TaskState.OPEN, task.now.due_on or date.max))


def task_revisions(session: Session, incident: Incident) -> dict[str, int]:
    """The revisions of the tasks of a case, by their references."""
    query = select(Task.reference, Task.revision).where(Task.incident_id == incident.id)
    return {row.reference: row.revision for row in session.execute(query)}


def _task(change: TaskChange, name: str) -> TaskValuesView:
    return TaskValuesView(
        *(
            change.what,
            change.user_id,
            name,
            change.due_on,
            change.state,
            change.note,
            change.recorded_at,
            change.recorded_by,
        )
    )


def interviews(session: Session, incident: Incident) -> list[InterviewView]:
    """The interviews of a case in the order in which they were held."""
    query = (
        select(Interview.reference, InterviewVersion)
        .join(InterviewVersion, InterviewVersion.interview_id == Interview.id)
        .where(Interview.incident_id == incident.id)
        .order_by(Interview.id, InterviewVersion.number)
    )
    found = [
        InterviewView(reference, tuple(version for _reference, version in rows))
        for reference, rows in groupby(session.execute(query), key=lambda row: row.reference)
    ]
    return sorted(found, key=lambda one: one.now.held_on)


def facts(session: Session, incident: Incident) -> list[FactView]:
    """The contested facts of a case, oldest first."""
    query = (
        select(ContestedFact, Claim)
        .join(Claim, Claim.fact_id == ContestedFact.id)
        .where(ContestedFact.incident_id == incident.id)
        .order_by(ContestedFact.id, Claim.id)
    )
    rows = session.execute(query).all()
    assessed = (
        select(FactAssessment)
        .join(ContestedFact, ContestedFact.id == FactAssessment.fact_id)
        .where(ContestedFact.incident_id == incident.id)
        .order_by(FactAssessment.id)
    )
    assessments = session.scalars(assessed).all() if rows else []
    support = _support(session, incident) if rows else {}
    return [
        FactView(
            *(fact.reference, fact.question, fact.recorded_at, fact.recorded_by),
            claims=tuple(_claim(claim, support) for _fact, claim in group),
            assessments=tuple(one for one in assessments if one.fact_id == fact.id),
        )
        for fact, group in groupby(rows, key=lambda row: row[0])
    ]


def _claim(claim: Claim, support: dict[int, list[SupportView]]) -> ClaimView:
    return ClaimView(
        *(claim.id, claim.claimant, claim.who, claim.text, claim.recorded_at, claim.recorded_by),
        support=tuple(support.get(claim.id, ())),
    )


def _support(session: Session, incident: Incident) -> dict[int, list[SupportView]]:
    """What supports each account of a case."""
    query = (
        select(
            *(ClaimSupport.claim_id, EvidenceItem.reference, EvidenceItem.name, Source.kind),
            *(Interview.reference.label("interview"), Allegation.position, Reply.replied_on),
        )
        .join(Claim, Claim.id == ClaimSupport.claim_id)
        .join(ContestedFact, ContestedFact.id == Claim.fact_id)
        .outerjoin(EvidenceItem, EvidenceItem.id == ClaimSupport.evidence_id)
        .outerjoin(Source, Source.id == ClaimSupport.source_id)
        .outerjoin(Interview, Interview.id == ClaimSupport.interview_id)
        .outerjoin(Reply, Reply.id == ClaimSupport.reply_id)
        .outerjoin(Allegation, Allegation.id == Reply.allegation_id)
        .where(ContestedFact.incident_id == incident.id)
        .order_by(ClaimSupport.id)
    )
    found: dict[int, list[SupportView]] = {}
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    for row in rows:
        found.setdefault(row.claim_id, []).append(
            SupportView(
                evidence=(row.reference, row.name) if row.reference else None,
                source=row.kind,
                interview=row.interview,
                reply=(row.position, row.replied_on) if row.replied_on else None,
            )
        )
    return found


def referrals(session: Session, incident: Incident) -> list[tuple[ReferralBody, date]]:
    """To which bodies matters of the workplace were left, and when, by day."""
    query = select(Referral.body, Referral.referred_on).where(Referral.incident_id == incident.id)
    return [(body, day) for body, day in session.execute(query.order_by(Referral.referred_on, Referral.id))]


def officers_of(session: Session, incident: Incident) -> dict[int, str]:
    """Names of the officers who may know of a case, by their ids, in the order of their names."""
    people = identity.handlers(
        session, incident.contest_id, candidacy_id=incident.candidacy_id, incident_id=incident.id
    )
    return dict(sorted(identity.names(session, people).items(), key=lambda one: one[1].casefold()))
