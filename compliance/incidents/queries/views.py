"""The parts of a case as pages and files show them."""

from dataclasses import dataclass
from datetime import date, datetime

from compliance.incidents.terms import (
    Credibility,
    InadmissibilityGround,
    Reliability,
    Result,
    SourceKind,
    Stage,
    StandardOfProof,
)
from compliance.pledges.applicability import Run


@dataclass(frozen=True, slots=True)
class ReplyView:
    """An answer to one allegation."""

    text: str
    replied_on: date
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """What was found; `correction_reason` if it supersedes another."""

    id: int
    result: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str
    correction_reason: str | None
    recorded_at: datetime
    recorded_by: str
    standard_reason: str | None = None


@dataclass(frozen=True, slots=True)
class AllegationView:
    """What is alleged, with the clause's text, whether it bound and why (not), the answers and the findings.

    `finding` is the one that stands, `superseded` those before it, oldest first.
    """

    id: int
    position: int
    clause_id: int
    instrument_key: str
    instrument_title: str
    version_label: str
    number: str
    heading: str | None
    text: str
    override: str | None
    runs: list[Run]
    can_be_alleged: bool
    replies: tuple[ReplyView, ...]
    finding: FindingView | None
    superseded: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What was put to the candidate."""

    text: str
    notified_on: date
    reply_due_on: date | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class StageView:
    """A step in the course of the case. Without a reason for readers to whom the office's reasons are not open."""

    stage: Stage
    on: date
    reason: str | None
    recorded_at: datetime
    recorded_by: str
    ground: InadmissibilityGround | None = None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A file."""

    id: int
    reference: str
    name: str
    media_type: str
    sha256: str
    size: int
    description: str
    disclosed: bool
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """Who says so."""

    id: int
    reference: str
    kind: SourceKind
    name: str | None
    contact: str | None
    statement: str
    reliability: Reliability
    credibility: Credibility
    recorded_at: datetime
    recorded_by: str
