"""Which submissions somebody may know of: the policy as a condition."""

from sqlalchemy import ColumnElement, and_, false, true

from compliance.core.access import Actor, Role
from compliance.intake.models import Submission


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which somebody may know of a submission; `policy.may_see_submission` says why."""
    if actor.is_system:
        return true()
    offices = actor.contests(Role.OFFICER) - actor.recused_contests
    if not offices:
        return false()
    office: ColumnElement[bool] = Submission.contest_id.in_(offices)
    if actor.recused_candidacies:
        return and_(office, Submission.candidacy_id.not_in(actor.recused_candidacies))
    if actor.recused_incidents:
        return and_(office, Submission.candidacy_id.is_not(None))
    return office
