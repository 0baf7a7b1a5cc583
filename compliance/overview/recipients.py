"""Who is to be told, when a mail is about to go: whoever may still know of what it is about."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from compliance.core.access import Actor
from compliance.core.errors import NotFound
from compliance.identity.models import User
from compliance.identity.queries import actor_of
from compliance.incidents import queries as incidents
from compliance.intake import queries as intake
from compliance.notifications.messages import Addressee
from compliance.reports import queries as reports
from compliance.reports.policy import may_read_issued


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
    look = _LOOKS.get(kind)
    try:
        return look is None or look(session, actor, contest_id, reference)
    except NotFound:
        return False


def _incident(session: Session, actor: Actor, _contest_id: int, reference: str) -> bool:
    return incidents.by_reference(session, actor, reference) is not None


def _report(session: Session, actor: Actor, contest_id: int, reference: str) -> bool:
    report = reports.by_reference(session, contest_id, reference)
    recused = reports.is_recused_in_part(session, actor, contest_id)
    return bool(may_read_issued(actor, report, recused_in_part=recused))


def _submission(session: Session, actor: Actor, _contest_id: int, reference: str) -> bool:
    return intake.is_visible(session, actor, reference)


_LOOKS: Mapping[str, Callable[[Session, Actor, int, str], bool]] = {
    "incident": _incident,
    "report": _report,
    "submission": _submission,
}
"""Whether somebody who takes part may see a thing, by its kind; what is not here, whoever takes part may see."""
