"""What follows from findings, put into words."""

from typing import Any

from compliance.core.language import _
from compliance.incidents.terms import FollowUp
from compliance.reports.model import Incident, Measure, MeasureStep
from compliance.reports.words import day, word


def measures_of(incident: Incident, place: int | None) -> list[dict[str, Any]]:
    """What follows from the finding at a place, or from the matter as a whole: head, wording and steps."""
    return [_measure(one) for one in incident.measures if one.allegation == place]


def _measure(one: Measure) -> dict[str, Any]:
    head = [word("measure", one.kind)]
    if one.amount:
        head.append(f"{one.amount} {one.currency}")
    head.append(_("decided on %(day)s", day=day(one.decided_on)))
    if one.due_on:
        head.append(_("due by %(day)s", day=day(one.due_on)))
    return {
        "head": ", ".join(head),
        "state": word("measure_state", one.state),
        "text": one.text or "",
        "steps": [_step(step) for step in one.steps],
    }


def _step(step: MeasureStep) -> str:
    said = {
        FollowUp.DONE: _("the candidate says that it was done"),
        FollowUp.FULFILLED: _("fulfilled"),
        FollowUp.PARTLY: _("followed in part"),
        FollowUp.OVERDUE: _("overdue"),
        FollowUp.EXTENDED: _("extended"),
        FollowUp.WAIVED: _("waived"),
    }[step.step]
    if step.due_on:
        said = _("%(what)s to %(day)s", what=said, day=day(step.due_on))
    words = _("%(day)s: %(what)s", day=day(step.on), what=said)
    return f"{words}. {step.text}" if step.text else f"{words}."
