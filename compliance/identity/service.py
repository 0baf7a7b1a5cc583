"""The verbs of identity: accounts, passwords, roles, recusals, signing in and out."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Fault, Forbidden, Invalid
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import passwords, policy, queries, sessions
from compliance.identity.models import Recusal, RoleGrant, User
from compliance.transparency.recording import record

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
OF_A_CANDIDACY = (Role.CANDIDATE, Role.AGENT)


@dataclass(frozen=True, slots=True)
class NewUser:
    """What an account begins with; without a password nobody can sign in to it yet."""

    email: str
    name: str
    password: str | None = None
    must_change_password: bool = True


def add_user(uow: UnitOfWork, command: NewUser) -> User:
    """Make an account. Invalid if the address is taken or no address, the name empty, the password weak."""
    policy.may_manage_users(uow.actor).enforce()
    email = command.email.strip().lower()
    faults = []
    if not EMAIL.fullmatch(email):
        faults.append(Fault("email", _("Give an e-mail address, such as name@example.org.")))
    elif queries.user_by_email(uow.session, email):
        faults.append(Fault("email", _("There is an account with this address already.")))
    if not command.name.strip():
        faults.append(Fault("name", _("Give the person's name.")))
    if command.password is not None and (weak := passwords.fault(command.password, about=(email,))):
        faults.append(Fault("password", weak))
    if faults:
        raise Invalid(faults)
    user = User(
        reference=new_reference(),
        email=email,
        name=command.name.strip(),
        password_hash=None if command.password is None else passwords.hash_password(command.password),
        is_active=True,
        must_change_password=command.must_change_password,
        created_at=uow.now,
    )
    uow.session.add(user)
    record(uow, "user.added", f"user:{user.reference}")
    return user


def set_active(uow: UnitOfWork, user: User, *, active: bool) -> None:
    """Close an account, or open it again. A closed one is signed out everywhere."""
    policy.may_manage_users(uow.actor).enforce()
    if user.id == uow.actor.user_id:
        raise Forbidden(_("You cannot close your own account."))
    user.is_active = active
    if not active:
        sessions.end_all(uow.session, user.id)
    record(uow, "user.opened" if active else "user.closed", f"user:{user.reference}")


def change_password(uow: UnitOfWork, user: User, new: str, *, token: str | None = None) -> None:
    """Set a password; every other browser of the user is signed out (all but that of `token`).

    One that an administrator sets for somebody else must be changed at the next sign-in.
    """
    policy.may_change_password(uow.actor, user.id).enforce()
    if weak := passwords.fault(new, about=(user.email, user.email.partition("@")[0], *user.name.split())):
        raise Invalid([Fault("new_password", weak)])
    user.password_hash = passwords.hash_password(new)
    user.must_change_password = uow.actor.user_id != user.id
    sessions.end_all(uow.session, user.id, but=token)
    record(uow, "user.password_changed", f"user:{user.reference}")


def sign_in(uow: UnitOfWork, user: User, lifetime: timedelta) -> str:
    """Open a session for somebody whose password was checked; return its token."""
    sessions.forget_failures(uow.session, sessions.subject("account", user.email))
    return sessions.begin(uow.session, user.id, uow.now, lifetime)


def give_role(
    uow: UnitOfWork, user: User, role: Role, *, contest_id: int | None = None, candidacy_id: int | None = None
) -> RoleGrant:
    """Give a role: administrator everywhere, others in a contest, candidate and agent for one candidacy of it."""
    policy.may_give_role(uow.actor, user.id, role).enforce()
    if (role is Role.ADMINISTRATOR) != (contest_id is None):
        raise Invalid([Fault("contest", _("Administrators have no contest; every other role has one."))])
    if (role in OF_A_CANDIDACY) != (candidacy_id is not None):
        raise Invalid([Fault("candidate", _("Candidates and agents have a candidacy; other roles have none."))])
    if queries.has_role(uow.session, user.id, role, contest_id, candidacy_id):
        raise Invalid([Fault("role", _("%(name)s has this role already.", name=user.name))])
    _refuse_both_sides(uow, user, role, contest_id)
    grant = RoleGrant(user_id=user.id, role=role, contest_id=contest_id, candidacy_id=candidacy_id, granted_at=uow.now)
    uow.session.add(grant)
    record(uow, "role.given", f"user:{user.reference}", contest_id=contest_id, facts={"role": role.value})
    return grant


def _refuse_both_sides(uow: UnitOfWork, user: User, role: Role, contest_id: int | None) -> None:
    """Nobody is a candidate (or an agent) and an office-holder in one contest, nor an administrator who reads cases."""
    sides: tuple[set[Role], ...] = (
        {Role.CANDIDATE, Role.AGENT},
        {Role.OFFICER, Role.CHAIR, Role.BUREAU},
    )
    held = {
        grant.role
        for grant in queries.grants_in_force(uow.session, user_id=user.id)
        if contest_id is None or grant.contest_id in (contest_id, None)
    }
    if (role is not Role.ADMINISTRATOR and Role.ADMINISTRATOR in held) or (role is Role.ADMINISTRATOR and held):
        raise Invalid([Fault("role", _("Administrators hold no role in a contest: they must not read its cases."))])
    mine = next((side for side in sides if role in side), None)
    if mine is not None and any(held & side for side in sides if side is not mine):
        raise Invalid([Fault("role", _("Nobody can stand on both sides: candidate and office of the same contest."))])


def revoke_role(uow: UnitOfWork, grant: RoleGrant) -> None:
    """Take a role back, from now on. The last administrator keeps theirs."""
    policy.may_manage_users(uow.actor).enforce()
    if grant.role is Role.ADMINISTRATOR:
        others = select(RoleGrant.id).where(
            RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.revoked_at.is_(None), RoleGrant.id != grant.id
        )
        if uow.session.scalar(others.limit(1)) is None:
            raise Forbidden(_("An installation needs an administrator: make another one first."))
    grant.revoked_at = uow.now
    user = uow.session.get_one(User, grant.user_id)
    record(uow, "role.revoked", f"user:{user.reference}", contest_id=grant.contest_id, facts={"role": grant.role.value})


def recuse(
    uow: UnitOfWork,
    user: User,
    contest_id: int,
    reason: str,
    *,
    candidacy_id: int | None = None,
    incident_id: int | None = None,
) -> Recusal:
    """Somebody keeps out of a contest, of one candidate's cases, or of one incident, from now on."""
    policy.may_recuse(uow.actor, user.id, contest_id).enforce()
    if not reason.strip():
        raise Invalid(
            [
                Fault(
                    "reason", _("Say why. The chair's report names every recusal; the reason is for the ethics office.")
                )
            ]
        )
    recusal = Recusal(
        user_id=user.id,
        contest_id=contest_id,
        candidacy_id=candidacy_id,
        incident_id=incident_id,
        reason=reason.strip(),
        declared_at=uow.now,
    )
    uow.session.add(recusal)
    record(uow, "recusal.declared", f"user:{user.reference}", contest_id=contest_id)
    return recusal


def end_recusal(uow: UnitOfWork, recusal: Recusal) -> None:
    """A recusal ends; it stays on record."""
    policy.may_end_recusal(uow.actor, recusal.user_id, recusal.contest_id).enforce()
    recusal.ended_at = uow.now
    user = uow.session.get_one(User, recusal.user_id)
    record(uow, "recusal.ended", f"user:{user.reference}", contest_id=recusal.contest_id)
