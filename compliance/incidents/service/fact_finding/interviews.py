"""Interviews: who was heard, what was said, and whether they confirmed the record. A record supersedes the last one."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select

from compliance.core.errors import Conflict, Fault
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.models import Incident, Interview, InterviewVersion
from compliance.incidents.service import steps
from compliance.incidents.service.fact_finding.acts import FACT_FINDING


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """The record of an interview: with whom (a role or a name), when and where, and how far it has been confirmed."""

    person: str
    held_on: date
    place: str | None
    present: str | None
    accompaniment_offered: bool
    record: str
    sent_on: date | None = None
    corrections: str | None = None
    corrections_on: date | None = None
    confirmed_on: date | None = None


def record_interview(uow: UnitOfWork, incident: Incident, command: InterviewRecord) -> Interview:
    """Put an interview on record. Invalid at the fields of the record."""
    policy.may_find_facts(uow.actor, incident).enforce()
    steps.refuse(_faults(uow, incident, command))
    interview = Interview(reference=new_reference(), incident_id=incident.id)
    uow.session.add(interview)
    uow.session.flush()
    _append(uow, interview, command, 1, None)
    steps.tell(uow, FACT_FINDING, incident)
    return interview


def amend_interview(
    uow: UnitOfWork, interview: Interview, command: InterviewRecord, reason: str, expected_number: int
) -> InterviewVersion:
    """Supersede the record of an interview, which stays on record. Conflict if somebody else did so meanwhile."""
    incident = uow.session.get_one(Incident, interview.incident_id)
    steps.hold(uow, incident)
    policy.may_complete(uow.actor, incident).enforce()
    latest = uow.session.scalars(
        select(InterviewVersion)
        .where(InterviewVersion.interview_id == interview.id)
        .order_by(InterviewVersion.number.desc())
        .limit(1)
    ).one()
    if latest.number != expected_number:
        message = _("Somebody else changed this record while you were writing. Nothing of yours was saved.")
        raise Conflict(message, yours=_words(command), theirs=_words(record_of(latest)))
    faults = _faults(uow, incident, command)
    faults += steps.missing(uow, "reason", reason, _("Say what was changed, and why."))
    steps.refuse(faults)
    made = _append(uow, interview, command, latest.number + 1, reason.strip() or None)
    steps.tell(uow, FACT_FINDING, incident)
    return made


def record_of(version: InterviewVersion) -> InterviewRecord:
    """The record that a version holds."""
    return InterviewRecord(**{field.name: getattr(version, field.name) for field in fields(InterviewRecord)})


def _append(
    uow: UnitOfWork, interview: Interview, command: InterviewRecord, number: int, reason: str | None
) -> InterviewVersion:
    values = {field.name: _trimmed(getattr(command, field.name)) for field in fields(InterviewRecord)}
    made = InterviewVersion(
        interview_id=interview.id,
        number=number,
        reason=reason,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
        **values,
    )
    uow.session.add(made)
    return made


def _trimmed(value: object) -> object:
    return (value.strip() or None) if isinstance(value, str) else value


def _faults(uow: UnitOfWork, incident: Incident, command: InterviewRecord) -> list[Fault]:
    today = steps.today(uow, incident)
    faults = steps.missing(uow, "person", command.person, _("Say who was heard: a role or a name."))
    faults += steps.missing(uow, "record", command.record, _("Write down what was said."))
    what = _("the interview was held")
    for place, day in (
        ("held_on", command.held_on),
        ("sent_on", command.sent_on),
        ("corrections_on", command.corrections_on),
        ("confirmed_on", command.confirmed_on),
    ):
        if day is not None:
            faults += steps.future(uow, place, day, today)
            faults += steps.too_early(place, day, command.held_on, what)
    if (command.corrections or "").strip() and command.corrections_on is None:
        faults.append(Fault("corrections_on", _("Give the day on which the corrections came.")))
    if command.corrections_on is not None and command.sent_on is None:
        faults.append(Fault("sent_on", _("Give the day on which the record was sent for correction.")))
    return faults


def _words(record: InterviewRecord) -> dict[str, str]:
    """A record in words, for whoever compares two."""

    def day(value: date | None) -> str:
        return "" if value is None else long_date(value)

    return {
        _("With whom"): record.person,
        _("Held on"): day(record.held_on),
        _("Where"): record.place or "",
        _("Who was present"): record.present or "",
        _("Record"): record.record,
        _("Sent for correction on"): day(record.sent_on),
        _("Corrections"): record.corrections or "",
        _("Corrections received on"): day(record.corrections_on),
        _("Confirmed on"): day(record.confirmed_on),
    }
