"""When a notice is released: at the next of the contest's fixed hours, the same for every candidate.

Pure: the same hours, instant and time zone give the same release, whoever the notice is for.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from compliance.core.periods import ONE_DAY
from compliance.incidents.deadlines import Step, Timing, Track

_HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
MOST_DAYS = 400
"""Among so many days there is a working one, or the calendar is wrong."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a contest puts notices: `hours` in its own time, and whether a second officer checks each.

    Hours that were changed hold from the day `since` on, so that nobody chooses the hour of a notice; until then it is
    the hours `before`.
    """

    hours: tuple[str, ...] = ("10:00",)
    second_check: bool = False
    before: tuple[str, ...] | None = None
    since: date | None = None

    def hours_on(self, day: date) -> tuple[str, ...]:
        """The hours that hold on a day."""
        return self.before if self.before and self.since and day < self.since else self.hours


DEFAULTS = Terms()
"""What holds in a contest that has set nothing."""


@dataclass(frozen=True, slots=True)
class Release:
    """What decides when a notice in one case is released, and until when the candidate can reply.

    `by_hand` is the track on which the case was put by hand, or always is. `granted` is the day until which the
    candidate may reply already, if that time runs: a further notice gives more time, and never less.
    """

    terms: Terms
    timing: Timing
    timezone: str
    by_hand: Track | None = None
    granted: date | None = None

    def next_hour(self, now: datetime) -> datetime:
        """The fixed hour at which a notice is released whose release is ordered now."""
        return next_release(self.terms.hours_on, now, self.timezone, self.timing.calendar.is_working)

    def is_expedited(self, now: datetime) -> bool:
        """Whether the case is on the expedited track now."""
        return self._track_on(self.day_of(now)) is Track.EXPEDITED

    def last_day(self, released_at: datetime) -> date:
        """The last day for a reply to a notice that is released at an instant: by the rule, or as was given."""
        day = self.day_of(released_at)
        last = self.timing.due(Step.REPLY, self._track_on(day), day).day
        return last if self.granted is None else max(last, self.granted)

    def day_of(self, instant: datetime) -> date:
        """The calendar day of an instant in the contest's time zone."""
        return instant.astimezone(ZoneInfo(self.timezone)).date()

    def _track_on(self, day: date) -> Track:
        return self.by_hand or self.timing.track_on(day)


def read_hours(words: Iterable[str]) -> tuple[str, ...] | None:
    """Hours such as `10:00`, each once and in order; None if any is no hour, or if there is none."""
    given = list(words)
    if not given or not all(_HOUR.fullmatch(word) for word in given):
        return None
    return tuple(sorted(set(given)))


def next_release(
    hours_on: Callable[[date], Iterable[str]],
    after: datetime,
    timezone: str,
    is_working: Callable[[date], bool] = lambda _day: True,
) -> datetime:
    """The first fixed hour after an instant, on a working day.

    Args:
        hours_on: the times of a day in the contest's time zone, such as `10:00`.
        after: an aware instant; the release lies after it, never at it.
        timezone: an IANA name.
        is_working: whether notices are released on a day.
    """
    zone = ZoneInfo(timezone)
    day = after.astimezone(zone).date()
    for _attempt in range(MOST_DAYS):
        times = sorted(time.fromisoformat(hour) for hour in hours_on(day))
        instants = (datetime.combine(day, hour, zone) for hour in times)
        found = next((instant for instant in instants if instant > after), None) if is_working(day) else None
        if found is not None:
            return found
        day += ONE_DAY
    raise ValueError(f"no working day in {MOST_DAYS} days after {after}")
