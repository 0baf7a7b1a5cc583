"""What reporters sent in, for the office: `{report}` is about Alder, with `{sent}`; `{joined}` is part of the case."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import NOBODY, ON_ALDER, ON_BIRCH, ON_CASE

API = "/api/v1~/submissions"

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
        * ~/submissions/{report}/join/{case}
        """,
    ),
    rule("nor before its case is decided", NOBODY, "* ~/submissions/{joined}/write/finished", told=ON_CASE),
    rule("it is not put aside any more", NOBODY, "* ~/submissions/{joined}/inadmissible", told=ON_CASE),
    rule(
        "a case shows its reports to its officers",
        ON_CASE,
        "GET ~/incidents/{case}/reporters/",
    ),
    rule("so does one that was not put to the candidate", ON_ALDER, "GET ~/incidents/{fresh}/reporters/"),
    rule("and one against Birch", ON_BIRCH, "GET ~/incidents/{rival}/reporters/"),
    rule("a file of one report is not found in another", NOBODY, "GET ~/submissions/{joined}/files/{sent}"),
    rule("programs list what came in for officers", ON_BIRCH, f"GET {API}"),
    rule(
        "programs act on a report about Alder for officers who do not keep out of Alder's cases",
        ON_ALDER,
        f"""
        GET {API}/{{report}}
        GET {API}/{{report}}/files/{{sent}}
        POST {API}/{{report}}/read
        POST {API}/{{report}}/messages
        POST {API}/{{report}}/incidents
        POST {API}/{{report}}/join
        POST {API}/{{report}}/dismissal
        """,
    ),
    rule(
        "and on one that is part of a case for the officers of the case",
        ON_CASE,
        f"GET {API}/{{joined}}\nPOST {API}/{{joined}}/messages\nPOST {API}/{{joined}}/read",
    ),
    rule("programs find no file of another report", NOBODY, f"GET {API}/{{joined}}/files/{{sent}}"),
)
