"""Giving roles and taking them back."""

from compliance.candidates import queries as candidates
from compliance.core.access import Role
from compliance.core.errors import Fault, Forbidden, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import policy, queries
from compliance.identity.models import RoleGrant, User
from compliance.transparency.recording import record

OF_A_CANDIDACY = frozenset({Role.CANDIDATE, Role.AGENT})
SIDES = (OF_A_CANDIDACY, frozenset({Role.OFFICER, Role.CHAIR, Role.BUREAU, Role.OBSERVER}))
"""Of one contest; nobody stands on two of them. The log that observers read tells when an incident is filed."""


def give_role(
    uow: UnitOfWork, user: User, role: Role, *, contest_id: int | None = None, candidacy_id: int | None = None
) -> RoleGrant:
    """Give a role: administrator everywhere, others in a contest, candidate and agent for one candidacy of it."""
    policy.may_give_role(uow.actor, user.id, role).enforce()
    if (role is Role.ADMINISTRATOR) != (contest_id is None):
        raise Invalid([Fault("contest", _("Administrators have no contest; every other role has one."))])
    if (role in OF_A_CANDIDACY) != (candidacy_id is not None):
        raise Invalid([Fault("candidate", _("Candidates and agents have a candidacy; other roles have none."))])
    if candidacy_id is not None and candidacy_id not in _candidacies(uow, contest_id):
        raise Invalid([Fault("candidate", _("This is no candidate of this contest."))])
    queries.lock(uow.session, user.id)  # two roles given at the same instant must not miss one another
    if queries.has_role(uow.session, user.id, role, contest_id, candidacy_id):
        raise Invalid([Fault("role", _("%(name)s has this role already.", name=user.name))])
    _refuse_both_sides(uow, user, role, contest_id)
    grant = RoleGrant(user_id=user.id, role=role, contest_id=contest_id, candidacy_id=candidacy_id, granted_at=uow.now)
    uow.session.add(grant)
    record(uow, "role.given", f"user:{user.reference}", contest_id=contest_id, facts={"role": role.value})
    return grant


def revoke_role(uow: UnitOfWork, grant: RoleGrant) -> None:
    """Take a role back, from now on. The last administrator keeps theirs."""
    policy.may_manage_users(uow.actor).enforce()
    if grant.role is Role.ADMINISTRATOR and queries.is_only_administrator(uow.session, grant.user_id):
        raise Forbidden(_("An installation needs an administrator: make another one first."))
    grant.revoked_at = uow.now
    user = uow.session.get_one(User, grant.user_id)
    record(uow, "role.revoked", f"user:{user.reference}", contest_id=grant.contest_id, facts={"role": grant.role.value})


def _candidacies(uow: UnitOfWork, contest_id: int | None) -> set[int]:
    return set() if contest_id is None else {one.id for one in candidates.in_contest(uow.session, contest_id)}


def _refuse_both_sides(uow: UnitOfWork, user: User, role: Role, contest_id: int | None) -> None:
    """Nobody is a candidate (or an agent) and an office-holder in one contest, nor an administrator who reads cases."""
    held = {
        grant.role
        for grant in queries.grants_in_force(uow.session, user_id=user.id)
        if contest_id is None or grant.contest_id in (contest_id, None)
    }
    if (role is not Role.ADMINISTRATOR and Role.ADMINISTRATOR in held) or (role is Role.ADMINISTRATOR and held):
        raise Invalid([Fault("role", _("Administrators hold no role in a contest: they must not read its cases."))])
    mine = next((side for side in SIDES if role in side), None)
    if mine is not None and any(held & side for side in SIDES if side is not mine):
        said = _("Nobody can stand on both sides of a contest: candidate or agent, and office or observer.")
        raise Invalid([Fault("role", said)])
