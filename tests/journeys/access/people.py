"""What programs do about the people of a contest and its calendar, by the token of the person for whom they act."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import (
    ADMINISTRATOR,
    COUNCIL,
    MEMBERS,
    OBSERVER,
    OFFICE,
    ON_BIRCH,
    Persona,
    only,
)

API = "/api/v1~"

RULES = (
    rule(
        "programs list people for the office, the council and administrators",
        ADMINISTRATOR | OFFICE | COUNCIL,
        f"GET {API}/people",
    ),
    rule(
        "programs keep out of cases and declare relations for whoever handles or watches cases",
        ADMINISTRATOR | OFFICE | COUNCIL | OBSERVER,
        f"""
        GET {API}/recusals
        POST {API}/recusals
        GET {API}/relations
        POST {API}/relations
        """,
    ),
    rule(
        "programs end a recusal for the chair or an administrator, and nobody's own",
        ADMINISTRATOR | {Persona.CHAIR},
        f"POST {API}/recusals/{{recusal}}/end",
        told=only(Persona.NOT_ON_CONTEST),
    ),
    rule(
        "programs end a relation, and accept a proposal, for whom it concerns, the chair and administrators",
        ADMINISTRATOR | COUNCIL,
        f"""
        POST {API}/relations/{{relation}}/end
        POST {API}/recusal-proposals/{{proposal}}/accept
        """,
    ),
    rule(
        "and decline it for the chair alone",
        only(Persona.CHAIR),
        f"POST {API}/recusal-proposals/{{proposal}}/decline",
        told=ADMINISTRATOR | OFFICE | COUNCIL,
    ),
    rule(
        "programs read how a contest routes for the office, the chair and administrators",
        ADMINISTRATOR | OFFICE | only(Persona.CHAIR),
        f"GET {API}/routing",
    ),
    rule(
        "and decide it for chair and administrators",
        ADMINISTRATOR | only(Persona.CHAIR),
        f"""
        PUT {API}/routing/head
        POST {API}/routing/replacements
        POST {API}/routing/replacements/{{rule}}/end
        """,
        told=OFFICE,
    ),
    rule("programs read which days count for all members", MEMBERS, f"GET {API}/calendar"),
    rule(
        "and set it for whoever edits the contest",
        ADMINISTRATOR | ON_BIRCH,
        f"PUT {API}/calendar",
        told=OFFICE,
    ),
)
