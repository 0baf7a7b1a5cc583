"""Reading relations to candidates, proposals that follow from them, and who acts in whose place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_, select
from sqlalchemy.orm import Session, aliased

from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Actor, Role
from compliance.identity.models import Recusal, RecusalProposal, Relation, Replacement, RoleGrant, Routing, User
from compliance.identity.queries.handling import chain, replacements
from compliance.identity.terms import ProposalState, RelationKind

MOST_PROPOSALS = 30


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation that somebody has declared, with what became of the proposal that follows from it (None: none did)."""

    id: int
    user_id: int
    name: str
    contest_slug: str
    contest_title: str
    timezone: str
    candidacy_id: int
    candidate: str
    kind: RelationKind
    note: str | None
    declared_at: datetime
    declared_by: str
    proposal_id: int | None
    state: ProposalState | None
    reason: str | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """Who acts in the place of one person (`replaced`) or of whoever holds a role."""

    id: int
    replaced: str | None
    role: Role | None
    replacement: str
    from_on: date
    until_on: date | None
    recorded_by: str


def ties(session: Session, *, contest_id: int | None = None, user_id: int | None = None) -> list[Tie]:
    """Return the relations in force, of a contest or of one user, oldest first, each with its latest proposal."""
    newer = aliased(RecusalProposal)
    latest = ~exists().where(newer.relation_id == RecusalProposal.relation_id, newer.id > RecusalProposal.id)
    query = (
        select(
            *(Relation.id, User.id, User.name, Contest.slug, Contest.title, Contest.timezone, Candidacy.id),
            *(Candidacy.name, Relation.kind, Relation.note, Relation.declared_at, Relation.declared_by),
            *(RecusalProposal.id, RecusalProposal.state, RecusalProposal.reason, RecusalProposal.decided_by),
        )
        .join(User, User.id == Relation.user_id)
        .join(Contest, Contest.id == Relation.contest_id)
        .join(Candidacy, Candidacy.id == Relation.candidacy_id)
        .outerjoin(RecusalProposal, (RecusalProposal.relation_id == Relation.id) & latest)
        .where(Relation.ended_at.is_(None))
        .order_by(Relation.id)
    )
    if contest_id is not None:
        query = query.where(Relation.contest_id == contest_id)
    if user_id is not None:
        query = query.where(Relation.user_id == user_id)
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    return [Tie(*row) for row in rows]


