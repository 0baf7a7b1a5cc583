"""The parts of a case as pages and files show them."""

from dataclasses import dataclass
from datetime import date, datetime

from compliance.incidents.terms import (
    Credibility,
    InadmissibilityGround,
    Reliability,
    ReplyKind,
    Result,
    SourceKind,
    Stage,
    StandardOfProof,
)
from compliance.pledges.applicability import Run


@dataclass(frozen=True, slots=True)
class ReplyFileView:
    """A file that came with a reply."""

    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class ReplyView:
    """The candidate's own answer to one allegation, or that they decline to comment; with its files."""

    text: str
    replied_on: date
    recorded_at: datetime
    recorded_by: str
    kind: ReplyKind = ReplyKind.ANSWERED
    files: tuple[ReplyFileView, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementView:
    """What somebody else said on the candidate's behalf. It is not the candidate's reply."""

    text: str
    made_on: date
    made_by: str
    on_behalf_of: str
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
    statements: tuple[StatementView, ...] = ()
    silence: ReplyKind | None = None

    @property
    def reply_kind(self) -> ReplyKind | None:
        """What came back, or why nothing did; None while an answer is waited for.

        Somebody else's statement is never what came back. `silence` holds where the candidate has not replied.
        """
        if not self.replies:
            return self.silence
        answered = any(reply.kind is ReplyKind.ANSWERED for reply in self.replies)
        return ReplyKind.ANSWERED if answered else ReplyKind.DECLINED_TO_COMMENT


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
    """Who says so. `masked`: name and contact are left out, as two people have not agreed to learn them."""

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
    masked: bool = False
