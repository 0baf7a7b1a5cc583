"""Reading drafts, for the candidate's side alone, and the files of replies."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.models import Allegation, DraftFile, Incident, Reply, ReplyDraft, ReplyFile


def draft(session: Session, allegation_id: int) -> ReplyDraft | None:
    """The draft on an allegation; None if nothing is written."""
    return session.scalar(select(ReplyDraft).where(ReplyDraft.allegation_id == allegation_id))


def drafts(session: Session, incident_id: int) -> dict[int, ReplyDraft]:
    """The drafts in a case by the position of the allegation."""
    query = select(Allegation.position, ReplyDraft).join(Allegation, Allegation.id == ReplyDraft.allegation_id)
    return {row[0]: row[1] for row in session.execute(query.where(Allegation.incident_id == incident_id))}


def draft_files(session: Session, allegation_ids: Iterable[int]) -> Sequence[DraftFile]:
    """The files of the drafts on some allegations, in the order in which they were added."""
    query = select(DraftFile).join(ReplyDraft, ReplyDraft.id == DraftFile.draft_id)
    return session.scalars(query.where(ReplyDraft.allegation_id.in_(allegation_ids)).order_by(DraftFile.id)).all()


def files_of_draft(session: Session, of: ReplyDraft) -> Sequence[DraftFile]:
    """The files of one draft."""
    return session.scalars(select(DraftFile).where(DraftFile.draft_id == of.id).order_by(DraftFile.id)).all()


def draft_file(session: Session, incident: Incident, reference: str) -> tuple[DraftFile, Allegation]:
    """A file of a draft in a case, with the allegation that it is about. Who may see it is for the policy."""
    query = (
        select(DraftFile, Allegation)
        .join(ReplyDraft, ReplyDraft.id == DraftFile.draft_id)
        .join(Allegation, Allegation.id == ReplyDraft.allegation_id)
        .where(Allegation.incident_id == incident.id, DraftFile.reference == reference)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(_("There is no such page."))
    return row[0], row[1]


def reply_file(session: Session, incident: Incident, reference: str) -> ReplyFile:
    """A file that came with a reply in a case."""
    query = (
        select(ReplyFile)
        .join(Reply, Reply.id == ReplyFile.reply_id)
        .join(Allegation, Allegation.id == Reply.allegation_id)
        .where(Allegation.incident_id == incident.id, ReplyFile.reference == reference)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found
