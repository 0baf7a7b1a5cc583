"""What is written about a case: notes for the office alone, and messages between office and candidate."""

from collections.abc import Collection

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy, queries
from compliance.incidents.models import CaseMessage, Incident, Note, NoteMention
from compliance.incidents.service import steps, telling

NOTED = "incident.noted"
MESSAGE_SENT = "incident.message_sent"


def add_note(uow: UnitOfWork, incident: Incident, text: str, mentions: Collection[int] = ()) -> Note:
    """Write a note for the officers of a case; those `mentions` names (ids of users) are told that there is one.

    Invalid at `text`, and at `mentions` for whoever may not read it.
    """
    policy.may_note(uow.actor, incident).enforce()
    faults = steps.missing(uow, "text", text, _("Write the note."))
    if not set(mentions) <= set(queries.handlers_of(uow.session, incident)):
        faults.append(Fault("mentions", _("Only officers who may read this case can be named.")))
    steps.refuse(faults)
    note = Note(
        reference=new_reference(),
        incident_id=incident.id,
        text=text.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(note)
    uow.session.flush()
    uow.session.add_all(NoteMention(note_id=note.id, user_id=user_id) for user_id in sorted(set(mentions)))
    steps.tell(uow, NOTED, incident)
    telling.tell(uow, "note.mentioned", incident, mentions)
    return note


def retract_note(uow: UnitOfWork, note: Note, reason: str) -> None:
    """Say that a note no longer stands. It stays readable to the officers of the case, struck, with the reason."""
    incident = uow.session.get_one(Incident, note.incident_id)
    steps.hold(uow, incident)
    uow.session.refresh(note)
    policy.may_retract(uow.actor, incident, note).enforce()
    steps.refuse(steps.missing(uow, "reason", reason, _("Say why the note is retracted.")))
    note.retracted_at, note.retracted_by, note.retraction_reason = uow.now, uow.actor.name, reason.strip()
    steps.tell(uow, NOTED, incident)


def send_message(uow: UnitOfWork, incident: Incident, text: str) -> CaseMessage:
    """Write to the other side of a case: the office to the candidate's side, which answers to the office."""
    policy.may_write_message(uow.actor, incident).enforce()
    steps.refuse(steps.missing(uow, "text", text, _("Write the message.")))
    from_office = policy.is_officer_of(uow.actor, incident)
    message = CaseMessage(
        incident_id=incident.id,
        from_office=from_office,
        text=text.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(message)
    steps.tell(uow, MESSAGE_SENT, incident)
    tell = telling.tell_respondent if from_office else telling.tell_handlers
    tell(uow, MESSAGE_SENT, incident)
    return message
