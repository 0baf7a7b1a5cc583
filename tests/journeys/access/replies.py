"""Notices and replies: `{notice}` is one under way in `{case}`, prepared by an officer who is not the walking one."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import NOBODY, ON_CASE

RULES = (
    rule(
        "what is to be put to the candidate is for the officers of the case",
        ON_CASE,
        """
        GET ~/incidents/{case}/notices/
        POST ~/incidents/{case}/notices/{notice}/check
        * ~/incidents/{case}/notices/{notice}/release
        * ~/incidents/{case}/notices/{notice}/drop
        """,
    ),
    rule(
        "what was not ordered is not called back",
        NOBODY,
        "POST ~/incidents/{case}/notices/{notice}/call-back",
        told=ON_CASE,
    ),
    rule(
        "a notice is not found in another case",
        NOBODY,
        """
        GET ~/incidents/{rival}/notices/{notice}/release
        POST ~/incidents/{fresh}/notices/{notice}/check
        """,
    ),
)
