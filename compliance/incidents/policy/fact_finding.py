"""Who finds the facts of a case, and while it is at which stages."""

from collections.abc import Set as AbstractSet

from compliance.core.access import ALLOWED, HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents.policy.cases import About, may_see_file
from compliance.incidents.terms import Stage

UNDER_WAY = frozenset(Stage) - {Stage.RECEIVED, Stage.INADMISSIBLE, Stage.CONCLUDED, Stage.CLOSED}
"""Facts are found from the day on which a case is admissible until it is concluded."""


def may_see_fact_finding(actor: Actor, incident: About) -> Verdict:
    """Tasks, interviews, contested facts and referrals are for the officers of the case."""
    return may_see_file(actor, incident)


def may_find_facts(actor: Actor, incident: About) -> Verdict:
    """New tasks, interviews, accounts and assessments: while facts are being found."""
    return _while(actor, incident, UNDER_WAY)


def may_complete(actor: Actor, incident: About) -> Verdict:
    """What was begun is completed until the case is closed: tasks end, a record is confirmed, an answer comes in."""
    return _while(actor, incident, UNDER_WAY | {Stage.CONCLUDED})


def may_refer(actor: Actor, incident: About) -> Verdict:
    """A matter of the workplace may come up at any time, and whatever becomes of the case."""
    return _while(actor, incident, frozenset(Stage) - {Stage.CLOSED})


def _while(actor: Actor, incident: About, stages: AbstractSet[Stage]) -> Verdict:
    verdict = may_see_fact_finding(actor, incident)
    if not verdict:
        return HIDDEN
    if actor.is_system or incident.stage in stages:
        return ALLOWED
    why = {
        Stage.RECEIVED: _("Facts are found once the incident has been assessed as admissible."),
        Stage.INADMISSIBLE: _("The incident was found inadmissible, and goes no further."),
        Stage.CONCLUDED: _("The case is concluded."),
        Stage.CLOSED: _("The case is closed."),
    }
    return refused(why.get(incident.stage, _("This is not possible at the stage of the case.")))
