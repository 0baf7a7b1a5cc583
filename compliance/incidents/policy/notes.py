"""Who writes and reads what is written about a case: internal notes, and messages between office and candidate."""

from typing import Protocol

from compliance.core.access import HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents import workflow
from compliance.incidents.policy.cases import About, is_officer_of, may_see, may_see_file
from compliance.incidents.terms import Stage


class Written(Protocol):
    """What a policy asks of a note."""

    @property
    def retracted_by(self) -> str | None:
        """Who retracted it; None if it stands."""


def may_see_notes(actor: Actor, incident: About) -> Verdict:
    """Notes are for the officers of the case, and for nobody else, ever."""
    return may_see_file(actor, incident)


def may_note(actor: Actor, incident: About) -> Verdict:
    """The officers of a case may write a note at any stage."""
    return may_see_notes(actor, incident)


def may_retract(actor: Actor, incident: About, note: Written) -> Verdict:
    """The officers of a case may retract a note, once."""
    verdict = may_see_notes(actor, incident)
    return refused(_("This note is retracted already.")) if verdict and note.retracted_by is not None else verdict


def may_see_messages(actor: Actor, incident: About) -> Verdict:
    """Messages on a case are for its officers, and for the candidate's side once the case was put to them."""
    return may_see(actor, incident)


def may_write_message(actor: Actor, incident: About) -> Verdict:
    """Both sides may write from the day on which the case was put to the candidate until it is closed."""
    verdict = may_see_messages(actor, incident)
    if not verdict:
        return HIDDEN
    if incident.stage is Stage.CLOSED and not actor.is_system:
        return refused(_("The case is closed, and takes no more messages."))
    if is_officer_of(actor, incident) and incident.stage not in workflow.KNOWN_TO_RESPONDENT:
        return refused(_("The candidate does not know of this case: a message would tell them of it."))
    return verdict
