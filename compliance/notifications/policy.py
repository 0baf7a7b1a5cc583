"""Who may look after the outbox, and say when they want to be told."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Verdict


def may_see_outbox(actor: Actor) -> Verdict:
    """Administrators see how many mails wait, and why, never what any is about."""
    return ALLOWED if actor.is_administrator or actor.is_system else HIDDEN


def may_prefer(actor: Actor) -> Verdict:
    """Everybody with an account, for themselves."""
    return ALLOWED if actor.user_id is not None else HIDDEN
