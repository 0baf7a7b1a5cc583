"""How cases stand to others: `{link}` is between the fresh case and the rival's."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import NOBODY, ON_ALDER, ON_BIRCH, ON_CASE

RULES = (
    rule(
        "links are for the officers of the case",
        ON_CASE,
        "GET ~/incidents/{case}/links/\n* ~/incidents/{case}/links/new",
    ),
    rule("what was put to the candidate is not split", NOBODY, "* ~/incidents/{case}/split", told=ON_CASE),
    rule(
        "a link is there for whoever handles both cases",
        ON_ALDER,
        """
        GET ~/incidents/{fresh}/links/
        * ~/incidents/{fresh}/links/new
        * ~/incidents/{fresh}/links/{link}/retract
        * ~/incidents/{rival}/links/{link}/retract
        * ~/incidents/{fresh}/split
        """,
    ),
    rule("and not there for others of one of them", ON_BIRCH, "GET ~/incidents/{rival}/links/"),
    rule("nor from a third case", NOBODY, "* ~/incidents/{case}/links/{link}/retract"),
)
