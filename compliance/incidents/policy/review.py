"""Who may ask for a review, appoint who makes it, and decide it, and why not."""

from collections.abc import Collection
from datetime import date

from compliance.core.access import ALLOWED, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.incidents import workflow
from compliance.incidents.policy.cases import About, answers, is_officer_of, may_see


def may_ask_review(
    actor: Actor, incident: About, *, until: date | None, today: date, is_open: bool = False, asked: bool = False
) -> Verdict:
    """Within the time for it the respondent's side asks, once; the officers of the case may order one later.

    Args:
        actor: who.
        incident: the case.
        until: the last day on which the respondent may ask; None if the case is not concluded.
        today: the day.
        is_open: whether a review is open.
        asked: whether the respondent has asked for one already.
    """
    office = is_officer_of(actor, incident)
    if not office and not answers(actor, incident.candidacy_id):
        return may_see(actor, incident) and refused(_("A review is asked for by the candidate."))
    verdict = may_see(actor, incident)
    if verdict and (until is None or incident.stage not in workflow.ENDED):
        return refused(_("A review comes after the case is concluded."))
    if verdict and is_open:
        return refused(_("A review is under way."))
    return verdict if office or not verdict or until is None else _in_time(until, today, asked=asked)


def _in_time(until: date, today: date, *, asked: bool) -> Verdict:
    if asked:
        return refused(_("A review was asked for already, and decided."))
    if today > until:
        return refused(_("A review could be asked for until %(day)s.", day=long_date(until)))
    return ALLOWED


def may_appoint_reviewer(actor: Actor, incident: About, *, is_open: bool) -> Verdict:
    """Officers of the case appoint who reviews it, and another one if need be, until it is decided."""
    if not is_officer_of(actor, incident):
        return may_see(actor, incident) and refused(_("The ethics office does this."))
    return ALLOWED if is_open else refused(_("No review is under way."))


def may_decide_review(
    actor: Actor, incident: About, *, reviewer_id: int | None, concluded_by: Collection[int], is_open: bool
) -> Verdict:
    """Only the reviewer decides, who neither made a finding in the case nor concluded it."""
    verdict = may_appoint_reviewer(actor, incident, is_open=is_open)
    if not verdict:
        return verdict
    if actor.user_id is not None and actor.user_id in concluded_by:
        return refused(_("You made a finding in this case or concluded it: somebody else reviews it."))
    if reviewer_id is None:
        return refused(_("Nobody is appointed to review it yet."))
    if actor.user_id != reviewer_id:
        return refused(_("The reviewer decides."))
    return ALLOWED
