"""Who sees and handles what member states are asked, or ask."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict
from compliance.incidents.policy.cases import About, handles, is_officer_of
from compliance.incidents.policy.fact_finding import may_complete
from compliance.incidents.terms import Audience

COUNCIL = (Role.CHAIR, Role.BUREAU)
SIDES = (Role.CANDIDATE, Role.AGENT)


def may_list_clarifications(actor: Actor, contest_id: int) -> Verdict:
    """The office lists all, and those to whom something can be circulated what was."""
    if handles(actor, contest_id) or audience_of(actor, contest_id) is not None:
        return ALLOWED
    return HIDDEN


def may_handle_clarification(actor: Actor, contest_id: int, incident: About | None) -> Verdict:
    """The office asks, enters answers and circulates: of a case its officers, until it is closed."""
    if incident is not None:
        return may_complete(actor, incident)
    return ALLOWED if handles(actor, contest_id) else HIDDEN


def sees_whole(actor: Actor, contest_id: int, incident: About | None) -> bool:
    """Whether somebody sees a request itself, and not only what was circulated of it."""
    return handles(actor, contest_id) if incident is None else is_officer_of(actor, incident)


def audience_of(actor: Actor, contest_id: int) -> Audience | None:
    """What is circulated to whom somebody belongs to; None if they belong to nobody who gets anything."""
    if contest_id in actor.recused_contests:
        return None
    if actor.has(contest_id, *COUNCIL):
        return Audience.COUNCIL
    return Audience.CANDIDATES if actor.has(contest_id, *SIDES) else None


def keeps_out(actor: Actor, incident: About) -> bool:
    """Whether somebody keeps out of a case, and so of all that belongs to it, whatever they are in the contest."""
    return (
        incident.contest_id in actor.recused_contests
        or incident.candidacy_id in actor.recused_candidacies
        or incident.id in actor.recused_incidents
    )
