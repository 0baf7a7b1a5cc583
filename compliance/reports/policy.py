"""Who may read, make and issue which edition, and why not.

Editions for the office and the chair tell every case; so whoever is recused from one of them reads neither.
"""

from typing import Protocol

from compliance.core.access import ALLOWED, HIDDEN, Actor, Role, Verdict, refused
from compliance.core.language import gettext as _
from compliance.reports.terms import Edition

READERS: dict[Edition, tuple[Role, ...]] = {
    Edition.ETHICS: (Role.OFFICER,),
    Edition.CHAIR: (Role.OFFICER, Role.CHAIR, Role.BUREAU),
}
"""Who reads an edition that is not public."""

MAKERS = (Role.OFFICER, Role.CHAIR, Role.BUREAU)
"""Who may look at a report that is not issued; everybody else waits until it is."""


def may_read(actor: Actor, contest_id: int, edition: Edition, *, recused_in_part: bool) -> Verdict:
    """Read an issued report of this edition, and check it.

    Args:
        actor: who.
        contest_id: of which contest.
        edition: which edition.
        recused_in_part: whether they are recused from a candidate or an incident of this contest.
    """
    if actor.is_system:
        return ALLOWED
    if edition is Edition.PUBLIC:
        return ALLOWED if actor.takes_part(contest_id) or actor.is_administrator else HIDDEN
    if not actor.has(contest_id, *READERS[edition]):
        return HIDDEN
    if recused_in_part or contest_id in actor.recused_contests:
        return refused(_("This edition tells every case, and you are recused from at least one of them."))
    return ALLOWED


def may_preview(actor: Actor, contest_id: int, edition: Edition, *, recused_in_part: bool) -> Verdict:
    """Look at a report of any instant before it is issued.

    What is public once it is issued is not yet: whoever is recused from a case waits, as everybody else does.
    """
    if actor.is_system:
        return ALLOWED
    if not actor.has(contest_id, *MAKERS):
        return HIDDEN
    verdict = may_read(actor, contest_id, edition, recused_in_part=recused_in_part)
    if verdict and (recused_in_part or contest_id in actor.recused_contests):
        return refused(_("It would tell you of a case from which you are recused; you can read it once it is issued."))
    return verdict


class Issued(Protocol):
    """What a policy asks of an issued report."""

    @property
    def contest_id(self) -> int:
        """The contest."""

    @property
    def edition(self) -> Edition:
        """For whom it is."""

    @property
    def held(self) -> bool | None:
        """Whether it waits for a second person, or was refused."""


def may_read_issued(actor: Actor, report: Issued, *, recused_in_part: bool) -> Verdict:
    """Read an issued report: until a second person has released it, only who might preview it."""
    if report.held:
        return may_preview(actor, report.contest_id, report.edition, recused_in_part=recused_in_part)
    return may_read(actor, report.contest_id, report.edition, recused_in_part=recused_in_part)


def may_release(
    actor: Actor, report: Issued, *, recused_in_part: bool, waits: bool, issued_by_id: int | None
) -> Verdict:
    """Release a report to the public, or refuse: another officer, or the chair; never who issued it."""
    verdict = may_preview(actor, report.contest_id, report.edition, recused_in_part=recused_in_part)
    if not verdict:
        return verdict
    if not actor.has(report.contest_id, Role.OFFICER, Role.CHAIR):
        return refused(_("Another officer or the chair releases it."))
    if not waits:
        return refused(_("It waits for nobody."))
    return refused(_("You issued it: somebody else releases it.")) if actor.user_id == issued_by_id else ALLOWED


def may_issue(actor: Actor, contest_id: int, edition: Edition, *, recused_in_part: bool) -> Verdict:
    """Issue a report: officers, unless they are recused from what it tells, or from the contest."""
    verdict = may_preview(actor, contest_id, edition, recused_in_part=recused_in_part)
    if not verdict or actor.is_system:
        return verdict
    return ALLOWED if actor.has(contest_id, Role.OFFICER) else refused(_("The ethics office issues reports."))


def may_acknowledge(
    actor: Actor, contest_id: int, edition: Edition, *, recused_in_part: bool, acknowledged: bool, held: bool = False
) -> Verdict:
    """Acknowledge receipt: whoever reads the edition, for themselves and once."""
    verdict = may_read(actor, contest_id, edition, recused_in_part=recused_in_part)
    if not verdict:
        return verdict
    if actor.user_id is None:
        return refused(_("Only somebody with an account can acknowledge receipt."))
    if held:
        return refused(_("It is not released yet."))
    return refused(_("You have acknowledged receipt.")) if acknowledged else ALLOWED


def readable(actor: Actor, contest_id: int, *, recused_in_part: bool) -> tuple[Edition, ...]:
    """The editions that somebody may read."""
    return tuple(one for one in Edition if may_read(actor, contest_id, one, recused_in_part=recused_in_part))


def withheld(actor: Actor, contest_id: int, *, recused_in_part: bool) -> Verdict:
    """Say why somebody reads fewer editions than their role would give them; allowed if it is not so."""
    verdicts = [may_read(actor, contest_id, one, recused_in_part=recused_in_part) for one in Edition]
    return next((one for one in verdicts if not one and not one.hidden), ALLOWED)
