"""Properties of runs, against a reference that walks day by day and shares no code with the application."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from compliance.candidates.terms import RECORDABLE_STATUSES, Status
from compliance.codes.terms import BindsBy
from compliance.core.periods import Period
from compliance.pledges.applicability import (
    Acknowledged,
    Rule,
    Run,
    Standing,
    StatusPeriod,
    leave_gaps,
    outcome_on,
    runs,
)
from compliance.pledges.terms import Decision

FIRST = date(2031, 1, 1)
LENGTH = 40


class Case(NamedTuple):
    """One question, for the application and for the reference alike."""

    rule: Rule
    standing: Standing
    acknowledgements: list[Acknowledged]


def on(offset: int) -> date:
    """The day so many days into the tested window."""
    return FIRST + timedelta(offset)


days = st.integers(-5, LENGTH + 5).map(on)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period about the window, often without end."""
    start = draw(days)
    return Period(start, draw(st.none() | st.integers(0, LENGTH).map(lambda length: start + timedelta(length))))


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """A candidacy whose status periods share no day, may leave gaps and come in any order."""
    entries, start = [], draw(st.integers(-10, 5))
    for status in draw(st.lists(st.sampled_from([*RECORDABLE_STATUSES, None]), max_size=6)):
        length = draw(st.integers(1, 12))
        if status is not None:
            entries.append(StatusPeriod(status, Period(on(start), on(start + length - 1))))
        start += length
    if draw(st.booleans()):
        entries.append(StatusPeriod(draw(st.sampled_from(RECORDABLE_STATUSES)), Period(on(start))))
    announced_on = draw(days)
    withdrawn_on = draw(st.none() | st.integers(0, 20).map(lambda length: announced_on + timedelta(length)))
    return Standing(announced_on, withdrawn_on, tuple(draw(st.permutations(entries))))


@st.composite
def acknowledgements(draw: st.DrawFn) -> Acknowledged:
    """An acknowledgement, some withdrawn, some on the very day of signature."""
    signed_on = draw(days)
    withdrawn_on = draw(st.none() | st.integers(0, 15).map(lambda length: signed_on + timedelta(length)))
    decisions = draw(st.dictionaries(st.sampled_from(["1", "2"]), st.sampled_from(Decision)))
    return Acknowledged(signed_on, withdrawn_on, decisions)


rules = st.builds(
    Rule,
    instrument=st.just("pledge"),
    title=st.just("Pledge"),
    version=st.just("1"),
    clause=st.just("1"),
    binds_by=st.sampled_from(BindsBy),
    in_force=periods(),
    applies_when=st.none() | st.frozensets(st.sampled_from(Status)),
)
cases = st.builds(Case, rules, standings(), st.lists(acknowledgements(), max_size=4))


@st.composite
def intervals(draw: st.DrawFn) -> Period:
    """An interval with an end, inside of the window."""
    start, until = sorted((draw(st.integers(0, LENGTH)), draw(st.integers(0, LENGTH))))
    return Period(on(start), on(until))


def reference_status(standing: Standing, day: date) -> str:
    """The status of a day, by looking at each recorded period."""
    for entry in standing.statuses:
        if entry.period.start <= day <= (entry.period.until or date.max):
            return entry.status.value
    return "unknown"


def reference_acknowledgement(case: Case, day: date) -> str:
    """Lines 2a to 2d for a day; "accepted" or "accepted_with_reservation" if none of them holds."""
    counting = [a for a in case.acknowledgements if a.signed_on <= day < (a.withdrawn_on or date.max)]
    if counting:
        latest_day = max(a.signed_on for a in counting)
        latest = [a for a in counting if a.signed_on == latest_day][-1]
        return str(latest.decisions[case.rule.clause].value) if case.rule.clause in latest.decisions else "accepted"
    if [a for a in case.acknowledgements if a.signed_on > day]:
        return "not_yet_acknowledged"
    if [a for a in case.acknowledgements if a.signed_on <= day]:
        return "withdrawn"
    return "never_acknowledged"


def reference_outcome(case: Case, day: date) -> str:
    """The table of outcomes for a day, top to bottom."""
    rule, standing = case.rule, case.standing
    status = reference_status(standing, day)
    answer = reference_acknowledgement(case, day) if rule.binds_by.value == "acknowledgement" else "accepted"
    candidate = standing.announced_on <= day <= (standing.withdrawn_on or date.max)
    lines = [
        ("not_in_force", not rule.in_force.start <= day <= (rule.in_force.until or date.max)),
        (answer, answer not in ("accepted", "accepted_with_reservation")),
        ("outside_office", rule.binds_by.value == "office" and status in ("external", "seconded", "unknown")),
        ("not_a_candidate", rule.binds_by.value == "candidacy" and not candidate),
        ("out_of_scope", rule.applies_when is not None and status not in {each.value for each in rule.applies_when}),
        ("binding_with_reservation", answer == "accepted_with_reservation"),
        ("binding", True),
    ]
    return next(outcome for outcome, holds in lines if holds)


def walk(period: Period) -> Iterator[date]:
    """Every day of the period."""
    assert period.until is not None
    return (period.start + timedelta(n) for n in range((period.until - period.start).days + 1))


