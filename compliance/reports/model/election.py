"""The contest side of a report: calendar, instruments, candidates, and which clause bound whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.pledges.terms import Decision, Medium, Outcome


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
    submitted_to: str | None
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
