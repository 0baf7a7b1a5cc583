"""Who handles a case, now and before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, case, exists, null, select
from sqlalchemy.orm import Session, aliased

from compliance.contests.models import Contest
from compliance.core.access import Actor, Role
from compliance.identity import queries as identity
from compliance.identity.models import Assignment, User
from compliance.incidents.models import Incident
from compliance.incidents.terms import Stage


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


HANDLING = ("kept_out", "unassigned", "assigned", "handles", "leads")
"""What papers say of who handles a case."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Somebody who keeps out of cases that nobody handles now."""

    slug: str
    contest: str
    name: str


@dataclass(frozen=True, slots=True)
class HandlingView:
    """A change of who handles the case.

    `what`: somebody `leads` or `handles` it since then, was `assigned` for a time, was `unassigned`, or `kept_out`.
    `note`: whom somebody replaces, or why they no longer handle it.
    """

    what: str
    name: str
    note: str | None
    at: datetime
    by: str


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


def without_handler(session: Session, contest_id: int) -> list[tuple[Incident, Assignment]]:
    """Return the cases that nobody handles since somebody keeps out of them, each with that last assignment."""
    query = select(Incident, Assignment).join(Assignment, Assignment.incident_id == Incident.id)
    query = query.where(Incident.contest_id == contest_id, *_lapsed()).order_by(Incident.id)
    return [(incident, assignment) for incident, assignment in session.execute(query)]


def replacements_needed(session: Session, actor: Actor) -> list[Needed]:
    """Return, for whoever presides over a contest, who needs a replacement: who kept out of cases nobody handles now.

    Of the cases themselves it tells nothing, and nothing at all of those from which the reader keeps out.
    """
    presided = actor.contests(Role.CHAIR) - actor.recused_contests
    if not presided:
        return []
    query = (
        select(Contest.slug, Contest.title, User.name)
        .join(Incident, Incident.contest_id == Contest.id)
        .join(Assignment, Assignment.incident_id == Incident.id)
        .join(User, User.id == Assignment.user_id)
        .where(
            Contest.id.in_(sorted(presided)),
            Incident.candidacy_id.not_in(sorted(actor.recused_candidacies)),
            Incident.id.not_in(sorted(actor.recused_incidents)),
            *_lapsed(),
        )
        .distinct()
        .order_by(Contest.title, User.name)
    )
    return [Needed(*row) for row in session.execute(query)]


def _lapsed() -> tuple[ColumnElement[bool], ...]:
    """That an assignment was an open case's last one, and ended because the officer keeps out."""
    later, present = aliased(Assignment), aliased(Assignment)
    return (
        Incident.stage != Stage.CLOSED,
        Assignment.because_recused.is_(True),
        ~exists().where(present.incident_id == Incident.id, present.ended_at.is_(None)),
        ~exists().where(later.incident_id == Incident.id, later.id > Assignment.id),
    )


def papers_of_handling(this: BindParameter[int]) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """Select who was assigned to a case and who left it, in the columns of `queries.case`'s papers."""
    person, before, nothing = aliased(User), aliased(User), null()
    in_force = case((Assignment.leads, "leads"), else_="handles")
    assigned_ = (
        select(
            *(case((Assignment.ended_at.is_not(None), "assigned"), else_=in_force), Assignment.id, nothing),
            *(person.name, nothing, nothing, nothing, nothing, nothing, before.name),
            *(Assignment.assigned_at, Assignment.recorded_by, nothing),
        )
        .join(person, person.id == Assignment.user_id)
        .outerjoin(before, before.id == Assignment.in_place_of_id)
        .where(Assignment.incident_id == this)
    )
    left = (
        select(
            *(case((Assignment.because_recused.is_(True), "kept_out"), else_="unassigned"), Assignment.id, nothing),
            *(person.name, nothing, nothing, nothing, nothing, nothing, Assignment.end_reason),
            *(Assignment.ended_at, Assignment.ended_by, nothing),
        )
        .join(person, person.id == Assignment.user_id)
        .where(Assignment.incident_id == this, Assignment.ended_at.is_not(None))
    )
    return assigned_, left


def handling_in(papers: Sequence[Row[Any]]) -> tuple[HandlingView, ...]:
    """Gather who handles a case, in order of time, from the papers that `queries.case` has read."""
    found = [
        HandlingView(paper.what, paper.text, paper.correction, paper.at, paper.by)
        for paper in papers
        if paper.what in HANDLING
    ]
    return tuple(sorted(found, key=lambda one: one.at))
