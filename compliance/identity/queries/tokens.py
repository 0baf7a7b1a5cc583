"""Reading the keys with which programs act for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.identity.models import ApiToken, User
from compliance.identity.queries.people import SignedIn, actor_of
from compliance.identity.sessions import digest


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose a token is, and what it may be used for."""

    token_id: int
    scopes: frozenset[str]
    who: SignedIn


def by_api_token(session: Session, secret: str, now: datetime) -> Bearer | None:
    """Return who acts with a token; None if it is unknown, has expired or was revoked, or its owner must not act."""
    row = session.execute(
        select(ApiToken.id, ApiToken.scopes, User.id, User.name, User.reference, User.email)
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.token_digest == digest(secret).hex(),
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > now,
            User.is_active,
            User.must_change_password.is_(False),
        )
    ).one_or_none()
    if row is None:
        return None
    token_id, scopes, user_id, name, reference, email = row
    who = SignedIn(actor_of(session, user_id, name), reference, email, must_change_password=False)
    return Bearer(token_id, frozenset(scopes), who)


def api_tokens(session: Session, user_id: int) -> Sequence[ApiToken]:
    """Return a user's tokens that were not revoked, the newest first."""
    query = select(ApiToken).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    return session.scalars(query.order_by(ApiToken.id.desc())).all()


def api_token(session: Session, user_id: int, reference: str) -> ApiToken | None:
    """Return one of a user's tokens."""
    query = select(ApiToken).where(ApiToken.user_id == user_id, ApiToken.reference == reference)
    return session.scalar(query)
