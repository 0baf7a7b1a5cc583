"""A candidate's lane on a timeline."""

from datetime import date

import pytest

from compliance.candidates import calendar
from compliance.candidates.models import Candidacy, StatusPeriod
from compliance.candidates.terms import Status
from compliance.core.periods import Period

ANNOUNCED, VOTE = date(2030, 10, 3), date(2031, 5, 15)


def _candidacy(withdrawn_on: date | None = None) -> Candidacy:
    return Candidacy(name="Robin Alder", announced_on=ANNOUNCED, withdrawn_on=withdrawn_on)


def _period(start: date, until: date | None, status: Status = Status.IN_POST) -> StatusPeriod:
    return StatusPeriod(status=status, from_on=start, until_on=until)


@pytest.mark.parametrize(
    ("periods", "withdrawn_on", "gaps"),
    [
        ([], None, [Period(ANNOUNCED, VOTE)]),
        ([(date(2021, 9, 1), None)], None, []),
        ([(date(2021, 9, 1), VOTE)], None, []),
        ([(date(2021, 9, 1), date(2022, 9, 1))], None, [Period(ANNOUNCED, VOTE)]),
        (
            [(date(2021, 9, 1), date(2031, 3, 14)), (date(2031, 3, 17), date(2031, 5, 12))],
            None,
            [Period(date(2031, 3, 15), date(2031, 3, 16)), Period(date(2031, 5, 13), VOTE)],
        ),
        ([(date(2021, 9, 1), date(2031, 3, 14))], date(2031, 3, 14), []),
        ([(date(2031, 6, 1), None)], date(2031, 1, 1), [Period(ANNOUNCED, date(2031, 1, 1))]),
    ],
)
def test_days_without_a_status_are_counted_from_announcement_to_vote_or_withdrawal(
    periods: list[tuple[date, date | None]], withdrawn_on: date | None, gaps: list[Period]
) -> None:
    """Every day of the candidacy that no period covers lies in a gap, and no other."""
    statuses = [_period(start, until) for start, until in periods]
    assert calendar.unrecorded(_candidacy(withdrawn_on), statuses, VOTE) == gaps


def test_a_lane_shows_periods_gaps_and_what_happened_to_the_candidacy() -> None:
    """Periods and gaps are bars with the words of their status; announcement and withdrawal are marks."""
    candidacy = _candidacy(withdrawn_on=date(2031, 2, 1))
    lane = calendar.lane(candidacy, [_period(date(2021, 9, 1), date(2031, 1, 1))], VOTE)
    assert [(bar.kind, str(bar.label)) for bar in lane.bars] == [("status", "In post"), ("gap", "Not recorded")]
    assert [mark.label for mark in lane.marks] == ["Announced", "Withdrawn"]


def test_stretches_stand_in_the_order_of_time() -> None:
    """A gap stands between the periods that it parts."""
    statuses = [
        _period(date(2021, 9, 1), date(2031, 3, 14)),
        _period(date(2031, 3, 17), None, Status.UNPAID_LEAVE),
    ]
    found = calendar.stretches(_candidacy(), statuses, VOTE)
    assert [status for status, _period_of in found] == [Status.IN_POST, Status.UNKNOWN, Status.UNPAID_LEAVE]


def test_the_status_of_a_day_is_that_of_its_period() -> None:
    """Both ends belong to a period, and a day outside of all is not recorded."""
    statuses = [_period(ANNOUNCED, VOTE)]
    assert calendar.status_on(VOTE, statuses) is Status.IN_POST
    assert calendar.status_on(date(2031, 5, 16), statuses) is Status.UNKNOWN


def test_a_timeline_begins_before_the_first_day_that_matters() -> None:
    """A candidacy announced before the campaign opens is on it."""
    span = calendar.span(date(2030, 10, 1), VOTE, date(2031, 2, 10), [date(2030, 9, 1), ANNOUNCED])
    assert (span.start, span.until) == (date(2030, 8, 18), date(2031, 5, 29))
