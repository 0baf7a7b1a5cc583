"""The case side of a report: incidents, and what was alleged, answered and found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from compliance.incidents.terms import (
    Credibility,
    FollowUp,
    Kind,
    MeasureKind,
    MeasureState,
    Reliability,
    ReplyKind,
    Result,
    SourceKind,
    Stage,
    StandardOfProof,
)
from compliance.pledges.terms import Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """A maximal run of days with the same outcome, and the sentence that says why."""

    outcome: Outcome
    from_: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """What the candidate added to a reply."""

    replied_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the candidate answered to one allegation; `supplements` holds what was added later, in order."""

    replied_on: date
    text: str
    supplements: tuple[Supplement, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody else said on the candidate's behalf about one allegation. It is not the candidate's reply."""

    made_by: str
    on_behalf_of: str
    made_on: date
    text: str


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """A finding that a later one replaced; `correction_reason` says why it had itself replaced one."""

    finding: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str
    correction_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The finding in force on one allegation; `superseded` holds those that it replaced, the earliest first.

    `correction_reason` says why they were.
    """

    finding: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str
    correction_reason: str | None = None
    superseded: tuple[EarlierFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Allegation:
    """An incident held against one clause. `override` is the reason for alleging a clause that did not bind.

    `reply_kind` says what came back or why nothing did; None while an answer is waited for.
    """

    instrument: str
    version: str
    clause: str
    clause_text: str
    can_be_alleged: bool
    override: str | None
    runs: tuple[Run, ...]
    reply: Reply | None = None
    finding: Finding | None = None
    reply_kind: ReplyKind | None = None
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class StageEntry:
    """When an incident came to a stage, and the reason given for the step, if any."""

    stage: Stage
    entered_on: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One item of evidence: `name` as it was handed in, `size` in bytes, `described` by the office."""

    name: str | None
    sha256: str
    size: int
    media_type: str
    described: str


@dataclass(frozen=True, slots=True)
class Source:
    """What the ethics office may print of a source: a reference, never who it is. Identities stay sealed, apart."""

    reference: str
    kind: SourceKind
    reliability: Reliability
    credibility: Credibility
    statement: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What was put to the candidate, in its own words, and until when a reply was expected."""

    notified_on: date
    reply_due_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class MeasureStep:
    """One step in following up a measure; `due_on` is the new day of an extension."""

    step: FollowUp
    on: date
    due_on: date | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """What follows from a finding: `allegation` is the place of what it rests on (from 0), None the whole matter.

    `due_on` is the day as it stands now; `text` and `steps` are for those who read the case itself.
    """

    kind: MeasureKind
    state: MeasureState
    decided_on: date
    due_on: date | None
    allegation: int | None
    amount: str | None = None
    currency: str | None = None
    text: str | None = None
    steps: tuple[MeasureStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. `details` holds the fields of its kind; `assessment` and `sources` are for the ethics office alone.

    `assessment` is the reason for which the office found it admissible or not. `published`: whether two people let it
    be published, or it was concluded before it came here; `public_summary` is what they wrote for the public.
    """

    reference: str
    candidate: str
    kind: Kind
    title: str
    occurred_from: date
    occurred_until: date | None
    reported_on: date | None
    stage: Stage
    history: tuple[StageEntry, ...]
    summary: str | None
    details: Mapping[str, str | int]
    assessment: str | None
    allegations: tuple[Allegation, ...]
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()
    notices: tuple[Notice, ...] = ()
    measures: tuple[Measure, ...] = ()
    published: bool = True
    public_summary: str | None = None
