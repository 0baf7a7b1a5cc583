"""How cases of a contest are concluded: the usual standard of proof, and the time in which to ask for a review."""

from dataclasses import dataclass

from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy, queries
from compliance.incidents.models import ConclusionRules
from compliance.incidents.terms import StandardOfProof
from compliance.transparency.recording import record

MOST_REVIEW_DAYS = 90


@dataclass(frozen=True, slots=True)
class Standards:
    """The usual standard of proof, and how many days after the conclusion a review can be asked for."""

    standard_of_proof: StandardOfProof
    review_days: int


def set_standards(uow: UnitOfWork, contest_id: int, rules: Standards, *, expected_revision: int | None = None) -> None:
    """Set how cases are concluded from now on. Findings that were made keep the standard by which they were made.

    `expected_revision`: 0 where none was set. Conflict if somebody else set them meanwhile; Invalid at `review_days`.
    """
    policy.may_set_standards(uow.actor, contest_id).enforce()
    if not 1 <= rules.review_days <= MOST_REVIEW_DAYS:
        message = _("Give a number of days from 1 to %(most)s.", most=MOST_REVIEW_DAYS)
        raise Invalid([Fault("review_days", message)])
    present = queries.conclusion_rules_row(uow.session, contest_id)
    if expected_revision is not None and expected_revision != (present.revision if present else 0):
        raise Conflict(
            _("Somebody else changed these rules while you were editing them."),
            yours={_("Days to ask for a review"): str(rules.review_days)},
            theirs={_("Days to ask for a review"): str(present.review_days if present else "")},
        )
    if present is None:
        present = ConclusionRules(contest_id=contest_id)
        uow.session.add(present)
    present.standard_of_proof, present.review_days = rules.standard_of_proof, rules.review_days
    present.changed_at, present.changed_by = uow.now, uow.actor.name
    facts = {"standard_of_proof": rules.standard_of_proof.value, "review_days": rules.review_days}
    record(uow, "conclusion.rules_set", "conclusion:rules", contest_id=contest_id, facts=facts)
