"""How long each step of due process may take, on which track, and when it is due. Pure.

The rules are those of the contest, the same for every candidate. A step's track follows from the day on which the step
begins; what runs already is moved by nothing but a recorded act with a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from compliance.contests.calendar import FreeDay, WorkingCalendar
from compliance.core.language import lazy
from compliance.core.periods import ONE_DAY

EXPEDITED_DAYS = 30
"""Days before the vote from which the expedited track is the rule, unless a contest says otherwise."""
MOST_DAYS = 730
SOON = timedelta(days=3)
"""How long before its day something counts as due soon."""


class Step(StrEnum):
    """What has to be done by a day."""

    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    NOTIFY = "notify"
    REPLY = "reply"
    FACT_FINDING = "fact_finding"
    CONCLUDE = "conclude"
    REVIEW = "review"
    STATUS_UPDATE = "status_update"


class Track(StrEnum):
    """How fast a case goes: as a rule, or as it must shortly before the vote."""

    STANDARD = "standard"
    EXPEDITED = "expedited"


class Counting(StrEnum):
    """Which days are counted."""

    WORKING = "working"
    CALENDAR = "calendar"


class DeadlineAct(StrEnum):
    """What can happen to a deadline that runs."""

    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TRACK_SWITCHED = "track_switched"
    LIFTED = "lifted"


RESPONDENTS_TIME = frozenset({Step.REPLY, Step.REVIEW})
"""Time that belongs to the candidate: it is never shortened, and no waiting of the office stops it."""

DONE_BY_HAND = frozenset({Step.ACKNOWLEDGE, Step.FACT_FINDING, Step.STATUS_UPDATE})
"""Steps that no other act of the case ends by itself: the office says that they are done."""


@dataclass(frozen=True, slots=True)
class Rule:
    """So many days, and which are counted."""

    days: int
    counting: Counting = Counting.WORKING


Rules = Mapping[tuple[Step, Track], Rule]

_WORKING, _CALENDAR = Counting.WORKING, Counting.CALENDAR
_BOTH: Mapping[Step, tuple[Rule, Rule]] = {
    Step.ACKNOWLEDGE: (Rule(3), Rule(1)),
    Step.ASSESS: (Rule(10), Rule(3)),
    Step.NOTIFY: (Rule(5), Rule(2)),
    Step.REPLY: (Rule(14, _CALENDAR), Rule(5, _CALENDAR)),
    Step.FACT_FINDING: (Rule(20), Rule(5)),
    Step.CONCLUDE: (Rule(30), Rule(8)),
    Step.REVIEW: (Rule(30, _CALENDAR), Rule(7, _CALENDAR)),
    Step.STATUS_UPDATE: (Rule(30, _CALENDAR), Rule(7, _CALENDAR)),
}
DEFAULTS: Rules = {(step, track): rule for step, pair in _BOTH.items() for track, rule in zip(Track, pair, strict=True)}

WHY: Mapping[Step, str] = {
    Step.ACKNOWLEDGE: lazy("From the day on which it was reported. Whoever reports should soon know that it arrived."),
    Step.ASSESS: lazy("From the day on which it was reported, until the decision whether it is admissible."),
    Step.NOTIFY: lazy("From the decision that it is admissible, until it is put to the candidate."),
    Step.REPLY: lazy("From the notice. The candidate's own time: it can be extended, but is never shortened."),
    Step.FACT_FINDING: lazy("From the reply, or from the end of the time for it, until the facts are established."),
    Step.CONCLUDE: lazy(
        "From the reply, or from the end of the time for it; the time for fact-finding is part of it. "
        "An inadmissible incident is closed within the same time."
    ),
    Step.REVIEW: lazy(
        "A review can be asked for from the day on which the conclusion was told, until the day that was set with it. "
        "Once it is asked for, these days are counted from then, until it is decided."
    ),
    Step.STATUS_UPDATE: lazy(
        "From the decision that it is admissible, and again after each. Whoever reported is told how it stands."
    ),
}
"""From when the days of a step are counted, and what they are for."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due day, and how it was found: free days that were not counted, or on which it would have fallen."""

    day: date
    skipped: tuple[FreeDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """What decides on the due days of one contest: its rules, its working days, its vote."""

    calendar: WorkingCalendar
    votes_on: date
    rules: Rules = field(default_factory=lambda: DEFAULTS)
    expedited_days: int = EXPEDITED_DAYS

    def track_on(self, day: date) -> Track:
        """The track of a step that begins on a day: expedited in the last days up to the vote, that day included."""
        return Track.EXPEDITED if self.expedited_from <= day <= self.votes_on else Track.STANDARD

    @property
    def expedited_from(self) -> date:
        """The first day of the expedited track."""
        return self.votes_on - timedelta(days=self.expedited_days)

    def due(self, step: Step, track: Track, started: date) -> Due:
        """When a step is due that began on a day."""
        return due(self.rules[step, track], started, self.calendar)


def due(rule: Rule, started: date, calendar: WorkingCalendar) -> Due:
    """Count a rule's days from the day after `started`; a period of calendar days ends on a working day."""
    if rule.counting is Counting.WORKING:
        last = calendar.add(started, rule.days)
        skipped = calendar.free(started + ONE_DAY, last)
    else:
        end = started + timedelta(days=rule.days)
        last = calendar.next_working(end)
        skipped = calendar.free(end, last)
    return Due(last, tuple(skipped))


def resumed(rule: Rule, old: date, waited: tuple[date, date], calendar: WorkingCalendar) -> date:
    """The new due day after a case has waited from one day to another: as many counted days later.

    What was due before the wait began (`old` lies before it) is not made later by it.
    """
    start, end = waited
    if old < start or end <= start:
        return old
    if rule.counting is Counting.WORKING:
        waited_days = calendar.between(start, end)
        return calendar.add(old, waited_days) if waited_days else old
    return calendar.next_working(old + (end - start))


def switched(old: date, first: date, after: date, today: date, calendar: WorkingCalendar) -> date:
    """The due day on another track: the day by its rule (`after` in place of `first`), and what was granted since.

    Nothing becomes due on a day that has passed, if it was not due by then already.
    """
    return max(calendar.next_working(after + (old - first)), min(old, today))


def state(
    step: Step, due_on: date, today: date, *, met_on: date | None = None, lifted: bool = False, suspended: bool = False
) -> str:
    """How a deadline stands, as a value of the status vocabulary "due".

    Nobody is late who does not ask for a review: that time is over, and never overdue.
    """
    if met_on is not None:
        return "done" if met_on <= due_on else "done_late"
    if lifted:  # nobody lifts the candidate's own time: it ended
        return "over" if step in RESPONDENTS_TIME else "lifted"
    if suspended:
        return "suspended"
    if due_on <= today:
        late = "over" if step is Step.REVIEW else "overdue"
        return "today" if due_on == today else late
    return "soon" if due_on <= today + SOON else "due"


def complete(given: Iterable[tuple[Step, Track, Rule]]) -> Rules:
    """The rules of a contest: its own, and the defaults where it has none."""
    return {**DEFAULTS, **{(step, track): rule for step, track, rule in given}}
