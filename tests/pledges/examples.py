"""A campaign of fictional candidates, for the worked examples of applicability."""

from dataclasses import replace
from datetime import date

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.core.periods import Period
from compliance.pledges.applicability import Acknowledged, Rule, Standing, StatusPeriod
from compliance.pledges.terms import Decision

PLEDGE = Rule("pledge", "Pledge", "1", "5(b)", BindsBy.ACKNOWLEDGEMENT, Period(date(2031, 1, 1), date(2031, 5, 15)))
STANDARDS = Rule("standards", "Standards of Conduct", "2014", "4(a)", BindsBy.OFFICE, Period(date(2014, 12, 1)))
RESOLUTION = Rule("resolution", "Resolution 7", "2030", "1", BindsBy.CANDIDACY, Period(date(2030, 1, 1)))
IN_SERVICE = frozenset({Status.IN_POST, Status.PAID_LEAVE, Status.UNPAID_LEAVE})
PLEDGE_IN_POST = replace(PLEDGE, applies_when=frozenset({Status.IN_POST}))
PLEDGE_IN_SERVICE = replace(PLEDGE, applies_when=IN_SERVICE)
PLEDGE_OUTSIDE = replace(PLEDGE, applies_when=frozenset({Status.EXTERNAL}))
STANDARDS_OUTSIDE = replace(STANDARDS, applies_when=frozenset({Status.EXTERNAL}))
STANDARDS_NEVER = replace(STANDARDS, applies_when=frozenset())
RESOLUTION_IN_SERVICE = replace(RESOLUTION, applies_when=IN_SERVICE)

ALDER = Standing(
    announced_on=date(2030, 10, 3),
    withdrawn_on=date(2031, 5, 13),
    statuses=(
        StatusPeriod(Status.IN_POST, Period(date(2021, 9, 1), date(2031, 3, 14))),
        StatusPeriod(Status.UNPAID_LEAVE, Period(date(2031, 3, 15), date(2031, 5, 12))),
    ),
)
LEFT = Standing(
    announced_on=date(2030, 10, 3),
    statuses=(
        StatusPeriod(Status.EXTERNAL, Period(date(2031, 2, 1))),
        StatusPeriod(Status.SECONDED, Period(date(2031, 1, 1), date(2031, 1, 20))),
    ),
)
"""Has left the organisation, after a secondment and eleven days of which nothing is recorded."""

SIGNATURE = date(2031, 2, 24)
SIGNED = Acknowledged(SIGNATURE)
ACCEPTED = Acknowledged(SIGNATURE, None, {"5(b)": Decision.ACCEPTED})
RESERVED = Acknowledged(SIGNATURE, None, {"5(b)": Decision.ACCEPTED_WITH_RESERVATION})
DECLINED = Acknowledged(SIGNATURE, None, {"5(b)": Decision.DECLINED})
DECLINED_AGAIN = Acknowledged(date(2031, 3, 1), None, {"5(b)": Decision.DECLINED})
DECLINED_FOR_DAYS = Acknowledged(date(2031, 3, 1), date(2031, 3, 5), {"5(b)": Decision.DECLINED})
SIGNED_AND_WITHDRAWN = Acknowledged(SIGNATURE, date(2031, 3, 10))
SIGNED_FOR_DAYS = Acknowledged(date(2031, 3, 1), date(2031, 3, 5))
SIGNED_LATER = Acknowledged(date(2031, 3, 20))
WITHDRAWN_AT_ONCE = Acknowledged(date(2031, 2, 1), date(2031, 2, 1))
