"""What operations on incidents take. Days are calendar days in the contest's time zone."""

from datetime import date

from pydantic import Field

from compliance.incidents.terms import InadmissibilityGround, Kind, Result, StandardOfProof
from compliance.web.json_api import LONG, Body


class AllegationBody(Body):
    """A clause to hold an incident against."""

    instrument: str = Field(max_length=200)
    version: str = Field(max_length=200)
    clause: str = Field(max_length=200)
    override: str | None = Field(
        None, max_length=LONG, description="Why it is alleged, where the clause did not bind on those days."
    )


class FactsBody(Body):
    """What is said to have happened."""

    kind: Kind
    title: str = Field(max_length=300)
    occurred_from: date
    occurred_until: date | None = None
    summary: str = Field(max_length=LONG)
    details: dict[str, str] = Field(default_factory=dict, description="Facts that depend on the kind.")


class IncidentBody(FactsBody):
    """An incident to be filed."""

    candidate: str = Field(max_length=200, description="The candidate's key.")
    reported_on: date
    allegations: list[AllegationBody] = Field(default_factory=list, max_length=100)


class AmendmentBody(FactsBody):
    """The facts of an incident put right."""

    revision: int = Field(ge=0, le=2**31 - 1, description="The revision that was read; another one is a conflict.")


class AssessmentBody(Body):
    """Whether the office may deal with an incident."""

    admissible: bool
    reason: str = Field(max_length=LONG)
    decided_on: date
    ground: InadmissibilityGround | None = Field(None, description="Why the office may not deal with it.")
    other: str | None = Field(
        None, max_length=100, description="The reference of the case that it repeats, or of the one about bad faith."
    )


class FindingBody(Body):
    """What was found on an allegation."""

    result: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str = Field(max_length=LONG)
    correction_reason: str | None = Field(None, max_length=LONG)
    standard_reason: str | None = Field(
        None, max_length=LONG, description="Why the standard of proof is not the one that is usual in the contest."
    )


class DayBody(Body):
    """The day of an act, and why."""

    on: date
    reason: str = Field("", max_length=LONG)
