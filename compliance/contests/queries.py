"""Reading contests."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.contests.models import Contest
from compliance.core.access import Actor


def by_slug(session: Session, slug: str) -> Contest | None:
    """Return a contest by its slug."""
    return session.scalar(select(Contest).where(Contest.slug == slug))


def visible_to(session: Session, actor: Actor) -> Sequence[Contest]:
    """Return the contests that somebody takes part in, or all for an administrator; the next vote first."""
    query = select(Contest).order_by(Contest.votes_on.desc(), Contest.id)
    if not (actor.is_administrator or actor.is_system):
        query = query.where(Contest.id.in_(actor.contests()))
    return session.scalars(query).all()
