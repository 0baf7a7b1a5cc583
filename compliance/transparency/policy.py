"""Who may read the log. Anybody with an account may check that it holds; its entries tell when something was done."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _

READERS = (Role.OBSERVER, Role.OFFICER, Role.CHAIR, Role.BUREAU)


def may_read_entries(actor: Actor, contest_id: int) -> Verdict:
    """Observers, the office, the council's bureau, and administrators read the entries of a contest.

    Somebody who is recused does not: the time of an entry would tell of the case from which they keep out.
    """
    if not (actor.is_administrator or actor.has(contest_id, *READERS)):
        return HIDDEN
    if actor.recused_candidacies or actor.recused_incidents or contest_id in actor.recused_contests:
        return refused(_("You are recused from a case, and the entries of the log would tell you of it."))
    return ALLOWED


def may_verify(actor: Actor) -> Verdict:
    """Whoever reads entries somewhere, and administrators, may let the server recompute the log."""
    if actor.is_administrator or actor.contests(*READERS):
        return ALLOWED
    return refused(_("Observers, the office, the bureau and administrators can let the server verify the log."))
