"""Reading what is written about a case: notes, for its officers; messages, for both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.language import gettext as _
from compliance.identity.models import User
from compliance.incidents.models import CaseMessage, Incident, Note, NoteMention


@dataclass(frozen=True, slots=True)
class NoteView:
    """An internal note, and for whom in particular it is meant."""

    reference: str
    text: str
    recorded_at: datetime
    recorded_by: str
    retracted_at: datetime | None
    retracted_by: str | None
    retraction_reason: str | None
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message. To the candidate's side the office is one; to the office people have names."""

    from_office: bool
    text: str
    recorded_at: datetime
    recorded_by: str


def notes(session: Session, incident: Incident) -> list[NoteView]:
    """The notes on a case, newest first."""
    found = session.scalars(select(Note).where(Note.incident_id == incident.id).order_by(Note.id.desc())).all()
    named: dict[int, list[str]] = {}
    if found:
        query = (
            select(NoteMention.note_id, User.name)
            .join(User, User.id == NoteMention.user_id)
            .join(Note, Note.id == NoteMention.note_id)
            .where(Note.incident_id == incident.id)
            .order_by(NoteMention.id)
        )
        for note_id, name in session.execute(query):
            named.setdefault(note_id, []).append(name)
    return [
        NoteView(
            *(note.reference, note.text, note.recorded_at, note.recorded_by),
            *(note.retracted_at, note.retracted_by, note.retraction_reason),
            mentions=tuple(named.get(note.id, ())),
        )
        for note in found
    ]


def messages(session: Session, incident: Incident, *, office: bool) -> list[MessageView]:
    """The messages on a case, oldest first; the candidate's side is not told which officer wrote."""
    query = select(CaseMessage).where(CaseMessage.incident_id == incident.id).order_by(CaseMessage.id)
    found: Sequence[CaseMessage] = session.scalars(query).all()
    return [
        MessageView(
            *(one.from_office, one.text, one.recorded_at),
            _("Ethics office") if one.from_office and not office else one.recorded_by,
        )
        for one in found
    ]
