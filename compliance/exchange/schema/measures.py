"""What follows from findings, in a contest file."""

from typing import Annotated

from pydantic import StringConstraints

from compliance.exchange.schema.fields import LAX, ClauseReference, Day, Part, Prose
from compliance.incidents.terms import FollowUp, MeasureKind

Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class MeasureStep(Part):
    """One step in following up a measure; `due_on` is the new day of an extension."""

    step: Annotated[FollowUp, LAX]
    taken_on: Day
    due_on: Day | None = None
    text: Prose | None = None


class Measure(Part):
    """What follows, from the finding on one allegation (`instrument/clause`) or from the incident as a whole."""

    kind: Annotated[MeasureKind, LAX]
    allegation: ClauseReference | None = None
    text: Prose
    decided_on: Day
    due_on: Day | None = None
    amount: Amount | None = None
    currency: Currency | None = None
    steps: Annotated[tuple[MeasureStep, ...], LAX] = ()
