"""The secret address of somebody's calendar. It is shown once; a new one ends the one before."""

import secrets

from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import policy, queries
from compliance.identity.models import CalendarAddress, User
from compliance.identity.sessions import digest
from compliance.transparency.recording import record


def make_calendar_address(uow: UnitOfWork, user: User) -> str:
    """Make the address at which a calendar reads one's due days; return its secret, which exists nowhere else."""
    policy.may_have_calendar(uow.actor, user.id).enforce()
    _end(uow, user)
    secret = secrets.token_urlsafe(32)
    uow.session.add(CalendarAddress(user_id=user.id, secret_digest=digest(secret).hex(), made_at=uow.now))
    record(uow, "calendar.address_made", f"user:{user.reference}")
    return secret


def revoke_calendar_address(uow: UnitOfWork, user: User) -> None:
    """End the address at once: whatever reads it finds nothing from now on."""
    policy.may_have_calendar(uow.actor, user.id).enforce()
    if _end(uow, user):
        record(uow, "calendar.address_revoked", f"user:{user.reference}")


def _end(uow: UnitOfWork, user: User) -> bool:
    queries.lock(uow.session, user.id)
    address = queries.calendar_address(uow.session, user.id)
    if address is not None:
        address.revoked_at = uow.now
    return address is not None
