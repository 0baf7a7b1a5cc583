"""Who handles what, who replaces whom, and who knows of it."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import NOBODY, ON_ALDER, ON_BIRCH, ON_CASE

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
)
