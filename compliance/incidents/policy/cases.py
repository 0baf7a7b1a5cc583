"""Who may see an incident, and act on it, and why not.

Officers who are recused, and everybody who has no part in cases, are told nothing: not even that there is one. The
command line may act at any stage, because what it reads in may have happened before there was a record.
"""

from datetime import date
from typing import Protocol

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.incidents import workflow
from compliance.incidents.terms import Result, Stage

WITHOUT_BINDING = frozenset({Result.OUT_OF_SCOPE})
"""The only way to conclude an allegation of a clause that did not bind."""


class About(Protocol):
    """What a policy asks of an incident: the row, or any value that has these."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def contest_id(self) -> int:
        """The contest."""

    @property
    def candidacy_id(self) -> int:
        """The respondent."""

    @property
    def stage(self) -> Stage:
        """How far it has come."""

    @property
    def reply_due_on(self) -> date | None:
        """Until when the respondent may reply; None before any notice."""

    @property
    def restricted(self) -> bool:
        """Whether only the officers who are assigned to it may know of it."""


class Shown(Protocol):
    """What a policy asks of an item of evidence."""

    @property
    def disclosed(self) -> bool:
        """Whether it is shown to the respondent."""


def handles(actor: Actor, contest_id: int) -> bool:
    """Whether they handle the cases of the contest at all: its officers, unless recused from the whole contest."""
    if actor.is_system:
        return True
    return actor.has(contest_id, Role.OFFICER) and contest_id not in actor.recused_contests


def is_officer_of(actor: Actor, incident: About) -> bool:
    """Whether they handle this very case: officers who do not keep out of it; if it is confined, those assigned."""
    return (
        handles(actor, incident.contest_id)
        and incident.candidacy_id not in actor.recused_candidacies
        and incident.id not in actor.recused_incidents
        and (not incident.restricted or actor.is_system or incident.id in actor.assigned_incidents)
    )


def answers(actor: Actor, candidacy_id: int) -> bool:
    """Whether they are the respondent, or speak for them."""
    return candidacy_id in actor.candidacies()


def is_known_to_respondent(incident: About) -> bool:
    """Whether it has been put to the respondent."""
    was_known = incident.stage is Stage.CLOSED and incident.reply_due_on is not None
    return was_known or incident.stage in workflow.KNOWN_TO_RESPONDENT


def may_list(actor: Actor, contest_id: int) -> Verdict:
    """Officers have a list of cases; candidates and agents one of their own."""
    own = actor.has(contest_id, Role.CANDIDATE, Role.AGENT)
    return ALLOWED if handles(actor, contest_id) or own else HIDDEN


def may_file(actor: Actor, contest_id: int, candidacy_id: int | None = None) -> Verdict:
    """Officers file incidents, but none against a candidate from whose cases they are recused."""
    if not handles(actor, contest_id) or candidacy_id in actor.recused_candidacies:
        return HIDDEN
    return ALLOWED


def may_see(actor: Actor, incident: About) -> Verdict:
    """Officers see every stage; respondents see theirs from the day on which it was put to them."""
    if is_officer_of(actor, incident):
        return ALLOWED
    return ALLOWED if answers(actor, incident.candidacy_id) and is_known_to_respondent(incident) else HIDDEN


def may_see_file(actor: Actor, incident: About) -> Verdict:
    """The file itself, with the office's assessment and the evidence that is not disclosed, is for officers."""
    return ALLOWED if is_officer_of(actor, incident) else HIDDEN


def may_amend(actor: Actor, incident: About) -> Verdict:
    """What is said to have happened can be put right until it has been put to the candidate."""
    return _office(
        actor, incident, workflow.BEFORE_NOTICE, _("The facts stand as they were put: send a further notice.")
    )


def may_allege(actor: Actor, incident: About) -> Verdict:
    """What is alleged can be changed until it has been put to the candidate."""
    told = _("A further clause needs an incident of its own, so that it is put to the candidate.")
    return _office(actor, incident, workflow.BEFORE_NOTICE, told)


def may_drop_allegation(actor: Actor, incident: About) -> Verdict:
    """An allegation is dropped before it is put to the candidate; afterwards a finding says `withdrawn`."""
    told = _("An allegation now ends with a finding, such as “withdrawn”.")
    return _office(actor, incident, workflow.BEFORE_NOTICE, told)


def may_assess(actor: Actor, incident: About) -> Verdict:
    """Whether the office may deal with it at all is decided once, first of all."""
    verdict = _office(actor, incident, frozenset(Stage) - {Stage.CLOSED, Stage.INADMISSIBLE}, "")
    if verdict and incident.stage is not Stage.RECEIVED and not actor.is_system:
        return refused(_("The incident was found admissible already."))
    return verdict


def may_notify(actor: Actor, incident: About, *, alleged: bool = True) -> Verdict:
    """An admissible incident is put to the candidate once something is alleged; later notices supplement the first."""
    verdict = _office(actor, incident, workflow.PUT_TO_RESPONDENT | {Stage.ADMISSIBLE}, "")
    if verdict and not alleged and not actor.is_system:
        return refused(_("Nothing is alleged yet: add the clauses first, so that the candidate knows what to answer."))
    return verdict


