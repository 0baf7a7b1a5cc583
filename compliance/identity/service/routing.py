"""Who acts in whose place, and whom reports pass over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from compliance.candidates import queries as candidates
from compliance.contests.models import Contest
from compliance.core.access import Role
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import policy, queries
from compliance.identity.models import Relation, Replacement, Routing, User
from compliance.identity.service.relations import propose
from compliance.identity.terms import RelationKind
from compliance.notifications.service import enqueue
from compliance.transparency.recording import record

REPLACEABLE = (Role.OFFICER, Role.CHAIR, Role.BUREAU)
"""The roles in which somebody can act in the place of another: the office's, and the council's."""

REPLACED_BY: list[Callable[[UnitOfWork, int], None]] = []
"""What else happens when a contest has a new replacement: areas above add how work that nobody does passes to them."""


@dataclass(frozen=True, slots=True)
class NewReplacement:
    """Who acts from one day to another in the place of one person, or of whoever holds a role and has no other rule."""

    replaced_id: int | None
    role: Role | None
    replacement_id: int
    from_on: date
    until_on: date | None = None


def name_replacement(uow: UnitOfWork, contest_id: int, command: NewReplacement) -> Replacement:
    """Name who acts in somebody's place when they keep out. A chain is followed, so it may not lead back.

    Invalid at `replaced`, `replacement`, `until_on`.
    """
    policy.may_edit_routing(uow.actor, contest_id).enforce()
    if faults := _faults(uow, contest_id, command):
        raise Invalid(faults)
    rule = Replacement(
        contest_id=contest_id,
        replaced_id=command.replaced_id,
        role=command.role,
        replacement_id=command.replacement_id,
        from_on=command.from_on,
        until_on=command.until_on,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(rule)
    subject = f"user:{uow.session.get_one(User, command.replacement_id).reference}"
    record(uow, "replacement.named", subject, contest_id=contest_id)
    enqueue(uow, "replacement.named", [command.replacement_id], contest_id=contest_id, subject=subject)
    for take_up in REPLACED_BY:
        take_up(uow, contest_id)
    return rule


def end_replacement(uow: UnitOfWork, rule: Replacement) -> None:
    """A rule of replacement ends; what passed to somebody by it stays with them."""
    policy.may_edit_routing(uow.actor, rule.contest_id).enforce()
    rule.ended_at, rule.ended_by = uow.now, uow.actor.name
    subject = f"user:{uow.session.get_one(User, rule.replacement_id).reference}"
    record(uow, "replacement.ended", subject, contest_id=rule.contest_id)


def set_head(uow: UnitOfWork, contest_id: int, candidacy_id: int | None) -> Routing:
    """Say which candidate heads the organisation and is passed over, or that none does.

    Whoever reports to the head is asked to keep out of the head's cases.
    """
    policy.may_edit_routing(uow.actor, contest_id).enforce()
    if candidacy_id is not None and candidacy_id not in _candidacies(uow, contest_id):
        raise Invalid([Fault("head", _("This is no candidate of this contest."))])
    routing = queries.routing(uow.session, contest_id) or Routing(contest_id=contest_id)
    routing.head_candidacy_id, routing.changed_at, routing.changed_by = candidacy_id, uow.now, uow.actor.name
    uow.session.add(routing)
    contest = uow.session.get_one(Contest, contest_id)
    record(uow, "routing.changed", f"contest:{contest.slug}", contest_id=contest_id)
    if candidacy_id is not None:
        below = select(Relation).where(
            Relation.contest_id == contest_id,
            Relation.candidacy_id == candidacy_id,
            Relation.kind == RelationKind.REPORTS_TO,
            Relation.ended_at.is_(None),
        )
        for relation in uow.session.scalars(below.order_by(Relation.id)).all():
            propose(uow, relation)
    return routing


def _candidacies(uow: UnitOfWork, contest_id: int) -> set[int]:
    return {one.id for one in candidates.in_contest(uow.session, contest_id)}


def _faults(uow: UnitOfWork, contest_id: int, command: NewReplacement) -> list[Fault]:
    members = [one for one in queries.members(uow.session, contest_id) if one.is_active and one.role in REPLACEABLE]
    roles: dict[int, set[Role]] = {}
    for one in members:
        roles.setdefault(one.user_id, set()).add(one.role)
    held: set[Role] = {command.role} if command.role is not None else set()
    wanted = held if command.replaced_id is None else roles.get(command.replaced_id, set())
    if not wanted & set(REPLACEABLE):
        return [Fault("replaced", _("Choose somebody of the office or the council, or one of their roles."))]
    if not _serves(wanted, roles.get(command.replacement_id, set())):
        return [Fault("replacement", _("Choose somebody of the same body: the office, or the chair and the bureau."))]
    if command.until_on is not None and command.until_on < command.from_on:
        return [Fault("until_on", _("This day lies before the first one."))]
    return _faults_of_chain(uow, contest_id, command)


def _serves(wanted: set[Role], held: set[Role]) -> bool:
    """Officers are replaced by officers; chair and bureau by one another."""
    council = {Role.CHAIR, Role.BUREAU}
    return bool((Role.OFFICER in wanted and Role.OFFICER in held) or (wanted & council and held & council))


def _faults_of_chain(uow: UnitOfWork, contest_id: int, command: NewReplacement) -> list[Fault]:
    present = uow.session.scalars(
        select(Replacement).where(Replacement.contest_id == contest_id, Replacement.ended_at.is_(None))
    ).all()
    who = command.replaced_id, command.role
    for one in present:
        if (one.replaced_id, one.role) == who and _overlap(one, command):
            return [Fault("replaced", _("Somebody is named for these days already: end that first."))]
    following = {one.replaced_id: one.replacement_id for one in present if one.replaced_id is not None}
    next_one: int | None = command.replacement_id
    seen: set[int] = set()
    while next_one is not None and next_one not in seen:
        if next_one == command.replaced_id:
            return [Fault("replacement", _("That leads back to whoever is to be replaced: choose somebody else."))]
        seen.add(next_one)
        next_one = following.get(next_one)
    return []


def _overlap(one: Replacement, other: NewReplacement) -> bool:
    last = date.max
    return one.from_on <= (other.until_on or last) and other.from_on <= (one.until_on or last)
