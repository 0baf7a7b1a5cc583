"""Everything that was recorded of a case, for its officers: first values, and each change with the old and the new."""

from datetime import date, datetime

from compliance.incidents.api.frame import blueprint, the_file
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.routes.history import entries
from compliance.incidents.terms import Stage
from compliance.web.guards import allow
from compliance.web.json_api import Answer, Operation, Scope, operation


class ChangedAnswer(Answer):
    """One value in words: what it was, null if it is a first one; and what it became, null if it went."""

    label: str
    old: str | None
    new: str | None


class EntryAnswer(Answer):
    """A recorded act, with the stage that it led to and the day on which it is said to have happened, if any.

    `times`: how often one person did it in a row on one day, such as to prepare a notice; `at` is the last time.
    """

    at: datetime
    by: str
    what: str
    stage: Stage | None
    note: str | None
    on: date | None
    values: list[ChangedAnswer]
    times: int


class HistoryAnswer(Answer):
    """What was recorded of a case, oldest first, but for its sources."""

    items: list[EntryAnswer]


@blueprint.get("/<reference>/history")
@allow(OFFICE)
@operation(Operation(Scope.INCIDENTS_READ, HistoryAnswer, on=the_file))
def show_history(incident: Incident) -> HistoryAnswer:
    """Give everything that was recorded of a case, but for its sources."""
    return HistoryAnswer(items=[EntryAnswer.model_validate(one) for one in entries(incident, sources=False)])
