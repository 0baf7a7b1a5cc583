"""Deadlines: those of a case for its officers, the time to reply for the candidate, the rules for all."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import (
    ADMINISTRATOR,
    ALDERS,
    BIRCH,
    EVERYBODY,
    MEMBERS,
    NOBODY,
    OFFICE,
    ON_ALDER,
    ON_BIRCH,
    ON_CASE,
    SIGNED_IN,
)

RULES = (
    rule(
        "whoever has an account has the address of their calendar in hand, and reads it without signing in",
        SIGNED_IN,
        """
        * /account/calendar
        POST /account/calendar/revoke
        """,
    ),
    rule("a calendar is read by its address alone", EVERYBODY, "GET /calendar/{calendar}.ics"),
    rule(
        "rules for deadlines and the days that count are for all members to read",
        MEMBERS,
        "GET ~/settings\nGET ~/calendar\nGET ~/deadlines/",
    ),
    rule(
        "and set by administrators and the office",
        ADMINISTRATOR | ON_BIRCH,
        "* ~/calendar/edit\n* ~/deadlines/edit",
        told=OFFICE,
    ),
    rule(
        "the deadlines of a case are for its officers",
        ON_CASE,
        """
        GET ~/incidents/{case}/deadlines
        * ~/incidents/{case}/deadlines/reply/extend
        * ~/incidents/{case}/deadlines/status_update/done
        * ~/incidents/{case}/deadlines/status_update/waive
        * ~/incidents/{case}/deadlines/stop
        * ~/incidents/{case}/deadlines/track
        """,
    ),
    rule(
        "a decision that nobody waits for is refused with a reason, and so is going on where nothing waits",
        NOBODY,
        "* ~/incidents/{case}/deadlines/request\n* ~/incidents/{case}/deadlines/run-on",
        told=ON_CASE,
    ),
    rule(
        "there is no act on a deadline that does not run, or that belongs to the candidate",
        NOBODY,
        """
        * ~/incidents/{case}/deadlines/reply/done
        * ~/incidents/{case}/deadlines/reply/waive
        * ~/incidents/{case}/deadlines/assess/extend
        * ~/incidents/{case}/deadlines/nonsense/extend
        """,
    ),
    rule("the time to reply is for the candidate and their agents", ALDERS, "* ~/incidents/{case}/time-to-reply"),
    rule("each for their own case", BIRCH, "* ~/incidents/{rival}/time-to-reply"),
    rule("before a case was put to the candidate there is none", NOBODY, "* ~/incidents/{fresh}/time-to-reply"),
    rule("a fresh case has deadlines for its officers alone", ON_ALDER, "GET ~/incidents/{fresh}/deadlines"),
    rule(
        "and Birch's for whoever is not recused from the contest",
        ON_BIRCH,
        "GET ~/incidents/{rival}/deadlines\nPOST ~/incidents/{rival}/deadlines/reply/extend",
    ),
)
