"""The case side of a report: incidents, and what was alleged, answered and found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from compliance.incidents.terms import Credibility, Kind, Reliability, Result, Stage, StandardOfProof
from compliance.pledges.terms import Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """A maximal run of days with the same outcome, and the sentence that says why."""

    outcome: Outcome
    from_: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the candidate answered to one allegation."""

    replied_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """A finding that a later one replaced."""

    finding: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The finding in force on one allegation; `superseded` holds those that it replaced, the earliest first."""

    finding: Result
    standard_of_proof: StandardOfProof
    decided_on: date
    rationale: str
    superseded: tuple[EarlierFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Allegation:
    """An incident held against one clause. `override` is the reason for alleging a clause that did not bind."""

    instrument: str
    version: str
    clause: str
    clause_text: str
    can_be_alleged: bool
    override: str | None
    runs: tuple[Run, ...]
    reply: Reply | None = None
    finding: Finding | None = None


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
    """What the ethics office may print of a source: a label, never who it is. Identities stay sealed, apart.

    `basis` says how the source knows, `note` is the office's own.
    """

    label: str
    kind: str
    reliability: Reliability | None = None
    credibility: Credibility | None = None
    basis: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """An internal note or draft of the ethics office."""

    written_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. `details` holds the fields of its kind; `sources` and `notes` are for the ethics office alone."""

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
    details: Mapping[str, str]
    assessment: str | None
    allegations: tuple[Allegation, ...]
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
