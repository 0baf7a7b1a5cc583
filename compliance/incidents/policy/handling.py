"""Who decides who handles a case, and who else may know of it."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents.policy.cases import About, is_officer_of
from compliance.incidents.terms import Stage


def may_see_access(actor: Actor, incident: About) -> Verdict:
    """Who sees a case is known to its officers."""
    return ALLOWED if is_officer_of(actor, incident) else HIDDEN


def may_assign(actor: Actor, incident: About) -> Verdict:
    """The officers of a case share it out among themselves, until it is closed."""
    verdict = may_see_access(actor, incident)
    if verdict and incident.stage is Stage.CLOSED and not actor.is_system:
        return refused(_("The case is closed."))
    return verdict


def may_restrict(actor: Actor, incident: About) -> Verdict:
    """The officers of a case may confine it to those who handle it, so that nobody else knows of it."""
    verdict = may_see_access(actor, incident)
    return (
        refused(_("Only the officers assigned to it know of it already."))
        if verdict and incident.restricted
        else verdict
    )


def may_lift(actor: Actor, incident: About) -> Verdict:
    """The officers of a confined case may open it to the rest of the office."""
    verdict = may_see_access(actor, incident)
    return (
        refused(_("Every officer who is not recused knows of it.")) if verdict and not incident.restricted else verdict
    )


def may_keep_out(actor: Actor, incident: About) -> Verdict:
    """Whoever handles a case may say that they keep out of it from now on."""
    if actor.user_id is None:
        return HIDDEN
    return may_see_access(actor, incident)
