"""What operations give of the parts of a case that have acts of their own: deadlines, measures, links."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from compliance.incidents.deadlines import Counting, DeadlineAct, Step, Track
from compliance.incidents.queries import DeadlineView, MeasureView
from compliance.incidents.terms import FollowUp, LinkKind, MeasureKind, MeasureState, Stage
from compliance.web.json_api import Answer


class DeadlineChangeAnswer(Answer):
    """What happened to a deadline, and why. Who did it is for the office."""

    act: DeadlineAct
    on: date
    old_due_on: date
    new_due_on: date
    wanted_on: date | None
    waiting_for: str | None
    reason: str
    recorded_at: datetime
    recorded_by: str | None
    is_open: bool = Field(description="Whether it asks for more time, and nobody has decided on that.")


class DeadlineAnswer(Answer):
    """By when a step is due; `met_on` if it was done, `cancelled_on` if it was lifted."""

    step: Step
    track: Track
    days: int | None
    counting: Counting | None
    started_on: date
    by_rule_on: date
    due_on: date
    met_on: date | None
    cancelled_on: date | None
    suspended_on: date | None
    changes: list[DeadlineChangeAnswer]


class MeasureStepAnswer(Answer):
    """One step in following up a measure. Which officer took it is for the office."""

    id: int
    step: FollowUp
    on: date
    due_on: date | None
    text: str | None
    file_name: str | None
    recorded_at: datetime
    recorded_by: str | None


class MeasureAnswer(Answer):
    """What follows from the finding on an allegation; without a position, from the case as a whole."""

    reference: str
    kind: MeasureKind
    text: str
    amount: str | None
    currency: str | None
    decided_on: date
    due_on: date | None
    due_now_on: date | None
    state: MeasureState
    position: int | None
    steps: list[MeasureStepAnswer]


class LinkAnswer(Answer):
    """A link as one of the two cases shows it. `forth`: it was made from this case to the other."""

    reference: str
    kind: LinkKind
    forth: bool
    reason: str
    other_reference: str
    title: str
    stage: Stage
    candidate_name: str
    recorded_at: datetime
    recorded_by: str
    retracted_at: datetime | None
    retracted_by: str | None
    retraction_reason: str | None


def deadline_answer(one: DeadlineView, *, office: bool) -> DeadlineAnswer:
    """A deadline as the office, or the candidate's side, reads it."""
    changes = [
        DeadlineChangeAnswer(**_plain(change, DeadlineChangeAnswer), recorded_by=change.recorded_by if office else None)
        for change in one.changes
    ]
    return DeadlineAnswer(**_plain(one, DeadlineAnswer), changes=changes)


def measure_answer(one: MeasureView, *, office: bool) -> MeasureAnswer:
    """A measure as the office, or the candidate's side, reads it."""
    steps = [
        MeasureStepAnswer(
            **_plain(step, MeasureStepAnswer),
            recorded_by=step.recorded_by if office or step.step is FollowUp.DONE else None,
        )
        for step in one.steps
    ]
    return MeasureAnswer(**_plain(one, MeasureAnswer), steps=steps)


def _plain(row: object, answer: type[Answer]) -> dict[str, Any]:
    """The fields of an answer that are those of a row; who acted, and lists, are for the caller."""
    own = {"recorded_by", "changes", "steps"}
    return {name: getattr(row, name) for name in answer.model_fields if name not in own}
