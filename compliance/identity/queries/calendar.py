"""Reading the secret addresses of calendars."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.access import Actor
from compliance.identity.models import CalendarAddress, User
from compliance.identity.queries.people import actor_of
from compliance.identity.sessions import digest


def calendar_address(session: Session, user_id: int) -> CalendarAddress | None:
    """Return the address that somebody has now; None if there is none."""
    query = select(CalendarAddress).where(CalendarAddress.user_id == user_id, CalendarAddress.revoked_at.is_(None))
    return session.scalar(query)


def by_calendar_secret(session: Session, secret: str) -> Actor | None:
    """Return whose due days an address gives, with roles and recusals as they are now.

    None if it is unknown or was revoked, or if its owner could not sign in.
    """
    row = session.execute(
        select(User.id, User.name)
        .join(CalendarAddress, CalendarAddress.user_id == User.id)
        .where(
            CalendarAddress.secret_digest == digest(secret).hex(),
            CalendarAddress.revoked_at.is_(None),
            User.is_active,
            User.must_change_password.is_(False),
        )
    ).one_or_none()
    return None if row is None else actor_of(session, row.id, row.name)
