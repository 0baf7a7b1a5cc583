"""Rules for deadlines: how long each step takes, on which track, and how a due day is found."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compliance.contests.calendar import WorkingCalendar
from compliance.incidents.deadlines import (
    DEFAULTS,
    WHY,
    Counting,
    Rule,
    Step,
    Timing,
    Track,
    due,
    resumed,
    switched,
)
from tests.contests.test_calendar import CALENDARS, DAYS, walked

RULES = st.builds(Rule, days=st.integers(1, 60), counting=st.sampled_from(Counting))
VOTE = date(2031, 5, 15)


def test_each_step_has_a_rule_on_both_tracks_and_the_expedited_one_is_shorter() -> None:
    """Nothing takes longer on the expedited track, and each step says what it is for."""
    for step in Step:
        assert DEFAULTS[step, Track.EXPEDITED].days < DEFAULTS[step, Track.STANDARD].days
        assert str(WHY[step])


def test_the_track_follows_from_the_day() -> None:
    """The last thirty days up to the vote, that day included, are expedited; before and after is standard."""
    times = Timing(WorkingCalendar(), VOTE)
    found = {day: times.track_on(day) for day in (date(2031, 4, 14), date(2031, 4, 15), VOTE, date(2031, 5, 16))}
    assert list(found.values()) == [Track.STANDARD, Track.EXPEDITED, Track.EXPEDITED, Track.STANDARD]


@given(calendar=CALENDARS, rule=RULES, day=DAYS)
def test_a_due_day_is_explained(calendar: WorkingCalendar, rule: Rule, day: date) -> None:
    """It is a working day; with the days that were skipped, so many were counted as the rule says."""
    found = due(rule, day, calendar)
    assert calendar.is_working(found.day)
    assert all(not calendar.is_working(one.day) for one in found.skipped)
    passed = (found.day - day).days
    if rule.counting is Counting.WORKING:
        assert found.day == walked(calendar, day, rule.days)
        assert passed - len(found.skipped) == rule.days
    else:
        assert passed == rule.days + len(found.skipped)


@given(calendar=CALENDARS, rule=RULES, day=DAYS, before=st.integers(0, 40), waited=st.integers(0, 60))
def test_waiting_moves_a_day_by_as_much_as_was_waited(
    calendar: WorkingCalendar, rule: Rule, day: date, before: int, waited: int
) -> None:
    """After a wait there are as many counted days left as there were before it, and none for what was overdue."""
    old, since = due(rule, day, calendar).day, day + timedelta(days=before)
    until = since + timedelta(days=waited)
    new = resumed(rule, old, (since, until), calendar)
    assert new >= old
    if old < since:
        assert new == old
    elif rule.counting is Counting.WORKING:
        assert calendar.between(until, new) == calendar.between(since, old)
    elif waited:
        assert new == calendar.next_working(old + (until - since))


@given(
    calendar=CALENDARS, rules=st.tuples(RULES, RULES), day=DAYS, granted=st.integers(0, 30), later=st.integers(0, 80)
)
def test_another_track_keeps_what_was_granted(
    calendar: WorkingCalendar, rules: tuple[Rule, Rule], day: date, granted: int, later: int
) -> None:
    """A switch never makes overdue what was not, and days that were granted are granted on the other track too."""
    first, after = (due(rule, day, calendar).day for rule in rules)
    old, today = first + timedelta(days=granted), day + timedelta(days=later)
    new = switched(old, first, after, today, calendar)
    assert new >= after + timedelta(days=granted)
    assert new >= min(old, today)
