"""What somebody is asked to do in cases, over all contests: tasks of fact-finding, and what follows from findings."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Integer, String, bindparam, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Actor, Role
from compliance.incidents import policy
from compliance.incidents.models import Incident, Measure, MeasureStep, Task
from compliance.incidents.queries.lists import visible_to
from compliance.incidents.terms import FollowUp, MeasureKind, TaskState

MOST = 30


@dataclass(frozen=True, slots=True)
class TaskDue:
    """A task of fact-finding that somebody was given and that is open; `incident` is the reference of the case."""

    slug: str
    contest: str
    timezone: str
    incident: str
    title: str
    reference: str
    what: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class MeasureDue:
    """A measure that asks for something by a day and waits; `incident` is the reference of the case.

    `theirs`: whether it is asked of whoever reads this, or of whom they speak for.
    """

    slug: str
    contest: str
    timezone: str
    incident: str
    title: str
    candidate: str
    reference: str
    kind: MeasureKind
    due_on: date
    theirs: bool


class Asked(NamedTuple):
    """All of it, the most urgent first; at most MOST of each."""

    tasks: list[TaskDue]
    measures: list[MeasureDue]


_LATEST = (
    select(MeasureStep.step)
    .where(MeasureStep.measure_id == Measure.id)
    .order_by(MeasureStep.id.desc())
    .limit(1)
    .scalar_subquery()
)
"""The last step in following up a measure: once the respondent has said that it is done, it waits for the office."""

_TASKS = select(
    *(literal("task").label("of"), Task.id.label("key"), Task.incident_id.label("incident_id")),
    *(Task.reference.label("reference"), Task.what.label("words"), Task.due_on.label("due_on")),
).where(Task.user_id == bindparam("user", type_=Integer), Task.state == TaskState.OPEN)
_MEASURES = select(
    *(literal("measure"), Measure.id, Measure.incident_id, Measure.reference),
    *(type_coerce(Measure.kind, String), Measure.due_now_on),
).where(
    Measure.kind.in_(sorted(policy.DATED)),
    Measure.state.not_in(sorted(policy.SETTLED)),
    Measure.due_now_on.is_not(None),
    _LATEST.is_distinct_from(FollowUp.DONE),
)
_EACH = union_all(_TASKS, _MEASURES).subquery()
_ASKED = (
    select(_EACH, Contest.slug, Contest.title.label("contest"), Contest.timezone, Incident, Candidacy.name)
    .join(Incident, Incident.id == _EACH.c.incident_id)
    .join(Candidacy, Candidacy.id == Incident.candidacy_id)
    .join(Contest, Contest.id == Incident.contest_id)
    .order_by(_EACH.c.due_on.is_(None), _EACH.c.due_on, _EACH.c.of, _EACH.c.key)
)
"""Written once: to write it costs more than to run it."""


def asked(session: Session, actor: Actor) -> Asked:
    """What somebody is asked to do, by one statement.

    Officers: the open tasks that they were given, and the unsettled measures of the cases that they handle. The
    respondent's side: the measures that ask something of them. What a policy forbids is asked of nobody.
    """
    found = Asked([], [])
    if not (actor.contests(Role.OFFICER) or actor.candidacies()):
        return found
    for row in session.execute(_ASKED.where(visible_to(actor)), {"user": actor.user_id}):
        case = row.Incident
        place = (row.slug, row.contest, row.timezone, case.reference, case.title)
        if row.of == "task":
            if policy.may_complete(actor, case):
                found.tasks.append(TaskDue(*place, row.reference, row.words, row.due_on))
        elif (theirs := bool(policy.may_report_done(actor, case))) or policy.may_follow_up(actor, case):
            of = (row.name, row.reference, MeasureKind(row.words), row.due_on, theirs)
            found.measures.append(MeasureDue(*place, *of))
    return Asked(found.tasks[:MOST], found.measures[:MOST])
