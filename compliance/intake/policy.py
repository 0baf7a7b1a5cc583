"""Who may read what reporters send in."""

from collections.abc import Sequence
from typing import Protocol

from compliance.contests.policy import may_edit
from compliance.core.access import ALLOWED, HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents.policy import About, handles, is_officer_of, may_add_source
from compliance.incidents.terms import Stage
from compliance.intake.terms import Purpose, SubmissionState

DECIDED = frozenset({SubmissionState.LINKED, SubmissionState.INADMISSIBLE, SubmissionState.CLOSED})
"""The office has said what becomes of it."""

OVER = frozenset({Stage.INADMISSIBLE, Stage.CONCLUDED, Stage.CLOSED})
"""Where a case is decided."""


class Sent(Protocol):
    """What a policy asks of a submission: the row, or any value that has these."""

    @property
    def contest_id(self) -> int:
        """The contest."""

    @property
    def candidacy_id(self) -> int | None:
        """The candidate whom it names; None if the reporter was not sure."""


class Stated(Sent, Protocol):
    """A submission with how far the office has come."""

    @property
    def state(self) -> SubmissionState:
        """How far."""


class Linked(About, Protocol):
    """A case that a submission is part of."""

    @property
    def reference(self) -> str:
        """What it is called."""


def may_list_submissions(actor: Actor, contest_id: int) -> Verdict:
    """Officers of the contest have a list of what came in; what it holds is decided one by one."""
    return ALLOWED if handles(actor, contest_id) else HIDDEN


def may_see_submission(actor: Actor, submission: Sent) -> Verdict:
    """Officers read it, unless recused from the candidate whom it names.

    One that names nobody may be about anybody: it is read by those only who are recused from no candidate and no case.
    A recusal names no contest here, so that one from another contest counts as well: too few readers do less harm.
    """
    if not handles(actor, submission.contest_id):
        return HIDDEN
    if submission.candidacy_id is None:
        return HIDDEN if actor.recused_candidacies or actor.recused_incidents else ALLOWED
    return HIDDEN if submission.candidacy_id in actor.recused_candidacies else ALLOWED


def may_report(*, takes_reports: bool) -> Verdict:
    """Anybody may report, if the contest takes reports from the public. Who it is, is never asked."""
    return ALLOWED if takes_reports else refused(_("This election takes no reports here at present."))


def may_set_intake(actor: Actor, contest_id: int) -> Verdict:
    """Whoever edits the contest decides whether it takes reports from the public."""
    return may_edit(actor, contest_id)


def may_triage(actor: Actor, submission: Sent, linked: Sequence[About]) -> Verdict:
    """Whoever may read a submission acts on it; if it is part of cases, whoever handles all of them."""
    if not all(is_officer_of(actor, one) for one in linked):
        return HIDDEN
    return may_see_submission(actor, submission)


def may_write(actor: Actor, submission: Stated, linked: Sequence[Linked], purpose: Purpose) -> Verdict:
    """Officers write to reporters at any time. Receipt is acknowledged once; the last word comes after a decision.

    Of a report that became cases, that is the decision of each; one that only repeats a case does not wait for it.
    """
    verdict = may_triage(actor, submission, linked)
    if verdict and purpose is Purpose.ACKNOWLEDGEMENT and submission.state is not SubmissionState.RECEIVED:
        return refused(_("The receipt was acknowledged, or the report dealt with, already."))
    if verdict and purpose is Purpose.FINISHED and submission.state not in DECIDED:
        return refused(_("The work on a report is finished once it is part of a case, or was found inadmissible."))
    if verdict and purpose is Purpose.FINISHED and submission.state is SubmissionState.LINKED:
        still = ", ".join(one.reference for one in linked if one.stage not in OVER)
        if still:
            return refused(_("Not finished: %(cases)s is still open. Tell the reporter how it stands.", cases=still))
    return verdict


def may_link(actor: Actor, submission: Stated, linked: Sequence[About], incident: About | None = None) -> Verdict:
    """A submission becomes a case, or joins one that the officer handles and that is not closed."""
    verdict = may_triage(actor, submission, linked)
    if verdict and submission.state is SubmissionState.CLOSED:
        return refused(_("The work on this report is finished."))
    if verdict and incident is not None:
        return may_add_source(actor, incident)
    return verdict


def may_be_linked(actor: Actor, incident: About) -> Verdict:
    """A case is named by whoever handles it."""
    return ALLOWED if is_officer_of(actor, incident) else HIDDEN


def may_dismiss(actor: Actor, submission: Stated, linked: Sequence[About]) -> Verdict:
    """A submission is put aside before it is part of a case; after that, the case is assessed."""
    verdict = may_triage(actor, submission, linked)
    if verdict and (linked or submission.state is SubmissionState.LINKED):
        return refused(_("This report is part of a case: assess the case."))
    if verdict and submission.state in DECIDED:
        return refused(_("This report was found inadmissible already."))
    return verdict