def may_reply(actor: Actor, incident: About) -> Verdict:
    """The candidate and their agents answer; the office enters an answer that came on paper."""
    if not answers(actor, incident.candidacy_id):
        return _office(actor, incident, workflow.PUT_TO_RESPONDENT, "")
    verdict = may_see(actor, incident)
    if verdict and incident.stage not in workflow.PUT_TO_RESPONDENT:
        return refused(_("The case is concluded, and no longer takes replies."))
    return verdict


def may_close_replies(actor: Actor, incident: About, today: date | None = None) -> Verdict:
    """The time to reply is over on the day after the last one, and not before."""
    verdict = _office(actor, incident, {Stage.NOTIFIED}, _("There is no reply to wait for."))
    if not verdict or actor.is_system:
        return verdict
    due = incident.reply_due_on
    if due is None:
        return refused(_("No day was set by which to reply: set one with a further notice."))
    if today is not None and today <= due:
        return refused(_("The candidate may reply until %(day)s, that day included.", day=long_date(due)))
    return verdict


def may_find(
    actor: Actor, incident: About, *, found: bool = False, under_review: bool = False, reviewed: bool = False
) -> Verdict:
    """A finding comes after the answer, or after the time for it. One that stands (`found`) can be corrected later.

    Under review it is for the reviewer to change it; once `reviewed`, for a further review.
    """
    stages = workflow.DECIDABLE | workflow.ENDED if found else workflow.DECIDABLE
    verdict = _office(
        actor, incident, stages, _("A finding comes after the candidate's answer, or after the time for it.")
    )
    if verdict and reviewed and not actor.is_system:
        return refused(_("A review decided on this: order another one to change it."))
    return refused(_("A review is under way: the reviewer decides.")) if verdict and under_review else verdict


def may_conclude(actor: Actor, incident: About, *, without_finding: int = 0) -> Verdict:
    """A case is concluded when each allegation has its finding."""
    verdict = _office(
        actor,
        incident,
        workflow.DECIDABLE,
        _("A case is concluded after the candidate's answer, or after the time for it."),
    )
    if verdict and without_finding and not actor.is_system:
        return refused(_("Each allegation needs a finding first; %(count)s lack one.", count=without_finding))
    return verdict


def may_close(actor: Actor, incident: About, *, under_review: bool = False) -> Verdict:
    """What is concluded, or was not admissible, can be closed; not while it is under review."""
    waiting = _("Only what is concluded, or was found inadmissible, can be closed.")
    verdict = _office(actor, incident, {Stage.INADMISSIBLE, Stage.CONCLUDED}, waiting)
    return refused(_("A review is under way.")) if verdict and under_review else verdict


def may_add_evidence(actor: Actor, incident: About) -> Verdict:
    """Officers add evidence until the case is closed."""
    return _office(actor, incident, frozenset(Stage) - {Stage.CLOSED}, "")


def may_disclose(actor: Actor, incident: About) -> Verdict:
    """Officers decide what the candidate is shown; what was shown once is not taken back."""
    return may_add_evidence(actor, incident)


def may_see_evidence(actor: Actor, incident: About, item: Shown) -> Verdict:
    """Officers see all evidence, respondents what was disclosed to them."""
    verdict = may_see(actor, incident)
    return verdict if is_officer_of(actor, incident) or item.disclosed else HIDDEN


def may_add_source(actor: Actor, incident: About) -> Verdict:
    """Officers record who says so, until the case is closed."""
    return _office(actor, incident, frozenset(Stage) - {Stage.CLOSED}, "")


def may_see_sources(actor: Actor, incident: About) -> Verdict:
    """Sources are for the officers of the case, and for nobody else."""
    return may_see_file(actor, incident)


def _office(actor: Actor, incident: About, stages: frozenset[Stage] | set[Stage], why: str) -> Verdict:
    """Officers of the case, at one of these stages; `why` is added to the word on a stage that is none of them."""
    if not is_officer_of(actor, incident):
        return may_see(actor, incident) and refused(_("The ethics office does this."))
    if actor.is_system or incident.stage in stages:
        return ALLOWED
    return refused(_refusal(incident.stage, why))


def _refusal(stage: Stage, why: str) -> str:
    if stage is Stage.INADMISSIBLE:
        return _("The incident was found inadmissible, and goes no further.")
    if stage is Stage.CLOSED:
        return _("The case is closed.")
    said = {
        Stage.RECEIVED: _("The incident has not been assessed yet."),
        Stage.ADMISSIBLE: _("The incident has not been put to the candidate yet."),
        Stage.NOTIFIED: _("The incident has been put to the candidate, who has not answered yet."),
        Stage.REPLIED: _("The candidate has answered."),
        Stage.REPLY_OVERDUE: _("The candidate has let the time for an answer pass."),
        Stage.CONCLUDED: _("The case is concluded."),
    }[stage]
    return f"{said} {why}" if why else said
