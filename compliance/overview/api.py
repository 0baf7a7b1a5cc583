"""Contests, their candidates, and which clause bound whom, as JSON; and the description of all operations."""

from datetime import date
from typing import Any

from flask import Blueprint, current_app
from pydantic import BaseModel, ConfigDict, Field

from compliance.candidates import queries as candidates
from compliance.contests import queries as contests
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.periods import Period
from compliance.pledges.queries import applicability_of
from compliance.web import transaction
from compliance.web.guards import allow, everyone, members, signed_in
from compliance.web.json_api import Answer, Operation, Scope, openapi, operation
from compliance.web.scope import current_scope

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
VERSION = "1.0"
"""Of the interface: the second figure grows with what is added, the first with what would break a program."""


class ContestAnswer(Answer):
    """A contest."""

    slug: str
    title: str
    organisation: str
    post: str
    timezone: str
    opens_on: date
    votes_on: date


class ContestsAnswer(Answer):
    """The contests in which you take part, the next vote first."""

    items: list[ContestAnswer]


class CandidateAnswer(Answer):
    """A candidate."""

    key: str
    name: str
    post: str | None
    nominated_by: list[str]
    announced_on: date
    withdrawn_on: date | None


class CandidatesAnswer(Answer):
    """The candidates of a contest, in its order."""

    items: list[CandidateAnswer]


class Days(BaseModel):
    """Whom and when a question is about."""

    model_config = ConfigDict(extra="forbid")

    candidate: str = Field(description="The candidate's key.", max_length=200)
    start: date = Field(alias="from", description="The first day.")
    until: date | None = Field(None, description="The last day; the first one if it is not given.")


class RunAnswer(Answer):
    """Days with one outcome, and why."""

    outcome: str
    start: date = Field(serialization_alias="from")
    until: date
    reason: str


class BoundAnswer(Answer):
    """Whether a clause bound."""

    instrument: str
    version: str
    clause: str
    can_be_alleged: bool
    runs: list[RunAnswer]


class ApplicabilityAnswer(Answer):
    """Every leaf clause of every version, in the order of the contest file."""

    contest: str
    candidate: str
    start: date = Field(serialization_alias="from")
    until: date
    clauses: list[BoundAnswer]


@blueprint.get("/openapi.json")
@allow(everyone)
def description() -> dict[str, Any]:
    """Describe what programs can do, as OpenAPI 3.1."""
    return openapi(current_app, _("Code of conduct record"), VERSION)


@blueprint.get("/contests")
@allow(signed_in)
@operation(Operation(Scope.CONTESTS_READ, ContestsAnswer))
def list_contests() -> ContestsAnswer:
    """List the contests in which the token's owner takes part."""
    found = contests.visible_to(transaction.session(), transaction.actor())
    return ContestsAnswer(items=[ContestAnswer.model_validate(one) for one in found])


@blueprint.get("/contests/<slug>")
@allow(members)
@operation(Operation(Scope.CONTESTS_READ, ContestAnswer))
def show_contest() -> ContestAnswer:
    """Give a contest."""
    return ContestAnswer.model_validate(contests.by_slug(transaction.session(), current_scope().slug))


@blueprint.get("/contests/<slug>/candidates")
@allow(members)
@operation(Operation(Scope.CONTESTS_READ, CandidatesAnswer))
def list_candidates() -> CandidatesAnswer:
    """List a contest's candidates."""
    found = candidates.in_contest(transaction.session(), current_scope().id)
    return CandidatesAnswer(items=[CandidateAnswer.model_validate(one) for one in found])


@blueprint.get("/contests/<slug>/applicability")
@allow(members)
@operation(Operation(Scope.CONTESTS_READ, ApplicabilityAnswer, asks=Days))
def show_applicability(asked: Days) -> ApplicabilityAnswer:
    """Say which clauses bound a candidate over some days, and why, or why not."""
    until = asked.until or asked.start
    if until < asked.start:
        raise Invalid([Fault("until", _("The period cannot end before it begins."))])
    period = Period(asked.start, until)
    plain: dict[str, Any] = applicability_of(
        transaction.session(), current_scope().slug, asked.candidate, period
    ).plain()
    clauses = [{**one, "runs": [{**run, "start": run["from"]} for run in one["runs"]]} for one in plain.pop("clauses")]
    return ApplicabilityAnswer.model_validate({**plain, "start": plain["from"], "clauses": clauses})
