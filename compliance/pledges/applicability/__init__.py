"""Which clause bound whom, and when: pure, free of any web framework or database.

`facts` holds what is asked about, `outcomes` the rules, `reasons` the sentences, `figures` the derived figures.
Days are calendar days in the contest's time zone; every interval is inclusive at both ends; an absent end is open.
"""

from compliance.pledges.applicability.facts import Acknowledged, Rule, Standing, StatusPeriod
from compliance.pledges.applicability.figures import days_unpledged, leave_gaps
from compliance.pledges.applicability.outcomes import Run, can_be_alleged, outcome_on, runs

__all__ = [
    "Acknowledged",
    "Rule",
    "Run",
    "Standing",
    "StatusPeriod",
    "can_be_alleged",
    "days_unpledged",
    "leave_gaps",
    "outcome_on",
    "runs",
]
