"""The office's desk."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import NOBODY, ON_BIRCH, ON_CASE

RULES = (
    rule(
        "whoever handles cases keeps views, acts on several cases, and takes the list along",
        ON_BIRCH,
        """
        POST ~/incidents/views
        POST ~/incidents/several
        POST ~/incidents/several/do
        POST ~/incidents/export
        """,
    ),
    rule("nobody removes a view of somebody else", NOBODY, "POST ~/incidents/views/1/drop"),
    rule(
        "officers of a case keep an eye on it",
        ON_CASE,
        """
        POST ~/incidents/{case}/seen
        POST ~/incidents/{case}/watch
        POST ~/incidents/{case}/unwatch
        """,
    ),
)
