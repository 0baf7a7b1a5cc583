"""Who may manage accounts, roles and recusals."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _


def may_manage_users(actor: Actor) -> Verdict:
    """Administrators make accounts and give roles; so does whoever has the command line."""
    return ALLOWED if actor.is_administrator or actor.is_system else HIDDEN


def may_close_account(actor: Actor, user_id: int) -> Verdict:
    """Administrators close and open accounts, never their own."""
    if actor.user_id == user_id and actor.is_administrator:
        return refused(_("You cannot close your own account: another administrator can."))
    return may_manage_users(actor)


def may_give_role(actor: Actor, user_id: int, role: Role) -> Verdict:
    """An administrator gives nobody a second power over cases by giving it to themselves."""
    verdict = may_manage_users(actor)
    if verdict and actor.user_id == user_id and role is not Role.ADMINISTRATOR:
        return refused(_("Administrators cannot give themselves a role in a contest: they could then read its cases."))
    return verdict


def may_change_password(actor: Actor, user_id: int) -> Verdict:
    """Everybody changes their own; administrators set a first one for others."""
    return ALLOWED if actor.user_id == user_id else may_manage_users(actor)


def may_reset_password(actor: Actor, user_id: int) -> Verdict:
    """Administrators give others a new first password. For their own they enter the present one, as everybody does."""
    if actor.user_id == user_id and actor.is_administrator:
        return refused(_("Change your own password on the page of your account."))
    return may_manage_users(actor)


def may_make_token(actor: Actor, user_id: int) -> Verdict:
    """Everybody makes tokens for themselves, and nobody for others: a token acts as its owner."""
    return ALLOWED if actor.user_id == user_id else HIDDEN


def may_revoke_token(actor: Actor, user_id: int) -> Verdict:
    """Everybody ends their own; administrators any."""
    return ALLOWED if actor.user_id == user_id else may_manage_users(actor)


def may_recuse(actor: Actor, user_id: int, contest_id: int) -> Verdict:
    """Anyone may recuse themselves; administrators and the chair may recuse others."""
    return ALLOWED if actor.user_id == user_id else may_recuse_others(actor, contest_id)


def may_recuse_others(actor: Actor, contest_id: int) -> Verdict:
    """Administrators and the chair of the contest may, unless the chair is recused from it."""
    return ALLOWED if actor.is_administrator or actor.is_system or _presides(actor, contest_id) else HIDDEN


def may_end_recusal(actor: Actor, user_id: int, contest_id: int, candidacy_id: int | None = None) -> Verdict:
    """Nobody ends their own recusal, nor one from what they keep out of; the chair and administrators may."""
    if actor.user_id == user_id:
        return refused(_("You cannot end your own recusal: ask the chair of the council."))
    if actor.is_administrator or actor.is_system:
        return ALLOWED
    if not _presides(actor, contest_id):
        return HIDDEN
    if candidacy_id in actor.recused_candidacies:
        return refused(_("You are recused from the cases of this candidate: ask the administrator."))
    return ALLOWED


def _presides(actor: Actor, contest_id: int) -> bool:
    return actor.has(contest_id, Role.CHAIR) and contest_id not in actor.recused_contests


def may_declare_relation(actor: Actor, user_id: int, contest_id: int) -> Verdict:
    """Everybody declares their own; administrators and the chair may record those of others, and end them."""
    return may_recuse(actor, user_id, contest_id)


def may_see_routing(actor: Actor, contest_id: int) -> Verdict:
    """The office, the chair and administrators see who replaces whom."""
    known = actor.is_system or actor.is_administrator or actor.has(contest_id, Role.OFFICER, Role.CHAIR)
    return ALLOWED if known else HIDDEN


def may_edit_routing(actor: Actor, contest_id: int) -> Verdict:
    """Administrators and the chair decide it, not the office for itself."""
    if actor.is_system or actor.is_administrator or _presides(actor, contest_id):
        return ALLOWED
    return may_see_routing(actor, contest_id) and refused(
        _("The chair of the council or an administrator decides this.")
    )


def may_accept_proposal(actor: Actor, user_id: int, contest_id: int) -> Verdict:
    """The person accepts at once; whoever may recuse others may put it in force as well."""
    return may_recuse(actor, user_id, contest_id)


def may_decline_proposal(actor: Actor, user_id: int, contest_id: int, candidacy_id: int) -> Verdict:
    """The chair declines a proposal, with a reason; nobody that for themselves, nor about what they keep out of."""
    if actor.is_system:
        return ALLOWED
    if actor.user_id == user_id:
        return refused(_("Nobody decides for themselves that they need not keep out: the chair of the council does."))
    if not _presides(actor, contest_id):
        return may_see_routing(actor, contest_id) and refused(_("The chair of the council decides this."))
    if candidacy_id in actor.recused_candidacies:
        return refused(_("You are recused from the cases of this candidate, and cannot decide this."))
    return ALLOWED


def may_have_calendar(actor: Actor, user_id: int) -> Verdict:
    """Everybody makes and revokes the address of their own calendar, and of nobody else's."""
    return ALLOWED if actor.user_id == user_id else HIDDEN
