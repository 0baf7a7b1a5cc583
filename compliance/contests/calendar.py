"""Working days: which days count, and which are free and why. Pure.

Days are counted as Regulation (EEC, Euratom) No 1182/71 counts them: the day on which a period begins is not one of it,
and its last day is part of it until midnight.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.core.periods import ONE_DAY

WEEKDAYS: Mapping[str, str] = {
    "monday": lazy("Monday"),
    "tuesday": lazy("Tuesday"),
    "wednesday": lazy("Wednesday"),
    "thursday": lazy("Thursday"),
    "friday": lazy("Friday"),
    "saturday": lazy("Saturday"),
    "sunday": lazy("Sunday"),
}
"""The days of the week by the name under which they are kept, in the order of `date.weekday()`."""

WEEKEND = frozenset({5, 6})
LONGEST_REST = 366
"""Days in a row that may be free. A calendar with more would never come to a working day."""


class Holidays(Protocol):
    """What is asked of holidays: a mapping of days to names, or a library's that works years out as it is asked."""

    def get(self, key: date, /) -> str | None:
        """The name of the holiday on a day; None if there is none."""


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day that does not count, and why: the name of a holiday, or (`weekly`) of the day of the week."""

    day: date
    why: str
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days count.

    Args:
        weekend: days of the week that are free, as `date.weekday()` numbers them (Monday is 0).
        holidays: free days by name.
        working: days that count whatever the others say, such as a Saturday that is worked in exchange.
    """

    weekend: frozenset[int] = WEEKEND
    holidays: Holidays = field(default_factory=dict[date, str])
    working: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.weekend) >= len(WEEKDAYS):
            raise ValueError("a week needs a working day")

    def free_day(self, day: date) -> FreeDay | None:
        """Say why a day is free; None if it is a working day."""
        if day in self.working:
            return None
        if name := self.holidays.get(day):
            return FreeDay(day, name)
        if day.weekday() in self.weekend:
            return FreeDay(day, str(tuple(WEEKDAYS.values())[day.weekday()]), weekly=True)
        return None

    def is_working(self, day: date) -> bool:
        """Whether a day counts."""
        return self.free_day(day) is None

    def next_working(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the first one after it."""
        for _rest in range(LONGEST_REST):
            if self.is_working(day):
                return day
            day += ONE_DAY
        raise ValueError(_("The calendar has no working day for a year."))

    def add(self, day: date, working_days: int) -> date:
        """The last of so many working days after a day, which itself does not count; of none, the next working day."""
        for _step in range(working_days):
            day = self.next_working(day + ONE_DAY)
        return day if working_days else self.next_working(day)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; 0 if `end` is not later."""
        return sum(1 for day in days(start + ONE_DAY, end) if self.is_working(day))

    def free(self, start: date, end: date) -> list[FreeDay]:
        """The free days from one day to another, both included, each with the reason."""
        return [free for day in days(start, end) if (free := self.free_day(day)) is not None]


def days(start: date, end: date) -> Iterator[date]:
    """Every day from one to another, both included."""
    while start <= end:
        yield start
        start += ONE_DAY
