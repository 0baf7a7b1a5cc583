"""Working days, counted by the calendar and by walking from day to day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.contests import queries
from compliance.contests.calendar import WEEKEND, FreeDay, WorkingCalendar
from compliance.contests.models import Contest
from compliance.contests.service import CalendarRules, set_calendar
from compliance.core.access import Role
from compliance.core.errors import Conflict, Forbidden, Invalid
from tests.factories.world import World

DAY = timedelta(days=1)
DAYS = st.dates(date(2029, 12, 1), date(2032, 2, 1))
CALENDARS = st.builds(
    WorkingCalendar,
    weekend=st.frozensets(st.integers(0, 6), max_size=5),
    holidays=st.dictionaries(DAYS, st.just("A holiday"), max_size=60),
    working=st.frozensets(DAYS, max_size=10),
)


def walked(calendar: WorkingCalendar, day: date, working_days: int) -> date:
    """Go from day to day, and count those that are neither free nor in the weekend."""
    left = working_days
    while left:
        day += DAY
        counts = day in calendar.working or (
            calendar.holidays.get(day) is None and day.weekday() not in calendar.weekend
        )
        left -= counts
    return day


@given(calendar=CALENDARS, day=DAYS, working_days=st.integers(1, 90))
def test_working_days_are_counted_as_one_walks_them(calendar: WorkingCalendar, day: date, working_days: int) -> None:
    """The last of so many working days is the one at which a walk from day to day arrives."""
    assert calendar.add(day, working_days) == walked(calendar, day, working_days)


@given(calendar=CALENDARS, day=DAYS, working_days=st.integers(1, 90))
def test_what_is_added_lies_between(calendar: WorkingCalendar, day: date, working_days: int) -> None:
    """Counting the working days up to a day that was counted gives their number, and it is one of them."""
    last = calendar.add(day, working_days)
    assert calendar.between(day, last) == working_days
    assert calendar.is_working(last)
    assert calendar.between(last, day) == 0


@given(calendar=CALENDARS, day=DAYS)
def test_the_next_working_day_is_the_first_that_counts(calendar: WorkingCalendar, day: date) -> None:
    """All days from the one asked about up to the next working day are free, and each has a reason."""
    found = calendar.next_working(day)
    assert calendar.is_working(found)
    assert calendar.add(day, 0) == found
    assert len(calendar.free(day, found)) == (found - day).days
    assert all(one.why for one in calendar.free(day, found))


@given(calendar=CALENDARS, day=DAYS, first=st.integers(1, 40), second=st.integers(1, 40))
def test_counting_on_is_counting_all(calendar: WorkingCalendar, day: date, first: int, second: int) -> None:
    """So many days, and then so many more, end where all of them do."""
    assert calendar.add(calendar.add(day, first), second) == calendar.add(day, first + second)


def test_a_week_without_a_working_day_is_refused() -> None:
    """A calendar in which no day counts cannot be made."""
    with pytest.raises(ValueError, match="working day"):
        WorkingCalendar(frozenset(range(7)))


def test_without_a_choice_the_weekend_is_free(world: World) -> None:
    """A contest that says nothing counts all days but Saturdays and Sundays, and knows no country."""
    contest_id = world.contest()
    with world.look() as uow:
        calendar = queries.working_calendar(uow.session, contest_id)
    assert calendar.weekend == WEEKEND
    assert calendar.is_working(date(2031, 1, 1))
    assert calendar.free_day(date(2031, 1, 4)) == FreeDay(date(2031, 1, 4), "Saturday", weekly=True)


def test_holidays_and_days_of_its_own(world: World) -> None:
    """A country's holidays are free, so are the contest's own days, and what it works in exchange counts."""
    contest_id = world.contest()
    with world.act() as uow:
        rules = CalendarRules(
            country="CH",
            subdivision="GE",
            free_days={date(2031, 2, 13): "Founders' Day"},
            working_days={date(2031, 2, 15): "In exchange for Thursday"},
        )
        set_calendar(uow, uow.session.get_one(Contest, contest_id), rules)
    with world.look() as uow:
        calendar = queries.working_calendar(uow.session, contest_id)
    assert calendar.free_day(date(2031, 1, 1)) == FreeDay(date(2031, 1, 1), "New Year's Day")
    assert calendar.free_day(date(2031, 2, 13)) == FreeDay(date(2031, 2, 13), "Founders' Day")
    assert calendar.is_working(date(2031, 2, 15))
    assert calendar.add(date(2031, 2, 12), 2) == date(2031, 2, 15)


def test_what_makes_no_calendar_is_refused_with_every_fault(world: World) -> None:
    """An unknown country, a week without a working day and a day that is both free and worked are refused."""
    contest_id = world.contest()
    day = {date(2031, 2, 13): "Some day"}
    week = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    with world.act() as uow:
        contest = uow.session.get_one(Contest, contest_id)
        with pytest.raises(Invalid) as refusal:
            set_calendar(uow, contest, CalendarRules(country="XX", weekend=week, free_days=day, working_days=day))
        assert [fault.place for fault in refusal.value.faults] == ["country", "weekend", "working_days"]
        for place, rules in (
            ("subdivision", CalendarRules(subdivision="GE")),
            ("subdivision", CalendarRules(country="CH", subdivision="TX")),
            ("free_days", CalendarRules(free_days={date(2031, 2, 13): " "})),
        ):
            with pytest.raises(Invalid) as refusal:
                set_calendar(uow, contest, rules)
            assert [fault.place for fault in refusal.value.faults] == [place]


def test_who_saves_second_is_told(world: World) -> None:
    """A calendar that was changed meanwhile is not overwritten."""
    contest_id = world.contest()
    for country, seen in (("CH", 0), ("FR", 1)):
        with world.act() as uow:
            contest = uow.session.get_one(Contest, contest_id)
            set_calendar(uow, contest, CalendarRules(country=country), expected_revision=seen)
    with world.act() as uow:
        contest = uow.session.get_one(Contest, contest_id)
        with pytest.raises(Conflict) as conflict:
            set_calendar(uow, contest, CalendarRules(country="DE"), expected_revision=1)
    assert conflict.value.theirs == {"Public holidays of": "FR"}


def test_members_do_not_edit_the_calendar(world: World) -> None:
    """The chair reads it, but is refused when changing it."""
    contest_id = world.contest()
    chair = world.actor(world.user(Role.CHAIR, contest_id))
    with world.act(chair) as uow, pytest.raises(Forbidden):
        set_calendar(uow, uow.session.get_one(Contest, contest_id), CalendarRules())
