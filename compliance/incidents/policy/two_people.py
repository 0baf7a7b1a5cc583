"""Who may take the first and the second part of an act that takes two people, and why not."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents import workflow
from compliance.incidents.policy.cases import About, is_officer_of, may_see
from compliance.incidents.terms import PublicationState, SourceKind


def may_propose_publication(
    actor: Actor, incident: About, *, state: PublicationState | None, under_review: bool = False
) -> Verdict:
    """An officer of the case proposes to publish it once it is concluded; not if it is confined, or under review."""
    if not is_officer_of(actor, incident):
        return may_see(actor, incident) and refused(_("The ethics office does this."))
    if incident.restricted:
        return refused(_("The case is confined to those who handle it, and is not published."))
    if incident.stage not in workflow.ENDED:
        return refused(_("A case is published once it is concluded."))
    return refused(_("A review is under way.")) if under_review else _may_still_be_proposed(state)


def _may_still_be_proposed(state: PublicationState | None) -> Verdict:
    if state is None:
        return refused(_("It is published: it was concluded before it came here."))
    if state is PublicationState.PUBLISHED:
        return refused(_("It is published."))
    return refused(_("It was proposed already.")) if state is PublicationState.PROPOSED else ALLOWED


def may_confirm_publication(
    actor: Actor, incident: About, *, state: PublicationState | None, proposed_by_id: int | None
) -> Verdict:
    """Another officer of the case confirms, or the chair, who is not recused from it; never who proposed it."""
    if not is_officer_of(actor, incident) and not _is_chair_for(actor, incident):
        return may_see(actor, incident) and refused(_("Another officer or the chair confirms this."))
    if state is not PublicationState.PROPOSED:
        return refused(_("Nobody proposed to publish it."))
    if actor.user_id == proposed_by_id:
        return refused(_("You proposed it: somebody else confirms."))
    return ALLOWED


def _is_chair_for(actor: Actor, incident: About) -> bool:
    return (
        actor.has(incident.contest_id, Role.CHAIR)
        and not incident.restricted
        and incident.contest_id not in actor.recused_contests
        and incident.candidacy_id not in actor.recused_candidacies
        and incident.id not in actor.recused_incidents
    )


def may_unmask(actor: Actor, incident: About, kind: SourceKind, *, pending: bool, agreed: bool) -> Verdict:
    """An officer of the case may ask to learn who a confidential source is; of others there is nothing to learn."""
    if not is_officer_of(actor, incident) or kind is not SourceKind.CONFIDENTIAL:
        return HIDDEN
    if agreed:
        return refused(_("Two people have agreed: the name is shown to the officers of the case."))
    return refused(_("It was asked for already, and waits for a second person.")) if pending else ALLOWED


def may_agree_to_unmask(actor: Actor, incident: About, *, pending: bool, requested_by_id: int | None) -> Verdict:
    """Another officer of the case agrees or refuses; never who asked."""
    if not is_officer_of(actor, incident):
        return HIDDEN
    if not pending:
        return refused(_("Nobody asked for it."))
    if actor.user_id == requested_by_id:
        return refused(_("You asked for it: somebody else of the case agrees or refuses."))
    return ALLOWED


def may_file_retaliation(actor: Actor, about: About) -> Verdict:
    """Officers of a case file that somebody is treated worse because of it."""
    return ALLOWED if is_officer_of(actor, about) else HIDDEN
