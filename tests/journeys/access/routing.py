"""Who handles what, who replaces whom, and who knows of it."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import (
    ADMINISTRATOR,
    COUNCIL,
    NOBODY,
    OBSERVER,
    OFFICE,
    ON_ALDER,
    ON_BIRCH,
    ON_CASE,
    Persona,
    only,
)

RULES = (
    rule(
        "who sees a case, and who handles it, is for its officers",
        ON_CASE,
        """
        GET ~/incidents/{case}/access
        * ~/incidents/{case}/access/assign
        * ~/incidents/{case}/access/{assigned}/take-off
        * ~/incidents/{case}/access/confine
        * ~/incidents/{case}/keep-out
        """,
    ),
    rule("a case that is not confined cannot be opened", NOBODY, "* ~/incidents/{case}/access/open", told=ON_CASE),
    rule("of a fresh case too", ON_ALDER, "GET ~/incidents/{fresh}/access\n* ~/incidents/{fresh}/keep-out"),
    rule("and of the rival's", ON_BIRCH, "GET ~/incidents/{rival}/access\n* ~/incidents/{rival}/access/assign"),
    rule("who does not handle it is taken off no case", NOBODY, "* ~/incidents/{fresh}/access/{assigned}/take-off"),
    rule(
        "a confined case is there for the officers who are assigned to it",
        ON_CASE,
        """
        GET ~/incidents/{confined}/
        GET ~/incidents/{confined}/access
        * ~/incidents/{confined}/access/open
        * ~/incidents/{confined}/assess
        * ~/incidents/{confined}/keep-out
        """,
    ),
    rule("and is confined once", NOBODY, "* ~/incidents/{confined}/access/confine", told=ON_CASE),
    rule(
        "how a contest routes is for the office, the chair and administrators",
        ADMINISTRATOR | OFFICE | only(Persona.CHAIR),
        "GET ~/routing",
    ),
    rule(
        "and decided by chair and administrators",
        ADMINISTRATOR | only(Persona.CHAIR),
        """
        POST ~/routing/head
        * ~/routing/replacements/new
        POST ~/routing/replacements/end rule={rule}
        """,
        told=OFFICE,
    ),
    rule(
        "whoever handles or watches cases may declare how they stand to a candidate",
        ADMINISTRATOR | OFFICE | COUNCIL | OBSERVER,
        "* ~/relations/new",
    ),
    rule(
        "a relation of the bureau's member is ended, and its proposal accepted, by them, the chair or administrators",
        ADMINISTRATOR | COUNCIL,
        """
        POST ~/relations/end relation={relation}
        POST ~/relations/accept proposal={proposal}
        """,
    ),
    rule(
        "and declined by the chair alone, never by themselves",
        only(Persona.CHAIR),
        "* ~/relations/{proposal}/decline",
        told=ADMINISTRATOR | OFFICE | COUNCIL,
    ),
)
