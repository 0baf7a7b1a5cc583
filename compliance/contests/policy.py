"""Who may set up contests and edit them."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _


def may_create(actor: Actor) -> Verdict:
    """Administrators set up contests; so does whoever has the command line."""
    return ALLOWED if actor.is_administrator or actor.is_system else HIDDEN


def may_edit(actor: Actor, contest_id: int) -> Verdict:
    """Administrators and the contest's officers edit it, unless they keep out of it; its other members only read."""
    if actor.is_administrator or actor.is_system:
        return ALLOWED
    if not actor.takes_part(contest_id):
        return HIDDEN
    if not actor.has(contest_id, Role.OFFICER):
        return refused(_("Only the ethics office and administrators change this."))
    if contest_id in actor.recused_contests:
        return refused(_("You are recused from this contest, so somebody else must change this."))
    return ALLOWED
