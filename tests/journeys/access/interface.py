"""What programs do with JSON, by the token of the person for whom they act; and how tokens are had."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import (
    ALDERS,
    COUNCIL,
    EVERYBODY,
    MEMBERS,
    NOBODY,
    OBSERVER,
    OFFICE,
    ON_ALDER,
    ON_BIRCH,
    ON_CASE,
    SIDES,
    SIGNED_IN,
    Persona,
    only,
)

API = "/api/v1~"
READERS_OF_THE_LOG = only(Persona.ADMINISTRATOR, Persona.CHAIR, Persona.BUREAU) | OFFICE | OBSERVER
RECUSED = only(Persona.NOT_ON_ALDER, Persona.NOT_ON_CASE, Persona.NOT_ON_CONTEST)

RULES = (
    rule(
        "what programs can do is told to everybody",
        EVERYBODY,
        """
        GET /interface
        GET /api/v1/openapi.json
        """,
    ),
    rule(
        "everybody makes tokens for themselves, and programs know their contests",
        SIGNED_IN,
        """
        * /account/tokens
        GET /api/v1/contests
        GET /api/v1/log/checkpoint
        """,
    ),
    rule("nobody ends the token of somebody else", NOBODY, "POST /account/tokens/{token}/revoke"),
    rule(
        "programs of everybody in a contest read who stands, what binds whom, and the reports that are theirs",
        MEMBERS,
        f"""
        GET {API}
        GET {API}/candidates
        GET {API}/applicability?candidate=alder&from=2031-01-16
        GET {API}/reports
        GET {API}/reports/{{public}}
        GET {API}/reports/{{public}}/about
        GET {API}/reports/{{public}}/files/json
        GET {API}/reports/{{public}}/receipts
        POST {API}/reports/{{public}}/receipts
        """,
    ),
    rule(
        "programs read what tells every case for officers who may know every case",
        ON_CASE,
        f"""
        GET {API}/reports/{{ethics}}/about
        GET {API}/reports/{{ethics}}/files/json
        POST {API}/reports/{{ethics}}/receipts
        """,
        told=OFFICE,
    ),
    rule(
        "programs issue reports for the office, unless recused", ON_CASE, f"POST {API}/reports", told=OFFICE | COUNCIL
    ),
    rule(
        "programs release nothing that waits for nobody",
        NOBODY,
        f"POST {API}/reports/{{public}}/release",
        told=OFFICE | COUNCIL,
    ),
    rule(
        "programs read entries of the log for those who may",
        READERS_OF_THE_LOG - RECUSED,
        f"GET {API}/log/{{seq}}",
        told=READERS_OF_THE_LOG,
    ),
    rule(
        "programs list cases for those who have some",
        ON_BIRCH | SIDES,
        f"GET {API}/incidents",
    ),
    rule(
        "programs file incidents for whoever handles cases",
        ON_BIRCH | {Persona.NOT_ON_CONTEST},
        f"POST {API}/incidents",
    ),
    rule(
        "programs act on a case for its officers",
        ON_CASE,
        f"""
        POST {API}/incidents/{{case}}/evidence
        GET {API}/incidents/{{case}}/notices
        POST {API}/incidents/{{case}}/notices
        POST {API}/incidents/{{case}}/notices/{{notice}}/check
        POST {API}/incidents/{{case}}/notices/{{notice}}/order
        POST {API}/incidents/{{case}}/notices/{{notice}}/drop
        POST {API}/incidents/{{case}}/allegations/0/statements
        POST {API}/incidents/{{case}}/attempts
        POST {API}/incidents/{{case}}/unreachable
        POST {API}/incidents/{{case}}/replies-over
        POST {API}/incidents/{{case}}/allegations/0/findings
        """,
    ),
    rule(
        "programs do nothing whose time is over, or has not come, in a case that was put to the candidate",
        NOBODY,
        f"""
        PUT {API}/incidents/{{case}}/facts
        POST {API}/incidents/{{case}}/allegations
        POST {API}/incidents/{{case}}/allegations/0/drop
        POST {API}/incidents/{{case}}/assessment
        POST {API}/incidents/{{case}}/conclusion
        POST {API}/incidents/{{case}}/closure
        POST {API}/incidents/{{case}}/split
        POST {API}/incidents/{{case}}/open
        """,
        told=ON_CASE,
    ),
    rule(
        "programs change and assess a case that was not put to the candidate for its officers",
        ON_ALDER,
        f"""
        PUT {API}/incidents/{{fresh}}/facts
        POST {API}/incidents/{{fresh}}/allegations
        POST {API}/incidents/{{fresh}}/allegations/0/drop
        POST {API}/incidents/{{fresh}}/assessment
        """,
    ),
    rule("and close what is concluded", ON_ALDER, f"POST {API}/incidents/{{ended}}/closure"),
    rule(
        "programs read a case, what was disclosed in it, and reply, for its officers and its candidate's side",
        ON_CASE | ALDERS,
        f"""
        GET {API}/incidents/{{case}}
        GET {API}/incidents/{{case}}/evidence/{{shown}}
        GET {API}/incidents/{{case}}/reply-files/{{reply_file}}
        POST {API}/incidents/{{case}}/allegations/0/replies
        POST {API}/incidents/{{case}}/allegations/0/replies/with-file
        """,
    ),
    rule(
        "programs call back what was ordered alone",
        NOBODY,
        f"POST {API}/incidents/{{case}}/notices/{{notice}}/call-back",
        told=ON_CASE,
    ),
    rule(
        "programs find no notice or file in another case",
        NOBODY,
        f"""
        POST {API}/incidents/{{rival}}/notices/{{notice}}/check
        POST {API}/incidents/{{fresh}}/notices/{{notice}}/order
        GET {API}/incidents/{{rival}}/reply-files/{{reply_file}}
        """,
    ),
    rule(
        "programs read what is not disclosed for its officers alone",
        ON_CASE,
        f"GET {API}/incidents/{{case}}/evidence/{{inner}}",
    ),
    rule("programs read a case that nobody was told of for its officers", ON_ALDER, f"GET {API}/incidents/{{fresh}}"),
)
