"""Which submissions somebody may know of, and who may know of one: the policy as conditions."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from compliance.core.access import Actor, Role
from compliance.identity.models import Recusal
from compliance.identity.queries import handlers
from compliance.incidents import queries as incidents
from compliance.incidents.models import Incident
from compliance.intake.models import Submission, SubmissionLink


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which somebody may know of a submission; `policy.may_see_submission` says why.

    One that is part of a case is there for whoever handles that case, and every other of which it is a part.
    """
    if actor.is_system:
        return true()
    offices = actor.contests(Role.OFFICER) - actor.recused_contests
    if not offices:
        return false()
    part_of_another = SubmissionLink.incident_id == Incident.id, ~incidents.visible_to(actor)
    hidden = exists().where(SubmissionLink.submission_id == Submission.id, *part_of_another).correlate(Submission)
    office: ColumnElement[bool] = and_(Submission.contest_id.in_(offices), ~hidden)
    if actor.recused_candidacies:
        return and_(office, Submission.candidacy_id.not_in(actor.recused_candidacies))
    if actor.recused_incidents:
        return and_(office, Submission.candidacy_id.is_not(None))
    return office


def is_visible(session: Session, actor: Actor, reference: str) -> bool:
    """Whether somebody may know of a submission now."""
    query = select(Submission.id).where(Submission.reference == reference, visible_to(actor))
    return session.scalar(query) is not None


def readers(session: Session, contest_id: int, candidacy_id: int | None) -> list[int]:
    """Return the officers who may read a submission: of one that names nobody, those recused from nobody."""
    found = handlers(session, contest_id, candidacy_id=candidacy_id)
    if candidacy_id is not None:
        return found
    partly = select(Recusal.user_id).where(
        Recusal.ended_at.is_(None), or_(Recusal.candidacy_id.is_not(None), Recusal.incident_id.is_not(None))
    )
    keep_out = set(session.scalars(partly))
    return [user for user in found if user not in keep_out]
