"""What reporters sent in, for the office: `{report}` is about Alder, with `{sent}`; `{joined}` is part of the case."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import NOBODY, ON_ALDER, ON_BIRCH, ON_CASE

RULES = (
    rule("officers have a list of what came in", ON_BIRCH, "GET ~/submissions/"),
    rule(
        "a report about Alder is there for officers who do not keep out of Alder's cases",
        ON_ALDER,
        """
        GET ~/submissions/{report}/
        GET ~/submissions/{report}/files/{sent}
        POST ~/submissions/{report}/read
        * ~/submissions/{report}/write/other
        * ~/submissions/{report}/write/acknowledgement
        * ~/submissions/{report}/case
        GET ~/submissions/{report}/join
        * ~/submissions/{report}/join/{fresh}
        * ~/submissions/{report}/join/{rival}
        * ~/submissions/{report}/inadmissible
        """,
    ),
    rule("it has no last word before a decision", NOBODY, "* ~/submissions/{report}/write/finished", ON_ALDER),
    rule(
        "one that is part of a case, or would be, is there for the officers of the case",
        ON_CASE,
        """
        GET ~/submissions/{joined}/
        * ~/submissions/{joined}/case
        * ~/submissions/{joined}/write/finished
        * ~/submissions/{report}/join/{case}
        """,
    ),
    rule("it is not put aside any more", NOBODY, "* ~/submissions/{joined}/inadmissible", told=ON_CASE),
    rule(
        "a case shows its reports to its officers",
        ON_CASE,
        "GET ~/incidents/{case}/reporters/",
    ),
    rule("so does one that was not put to the candidate", ON_ALDER, "GET ~/incidents/{fresh}/reporters/"),
    rule("and one against Birch", ON_BIRCH, "GET ~/incidents/{rival}/reporters/"),
    rule("a file of one report is not found in another", NOBODY, "GET ~/submissions/{joined}/files/{sent}"),
)
