"""Reporters' pages, for anybody, and the switch that opens them."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import ADMINISTRATOR, EVERYBODY, OFFICE, ON_BIRCH

RULES = (
    rule(
        "anybody reports and opens a mailbox, and nobody is asked who they are",
        EVERYBODY,
        """
        GET ~/report/
        * ~/report/new
        * ~/report/mailbox
        POST ~/report/mailbox/letters
        POST ~/report/mailbox/message
        POST ~/report/mailbox/read
        POST ~/report/mailbox/file
        """,
    ),
    rule(
        "whoever edits the contest decides whether it takes reports",
        ADMINISTRATOR | ON_BIRCH,
        "* ~/reporting",
        told=OFFICE,
    ),
)
