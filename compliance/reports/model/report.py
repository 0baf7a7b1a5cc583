"""The report itself: contest, candidates, incidents, counts, and what the edition withholds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from compliance.reports.model.case import Incident
from compliance.reports.model.election import Candidate, Contest, Instrument, MatrixRow
from compliance.reports.terms import Edition


@dataclass(frozen=True, slots=True)
class Recusal:
    """Who takes no part in what, and who acts in their place.

    `subject` says it in words: a candidate, an incident's reference, the contest.
    """

    person: str
    subject: str
    from_: date
    until: date | None
    reason: str | None
    replacement: str | None = None


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
