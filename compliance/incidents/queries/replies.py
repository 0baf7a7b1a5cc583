"""Reading drafts, for the candidate's side alone, and the files of replies."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import BindParameter, Row, Select, String, literal, null, select, type_coerce
from sqlalchemy.orm import Session

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.models import (
    Allegation,
    ContactAttempt,
    DraftFile,
    Incident,
    Reply,
    ReplyDraft,
    ReplyFile,
    ThirdPartyStatement,
    Unreachable,
)
from compliance.incidents.queries.views import ReplyFileView, ReplyView, StatementView
from compliance.incidents.terms import ReplyKind, Stage


def draft(session: Session, allegation_id: int, *, anew: bool = False) -> ReplyDraft | None:
    """The draft on an allegation; None if nothing is written. `anew`: as it is by now, though it was read before."""
    query = select(ReplyDraft).where(ReplyDraft.allegation_id == allegation_id)
    return session.scalar(query.execution_options(populate_existing=anew))


def drafts(session: Session, incident_id: int) -> dict[int, ReplyDraft]:
    """The drafts in a case by the position of the allegation."""
    query = select(Allegation.position, ReplyDraft).join(Allegation, Allegation.id == ReplyDraft.allegation_id)
    return {row[0]: row[1] for row in session.execute(query.where(Allegation.incident_id == incident_id))}


def fingerprint(session: Session, incident_id: int, position: int | None = None) -> str:
    """A short text that differs once other words or files are drafted, or a reply is given; by a `position`, on that.

    A draft is gone once it is sent, so that a count of its changes could come round to the same number.
    """
    columns = (Allegation.position, Reply.id, ReplyDraft.text, ReplyDraft.declines, DraftFile.reference)
    query = (
        select(*columns)
        .select_from(Allegation)
        .outerjoin(Reply, Reply.allegation_id == Allegation.id)
        .outerjoin(ReplyDraft, ReplyDraft.allegation_id == Allegation.id)
        .outerjoin(DraftFile, DraftFile.draft_id == ReplyDraft.id)
        .where(Allegation.incident_id == incident_id)
        .order_by(Allegation.position, Reply.id, DraftFile.id)
    )
    if position is not None:
        query = query.where(Allegation.position == position)
    rows = [list(row) for row in session.execute(query)]
    return sha256(json.dumps(rows).encode()).hexdigest()[:32]


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


def attempts(session: Session, incident_id: int) -> Sequence[ContactAttempt]:
    """How the office tried to reach the candidate, in the order of the days."""
    query = select(ContactAttempt).where(ContactAttempt.incident_id == incident_id)
    return session.scalars(query.order_by(ContactAttempt.tried_on, ContactAttempt.id)).all()


def papers_of_replies(this: BindParameter[int]) -> list[Select[*tuple[Any, ...]]]:
    """What came back in a case, as parts of the statement that reads all its papers; `this` is the incident.

    Columns: what, id, of, text, on, due, stage, result, standard, correction, at, by, why. A reply has its kind where a
    finding has the reason for its correction; a file belongs to a reply, and has its reference last.
    """
    nothing = null()
    of_this = select(Allegation.id).where(Allegation.incident_id == this)
    replies = select(
        *(literal("reply"), Reply.id, Reply.allegation_id, Reply.text, Reply.replied_on, nothing, nothing, nothing),
        *(nothing, type_coerce(Reply.kind, String), Reply.recorded_at, Reply.recorded_by, nothing),
    ).where(Reply.allegation_id.in_(of_this))
    files = (
        select(
            *(literal("reply_file"), ReplyFile.id, ReplyFile.reply_id, ReplyFile.name, nothing, nothing, nothing),
            *(nothing, nothing, nothing, ReplyFile.recorded_at, nothing, ReplyFile.reference),
        )
        .join(Reply, Reply.id == ReplyFile.reply_id)
        .where(Reply.allegation_id.in_(of_this))
    )
    said = ThirdPartyStatement
    statements = select(
        *(literal("statement"), said.id, said.allegation_id, said.text, said.made_on, nothing, nothing, nothing),
        *(nothing, said.made_by, said.recorded_at, said.recorded_by, said.on_behalf_of),
    ).where(said.allegation_id.in_(of_this))
    unreachable = select(
        *(literal("unreachable"), Unreachable.id, nothing, Unreachable.remark, Unreachable.found_on, nothing, nothing),
        *(nothing, nothing, nothing, Unreachable.recorded_at, Unreachable.recorded_by, nothing),
    ).where(Unreachable.incident_id == this)
    return [replies, files, statements, unreachable]


def replies_in(papers: Sequence[Row[Any]], allegation_id: int) -> tuple[ReplyView, ...]:
    """The candidate's replies to an allegation, oldest first, with their files."""
    return tuple(
        ReplyView(
            *(paper.text, paper.on, paper.at, paper.by),
            ReplyKind(paper.correction or ReplyKind.ANSWERED),
            tuple(
                ReplyFileView(one.why, one.text) for one in papers if one.what == "reply_file" and one.of == paper.id
            ),
        )
        for paper in papers
        if paper.what == "reply" and paper.of == allegation_id
    )


def statements_in(papers: Sequence[Row[Any]], allegation_id: int) -> tuple[StatementView, ...]:
    """What others said on the candidate's behalf about an allegation."""
    return tuple(
        StatementView(paper.text, paper.on, paper.correction, paper.why, paper.at, paper.by)
        for paper in papers
        if paper.what == "statement" and paper.of == allegation_id
    )


def silence_in(papers: Sequence[Row[Any]]) -> ReplyKind | None:
    """Why nothing came back where the candidate has not replied; None while an answer is waited for."""
    if any(paper.what == "unreachable" for paper in papers):
        return ReplyKind.UNREACHABLE
    passed = any(paper.what == "stage" and paper.stage is Stage.REPLY_OVERDUE for paper in papers)
    return ReplyKind.NO_REPLY if passed else None
