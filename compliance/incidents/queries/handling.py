"""Who handles a case, now and before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from compliance.identity import queries as identity
from compliance.identity.models import Assignment, User
from compliance.incidents.models import Incident


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """That somebody handles or handled a case. `in_place_of` names whom they replace, who keeps out of it."""

    id: int
    user_id: int
    reference: str
    name: str
    leads: bool
    reason: str | None
    in_place_of: str | None
    assigned_at: datetime
    recorded_by: str
    ended_at: datetime | None
    ended_by: str | None
    end_reason: str | None
    because_recused: bool | None


def handlers_of(session: Session, incident: Incident) -> list[int]:
    """Return the officers who may know of a case and do not keep out of it: whom something in it concerns."""
    return identity.handlers(session, incident.contest_id, candidacy_id=incident.candidacy_id, incident_id=incident.id)


def assigned(session: Session, incident: Incident) -> Sequence[Assignment]:
    """Return the assignments in force, whoever leads first."""
    query = select(Assignment).where(Assignment.incident_id == incident.id, Assignment.ended_at.is_(None))
    return session.scalars(query.order_by(Assignment.leads.desc(), Assignment.id)).all()


def assignments(session: Session, incident: Incident) -> list[AssignmentView]:
    """Return who handles a case and who did, oldest first."""
    before = aliased(User)
    query = (
        select(
            *(Assignment.id, User.id, User.reference, User.name, Assignment.leads, Assignment.reason, before.name),
            *(Assignment.assigned_at, Assignment.recorded_by, Assignment.ended_at, Assignment.ended_by),
            *(Assignment.end_reason, Assignment.because_recused),
        )
        .join(User, User.id == Assignment.user_id)
        .outerjoin(before, before.id == Assignment.in_place_of_id)
        .where(Assignment.incident_id == incident.id)
        .order_by(Assignment.id)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    return [AssignmentView(*row) for row in rows]
