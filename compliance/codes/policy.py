"""Who may read and who may change a contest's codes of conduct."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _


def may_read(actor: Actor, contest_id: int) -> Verdict:
    """Whoever has a role in the contest reads its codes; so do administrators and the command line."""
    known = actor.is_system or actor.is_administrator or actor.takes_part(contest_id)
    return ALLOWED if known else HIDDEN


def may_edit(actor: Actor, contest_id: int) -> Verdict:
    """Administrators and the contest's officers write codes; an officer who keeps out of the contest does not."""
    if actor.is_system or actor.is_administrator:
        return ALLOWED
    if actor.has(contest_id, Role.OFFICER):
        if contest_id in actor.recused_contests:
            return refused(_("You are recused from this contest."))
        return ALLOWED
    if actor.takes_part(contest_id):
        return refused(_("Only the ethics office and administrators change codes of conduct."))
    return HIDDEN


def may_edit_version(actor: Actor, contest_id: int, frozen: str = "") -> Verdict:
    """The same for the wording of a version; `frozen` says why it can no longer be changed, "" that it can."""
    verdict = may_edit(actor, contest_id)
    return refused(frozen) if verdict and frozen else verdict
