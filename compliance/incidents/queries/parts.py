"""Single parts of an incident, as objects, for the verbs that act on them. NotFound for what is no part of it."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.models import (
    Allegation,
    ContestedFact,
    EvidenceItem,
    Incident,
    Interview,
    Note,
    Reply,
    Source,
    Task,
)

Part = TypeVar("Part")


def allegation_of(session: Session, incident: Incident, position: int) -> Allegation:
    """The allegation at a position (from 0), as it stands in addresses."""
    query = select(Allegation).where(Allegation.incident_id == incident.id, Allegation.position == position)
    return one_of(session, query)


def allegations(session: Session, incident_id: int) -> Sequence[Allegation]:
    """Return what is alleged in an incident, in order."""
    query = select(Allegation).where(Allegation.incident_id == incident_id).order_by(Allegation.position)
    return session.scalars(query).all()


def evidence_of(session: Session, incident: Incident, reference: str) -> EvidenceItem:
    """An item of evidence by its reference. Whether the actor may see it is for the policy to say."""
    query = select(EvidenceItem).where(EvidenceItem.incident_id == incident.id, EvidenceItem.reference == reference)
    return one_of(session, query)


def source_of(session: Session, incident: Incident, reference: str) -> Source:
    """A source by its reference. Only officers of the case may see one."""
    return one_of(session, select(Source).where(Source.incident_id == incident.id, Source.reference == reference))


def task_of(session: Session, incident: Incident, reference: str) -> Task:
    """A task by its reference."""
    return one_of(session, select(Task).where(Task.incident_id == incident.id, Task.reference == reference))


def interview_of(session: Session, incident: Incident, reference: str) -> Interview:
    """An interview by its reference."""
    query = select(Interview).where(Interview.incident_id == incident.id, Interview.reference == reference)
    return one_of(session, query)


def fact_of(session: Session, incident: Incident, reference: str) -> ContestedFact:
    """A contested fact by its reference."""
    query = select(ContestedFact).where(ContestedFact.incident_id == incident.id, ContestedFact.reference == reference)
    return one_of(session, query)


def reply_of(session: Session, incident: Incident, key: int) -> Reply:
    """A reply of the case by its key."""
    query = select(Reply).join(Allegation, Allegation.id == Reply.allegation_id)
    return one_of(session, query.where(Reply.id == key, Allegation.incident_id == incident.id))


def note_of(session: Session, incident: Incident, reference: str) -> Note:
    """An internal note by its reference. Only officers of the case may see one."""
    return one_of(session, select(Note).where(Note.incident_id == incident.id, Note.reference == reference))


def one_of(session: Session, query: Select[Part]) -> Part:
    """The one object that a query finds. NotFound if there is none."""
    found = session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found
