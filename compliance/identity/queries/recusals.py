"""Reading recusals: who keeps out of what, and who may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Actor, Role
from compliance.identity.models import Recusal, User
from compliance.identity.queries.handling import INCIDENT


@dataclass(frozen=True, slots=True)
class KeepsOut:
    """A recusal in force. Without a candidate or an incident it is from the whole contest."""

    id: int
    user_id: int
    name: str
    contest_slug: str
    contest_title: str
    timezone: str
    candidacy_id: int | None
    candidate: str | None
    incident_id: int | None
    of_a_confined_one: bool
    reason: str | None
    declared_at: datetime

    @property
    def of_an_incident(self) -> bool:
        """Whether it is from one incident alone."""
        return self.incident_id is not None


def recusals_in_force(session: Session, contest_id: int) -> Sequence[tuple[Recusal, str]]:
    """Return the recusals now in force in a contest, each with the person's name, oldest first."""
    query = (
        select(Recusal, User.name)
        .join(User, User.id == Recusal.user_id)
        .where(Recusal.contest_id == contest_id, Recusal.ended_at.is_(None))
        .order_by(Recusal.id)
    )
    return [(recusal, name) for recusal, name in session.execute(query)]


def keeping_out(session: Session, *, contest_id: int | None = None, user_id: int | None = None) -> list[KeepsOut]:
    """Return the recusals in force, in one contest or of one user, oldest first."""
    query = (
        select(
            Recusal.id,
            User.id,
            User.name,
            Contest.slug,
            Contest.title,
            Contest.timezone,
            Recusal.candidacy_id,
            Candidacy.name,
            Recusal.incident_id,
            INCIDENT.c.restricted_at.is_not(None),
            Recusal.reason,
            Recusal.declared_at,
        )
        .join(User, User.id == Recusal.user_id)
        .join(Contest, Contest.id == Recusal.contest_id)
        .outerjoin(Candidacy, Candidacy.id == Recusal.candidacy_id)
        .outerjoin(INCIDENT, INCIDENT.c.id == Recusal.incident_id)
        .where(Recusal.ended_at.is_(None))
        .order_by(Recusal.id)
    )
    if contest_id is not None:
        query = query.where(Recusal.contest_id == contest_id)
    if user_id is not None:
        query = query.where(Recusal.user_id == user_id)
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    return [KeepsOut(*row) for row in rows]


def keeping_out_as_seen(session: Session, contest_id: int, actor: Actor) -> list[KeepsOut]:
    """Return the recusals of a contest that somebody may know of.

    That somebody keeps out of one incident tells that there is one: whoever is recused from cases of the contest sees
    no such trace, but for their own, and of a confined one nobody who does not handle it, but for who can end the
    recusal. And why can point to a source: of one incident only officers read it, of other
    things whoever may end it too, and neither the bureau nor whoever keeps out of something here themselves.
    """
    return as_seen(keeping_out(session, contest_id=contest_id), contest_id, actor)


def as_seen(rows: Sequence[KeepsOut], contest_id: int, actor: Actor) -> list[KeepsOut]:
    """Return of all recusals of a contest what `keeping_out_as_seen` says that somebody may know."""
    mine = [row for row in rows if row.user_id == actor.user_id]
    handles = actor.has(contest_id, Role.OFFICER) and not mine
    ends_any = actor.is_administrator or actor.has(contest_id, Role.CHAIR)
    ends = handles or actor.is_administrator or (actor.has(contest_id, Role.CHAIR) and not mine)
    return [
        row if row in mine or (handles if row.of_an_incident else ends) else replace(row, reason=None)
        for row in rows
        if not row.of_an_incident or row in mine or (not mine and (ends_any or _may_know(row, actor)))
    ]


def _may_know(row: KeepsOut, actor: Actor) -> bool:
    return not row.of_a_confined_one or row.incident_id in actor.assigned_incidents


def recusal(session: Session, contest_id: int, recusal_id: int) -> Recusal | None:
    """Return a recusal of a contest, in force or ended."""
    return session.scalar(select(Recusal).where(Recusal.id == recusal_id, Recusal.contest_id == contest_id))
