"""What operations on incidents give. Days are calendar days in the contest's time zone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import Field

from compliance.core.periods import Period
from compliance.incidents.api.parts import DeadlineAnswer, LinkAnswer, MeasureAnswer, deadline_answer, measure_answer
from compliance.incidents.queries import AllegationView, Case, DeadlineView, LinkView, MeasureView
from compliance.incidents.terms import InadmissibilityGround, Kind, ReplyKind, Result, Stage, StandardOfProof
from compliance.pledges.terms import Outcome
from compliance.web.json_api import Answer


class RunAnswer(Answer):
    """Days of the incident with one outcome, and why."""

    outcome: Outcome
    start: date = Field(serialization_alias="from")
    until: date | None
    reason: str


class ReplyFileAnswer(Answer):
    """A file that came with a reply."""

    reference: str
    name: str


class ReplyAnswer(Answer):
    """The candidate's own answer to an allegation, or that they decline to comment."""

    kind: ReplyKind
    text: str
    replied_on: date
    files: list[ReplyFileAnswer]
    recorded_at: datetime
    recorded_by: str


class StatementAnswer(Answer):
    """What somebody else said on the candidate's behalf. It is not the candidate's reply."""

    text: str
    made_on: date
    made_by: str
    on_behalf_of: str
    recorded_at: datetime


class FindingAnswer(Answer):
    """A finding."""

    result: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str
    correction_reason: str | None
    standard_reason: str | None
    recorded_at: datetime


class AllegationAnswer(Answer):
    """An allegation, its answers, and what was found; `finding` is the one that stands."""

    position: int
    instrument: str
    version: str
    clause: str
    heading: str | None
    text: str
    override: str | None
    can_be_alleged: bool
    runs: list[RunAnswer]
    replies: list[ReplyAnswer]
    reply_kind: ReplyKind | None = Field(description="What came back, or why nothing did; null while it is waited for.")
    statements: list[StatementAnswer]
    finding: FindingAnswer | None
    superseded: list[FindingAnswer]


class StageAnswer(Answer):
    """A step in the course of a case."""

    stage: Stage
    on: date
    reason: str | None
    ground: InadmissibilityGround | None
    recorded_at: datetime


class NoticeAnswer(Answer):
    """What was put to the candidate."""

    text: str
    notified_on: date
    reply_due_on: date | None
    recorded_at: datetime


class EvidenceAnswer(Answer):
    """An item of evidence."""

    reference: str
    name: str
    media_type: str
    sha256: str
    size: int
    description: str
    disclosed: bool
    recorded_at: datetime


class HandlerAnswer(Answer):
    """Somebody who handles a case."""

    name: str
    leads: bool


class IncidentAnswer(Answer):
    """An incident in a list."""

    reference: str
    candidate: str
    kind: Kind
    title: str
    stage: Stage
    occurred_from: date
    occurred_until: date | None
    reported_on: date
    reply_due_on: date | None


class CaseAnswer(IncidentAnswer):
    """Everything of an incident that is for the reader. Summary, details and revision are for the office."""

    revision: int | None
    summary: str | None
    details: dict[str, Any] | None
    allegations: list[AllegationAnswer]
    notices: list[NoticeAnswer]
    stages: list[StageAnswer]
    evidence: list[EvidenceAnswer]
    handlers: list[HandlerAnswer] = Field(description="Who handles it now; for the office.")
    deadlines: list[DeadlineAnswer] = Field(description="To the candidate's side, the time to reply.")
    measures: list[MeasureAnswer]
    links: list[LinkAnswer] = Field(description="For the office: to cases of which the reader may know.")


def case_answer(
    case: Case, deadlines: Iterable[DeadlineView], measures: Iterable[MeasureView], links: Iterable[LinkView]
) -> CaseAnswer:
    """A case as one reader sees it, with what is for them of its deadlines, measures and links."""
    incident, office = case.incident, case.for_office
    return CaseAnswer(
        reference=incident.reference,
        candidate=case.candidate_key,
        kind=incident.kind,
        title=incident.title,
        stage=incident.stage,
        occurred_from=incident.occurred_from,
        occurred_until=incident.occurred_until,
        reported_on=incident.reported_on,
        reply_due_on=incident.reply_due_on,
        revision=incident.revision if office else None,
        summary=incident.summary if office else None,
        details=incident.details if office else None,
        allegations=[_allegation(one) for one in case.allegations],
        notices=[NoticeAnswer.model_validate(one) for one in case.notices],
        stages=[StageAnswer.model_validate(one) for one in case.stages],
        evidence=[EvidenceAnswer.model_validate(one) for one in case.evidence],
        handlers=[
            HandlerAnswer(name=one.name, leads=one.what == "leads")
            for one in case.handling
            if one.what in ("leads", "handles")
        ],
        deadlines=[deadline_answer(one, office=office) for one in deadlines],
        measures=[measure_answer(one, office=office) for one in measures],
        links=[LinkAnswer.model_validate(one) for one in links],
    )


def _allegation(one: AllegationView) -> AllegationAnswer:
    return AllegationAnswer(
        position=one.position,
        instrument=one.instrument_key,
        version=one.version_label,
        clause=one.number,
        heading=one.heading,
        text=one.text,
        override=one.override,
        can_be_alleged=one.can_be_alleged,
        runs=[_run(run.outcome, run.period, run.reason) for run in one.runs],
        replies=[ReplyAnswer.model_validate(reply) for reply in one.replies],
        reply_kind=one.reply_kind,
        statements=[StatementAnswer.model_validate(statement) for statement in one.statements],
        finding=None if one.finding is None else FindingAnswer.model_validate(one.finding),
        superseded=[FindingAnswer.model_validate(finding) for finding in one.superseded],
    )


def _run(outcome: Outcome, period: Period, reason: str) -> RunAnswer:
    return RunAnswer(outcome=outcome, start=period.start, until=period.until, reason=reason)
