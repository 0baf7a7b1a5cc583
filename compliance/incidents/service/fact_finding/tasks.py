"""Tasks: what is to be found out, by whom, until when, and what came of it."""

from dataclasses import dataclass
from datetime import date

from compliance.core.errors import Conflict, Fault
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.incidents import policy, queries
from compliance.incidents.models import Incident, Task, TaskChange
from compliance.incidents.service import steps, telling
from compliance.incidents.service.fact_finding.acts import FACT_FINDING
from compliance.incidents.service.handling import faults_of_handler
from compliance.incidents.terms import Stage, TaskState
from compliance.web.status import badge


@dataclass(frozen=True, slots=True)
class TaskValues:
    """What is to be done, by which officer (a user's id), and until when, if a day is set."""

    what: str
    user_id: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class TaskUpdate:
    """A task as it stands from now on. `note` says why it changed, or with what result it ended."""

    values: TaskValues
    state: TaskState
    note: str | None


def give_task(uow: UnitOfWork, incident: Incident, values: TaskValues) -> Task:
    """Give a task to an officer who may handle the case. Invalid at `what`, `person` and `due_on`."""
    policy.may_find_facts(uow.actor, incident).enforce()
    steps.refuse(_faults(uow, incident, values, new=True))
    task = Task(
        reference=new_reference(),
        incident_id=incident.id,
        what=values.what.strip(),
        user_id=values.user_id,
        due_on=values.due_on,
        state=TaskState.OPEN,
    )
    uow.session.add(task)
    _append(uow, task, None)
    steps.tell(uow, FACT_FINDING, incident)
    telling.tell(uow, "task.given", incident, [task.user_id])
    return task


def change_task(uow: UnitOfWork, task: Task, command: TaskUpdate, expected_revision: int) -> None:
    """Change a task, or end it. What it was stays in its history. Conflict if somebody else changed it meanwhile.

    A change of the task itself, and to drop it, need a `note` that says why.
    """
    incident = uow.session.get_one(Incident, task.incident_id)
    steps.hold(uow, incident)
    uow.session.refresh(task)
    policy.may_complete(uow.actor, incident).enforce()
    if task.revision != expected_revision:
        _raise_conflict(uow, task, command)
    values, passed_on = command.values, command.values.user_id != task.user_id
    faults = _faults(uow, incident, values, new=passed_on and incident.stage is not Stage.CLOSED)
    unchanged = (values.what.strip(), values.user_id, values.due_on) == (task.what, task.user_id, task.due_on)
    if not unchanged or command.state is TaskState.DROPPED:
        faults += steps.missing(uow, "note", command.note, _("Say why."))
    if unchanged and command.state is task.state and not (command.note or "").strip():
        faults.append(Fault("", _("Nothing was changed.")))
    steps.refuse(faults)
    task.what, task.user_id, task.due_on = values.what.strip(), values.user_id, values.due_on
    task.state = command.state
    _append(uow, task, command.note)
    steps.tell(uow, FACT_FINDING, incident)
    if passed_on and task.state is TaskState.OPEN:
        telling.tell(uow, "task.given", incident, [task.user_id])


def _faults(uow: UnitOfWork, incident: Incident, values: TaskValues, *, new: bool) -> list[Fault]:
    """What is wrong with a task; its officer is looked at if the task is `new` to them."""
    faults = steps.missing(uow, "what", values.what, _("Say what is to be found out or done."))
    if new:
        if incident.restricted and values.user_id not in queries.handlers_of(uow.session, incident):
            faults.append(Fault("person", _("This case is confined: choose an officer who is assigned to it.")))
        else:
            faults += faults_of_handler(uow, incident, values.user_id)
        if values.due_on is not None and values.due_on < steps.today(uow, incident) and not uow.actor.is_system:
            faults.append(Fault("due_on", _("This day has passed.")))
    return faults


def _append(uow: UnitOfWork, task: Task, note: str | None) -> None:
    uow.session.flush()
    uow.session.add(
        TaskChange(
            task_id=task.id,
            what=task.what,
            user_id=task.user_id,
            due_on=task.due_on,
            state=task.state,
            note=(note or "").strip() or None,
            recorded_at=uow.now,
            recorded_by=uow.actor.name,
        )
    )


def _raise_conflict(uow: UnitOfWork, task: Task, command: TaskUpdate) -> None:
    names = identity.names(uow.session, [task.user_id, command.values.user_id])

    def words(what: str, user_id: int, due_on: date | None, state: TaskState) -> dict[str, str]:
        return {
            _("Task"): what,
            _("For"): names.get(user_id, ""),
            _("Due"): "" if due_on is None else long_date(due_on),
            _("State"): str(badge("task", state).label),
        }

    given = command.values
    raise Conflict(
        _("Somebody else changed this task while you were writing. Nothing of yours was saved."),
        yours={**words(given.what, given.user_id, given.due_on, command.state), _("Note"): command.note or ""},
        theirs=words(task.what, task.user_id, task.due_on, task.state),
    )
