"""What member states are asked to clarify, or ask: the question, answers, and to whom what was circulated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compliance.contests.models import Contest
from compliance.core.access import Role
from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.media import safe_name
from compliance.core.references import new_reference
from compliance.core.storage import KeptFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.incidents import policy
from compliance.incidents.models import Circulation, Clarification, ClarificationAnswer, Incident
from compliance.incidents.service import steps
from compliance.incidents.terms import Audience, Direction
from compliance.notifications.service import enqueue
from compliance.transparency.recording import record

READERS = {Audience.COUNCIL: (Role.CHAIR, Role.BUREAU), Audience.CANDIDATES: (Role.CANDIDATE, Role.AGENT)}


@dataclass(frozen=True, slots=True)
class NewClarification:
    """A question to or from a member state. `due_on`: until when an answer is asked for, that day included."""

    direction: Direction
    state: str
    question: str
    asked_on: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What was answered, on which day, with a file or without."""

    text: str
    answered_on: date
    file: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class NewCirculation:
    """To whom something is made known, and in which words. `to_whom` says who others are."""

    audience: Audience
    text: str
    circulated_on: date
    to_whom: str | None = None


def ask(uow: UnitOfWork, contest_id: int, command: NewClarification, incident: Incident | None = None) -> Clarification:
    """Put a request for clarification on record, of a case or of the whole contest."""
    policy.may_handle_clarification(uow.actor, contest_id, incident).enforce()
    faults = steps.missing(uow, "state", command.state, _("Name the member state."))
    faults += steps.missing(uow, "question", command.question, _("Write the question."))
    faults += steps.future(uow, "asked_on", command.asked_on, _today(uow, contest_id))
    if command.due_on is not None and command.due_on < command.asked_on:
        faults.append(Fault("due_on", _("An answer cannot be due before the question is asked.")))
    steps.refuse(faults)
    made = Clarification(
        reference=new_reference(),
        contest_id=contest_id,
        incident_id=None if incident is None else incident.id,
        direction=command.direction,
        state=command.state.strip(),
        question=command.question.strip(),
        asked_on=command.asked_on,
        due_on=command.due_on,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(made)
    _tell(uow, "clarification.asked", made)
    return made


def answer(uow: UnitOfWork, clarification: Clarification, command: NewAnswer) -> ClarificationAnswer:
    """Add an answer. A later one supplements an earlier one."""
    _allow(uow, clarification)
    faults = steps.missing(uow, "text", command.text, _("Write what was answered."))
    faults += _faults_of_day(uow, clarification, "answered_on", command.answered_on)
    steps.refuse(faults)
    file = command.file
    made = ClarificationAnswer(
        clarification_id=clarification.id,
        text=command.text.strip(),
        answered_on=command.answered_on,
        file_name=None if file is None else safe_name(file.name),
        media_type=None if file is None else file.media_type,
        sha256=None if file is None else file.sha256,
        size=None if file is None else file.size,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(made)
    _tell(uow, "clarification.answered", clarification)
    return made


def circulate(uow: UnitOfWork, clarification: Clarification, command: NewCirculation) -> Circulation:
    """Make something of a request known: council and candidates read it here, exactly in these words.

    What goes to candidates goes to all of them at once.
    """
    _allow(uow, clarification)
    faults = steps.missing(uow, "text", command.text, _("Write what is made known."))
    if command.audience is Audience.OTHERS:
        faults += steps.missing(uow, "to_whom", command.to_whom, _("Say to whom."))
    faults += _faults_of_day(uow, clarification, "circulated_on", command.circulated_on)
    steps.refuse(faults)
    made = Circulation(
        clarification_id=clarification.id,
        audience=command.audience,
        to_whom=(command.to_whom or "").strip() or None,
        circulated_on=command.circulated_on,
        text=command.text.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(made)
    _tell(uow, "clarification.circulated", clarification)
    if roles := READERS.get(command.audience):
        people = _readers(uow, clarification, roles)
        subject = f"clarification:{clarification.reference}"
        enqueue(uow, "clarification.circulated", people, contest_id=clarification.contest_id, subject=subject)
    return made


def _readers(uow: UnitOfWork, clarification: Clarification, roles: Sequence[Role]) -> list[int]:
    """Who holds one of these roles and does not keep out of what the request is about."""
    people = identity.holders(uow.session, clarification.contest_id, *roles)
    if clarification.incident_id is None:
        return people
    incident = uow.session.get_one(Incident, clarification.incident_id)
    actors = {one: identity.actor_of(uow.session, one, "") for one in people}
    return [one for one in people if not policy.keeps_out(actors[one], incident)]


def _allow(uow: UnitOfWork, clarification: Clarification) -> None:
    key = clarification.incident_id
    incident = None if key is None else uow.session.get_one(Incident, key)
    policy.may_handle_clarification(uow.actor, clarification.contest_id, incident).enforce()


def _faults_of_day(uow: UnitOfWork, clarification: Clarification, place: str, day: date) -> list[Fault]:
    faults = steps.future(uow, place, day, _today(uow, clarification.contest_id))
    return faults + steps.too_early(place, day, clarification.asked_on, _("the question was asked"))


def _today(uow: UnitOfWork, contest_id: int) -> date:
    return uow.today(uow.session.get_one(Contest, contest_id).timezone)


def _tell(uow: UnitOfWork, act: str, clarification: Clarification) -> None:
    """Record an act on a request. Neither the state nor whether it belongs to a case is a public fact."""
    record(uow, act, f"clarification:{clarification.reference}", contest_id=clarification.contest_id)
