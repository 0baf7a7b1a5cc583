"""Days without a pledge and gaps of leave."""

from datetime import date

import pytest

from compliance.candidates.terms import Status
from compliance.core.periods import Period
from compliance.pledges.applicability import Acknowledged, Standing, StatusPeriod, days_unpledged, leave_gaps

ANNOUNCED, VOTE = date(2030, 10, 3), date(2031, 5, 15)


def standing(*statuses: tuple[Status, date, date | None], withdrawn_on: date | None = None) -> Standing:
    """A candidacy with these statuses, announced on the day of the examples."""
    periods = tuple(StatusPeriod(status, Period(start, until)) for status, start, until in statuses)
    return Standing(ANNOUNCED, withdrawn_on, periods)


@pytest.mark.parametrize(
    ("signed", "days"),
    [
        ([date(2031, 2, 24)], 144),
        ([date(2031, 2, 24), date(2030, 10, 4)], 1),
        ([ANNOUNCED], 0),
        ([date(2030, 9, 1)], 0),
        ([], 225),
    ],
)
def test_days_unpledged(signed: list[date], days: int) -> None:
    """Days count from the announcement to the day before the first signature, or to the vote, never below zero."""
    assert days_unpledged(standing(), [Acknowledged(day) for day in signed], VOTE) == days


def test_days_unpledged_end_at_the_first_signature_even_if_withdrawn() -> None:
    """A pledge withdrawn later does not make the days before it longer."""
    withdrawn = Acknowledged(date(2030, 10, 10), date(2030, 10, 12))
    assert days_unpledged(standing(), [Acknowledged(date(2031, 2, 24)), withdrawn], VOTE) == 7


def test_candidacy_announced_after_the_vote_has_no_unpledged_days() -> None:
    """A vote before the announcement leaves nothing to count."""
    assert days_unpledged(standing(), [], date(2030, 10, 1)) == 0
    assert leave_gaps(standing((Status.PAID_LEAVE, date(2030, 9, 1), date(2030, 9, 20))), date(2030, 10, 1)) == []


def test_leave_that_ends_before_the_vote_leaves_a_gap() -> None:
    """The standard example: leave to 12 May and a vote on 15 May leave a gap of 13 to 15 May."""
    leave = (Status.UNPAID_LEAVE, date(2031, 3, 15), date(2031, 5, 12))
    in_post = (Status.IN_POST, date(2021, 9, 1), date(2031, 3, 14))
    back = (Status.IN_POST, date(2031, 5, 13), None)
    gap = [Period(date(2031, 5, 13), VOTE)]
    assert leave_gaps(standing(in_post, leave), VOTE) == leave_gaps(standing(leave, in_post, back), VOTE) == gap


def test_gaps_are_maximal_and_split_by_other_statuses() -> None:
    """Days in post and days of unknown status join into one gap; secondment and leave divide gaps."""
    found = leave_gaps(
        standing(
            (Status.PAID_LEAVE, date(2031, 1, 1), date(2031, 1, 10)),
            (Status.IN_POST, date(2031, 1, 13), date(2031, 1, 15)),
            (Status.SECONDED, date(2031, 2, 1), date(2031, 2, 10)),
            (Status.UNPAID_LEAVE, date(2031, 2, 12), None),
        ),
        VOTE,
    )
    assert found == [Period(date(2031, 1, 11), date(2031, 1, 31)), Period(date(2031, 2, 11), date(2031, 2, 11))]


def test_leave_before_the_candidacy_counts_only_if_it_lasts_into_it() -> None:
    """Leave that ended before the announcement opens no gap; leave that lasts into the candidacy does."""
    before, into = date(2030, 10, 2), ANNOUNCED
    assert leave_gaps(standing((Status.PAID_LEAVE, date(2030, 8, 1), before)), VOTE) == []
    assert leave_gaps(standing((Status.PAID_LEAVE, date(2030, 8, 1), into)), VOTE) == [Period(date(2030, 10, 4), VOTE)]


def test_no_leave_is_no_gap() -> None:
    """Who never took leave, or is on leave to the vote, has no gap."""
    assert leave_gaps(standing((Status.IN_POST, date(2021, 9, 1), None)), VOTE) == []
    assert leave_gaps(standing((Status.PAID_LEAVE, date(2031, 1, 1), VOTE)), VOTE) == []
    assert leave_gaps(standing((Status.PAID_LEAVE, date(2031, 5, 16), None)), VOTE) == []


def test_withdrawn_candidacy_ends_a_gap() -> None:
    """Who has withdrawn may return to the post: a gap ends on the day of withdrawal."""
    leave = (Status.PAID_LEAVE, date(2031, 1, 1), date(2031, 1, 10))
    assert leave_gaps(standing(leave, withdrawn_on=date(2031, 1, 20)), VOTE) == [
        Period(date(2031, 1, 11), date(2031, 1, 20))
    ]
    assert leave_gaps(standing(leave, withdrawn_on=date(2031, 1, 10)), VOTE) == []
