"""Finding the facts of a case: its tasks, and which matters were left to another body."""

from datetime import date, datetime

from pydantic import Field

from compliance.incidents import policy, queries
from compliance.incidents.api.frame import Part, blueprint, officer, the_incident
from compliance.incidents.models import Incident, Task
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.service import fact_finding as verbs
from compliance.incidents.terms import ReferralBody, TaskState
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, Scope, operation
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class TaskBody(Body):
    """What is to be found out or done, by which officer, and until when."""

    what: str = Field(max_length=LONG)
    person: str = Field(max_length=100, description="The reference of the officer.")
    due_on: date | None = None


class TaskChangeBody(TaskBody):
    """A task as it is to stand; `note` says why it changed, or with what result it ended."""

    state: TaskState
    note: str | None = Field(None, max_length=LONG)
    revision: int = Field(ge=0, le=2**31 - 1, description="The revision that was read; another one is a conflict.")


class ReferralGivenBody(Body):
    """To whom a matter of the workplace was left, and when: there is no place for who or what it is about."""

    body: ReferralBody
    referred_on: date


class TaskStateAnswer(Answer):
    """A task as it stood after a change."""

    what: str
    officer: str
    due_on: date | None
    state: TaskState
    note: str | None
    recorded_at: datetime
    recorded_by: str


class TaskAnswer(Answer):
    """A task with its history, oldest first: the last is how it stands."""

    reference: str
    revision: int
    history: list[TaskStateAnswer]


class TasksAnswer(Answer):
    """The tasks of a case: open ones by the day on which they are due, then those that have ended."""

    items: list[TaskAnswer]


class ReferralAnswer(Answer):
    """That a matter of the workplace was left to another body."""

    body: ReferralBody
    referred_on: date


class ReferralsAnswer(Answer):
    """The referrals of a case, by day."""

    items: list[ReferralAnswer]


def the_fact_finding(reference: str) -> Incident:
    """A case whose fact-finding the actor sees."""
    incident = the_incident(reference)
    policy.may_see_fact_finding(actor(), incident).enforce()
    return incident


def the_facts_to_find(reference: str) -> Incident:
    """A case in whose fact-finding the actor may begin something. Forbidden, with the reason, at other stages."""
    incident = the_fact_finding(reference)
    policy.may_find_facts(actor(), incident).enforce()
    return incident


def the_task(reference: str, task: str) -> Part[Task]:
    """A task of such a case."""
    incident = the_fact_finding(reference)
    return Part(incident, queries.task_of(session(), incident, task))


@blueprint.get("/<reference>/tasks")
@allow(OFFICE)
@operation(Operation(READ, TasksAnswer, on=the_fact_finding))
def list_tasks(incident: Incident) -> TasksAnswer:
    """List the tasks of a case."""
    return _tasks(incident)


@blueprint.post("/<reference>/tasks")
@allow(OFFICE)
@operation(Operation(WRITE, TasksAnswer, takes=TaskBody, status=201, on=the_facts_to_find))
def give_task(incident: Incident, body: TaskBody) -> TasksAnswer:
    """Give a task to an officer."""
    values = verbs.TaskValues(body.what, officer(incident, body.person), body.due_on)
    verbs.give_task(unit_of_work(), incident, values)
    return _tasks(incident)


@blueprint.put("/<reference>/tasks/<task>")
@allow(OFFICE)
@operation(Operation(WRITE, TasksAnswer, takes=TaskChangeBody, on=the_task))
def change_task(task: Part[Task], body: TaskChangeBody) -> TasksAnswer:
    """Change a task, or say what came of it."""
    policy.may_complete(actor(), task.incident).enforce()
    values = verbs.TaskValues(body.what, officer(task.incident, body.person), body.due_on)
    verbs.change_task(unit_of_work(), task.it, verbs.TaskUpdate(values, body.state, body.note), body.revision)
    return _tasks(task.incident)


def _tasks(incident: Incident) -> TasksAnswer:
    session().flush()
    revisions = queries.task_revisions(session(), incident)
    return TasksAnswer(
        items=[
            TaskAnswer(
                reference=one.reference,
                revision=revisions[one.reference],
                history=[TaskStateAnswer.model_validate(state) for state in one.history],
            )
            for one in queries.tasks(session(), incident)
        ]
    )


@blueprint.get("/<reference>/referrals")
@allow(OFFICE)
@operation(Operation(READ, ReferralsAnswer, on=the_fact_finding))
def list_referrals(incident: Incident) -> ReferralsAnswer:
    """List to which bodies matters of the workplace were left."""
    return _referrals(incident)


@blueprint.post("/<reference>/referrals")
@allow(OFFICE)
@operation(Operation(WRITE, ReferralsAnswer, takes=ReferralGivenBody, status=201, on=the_fact_finding))
def refer(incident: Incident, body: ReferralGivenBody) -> ReferralsAnswer:
    """Note that a matter of the workplace was left to another body."""
    verbs.refer(unit_of_work(), incident, verbs.NewReferral(body.body, body.referred_on))
    return _referrals(incident)


def _referrals(incident: Incident) -> ReferralsAnswer:
    session().flush()
    found = queries.referrals(session(), incident)
    return ReferralsAnswer(items=[ReferralAnswer(body=body, referred_on=day) for body, day in found])
