"""The facts that decide whether a clause bound a candidate: plain values, without identity or database."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.core.periods import ONE_DAY, Period
from compliance.pledges.terms import Decision


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause of one version of an instrument.

    `instrument` is the instrument's key, `clause` the clause's number, `in_force` the version's own period.
    `applies_when` None means in every status; an empty set means in none.
    """

    instrument: str
    title: str
    version: str
    clause: str
    binds_by: BindsBy
    in_force: Period
    applies_when: frozenset[Status] | None = None


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """How a candidate stood to the organisation over a period."""

    status: Status
    period: Period


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidacy in time. `statuses` share no day, and may come in any order; a day without one is `unknown`.

    The day of withdrawal is the last day of the candidacy.
    """

    announced_on: date
    withdrawn_on: date | None = None
    statuses: tuple[StatusPeriod, ...] = ()
    _timeline: tuple[StatusPeriod, ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        timeline = tuple(_without_gaps(self.statuses))
        object.__setattr__(self, "_timeline", timeline)
        object.__setattr__(self, "_starts", tuple(entry.period.start for entry in timeline))

    def status_on(self, day: date) -> Status:
        """Return the status recorded for the day, or `unknown`."""
        return self._timeline[bisect_right(self._starts, day) - 1].status

    def is_candidate_on(self, day: date) -> bool:
        """Whether the candidacy was announced by that day and not withdrawn before it."""
        return self.announced_on <= day and (self.withdrawn_on is None or day <= self.withdrawn_on)

    def statuses_during(self, first: date, last: date) -> tuple[StatusPeriod, ...]:
        """Return the statuses of the days from `first` to `last`, in order and `unknown` included.

        Each comes with its whole period, which may begin before `first` and end after `last`. An `unknown` that
        nothing precedes begins on `date.min`.
        """
        return self._timeline[bisect_right(self._starts, first) - 1 : bisect_right(self._starts, last)]

    def changes_during(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days after `first`, up to `last`, on which another status period or a gap begins."""
        return self._starts[bisect_right(self._starts, first) : bisect_right(self._starts, last)]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An acknowledgement of exactly the version asked about; `decisions` by clause number, what is absent is accepted.

    It counts from the day of signature to the day before withdrawal: withdrawn on the day of signature, it never
    counted. Acknowledgements are passed in the order of recording: of two signed on one day the later recorded wins.
    """

    signed_on: date
    withdrawn_on: date | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def counts_on(self, day: date) -> bool:
        """Whether it was signed by that day and not withdrawn by it."""
        return self.signed_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


def _without_gaps(statuses: Iterable[StatusPeriod]) -> Iterable[StatusPeriod]:
    """Yield the periods by date with the gaps between them filled, so that every calendar day lies in one."""
    vacant: date | None = date.min
    for entry in sorted(statuses, key=lambda entry: entry.period.start):
        start, until = entry.period.start, entry.period.until
        if vacant is not None and vacant < start:
            yield StatusPeriod(Status.UNKNOWN, Period(vacant, start - ONE_DAY))
        yield entry
        vacant = None if until is None or until == date.max else until + ONE_DAY
    if vacant is not None:
        yield StatusPeriod(Status.UNKNOWN, Period(vacant))
