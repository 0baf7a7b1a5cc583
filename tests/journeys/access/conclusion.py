"""Findings, what follows from them, and their review. `{ended}` is a case against Alder that is concluded."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import ALDERS, NOBODY, ON_ALDER, ON_BIRCH, ON_CASE

RULES = (
    rule(
        "what was found and what follows is for the officers of the case and for whom it was put to",
        ON_CASE | ALDERS,
        "GET ~/incidents/{case}/measures",
    ),
    rule(
        "also of a concluded case, with the files that came with steps",
        ON_ALDER | ALDERS,
        """
        GET ~/incidents/{ended}/measures
        GET ~/incidents/{ended}/measures/{measure}/steps/{step}/file
        """,
    ),
    rule(
        "measures are decided and followed up by its officers",
        ON_ALDER,
        """
        * ~/incidents/{ended}/measures/new
        * ~/incidents/{ended}/measures/{measure}/step
        """,
    ),
    rule("the candidate's side says what was done", ALDERS, "* ~/incidents/{ended}/measures/{measure}/done"),
    rule("none before a finding", NOBODY, "* ~/incidents/{case}/measures/new", told=ON_CASE),
    rule(
        "a measure of one case is not found in another",
        NOBODY,
        """
        * ~/incidents/{rival}/measures/{measure}/step
        * ~/incidents/{rival}/measures/{measure}/done
        GET ~/incidents/{rival}/measures/{measure}/steps/{step}/file
        """,
    ),
    rule("the rules of concluding are the office's", ON_BIRCH, "* ~/incidents/concluding"),
)
