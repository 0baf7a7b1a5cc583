"""Accounts and their passwords."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from compliance.core.errors import Fault, Forbidden, Invalid
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import passwords, policy, queries, sessions
from compliance.identity.models import User
from compliance.notifications.service import enqueue
from compliance.transparency.recording import record

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
LONGEST_EMAIL = 254
"""RFC 5321, section 4.5.3.1.3, as corrected."""

RESET = "user.password_reset"
"""The act of setting somebody else's password."""


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
    email, name = command.email.strip().lower(), command.name.strip()
    faults = []
    if not EMAIL.fullmatch(email) or not email.isprintable() or len(email) > LONGEST_EMAIL:
        faults.append(Fault("email", _("Give an e-mail address, such as name@example.org.")))
    elif queries.user_by_email(uow.session, email):
        faults.append(Fault("email", _("There is an account with this address already.")))
    if not name or not name.isprintable():
        faults.append(Fault("name", _("Give the person's name.")))
    if command.password is not None and (weak := passwords.fault(command.password, about=_belonging_to(email, name))):
        faults.append(Fault("password", weak))
    if faults:
        raise Invalid(faults)
    user = User(
        reference=new_reference(),
        email=email,
        name=name,
        password_hash=None if command.password is None else passwords.hash_password(command.password),
        is_active=True,
        must_change_password=command.must_change_password,
        created_at=uow.now,
    )
    uow.session.add(user)
    record(uow, "user.added", f"user:{user.reference}")
    return user


def set_active(uow: UnitOfWork, user: User, *, active: bool) -> None:
    """Close an account, or open it again. A closed one is signed out everywhere.

    Whoever closes one is an administrator whose own stays open; the command line must leave one as well.
    """
    policy.may_close_account(uow.actor, user.id).enforce()
    if not active and queries.is_only_administrator(uow.session, user.id):
        raise Forbidden(_("An installation needs an administrator: make another one first."))
    user.is_active = active
    if not active:
        sessions.end_all(uow.session, user.id)
    record(uow, "user.opened" if active else "user.closed", f"user:{user.reference}")


def change_password(uow: UnitOfWork, user: User, new: str, *, token: str | None = None) -> None:
    """Set a password; every other browser of the user is signed out (all but that of `token`).

    One that an administrator sets for somebody else must be changed at the next sign-in. Whoever sets it could sign in
    with it and read cases: so it stands in the log of each contest that the person has to do with.
    """
    policy.may_change_password(uow.actor, user.id).enforce()
    own = uow.actor.user_id == user.id
    if weak := passwords.fault(new, about=_belonging_to(user.email, user.name)):
        raise Invalid([Fault("new_password", weak)])
    if own and passwords.matches(user.password_hash, new):
        raise Invalid([Fault("new_password", _("This is the password that you have now; choose another one."))])
    user.password_hash = passwords.hash_password(new)
    user.must_change_password = not own
    sessions.end_all(uow.session, user.id, but=token)
    record(uow, "user.password_changed" if own else RESET, f"user:{user.reference}")
    if not own:
        enqueue(uow, RESET, [user.id], subject=f"user:{user.reference}")
    held = set() if own else {one.contest_id for one in queries.grants_in_force(uow.session, user_id=user.id)}
    for contest_id in sorted(one for one in held if one is not None):
        record(uow, RESET, f"user:{user.reference}", contest_id=contest_id)


def reset_password(uow: UnitOfWork, user: User) -> str:
    """Give somebody a new first password, and return it: it is told once, and must be changed at the next sign-in."""
    policy.may_reset_password(uow.actor, user.id).enforce()
    made = passwords.generate()
    change_password(uow, user, made)
    sessions.forget_failures(uow.session, sessions.subject("account", user.email))
    return made


def sign_in(uow: UnitOfWork, user: User, lifetime: timedelta, *, rehashed: str | None = None) -> str:
    """Open a session for somebody whose password was checked; return its token.

    Args:
        uow: whoever its actor is, often a visitor: what happens here is done by the user.
        user: as it was read when the password was checked.
        lifetime: for how long the session lasts, whatever happens in it.
        rehashed: the same password hashed with today's parameters, where they have grown since it was stored.
    """
    sessions.forget_failures(uow.session, sessions.subject("account", user.email))
    if rehashed is not None:
        stored = uow.session.get_one(User, user.id)
        stored.password_hash = rehashed
        acting = replace(uow, actor=queries.actor_of(uow.session, user.id, user.name))
        record(acting, "user.password_rehashed", f"user:{user.reference}")
    return sessions.begin(uow.session, user.id, uow.now, lifetime)


def _belonging_to(email: str, name: str) -> tuple[str, ...]:
    return (email, email.partition("@")[0], *name.split())
