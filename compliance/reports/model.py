"""One contest as it was known at an instant: all that a report can say, as values.

Nothing here reads a database or a clock. `queries.py` fills a `Report` of the ethics edition, `editions.py` makes the
others from it, and the renderings write any of them. A field whose name ends in an underscore is written without it
(`from_` as `from`). Days are calendar days in the contest's time zone, intervals inclusive at both ends, instants UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.incidents.terms import Credibility, Kind, Reliability, Result, Stage, StandardOfProof
from compliance.pledges.terms import Decision, Medium, Outcome


class Edition(StrEnum):
    """For whom a report is made."""

    ETHICS = "ethics"
    CHAIR = "chair"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Contest:
    """The election and its calendar."""

    slug: str
    title: str
    organisation: str
    post: str
    timezone: str
    opens_on: date
    votes_on: date
    electorate: int | None = None
    majority: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in the order of its version; `depth` counts the headings above it. A leaf is testable."""

    number: str
    heading: str | None
    text: str | None
    leaf: bool = True
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an instrument; `language` is a code such as `en`."""

    version: str
    in_force_from: date
    in_force_until: date | None
    language: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A code of conduct, with each of its versions."""

    key: str
    title: str
    binds_by: BindsBy
    authority: str | None
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class LeaveGap:
    """Days between the first day of leave and the vote on which a candidate was in post, or nobody knows."""

    from_: date
    until: date


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """In which relation to the organisation a candidate stood, from one day to another."""

    status: Status
    from_: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ClauseDecision:
    """What a candidate decided on one clause; what is not named was accepted."""

    clause: str
    decision: Decision
    statement: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A version of an instrument as one candidate signed it. `digest` is that of the signed text, where it was kept."""

    instrument: str
    version: str
    signed_on: date
    withdrawn_on: date | None
    submitted_to: str
    medium: Medium
    digest: str | None
    decisions: tuple[ClauseDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate. `days_unpledged`: instrument key to days, for instruments bound by acknowledgement."""

    key: str
    name: str
    post: str | None
    nominated_by: tuple[str, ...]
    announced_on: date
    withdrawn_on: date | None
    days_unpledged: Mapping[str, int]
    leave_gaps: tuple[LeaveGap, ...]
    statuses: tuple[StatusPeriod, ...]
    acknowledgements: tuple[Acknowledgement, ...]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One clause and one candidate.

    `on_vote` is the outcome on the day of the vote, `days_bound` counts the days from `opens_on` to `votes_on` on which
    the clause bound. `open_allegations` have no finding yet (None: this edition does not tell); `decided_allegations`
    have one.
    """

    candidate: str
    on_vote: Outcome
    days_bound: int
    open_allegations: int | None = 0
    decided_allegations: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One leaf clause of one version, with a cell for each candidate in the report's order."""

    instrument: str
    version: str
    clause: str
    cells: tuple[MatrixCell, ...]


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


@dataclass(frozen=True, slots=True)
class Recusal:
    """Who takes no part in what. `subject` says it in words: a candidate, an incident's reference, the contest."""

    person: str
    subject: str
    from_: date
    until: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over what this edition shows.

    `by_candidate`: candidate key to incidents. `by_stage`: stage to incidents. `by_clause`: `instrument/clause` to
    allegations, versions added up (the matrix tells them apart). `by_finding`: result to allegations; those without a
    finding are not in it.
    """

    by_candidate: Mapping[str, int] = field(default_factory=dict)
    by_clause: Mapping[str, int] = field(default_factory=dict)
    by_finding: Mapping[str, int] = field(default_factory=dict)
    by_stage: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogHead:
    """The log to which the report belongs: number of entries, and the root hash as text."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that this edition never shows, whether or not there is any; so its being listed tells nothing.

    `place` is where it would stand in the JSON, such as `incidents[].sources`.
    """

    kind: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Report:
    """A contest as known at `as_of`, in one edition."""

    edition: Edition
    as_of: datetime
    contest: Contest
    instruments: tuple[Instrument, ...]
    candidates: tuple[Candidate, ...]
    matrix: tuple[MatrixRow, ...]
    incidents: tuple[Incident, ...]
    recusals: tuple[Recusal, ...]
    log: LogHead
    totals: Totals = field(default_factory=Totals)
    withheld: tuple[Withheld, ...] = ()
