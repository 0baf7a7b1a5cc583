"""Who may link cases, and split one."""

from compliance.core.access import HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents import workflow
from compliance.incidents.policy.cases import About, is_officer_of, may_file, may_see_file


def may_see_links(actor: Actor, incident: About) -> Verdict:
    """Links are for the officers of the case. Each is shown only to whoever may know of the other case too."""
    return may_see_file(actor, incident)


def may_link(actor: Actor, incident: About, other: About | None = None) -> Verdict:
    """Officers of both cases link them, at any stage: that two have to do with each other may come out late."""
    if other is not None and not is_officer_of(actor, other):
        return HIDDEN
    return may_see_file(actor, incident)


def may_split(actor: Actor, incident: About, candidacy_id: int | None = None) -> Verdict:
    """A case is split before it is put to the candidate; afterwards a new one is filed, and linked."""
    if not is_officer_of(actor, incident):
        return HIDDEN
    if candidacy_id is not None and not (verdict := may_file(actor, incident.contest_id, candidacy_id)):
        return verdict
    if incident.stage not in workflow.BEFORE_NOTICE and not actor.is_system:
        return refused(_("Only what was not yet put to the candidate can be split: file a new incident, and link it."))
    return may_see_file(actor, incident)
