"""Who can see a case and who cannot, and why, in four statements however many people there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.core.access import Actor, Role
from compliance.identity import queries as identity
from compliance.incidents.models import Incident, Notice, Restriction
from compliance.incidents.queries.handling import AssignmentView, assignments


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of the contest, as whoever assigns sees them."""

    user_id: int
    reference: str
    name: str
    keeps_out: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody of the office who does not see the case: who keeps out of it, or of a confined one is not assigned.

    `scope` is what they keep out of, `reason` why, as far as the reader may know.
    """

    user_id: int
    name: str
    scope: identity.KeepsOut | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Access:
    """Who sees a case. `told_on` is when it was put to the respondent, `confinement` why it is confined, if it is."""

    officers: tuple[Officer, ...]
    outside: tuple[Outside, ...]
    respondents: tuple[identity.Member, ...]
    council: tuple[identity.Member, ...]
    handling: tuple[AssignmentView, ...]
    told_on: date | None
    confinement: Restriction | None

    @property
    def assigned(self) -> tuple[AssignmentView, ...]:
        """Who handles it now, whoever leads first."""
        return tuple(sorted((one for one in self.handling if one.ended_at is None), key=lambda one: not one.leads))

    @property
    def before(self) -> tuple[AssignmentView, ...]:
        """Who handled it before."""
        return tuple(one for one in self.handling if one.ended_at is not None)

    @property
    def inside(self) -> tuple[Officer, ...]:
        """The officers who see it now."""
        hidden = {one.user_id for one in self.outside}
        return tuple(one for one in self.officers if one.user_id not in hidden)


def access(session: Session, incident: Incident, actor: Actor) -> Access:
    """Read who sees a case, for one of its officers."""
    members = [one for one in identity.members(session, incident.contest_id) if one.is_active]
    recusals = identity.keeping_out(session, contest_id=incident.contest_id)
    seen = {one.id: one for one in identity.as_seen(recusals, incident.contest_id, actor)}
    out = {one.user_id: one for one in reversed(recusals) if _concerns(one, incident)}
    officers = tuple(
        Officer(one.user_id, one.reference, one.name, one.user_id in out) for one in members if one.role is Role.OFFICER
    )
    handling = tuple(assignments(session, incident))
    return Access(
        officers=officers,
        outside=tuple(_outside(officers, out, seen, _present(handling) if incident.restricted else None)),
        respondents=tuple(one for one in members if one.candidacy_id == incident.candidacy_id),
        council=tuple(one for one in members if one.role in (Role.CHAIR, Role.BUREAU)),
        handling=handling,
        told_on=session.scalar(select(func.min(Notice.notified_on)).where(Notice.incident_id == incident.id)),
        confinement=confinement(session, incident) if incident.restricted else None,
    )


def officers(session: Session, incident: Incident) -> tuple[Officer, ...]:
    """Return the officers of a case's contest whose account is open, and whether they keep out of the case."""
    able = set(
        identity.eligible(session, incident.contest_id, candidacy_id=incident.candidacy_id, incident_id=incident.id)
    )
    return tuple(
        Officer(one.user_id, one.reference, one.name, one.user_id not in able)
        for one in identity.members(session, incident.contest_id)
        if one.role is Role.OFFICER and one.is_active
    )


def confinement(session: Session, incident: Incident) -> Restriction | None:
    """Return why a case is confined, if it is."""
    query = select(Restriction).where(Restriction.incident_id == incident.id, Restriction.lifted_at.is_(None))
    return session.scalar(query.order_by(Restriction.id.desc()).limit(1))


def _concerns(recusal: identity.KeepsOut, incident: Incident) -> bool:
    if recusal.incident_id is not None:
        return recusal.incident_id == incident.id
    return recusal.candidacy_id in (None, incident.candidacy_id)


def _present(handling: Iterable[AssignmentView]) -> set[int]:
    return {one.user_id for one in handling if one.ended_at is None}


def _outside(
    officers: Iterable[Officer],
    out: Mapping[int, identity.KeepsOut],
    seen: Mapping[int, identity.KeepsOut],
    assigned: set[int] | None,
) -> Iterator[Outside]:
    """Whoever keeps out, and of a confined case (`assigned` is then a set) whoever is not assigned."""
    for one in officers:
        recusal = out.get(one.user_id)
        if recusal is not None:
            known = seen.get(recusal.id)
            yield Outside(one.user_id, one.name, recusal, None if known is None else known.reason)
        elif assigned is not None and one.user_id not in assigned:
            yield Outside(one.user_id, one.name, None, None)