def rules(session: Session, contest_id: int) -> list[Rule]:
    """Return who replaces whom in a contest: rules that have not been ended, whatever their days, oldest first."""
    replaced, successor = aliased(User), aliased(User)
    query = (
        select(
            *(Replacement.id, replaced.name, Replacement.role, successor.name),
            *(Replacement.from_on, Replacement.until_on, Replacement.recorded_by),
        )
        .outerjoin(replaced, replaced.id == Replacement.replaced_id)
        .join(successor, successor.id == Replacement.replacement_id)
        .where(Replacement.contest_id == contest_id, Replacement.ended_at.is_(None))
        .order_by(Replacement.id)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    return [Rule(*row) for row in rows]


def relation(session: Session, contest_id: int, relation_id: int) -> Relation | None:
    """Return a relation of a contest, in force or ended."""
    return session.scalar(select(Relation).where(Relation.id == relation_id, Relation.contest_id == contest_id))


def proposal(session: Session, contest_id: int, proposal_id: int) -> RecusalProposal | None:
    """Return a proposal of a contest, open or decided."""
    query = select(RecusalProposal).where(RecusalProposal.id == proposal_id)
    return session.scalar(query.where(RecusalProposal.contest_id == contest_id))


def rule(session: Session, contest_id: int, rule_id: int) -> Replacement | None:
    """Return a rule of replacement of a contest, in force or ended."""
    return session.scalar(select(Replacement).where(Replacement.id == rule_id, Replacement.contest_id == contest_id))


def routing(session: Session, contest_id: int) -> Routing | None:
    """Return how a contest routes, if anybody has decided it."""
    return session.scalar(select(Routing).where(Routing.contest_id == contest_id))


def needs_no_proposal(session: Session, user_id: int, contest_id: int, candidacy_id: int) -> bool:
    """Whether somebody keeps out of a candidate's cases already, or is asked to."""
    recused = exists().where(
        Recusal.user_id == user_id,
        Recusal.contest_id == contest_id,
        Recusal.ended_at.is_(None),
        Recusal.incident_id.is_(None),
        or_(Recusal.candidacy_id.is_(None), Recusal.candidacy_id == candidacy_id),
    )
    asked = exists().where(
        RecusalProposal.user_id == user_id,
        RecusalProposal.candidacy_id == candidacy_id,
        RecusalProposal.state == ProposalState.OPEN,
    )
    return session.scalars(select(or_(recused, asked))).one()


def addressees(session: Session, contest_id: int, on: date) -> dict[int, str]:
    """Return to whom reports and escalations go, with names: the chair, or who acts in the chair's place.

    Whoever keeps out of the contest is passed over, and so is, where the head of the organisation is a candidate,
    whoever keeps out of the head's cases or reports to the head.
    """
    chosen = routing(session, contest_id)
    head = None if chosen is None else chosen.head_candidacy_id
    passed_over = set(session.scalars(_passed_over(contest_id, head)))
    council = session.execute(_COUNCIL.where(RoleGrant.contest_id == contest_id)).all()
    able = {row.id: row.name for row in council if row.id not in passed_over}
    found: dict[int, str] = {}
    places = replacements(session, contest_id, on)
    for chair in [row.id for row in council if row.role is Role.CHAIR]:
        heir = next((one for one in (chair, *chain(places, chair, Role.CHAIR)) if one in able), None)
        if heir is not None:
            found[heir] = able[heir]
    return found


_COUNCIL = (
    select(User.id, User.name, RoleGrant.role)
    .join(RoleGrant, RoleGrant.user_id == User.id)
    .where(User.is_active, RoleGrant.revoked_at.is_(None), RoleGrant.role.in_((Role.CHAIR, Role.BUREAU)))
    .order_by(User.id, RoleGrant.id)
)


def _passed_over(contest_id: int, head: int | None) -> Any:
    scope: ColumnElement[bool] = Recusal.candidacy_id.is_(None) & Recusal.incident_id.is_(None)
    if head is not None:
        scope = or_(scope, Recusal.candidacy_id == head)
    recused = select(Recusal.user_id).where(Recusal.contest_id == contest_id, Recusal.ended_at.is_(None), scope)
    below = select(Relation.user_id).where(
        Relation.contest_id == contest_id,
        Relation.ended_at.is_(None),
        Relation.kind == RelationKind.REPORTS_TO,
        Relation.candidacy_id == head,
    )
    return recused.union(below)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody of whom it is proposed that they keep out of a candidate's cases, which waits for a decision."""

    slug: str
    contest: str
    name: str
    candidate: str


def proposals_for(session: Session, actor: Actor) -> list[Asked]:
    """The open proposals that wait for the chair, or for the person whom they concern; the oldest first."""
    presides = actor.contests(Role.CHAIR) - actor.recused_contests
    if actor.user_id is None or not (presides or actor.contests(Role.OFFICER, Role.BUREAU)):
        return []
    query = (
        select(Contest.slug, Contest.title, User.name, Candidacy.name.label("candidate"))
        .select_from(RecusalProposal)
        .join(Contest, Contest.id == RecusalProposal.contest_id)
        .join(User, User.id == RecusalProposal.user_id)
        .join(Candidacy, Candidacy.id == RecusalProposal.candidacy_id)
        .where(RecusalProposal.state == ProposalState.OPEN)
        .where(or_(RecusalProposal.contest_id.in_(presides), RecusalProposal.user_id == actor.user_id))
        .order_by(RecusalProposal.id)
        .limit(MOST_PROPOSALS)
    )
    return [Asked(*row) for row in session.execute(query)]