def spelled_out(found: list[Run]) -> list[tuple[date, str]]:
    """Runs as one pair for each day."""
    return [(day, run.outcome.value) for run in found for day in walk(run.period)]


@given(cases, intervals())
def test_runs_agree_with_walking_day_by_day(case: Case, interval: Period) -> None:
    """Runs cover each day of the interval once, in order, with the outcome that the table gives for that day."""
    expected = [(day, reference_outcome(case, day)) for day in walk(interval)]
    assert spelled_out(runs(*case, interval)) == expected
    assert [(day, outcome_on(*case, day).value) for day in walk(interval)] == expected


@given(cases, intervals())
def test_runs_are_maximal(case: Case, interval: Period) -> None:
    """No two neighbouring runs have the same outcome, and each has one sentence."""
    found = runs(*case, interval)
    assert all(earlier.outcome is not later.outcome for earlier, later in itertools.pairwise(found))
    assert all(run.reason.endswith(".") and "None" not in run.reason for run in found)


@given(cases, intervals(), st.data())
def test_part_of_an_interval_has_the_same_outcomes(case: Case, interval: Period, data: st.DataObject) -> None:
    """What bound on a day does not depend on the interval in which the day is asked about."""
    whole = dict(spelled_out(runs(*case, interval)))
    day = data.draw(st.sampled_from(sorted(whole)))
    [run] = runs(*case, Period(day, day))
    assert run.outcome.value == whole[day]


@given(st.dictionaries(st.sampled_from("abcd"), cases, min_size=2), intervals(), st.data())
def test_relabelling_candidates_changes_nothing(
    history: dict[str, Case], interval: Period, data: st.DataObject
) -> None:
    """Exchange the candidates through a whole history, and every run and reason is the same after the exchange."""
    before = {name: runs(*case, interval) for name, case in history.items()}
    new_name = dict(zip(history, data.draw(st.permutations(list(history))), strict=True))
    relabelled = {new_name[name]: case for name, case in reversed(history.items())}
    assert {new_name[name]: found for name, found in before.items()} == {
        name: runs(*case, interval) for name, case in relabelled.items()
    }


@given(standings(), days)
def test_leave_gaps_agree_with_walking_day_by_day(standing: Standing, votes_on: date) -> None:
    """Gaps hold exactly the days in post or unknown after the first day of leave, and never touch each other."""
    last = min(votes_on, standing.withdrawn_on or votes_on)
    expected, on_leave_before = [], False
    for day in walk(Period(standing.announced_on, max(last, standing.announced_on))):
        status = reference_status(standing, day)
        on_leave_before = on_leave_before or status in ("paid_leave", "unpaid_leave")
        if on_leave_before and status in ("in_post", "unknown") and day <= last:
            expected.append(day)
    gaps = leave_gaps(standing, votes_on)
    assert [day for gap in gaps for day in walk(gap)] == expected
    assert all(
        earlier.until is not None and later.start - earlier.until > timedelta(1)
        for earlier, later in itertools.pairwise(gaps)
    )


class Counted(dict[str, Decision]):
    """Decisions that count how often they are asked for."""

    asked = 0

    def get(self, key: str, default: Any = None, /) -> Any:
        """Count, then answer."""
        self.asked += 1
        return super().get(key, default)


def questions(decisions: Mapping[str, Decision], interval: Period) -> int:
    """Return how many runs the interval has when a pledge was signed on day 10 and withdrawn on day 20."""
    rule = Rule("pledge", "Pledge", "1", "1", BindsBy.ACKNOWLEDGEMENT, Period(on(0)), frozenset({Status.IN_POST}))
    standing = Standing(on(0), None, (StatusPeriod(Status.IN_POST, Period(on(5), on(30))),))
    return len(runs(rule, standing, [Acknowledged(on(10), on(20), decisions)], interval))


def test_centuries_cost_no_more_than_the_days_around_the_boundaries() -> None:
    """The outcome is found once for each boundary day in the interval, however long the interval is."""
    short, long = Counted(), Counted()
    assert questions(short, Period(on(9), on(20))) == 3
    assert questions(long, Period(date(1500, 1, 1), date(2900, 1, 1))) == 4
    assert short.asked == long.asked > 0


@given(cases, intervals())
def test_widening_an_interval_leaves_its_inside_alone(case: Case, interval: Period) -> None:
    """An interval of centuries, cut down to a few days, has the runs of these days."""
    wide = runs(*case, Period(date(1600, 1, 1), date(2900, 12, 31)))
    narrow = runs(*case, interval)
    inside = [
        (run.outcome, max(run.period.start, interval.start), min(run.period.until or date.max, interval.until or FIRST))
        for run in wide
        if run.period.overlaps(interval)
    ]
    assert inside == [(run.outcome, run.period.start, run.period.until) for run in narrow]


def test_every_status_is_found_whatever_the_order_of_recording() -> None:
    """Status periods may be passed in any order."""
    entries = (StatusPeriod(Status.IN_POST, Period(on(5), on(9))), StatusPeriod(Status.EXTERNAL, Period(on(0), on(2))))
    standing = Standing(on(0), None, entries)
    turned = replace(standing, statuses=entries[::-1])
    for day in (on(n) for n in range(-2, 12)):
        assert standing.status_on(day) is turned.status_on(day)
        assert standing.status_on(day).value == reference_status(standing, day)
