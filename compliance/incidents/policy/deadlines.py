"""Who may see the deadlines of a case, and what may move one."""

from compliance.core.access import ALLOWED, HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents import workflow
from compliance.incidents.policy.cases import About, answers, is_officer_of, may_see
from compliance.incidents.terms import Stage


def may_see_deadlines(actor: Actor, incident: About) -> Verdict:
    """All deadlines of a case, with what moved them, are for its officers."""
    return ALLOWED if is_officer_of(actor, incident) else HIDDEN


def may_move_deadlines(actor: Actor, incident: About) -> Verdict:
    """Officers extend, suspend and resume, until the case is closed."""
    verdict = may_see_deadlines(actor, incident)
    if verdict and incident.stage is Stage.CLOSED and not actor.is_system:
        return refused(_("The case is closed."))
    return verdict


def may_ask_for_time(actor: Actor, incident: About, *, runs: bool = True, asked: bool = False) -> Verdict:
    """The candidate and their agents ask for more time to reply, one request at a time."""
    if not answers(actor, incident.candidacy_id):
        own = _("You decide on it: extend the deadline on the tab “Deadlines”.")
        return refused(own) if is_officer_of(actor, incident) else HIDDEN
    verdict = may_see(actor, incident)
    if not verdict:
        return verdict
    if incident.stage not in workflow.PUT_TO_RESPONDENT:
        return refused(_("The case is concluded, and no longer takes replies."))
    if not runs:
        return refused(_("No time to reply is running. A late reply is still taken."))
    return refused(_("You have asked already; the office has not decided yet.")) if asked else ALLOWED


def may_see_time_to_reply(actor: Actor, incident: About) -> Verdict:
    """The candidate and their agents see until when they may reply, and what became of their requests."""
    return may_see(actor, incident) if answers(actor, incident.candidacy_id) else HIDDEN


def may_decide_on_time(actor: Actor, incident: About, *, asked: bool) -> Verdict:
    """Officers grant or refuse what was asked for."""
    verdict = may_move_deadlines(actor, incident)
    return refused(_("No request for more time is open.")) if verdict and not asked else verdict


def may_resume(actor: Actor, incident: About, *, waits: bool) -> Verdict:
    """Officers let the time run on, if it was stopped."""
    verdict = may_move_deadlines(actor, incident)
    return refused(_("The case does not wait.")) if verdict and not waits else verdict
