"""Worked examples of whether a clause bound a candidate, line by line of the table of outcomes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.candidates.terms import Status
from compliance.core.periods import Period
from compliance.pledges.applicability import (
    Acknowledged,
    Rule,
    Standing,
    StatusPeriod,
    can_be_alleged,
    outcome_on,
    runs,
)
from compliance.pledges.terms import Outcome
from tests.pledges.examples import (
    ACCEPTED,
    ALDER,
    DECLINED,
    DECLINED_FOR_DAYS,
    LEFT,
    PLEDGE,
    PLEDGE_IN_POST,
    PLEDGE_IN_SERVICE,
    PLEDGE_OUTSIDE,
    RESERVED,
    RESOLUTION,
    RESOLUTION_IN_SERVICE,
    SIGNATURE,
    SIGNED,
    SIGNED_AND_WITHDRAWN,
    SIGNED_FOR_DAYS,
    SIGNED_LATER,
    STANDARDS,
    STANDARDS_NEVER,
    STANDARDS_OUTSIDE,
    WITHDRAWN_AT_ONCE,
)


@pytest.mark.parametrize(
    ("rule", "standing", "acknowledgements", "day", "outcome"),
    [
        (PLEDGE, ALDER, [], date(2030, 12, 31), Outcome.NOT_IN_FORCE),
        (PLEDGE, ALDER, [SIGNED], date(2031, 5, 17), Outcome.NOT_IN_FORCE),
        (PLEDGE, ALDER, [SIGNED], date(2031, 1, 16), Outcome.NOT_YET_ACKNOWLEDGED),
        (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN, SIGNED_LATER], date(2031, 3, 10), Outcome.NOT_YET_ACKNOWLEDGED),
        (PLEDGE, ALDER, [WITHDRAWN_AT_ONCE, SIGNED], date(2031, 1, 31), Outcome.NOT_YET_ACKNOWLEDGED),
        (PLEDGE, ALDER, [WITHDRAWN_AT_ONCE], date(2031, 1, 31), Outcome.NOT_YET_ACKNOWLEDGED),
        (PLEDGE, ALDER, [], date(2031, 1, 16), Outcome.NEVER_ACKNOWLEDGED),
        (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN], date(2031, 3, 10), Outcome.WITHDRAWN),
        (PLEDGE, ALDER, [WITHDRAWN_AT_ONCE], date(2031, 2, 1), Outcome.WITHDRAWN),
        (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN, SIGNED_FOR_DAYS], date(2031, 3, 12), Outcome.WITHDRAWN),
        (PLEDGE, ALDER, [DECLINED], date(2031, 2, 24), Outcome.DECLINED),
        (PLEDGE_OUTSIDE, ALDER, [DECLINED], date(2031, 2, 24), Outcome.DECLINED),
        (STANDARDS, LEFT, [], date(2031, 1, 5), Outcome.OUTSIDE_OFFICE),
        (STANDARDS, LEFT, [], date(2032, 1, 5), Outcome.OUTSIDE_OFFICE),
        (STANDARDS, ALDER, [], date(2020, 1, 5), Outcome.OUTSIDE_OFFICE),
        (STANDARDS_OUTSIDE, LEFT, [], date(2031, 2, 1), Outcome.OUTSIDE_OFFICE),
        (RESOLUTION, ALDER, [], date(2030, 10, 2), Outcome.NOT_A_CANDIDATE),
        (RESOLUTION, ALDER, [], date(2031, 5, 15), Outcome.NOT_A_CANDIDATE),
        (RESOLUTION_IN_SERVICE, ALDER, [], date(2031, 5, 13), Outcome.OUT_OF_SCOPE),
        (PLEDGE_IN_POST, ALDER, [RESERVED], date(2031, 3, 15), Outcome.OUT_OF_SCOPE),
        (STANDARDS_NEVER, ALDER, [], date(2031, 3, 14), Outcome.OUT_OF_SCOPE),
        (PLEDGE, ALDER, [RESERVED], date(2031, 5, 15), Outcome.BINDING_WITH_RESERVATION),
        (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN], date(2031, 3, 9), Outcome.BINDING),
        (PLEDGE, ALDER, [SIGNED, DECLINED_FOR_DAYS], date(2031, 3, 5), Outcome.BINDING),
        (PLEDGE_IN_SERVICE, ALDER, [SIGNED], date(2031, 3, 14), Outcome.BINDING),
        (STANDARDS, ALDER, [DECLINED], date(2031, 3, 15), Outcome.BINDING),
        (RESOLUTION, ALDER, [RESERVED], date(2031, 5, 13), Outcome.BINDING),
        (RESOLUTION, LEFT, [], date(2030, 10, 3), Outcome.BINDING),
    ],
)
def test_outcome_of_one_day(
    rule: Rule, standing: Standing, acknowledgements: list[Acknowledged], day: date, outcome: Outcome
) -> None:
    """One day has the outcome of the first line of the table that holds, asked alone or as an interval."""
    assert outcome_on(rule, standing, acknowledgements, day) is outcome
    assert [run.outcome for run in runs(rule, standing, acknowledgements, Period(day, day))] == [outcome]


def test_interval_is_cut_where_the_outcome_changes() -> None:
    """An incident across signature and withdrawal gives one run for each outcome."""
    found = runs(PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN], Period(date(2030, 12, 30), date(2031, 5, 20)))
    assert [(run.outcome, run.period.start, run.period.until) for run in found] == [
        (Outcome.NOT_IN_FORCE, date(2030, 12, 30), date(2030, 12, 31)),
        (Outcome.NOT_YET_ACKNOWLEDGED, date(2031, 1, 1), date(2031, 2, 23)),
        (Outcome.BINDING, date(2031, 2, 24), date(2031, 3, 9)),
        (Outcome.WITHDRAWN, date(2031, 3, 10), date(2031, 5, 15)),
        (Outcome.NOT_IN_FORCE, date(2031, 5, 16), date(2031, 5, 20)),
    ]


def test_standards_bind_only_while_in_office() -> None:
    """Leave is still office; an interval across its end, or across an unrecorded time, is cut there."""
    found = runs(STANDARDS, ALDER, [], Period(date(2021, 8, 30), date(2031, 5, 15)))
    assert [(run.outcome, run.period.start, run.period.until) for run in found] == [
        (Outcome.OUTSIDE_OFFICE, date(2021, 8, 30), date(2021, 8, 31)),
        (Outcome.BINDING, date(2021, 9, 1), date(2031, 5, 12)),
        (Outcome.OUTSIDE_OFFICE, date(2031, 5, 13), date(2031, 5, 15)),
    ]


def test_later_recorded_acknowledgement_wins_a_tie() -> None:
    """Of two acknowledgements signed on the same day the one recorded later counts."""
    assert outcome_on(PLEDGE, ALDER, [ACCEPTED, DECLINED], SIGNATURE) is Outcome.DECLINED
    assert outcome_on(PLEDGE, ALDER, [DECLINED, ACCEPTED], SIGNATURE) is Outcome.BINDING


def test_allegation_needs_one_binding_day() -> None:
    """A clause can be alleged if it bound on any day of the incident, with a reservation or without."""
    day_before, day_of = date(2031, 2, 23), SIGNATURE
    assert can_be_alleged(runs(PLEDGE, ALDER, [SIGNED], Period(day_before, day_of)))
    assert can_be_alleged(runs(PLEDGE, ALDER, [RESERVED], Period(day_before, day_of)))
    assert not can_be_alleged(runs(PLEDGE, ALDER, [SIGNED], Period(day_before, day_before)))


def test_interval_without_end_is_refused() -> None:
    """An interval without an end has no last run and is refused, not guessed."""
    with pytest.raises(ValueError, match="needs an end"):
        runs(PLEDGE, ALDER, [SIGNED], Period(date(2031, 2, 23)))


def test_ends_of_the_calendar_are_days_like_others() -> None:
    """Periods that reach the first or the last day that can be written do no harm."""
    always = Period(date.min, date.max)
    standing = Standing(date.min, date.max, (StatusPeriod(Status.IN_POST, always),))
    [run] = runs(replace(STANDARDS, in_force=always), standing, [], always)
    assert (run.outcome, run.period) == (Outcome.BINDING, always)
    assert standing.status_on(date.max) is standing.status_on(date.min + timedelta(1)) is Status.IN_POST
