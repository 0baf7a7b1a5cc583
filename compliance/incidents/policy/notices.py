"""Who may write, approve, check and release what is put to a candidate."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents import workflow
from compliance.incidents.policy.cases import About, answers, handles, is_officer_of, may_notify, may_see
from compliance.incidents.terms import ContactWay, Stage


class Wording(Protocol):
    """What a policy asks of a version of a template."""

    @property
    def author_id(self) -> int | None:
        """Who wrote it."""

    @property
    def approved_by(self) -> str | None:
        """Who approved it."""


class Prepared(Protocol):
    """What a policy asks of a notice under way."""

    @property
    def author_id(self) -> int | None:
        """Who prepared it."""

    @property
    def checker_id(self) -> int | None:
        """Who checked it."""

    @property
    def is_checked(self) -> bool:
        """Whether a second person has checked it."""

    @property
    def is_ordered(self) -> bool:
        """Whether its release was ordered."""


def may_see_terms(actor: Actor, contest_id: int) -> Verdict:
    """How notices are put is read by the office, the chair and administrators."""
    reads = actor.is_administrator or actor.is_system or actor.has(contest_id, Role.OFFICER, Role.CHAIR)
    return ALLOWED if reads else HIDDEN


def may_set_terms(actor: Actor, contest_id: int) -> Verdict:
    """Hours and days are set by the office and by administrators, for all candidates alike."""
    if actor.is_administrator or handles(actor, contest_id):
        return ALLOWED
    return may_see_terms(actor, contest_id) and _not_yours(actor, contest_id)


def may_end_checks(actor: Actor) -> Verdict:
    """That a second officer reads each notice is ended by nobody who could then release one alone."""
    return ALLOWED if actor.is_administrator or actor.is_system else refused(_("An administrator ends this."))


def may_write_template(actor: Actor, contest_id: int) -> Verdict:
    """Officers write the wording of notices."""
    if handles(actor, contest_id):
        return ALLOWED
    return may_see_terms(actor, contest_id) and _not_yours(actor, contest_id)


def may_approve_template(actor: Actor, contest_id: int, template: Wording) -> Verdict:
    """Another officer or the chair approves a wording; nobody their own."""
    if template.approved_by is not None:
        return may_see_terms(actor, contest_id) and refused(_("This wording is approved already."))
    chairs = actor.has(contest_id, Role.CHAIR) and contest_id not in actor.recused_contests
    if not handles(actor, contest_id) and not chairs:
        return may_see_terms(actor, contest_id) and refused(_("Another officer or the chair approves this."))
    if actor.user_id is not None and actor.user_id == template.author_id:
        return refused(_("You wrote this wording: another officer, or the chair, must approve it."))
    return ALLOWED


def may_prepare(actor: Actor, incident: About, *, alleged: bool, under_way: Prepared | None = None) -> Verdict:
    """A notice is prepared once something is alleged; one at a time, and not while its release waits."""
    verdict = may_notify(actor, incident, alleged=alleged)
    if verdict and under_way is not None and under_way.is_ordered:
        return refused(_("A notice waits for its release. Call it back to change it."))
    return verdict


def may_check(actor: Actor, incident: About, prepared: Prepared) -> Verdict:
    """A second officer checks what the first prepared."""
    verdict = may_notify(actor, incident)
    if not verdict:
        return verdict
    if prepared.is_checked:
        return refused(_("The notice has been checked."))
    if actor.user_id is not None and actor.user_id == prepared.author_id:
        return refused(_("You prepared this notice: another officer must check it."))
    return ALLOWED


def may_order(actor: Actor, incident: About, prepared: Prepared, *, second_check: bool) -> Verdict:
    """The release is ordered once the notice is checked, if the contest wants that."""
    verdict = may_notify(actor, incident)
    if not verdict:
        return verdict
    if prepared.is_ordered:
        return refused(_("The release has been ordered."))
    if second_check and not prepared.is_checked:
        return refused(_("A second officer must check the notice first."))
    return ALLOWED


def may_call_back(actor: Actor, incident: About, prepared: Prepared) -> Verdict:
    """Until its hour a notice can be called back."""
    verdict = may_notify(actor, incident)
    if verdict and not prepared.is_ordered:
        return refused(_("Its release has not been ordered."))
    return verdict


def may_seek(actor: Actor, incident: About) -> Verdict:
    """The office records how it tried to reach the candidate while it waits for an answer."""
    return _office_while_open(actor, incident)


@dataclass(frozen=True, slots=True)
class Tried:
    """On which working days and by which ways the office tried to reach the respondent since it last heard of them."""

    days: frozenset[date] = frozenset()
    ways: frozenset[ContactWay] = frozenset()

    @property
    def suffices(self) -> bool:
        """Whether there are two attempts that differ in the day and in the way."""
        return len(self.days) >= ATTEMPTS_NEEDED and len(self.ways) >= ATTEMPTS_NEEDED


ATTEMPTS_NEEDED = 2


def may_propose_unreachable(
    actor: Actor, incident: About, *, tried: Tried, waits: bool = False, seconds: frozenset[int] = frozenset()
) -> Verdict:
    """An officer proposes that the candidate cannot be reached, after two attempts; another person must be left."""
    verdict = _while_waiting(actor, incident)
    if verdict and waits:
        return refused(_("It is proposed already, and waits for a second person."))
    if verdict and not tried.suffices:
        return refused(_not_enough())
    if verdict and not seconds:
        return refused(_("Nobody is left who could confirm it: let another officer handle the case first."))
    return verdict


def may_decide_unreachable(
    actor: Actor, incident: About, *, waits: bool, seconds: frozenset[int], tried: Tried | None = None
) -> Verdict:
    """Another officer confirms who tried nothing and proposed nothing; where none is left, the chair or the bureau.

    `tried`: what was tried until now; None where that is not asked, as to refuse.
    """
    if actor.user_id not in seconds or _keeps_out(actor, incident):
        if not is_officer_of(actor, incident):
            return may_see(actor, incident) and refused(_("Another officer confirms this."))
        if waits:
            return refused(_("You proposed it, or tried to reach the candidate: somebody else confirms."))
    if not waits:
        return refused(_("Nobody proposed it."))
    if tried is None:
        return ALLOWED
    if incident.stage is not Stage.NOTIFIED:
        return refused(_("There is no reply to wait for."))
    return ALLOWED if tried.suffices else refused(_not_enough())


def _keeps_out(actor: Actor, incident: About) -> bool:
    return (
        incident.contest_id in actor.recused_contests
        or incident.candidacy_id in actor.recused_candidacies
        or incident.id in actor.recused_incidents
    )


def _while_waiting(actor: Actor, incident: About) -> Verdict:
    verdict = _office_while_open(actor, incident)
    if verdict and incident.stage is not Stage.NOTIFIED:
        return refused(_("There is no reply to wait for."))
    return verdict


def _not_enough() -> str:
    return _(
        "Record at least two attempts since the candidate was last told or last answered: "
        "on different working days, by different ways."
    )


def may_add_statement(actor: Actor, incident: About) -> Verdict:
    """The office records what somebody else said on the candidate's behalf."""
    return _office_while_open(actor, incident)


def may_draft(actor: Actor, incident: About) -> Verdict:
    """Drafts are written and seen by the candidate's side alone, while replies are taken."""
    if not answers(actor, incident.candidacy_id):
        return HIDDEN
    verdict = may_see(actor, incident)
    if verdict and incident.stage not in workflow.PUT_TO_RESPONDENT:
        return refused(_("The case is concluded, and no longer takes replies."))
    return verdict


def _office_while_open(actor: Actor, incident: About) -> Verdict:
    if not is_officer_of(actor, incident):
        return may_see(actor, incident) and refused(_("The ethics office does this."))
    if incident.stage in workflow.PUT_TO_RESPONDENT:
        return ALLOWED
    return refused(_("This is recorded after the notice, and before the case is concluded."))


def _not_yours(actor: Actor, contest_id: int) -> Verdict:
    if contest_id in actor.recused_contests:
        return refused(_("You are recused from this contest, so somebody else must change this."))
    return refused(_("The ethics office changes this."))
