"""Who may keep the register of candidates."""

from compliance.contests import policy as contest_policy
from compliance.core.access import Actor, Verdict, refused
from compliance.core.language import gettext as _


def may_keep(actor: Actor, contest_id: int, candidacy_id: int | None = None) -> Verdict:
    """Whoever may edit the contest keeps its register, but nobody the entry of a candidate they are recused from."""
    verdict = contest_policy.may_edit(actor, contest_id)
    if verdict and candidacy_id in actor.recused_candidacies:
        return refused(_("You are recused from this candidate's affairs, so somebody else must change this."))
    return verdict
