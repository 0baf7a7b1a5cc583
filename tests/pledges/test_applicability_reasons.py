"""Worked examples of the sentences that say why a clause did or did not bind."""

from datetime import date

import pytest

from compliance.core.periods import Period
from compliance.pledges.applicability import Acknowledged, Rule, Standing, runs
from compliance.pledges.terms import Outcome
from tests.pledges.examples import (
    ALDER,
    DECLINED,
    DECLINED_AGAIN,
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

Question = tuple[Rule, Standing, list[Acknowledged], date]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            (PLEDGE, ALDER, [], date(2030, 12, 31)),
            "Version 1 of “Pledge” came into force on 1 January 2031, 1 day after this day.",
        ),
        (
            (PLEDGE, ALDER, [SIGNED], date(2031, 5, 17)),
            "Version 1 of “Pledge” was in force until 15 May 2031, 2 days before this day.",
        ),
        (
            (PLEDGE, ALDER, [SIGNED], date(2031, 1, 16)),
            "The pledge was signed on 24 February 2031, 39 days after this day.",
        ),
        (
            (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN, SIGNED_LATER], date(2031, 3, 10)),
            "The pledge was withdrawn on 10 March 2031 and signed again on 20 March 2031, 10 days after this day.",
        ),
        (
            (PLEDGE, ALDER, [WITHDRAWN_AT_ONCE, SIGNED], date(2031, 1, 31)),
            "The pledge was signed on 24 February 2031, 24 days after this day.",
        ),
        (
            (PLEDGE, ALDER, [WITHDRAWN_AT_ONCE], date(2031, 1, 31)),
            "The pledge was signed on 1 February 2031, 1 day after this day.",
        ),
        (
            (PLEDGE, ALDER, [], date(2031, 1, 16)),
            "Version 1 of “Pledge” was never signed.",
        ),
        (
            (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN], date(2031, 3, 10)),
            "The pledge signed on 24 February 2031 was withdrawn on 10 March 2031.",
        ),
        (
            (PLEDGE, ALDER, [WITHDRAWN_AT_ONCE], date(2031, 2, 1)),
            "The pledge signed on 1 February 2031 was withdrawn on the same day.",
        ),
        (
            (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN, SIGNED_FOR_DAYS], date(2031, 3, 12)),
            "The pledge signed on 24 February 2031 was withdrawn on 10 March 2031.",
        ),
        (
            (PLEDGE, ALDER, [DECLINED], date(2031, 2, 24)),
            "Clause 5(b) was declined in the pledge signed on 24 February 2031.",
        ),
        (
            (PLEDGE_OUTSIDE, ALDER, [DECLINED], date(2031, 2, 24)),
            "Clause 5(b) was declined in the pledge signed on 24 February 2031.",
        ),
        (
            (STANDARDS, LEFT, [], date(2031, 1, 5)),
            (
                "“Standards of Conduct” binds holders of an office, and the candidate was seconded from 1 "
                "January 2031 to 20 January 2031."
            ),
        ),
        (
            (STANDARDS, LEFT, [], date(2032, 1, 5)),
            (
                "“Standards of Conduct” binds holders of an office, and the candidate was outside the "
                "organisation from 1 February 2031 on."
            ),
        ),
        (
            (STANDARDS, ALDER, [], date(2020, 1, 5)),
            (
                "“Standards of Conduct” binds holders of an office, and the candidate was without a recorded "
                "status until 31 August 2021."
            ),
        ),
        (
            (STANDARDS_OUTSIDE, LEFT, [], date(2031, 2, 1)),
            (
                "“Standards of Conduct” binds holders of an office, and the candidate was outside the "
                "organisation from 1 February 2031 on."
            ),
        ),
        (
            (RESOLUTION, ALDER, [], date(2030, 10, 2)),
            "The candidacy was announced on 3 October 2030, 1 day after this day.",
        ),
        (
            (RESOLUTION, ALDER, [], date(2031, 5, 15)),
            "The candidacy was withdrawn on 13 May 2031, 2 days before this day.",
        ),
        (
            (RESOLUTION_IN_SERVICE, ALDER, [], date(2031, 5, 13)),
            (
                "Clause 1 applies only to a candidate who is in post, on paid leave or on unpaid leave, and the "
                "candidate was without a recorded status from 13 May 2031 on."
            ),
        ),
        (
            (PLEDGE_IN_POST, ALDER, [RESERVED], date(2031, 3, 15)),
            (
                "Clause 5(b) applies only to a candidate who is in post, and the candidate was on unpaid leave "
                "from 15 March 2031 to 12 May 2031."
            ),
        ),
        (
            (STANDARDS_NEVER, ALDER, [], date(2031, 3, 14)),
            "Clause 4(a) applies in no status, and the candidate was in post from 1 September 2021 to 14 March 2031.",
        ),
        (
            (PLEDGE, ALDER, [RESERVED], date(2031, 5, 15)),
            "Clause 5(b) was accepted with a reservation in the pledge signed on 24 February 2031.",
        ),
        (
            (PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN], date(2031, 3, 9)),
            "Clause 5(b) was accepted in the pledge signed on 24 February 2031.",
        ),
        (
            (PLEDGE, ALDER, [SIGNED, DECLINED_FOR_DAYS], date(2031, 3, 5)),
            "Clause 5(b) was accepted in the pledge signed on 24 February 2031.",
        ),
        (
            (PLEDGE_IN_SERVICE, ALDER, [SIGNED], date(2031, 3, 14)),
            (
                "Clause 5(b) was accepted in the pledge signed on 24 February 2031, and the candidate was in "
                "post from 1 September 2021 to 14 March 2031."
            ),
        ),
        (
            (STANDARDS, ALDER, [DECLINED], date(2031, 3, 15)),
            (
                "“Standards of Conduct” binds holders of an office, and the candidate was on unpaid leave from "
                "15 March 2031 to 12 May 2031."
            ),
        ),
        (
            (RESOLUTION, ALDER, [RESERVED], date(2031, 5, 13)),
            "The candidacy was announced on 3 October 2030 and not withdrawn before 13 May 2031.",
        ),
        (
            (RESOLUTION, LEFT, [], date(2030, 10, 3)),
            "The candidacy was announced on 3 October 2030.",
        ),
    ],
)
def test_reason_for_one_day(question: Question, reason: str) -> None:
    """The sentence for one day names the dates that decided it."""
    rule, standing, acknowledgements, day = question
    [run] = runs(rule, standing, acknowledgements, Period(day, day))
    assert run.reason == reason


