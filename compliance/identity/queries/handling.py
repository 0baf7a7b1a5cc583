"""Who may handle what: officers who do not keep out, and who holds a role."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    column,
    exists,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from compliance.core.access import Role
from compliance.identity.models import Assignment, Recusal, Replacement, RoleGrant, User

Id = int | BindParameter[int] | ColumnElement[int]

INCIDENT = table("incident", column("id"), column("contest_id"), column("candidacy_id"), column("restricted_at"))
"""Incidents stand on a higher floor; here one is no more than the columns that decide who handles it."""


def holders(session: Session, contest_id: int, *roles: Role, candidacy_id: int | None = None) -> list[int]:
    """Return the users with an open account who now hold one of the roles in a contest (for one candidacy)."""
    query = _with_roles(contest_id, roles)
    if candidacy_id is not None:
        query = query.where(RoleGrant.candidacy_id == candidacy_id)
    return list(session.scalars(query))


def handlers(
    session: Session, contest_id: int, *, candidacy_id: int | None = None, incident_id: int | None = None
) -> list[int]:
    """Return the officers with an open account who handle a contest, a candidate's cases or one incident.

    Nobody is among them who keeps out of it. Of an incident that is confined it is those assigned to it; and whoever
    keeps out of the cases of its respondent keeps out of it, whether or not `candidacy_id` says who that is.
    """
    query = _handlers(of_a_candidacy=candidacy_id is not None, of_an_incident=incident_id is not None)
    return list(session.scalars(query, {"contest": contest_id, "candidacy": candidacy_id, "incident": incident_id}))


@cache
def _handlers(*, of_a_candidacy: bool, of_an_incident: bool) -> Select[int]:
    """The statement of `handlers`, written once: nearly every act in a case asks it."""
    candidacy = bindparam("candidacy", type_=Integer) if of_a_candidacy else None
    incident = bindparam("incident", type_=Integer) if of_an_incident else None
    contest = bindparam("contest", type_=Integer)
    query = _with_roles(contest, (Role.OFFICER,)).where(~_keeps_out(contest, candidacy, incident))
    if incident is None:
        return query
    confined = exists().where(INCIDENT.c.id == incident, INCIDENT.c.restricted_at.is_not(None))
    assigned = exists().where(
        Assignment.incident_id == incident, Assignment.user_id == User.id, Assignment.ended_at.is_(None)
    )
    return query.where(or_(~confined, assigned))


def eligible(
    session: Session, contest_id: int, *, candidacy_id: int | None = None, incident_id: int | None = None
) -> list[int]:
    """Return the officers with an open account who do not keep out: whoever may be assigned, confined or not."""
    query = _with_roles(contest_id, (Role.OFFICER,)).where(~_keeps_out(contest_id, candidacy_id, incident_id))
    return list(session.scalars(query))


def presiding(session: Session, contest_id: int, candidacy_id: int, incident_id: int) -> list[int]:
    """Return the chairs with an open account who do not keep out of a case."""
    query = _with_roles(contest_id, (Role.CHAIR,)).where(~_keeps_out(contest_id, candidacy_id, incident_id))
    return list(session.scalars(query))


SECONDS = (Role.OFFICER, Role.CHAIR, Role.BUREAU)
"""Who answers a proposal about a case: an officer; where none is left, the chair; where there is none, the bureau."""


def able(session: Session, incidents: Collection[int]) -> dict[int, dict[Role, frozenset[int]]]:
    """Return who of the office, the chair and the bureau does not keep out of some incidents, by incident and role.

    Only officers who are assigned know of an incident that is confined. One statement, however many there are.
    """
    assigned = exists().where(
        Assignment.incident_id == INCIDENT.c.id, Assignment.user_id == User.id, Assignment.ended_at.is_(None)
    )
    knows = or_(INCIDENT.c.restricted_at.is_(None), and_(RoleGrant.role == Role.OFFICER, assigned))
    rows = session.execute(
        select(INCIDENT.c.id, RoleGrant.role, User.id)
        .select_from(INCIDENT)
        .join(RoleGrant, and_(RoleGrant.contest_id == INCIDENT.c.contest_id, RoleGrant.revoked_at.is_(None)))
        .join(User, and_(User.id == RoleGrant.user_id, User.is_active))
        .where(INCIDENT.c.id.in_(incidents), RoleGrant.role.in_(SECONDS), knows)
        .where(~_keeps_out(INCIDENT.c.contest_id, INCIDENT.c.candidacy_id, None), ~_keeps_out_of(INCIDENT.c.id))
    )
    found: dict[int, dict[Role, frozenset[int]]] = {}
    for incident_id, role, user_id in rows:
        by_role = found.setdefault(incident_id, {})
        by_role[role] = by_role.get(role, frozenset()) | {user_id}
    return found


def _keeps_out_of(incident_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(Recusal.user_id == User.id, Recusal.incident_id == incident_id, Recusal.ended_at.is_(None))


def names(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """Return the names of some users."""
    if not user_ids:
        return {}
    found = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in found}


def replacements(session: Session, contest_id: int, on: date) -> dict[int | Role, int]:
    """Return who replaces whom on a day, by person, or by role for whoever holds it and has no rule of their own."""
    rules = session.scalars(
        select(Replacement)
        .where(Replacement.contest_id == contest_id, Replacement.ended_at.is_(None), Replacement.from_on <= on)
        .where(or_(Replacement.until_on.is_(None), Replacement.until_on >= on))
        .order_by(Replacement.id)
    )
    return {who: rule.replacement_id for rule in rules for who in (rule.replaced_id or rule.role,) if who is not None}


def chain(rules: Mapping[int | Role, int], user_id: int, role: Role = Role.OFFICER) -> Iterator[int]:
    """Go from somebody to their replacement, to that one's, and so on; nobody comes twice."""
    met = {user_id}
    following = rules.get(user_id, rules.get(role))
    while following is not None and following not in met:
        met.add(following)
        yield following
        following = rules.get(following, rules.get(role))


def _with_roles(contest_id: Id, roles: Collection[Role]) -> Select[int]:
    return (
        select(User.id)
        .where(User.is_active)
        .join(RoleGrant, and_(RoleGrant.user_id == User.id, RoleGrant.revoked_at.is_(None)))
        .where(RoleGrant.contest_id == contest_id, RoleGrant.role.in_(sorted(roles)))
        .distinct()
        .order_by(User.id)
    )


def _keeps_out(contest_id: Id, candidacy_id: Id | None, incident_id: Id | None) -> ColumnElement[bool]:
    """That a user is recused from the contest, the candidacy or the incident."""
    scopes: list[ColumnElement[bool]] = [and_(Recusal.candidacy_id.is_(None), Recusal.incident_id.is_(None))]
    if candidacy_id is not None:
        scopes.append(Recusal.candidacy_id == candidacy_id)
    if incident_id is not None:
        respondent = select(INCIDENT.c.candidacy_id).where(INCIDENT.c.id == incident_id).scalar_subquery()
        scopes += [Recusal.incident_id == incident_id, Recusal.candidacy_id == respondent]
    return exists().where(
        Recusal.user_id == User.id, Recusal.contest_id == contest_id, Recusal.ended_at.is_(None), or_(*scopes)
    )
