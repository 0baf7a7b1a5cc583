"""Finding the facts of a case, notes, messages, and requests for clarification."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import ALDERS, BIRCH, COUNCIL, NOBODY, ON_ALDER, ON_BIRCH, ON_CASE, SIDES

RULES = (
    rule(
        "facts are found, and notes are kept, by the officers of the case",
        ON_CASE,
        """
        GET ~/incidents/{case}/fact-finding
        GET ~/incidents/{case}/history
        * ~/incidents/{case}/tasks/new
        * ~/incidents/{case}/tasks/{task}
        * ~/incidents/{case}/interviews/new
        GET ~/incidents/{case}/interviews/{interview}/
        * ~/incidents/{case}/interviews/{interview}/change
        * ~/incidents/{case}/contested-facts/new
        * ~/incidents/{case}/contested-facts/{fact}/accounts/new
        * ~/incidents/{case}/contested-facts/{fact}/assess
        * ~/incidents/{case}/clarifications/new
        * ~/incidents/{case}/referrals/new
        * ~/incidents/{case}/notes
        * ~/incidents/{case}/notes/{note}/retract
        """,
    ),
    rule(
        "what was found in one case is not found in another",
        NOBODY,
        """
        * ~/incidents/{rival}/tasks/{task}
        GET ~/incidents/{rival}/interviews/{interview}/
        * ~/incidents/{rival}/interviews/{interview}/change
        * ~/incidents/{rival}/contested-facts/{fact}/accounts/new
        * ~/incidents/{rival}/contested-facts/{fact}/assess
        * ~/incidents/{rival}/notes/{note}/retract
        """,
    ),
    rule(
        "of a case that nobody was told of officers keep notes and referrals",
        ON_ALDER,
        """
        GET ~/incidents/{fresh}/fact-finding
        GET ~/incidents/{fresh}/history
        GET ~/incidents/{fresh}/messages
        * ~/incidents/{fresh}/notes
        * ~/incidents/{fresh}/referrals/new
        """,
    ),
    rule(
        "but find no facts before it is admissible, and write no message to a candidate who knows nothing of it",
        NOBODY,
        """
        * ~/incidents/{fresh}/tasks/new
        * ~/incidents/{fresh}/interviews/new
        * ~/incidents/{fresh}/contested-facts/new
        * ~/incidents/{fresh}/clarifications/new
        POST ~/incidents/{fresh}/messages
        """,
        told=ON_ALDER,
    ),
    rule(
        "messages on a case are for its officers and the candidate's side",
        ON_CASE | ALDERS,
        "* ~/incidents/{case}/messages",
    ),
    rule("and those on Birch's for Birch", ON_BIRCH | BIRCH, "* ~/incidents/{rival}/messages"),
    rule(
        "the office lists requests for clarification, and others what was circulated to them",
        ON_BIRCH | COUNCIL | SIDES,
        "GET ~/clarifications/",
    ),
    rule(
        "the office asks and answers, unless recused from the contest",
        ON_BIRCH,
        """
        * ~/clarifications/new
        * ~/clarifications/{to_sides}/answers/new
        * ~/clarifications/{to_sides}/circulate
        """,
    ),
    rule(
        "what belongs to a case and was circulated to the council is there for both",
        ON_CASE | COUNCIL,
        "GET ~/clarifications/{to_council}/",
    ),
    rule(
        "its answers are for the officers of the case",
        ON_CASE,
        """
        * ~/clarifications/{to_council}/answers/new
        GET ~/clarifications/{to_council}/answers/1/file
        * ~/clarifications/{to_council}/circulate
        """,
    ),
    rule("what was circulated to candidates is for all of them", ON_BIRCH | SIDES, "GET ~/clarifications/{to_sides}/"),
)