def test_reason_for_several_days_counts_from_the_first() -> None:
    """A distance in days is said to be counted from the first day of its run, so that it is true for all of them."""
    _, not_yet, _, _, over = runs(PLEDGE, ALDER, [SIGNED_AND_WITHDRAWN], Period(date(2030, 12, 30), date(2031, 5, 20)))
    assert not_yet.reason == "The pledge was signed on 24 February 2031, 54 days after the first of these days."
    assert over.reason == (
        "Version 1 of “Pledge” was in force until 15 May 2031, 1 day before the first of these days."
    )


def test_signature_taken_back_at_once_is_not_named_where_another_followed() -> None:
    """A pledge withdrawn on its day of signature covered no day, so the sentence names the signature that did."""
    [run] = runs(PLEDGE, ALDER, [WITHDRAWN_AT_ONCE, SIGNED], Period(date(2031, 1, 16), date(2031, 2, 20)))
    assert run.reason == "The pledge was signed on 24 February 2031, 39 days after the first of these days."


def test_self_contradicting_record_is_shown_as_it_is() -> None:
    """A candidacy withdrawn before it was announced never binds, and the reason names both dates."""
    standing = Standing(date(2031, 1, 10), date(2031, 1, 5))
    [run] = runs(RESOLUTION, standing, [], Period(date(2031, 1, 1), date(2031, 1, 20)))
    assert run.outcome is Outcome.NOT_A_CANDIDATE
    assert run.reason == "The candidacy is recorded as announced on 10 January 2031 and withdrawn on 5 January 2031."


def test_adjacent_days_with_the_same_outcome_are_one_run() -> None:
    """Where the deciding facts change and the outcome does not, one run names all of the facts."""
    [run] = runs(PLEDGE, ALDER, [DECLINED, DECLINED_AGAIN], Period(SIGNATURE, date(2031, 3, 2)))
    assert run.reason == "Clause 5(b) was declined in the pledge signed on 24 February 2031 and 1 March 2031."
    [run] = runs(STANDARDS, LEFT, [], Period(date(2031, 1, 5), date(2031, 3, 1)))
    assert run.reason == (
        "“Standards of Conduct” binds holders of an office, and the candidate was seconded from 1 January 2031 to "
        "20 January 2031, without a recorded status from 21 January 2031 to 31 January 2031 and outside the "
        "organisation from 1 February 2031 on."
    )
