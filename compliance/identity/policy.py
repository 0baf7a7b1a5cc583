"""Who may manage accounts, roles and recusals."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _


def may_manage_users(actor: Actor) -> Verdict:
    """Administrators make accounts and give roles; so does whoever has the command line."""
    return ALLOWED if actor.is_administrator or actor.is_system else HIDDEN


def may_give_role(actor: Actor, user_id: int, role: Role) -> Verdict:
    """An administrator gives nobody a second power over cases by giving it to themselves."""
    verdict = may_manage_users(actor)
    if verdict and actor.user_id == user_id and role is not Role.ADMINISTRATOR:
        return refused(_("Administrators cannot give themselves a role in a contest: they could then read its cases."))
    return verdict


def may_change_password(actor: Actor, user_id: int) -> Verdict:
    """Everybody changes their own; administrators set a first one for others."""
    return ALLOWED if actor.user_id == user_id else may_manage_users(actor)


def may_recuse(actor: Actor, user_id: int, contest_id: int) -> Verdict:
    """Anyone may recuse themselves; administrators and the chair may recuse others."""
    if actor.user_id == user_id or actor.is_administrator or actor.is_system or actor.has(contest_id, Role.CHAIR):
        return ALLOWED
    return HIDDEN


def may_end_recusal(actor: Actor, user_id: int, contest_id: int) -> Verdict:
    """Nobody lifts their own recusal: the chair does, or the administrator."""
    if actor.user_id == user_id:
        return refused(_("You cannot end your own recusal: ask the chair of the council."))
    return ALLOWED if actor.is_administrator or actor.is_system or actor.has(contest_id, Role.CHAIR) else HIDDEN
