"""Who may read what reporters send in."""

from typing import Protocol

from compliance.contests.policy import may_edit
from compliance.core.access import ALLOWED, HIDDEN, Actor, Verdict, refused
from compliance.core.language import gettext as _
from compliance.incidents.policy import handles


class Sent(Protocol):
    """What a policy asks of a submission: the row, or any value that has these."""

    @property
    def contest_id(self) -> int:
        """The contest."""

    @property
    def candidacy_id(self) -> int | None:
        """The candidate whom it names; None if the reporter was not sure."""


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
