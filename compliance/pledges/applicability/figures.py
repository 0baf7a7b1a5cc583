"""Figures derived per candidacy: days without a pledge, and gaps of leave before the vote."""

from collections.abc import Iterable
from datetime import date

from compliance.candidates.terms import Status
from compliance.core.periods import ONE_DAY, Period
from compliance.pledges.applicability.facts import Acknowledged, Standing

_LEAVE = frozenset({Status.PAID_LEAVE, Status.UNPAID_LEAVE})
_BACK = frozenset({Status.IN_POST, Status.UNKNOWN})


def days_unpledged(
    standing: Standing, acknowledgements_of_the_instrument: Iterable[Acknowledged], votes_on: date
) -> int:
    """Count the days from the announcement to the day before the first acknowledgement, both included.

    Without one, to the vote. Acknowledgements of every version are meant, withdrawn ones included: it is the first
    signature that ends the count, even if it came after the vote. Never negative.
    """
    signed = [acknowledged.signed_on for acknowledged in acknowledgements_of_the_instrument]
    days = (min(signed) - standing.announced_on).days if signed else (votes_on - standing.announced_on).days + 1
    return max(0, days)


def leave_gaps(standing: Standing, votes_on: date) -> list[Period]:
    """Return the maximal runs of days, after leave has begun and up to the vote, in post or without a known status.

    Leave that began before the announcement counts from the announcement; leave that ended before it does not count.
    A candidacy withdrawn before the vote ends on the day of withdrawal, and so does any gap: who is no longer a
    candidate is free to return to the post.
    """
    last = votes_on if standing.withdrawn_on is None else min(votes_on, standing.withdrawn_on)
    if last < standing.announced_on:
        return []
    gaps: list[Period] = []
    on_leave_before = False
    for entry in standing.statuses_during(standing.announced_on, last):
        on_leave_before = on_leave_before or entry.status in _LEAVE
        if on_leave_before and entry.status in _BACK:
            until = last if entry.period.until is None else min(entry.period.until, last)
            start = entry.period.start
            if gaps and gaps[-1].until == start - ONE_DAY:
                start = gaps.pop().start
            gaps.append(Period(start, until))
    return gaps
