"""Who is to be told, when a mail is about to go: whoever may still know of what it is about."""

from sqlalchemy.orm import Session

from compliance.core.access import Actor
from compliance.core.errors import NotFound
from compliance.identity.models import User
from compliance.identity.queries import actor_of
from compliance.incidents import queries as incidents
from compliance.notifications.messages import Addressee


def recipient(session: Session, user_id: int, contest_id: int | None, subject: str | None) -> Addressee | None:
    """Return a person's name and address; None if they are not to be told any more.

    Their account may have been closed since, their role taken back, or they keep out of it by now.
    """
    user = session.get(User, user_id)
    if user is None or not user.is_active:
        return None
    actor = actor_of(session, user.id, user.name)
    return Addressee(user.name, user.email) if _may_know(session, actor, contest_id, subject) else None


def _may_know(session: Session, actor: Actor, contest_id: int | None, subject: str | None) -> bool:
    kind, _colon, reference = (subject or "").partition(":")
    if contest_id is None or kind == "user":  # a person's own account, or that they are recused
        return True
    if not actor.takes_part(contest_id) or contest_id in actor.recused_contests:
        return False
    if kind != "incident":
        return True
    try:
        incidents.by_reference(session, actor, reference)
    except NotFound:
        return False
    return True
