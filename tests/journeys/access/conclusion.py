"""Findings, what follows from them, and their review. `{ended}` is a case against Alder that is concluded."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import ALDERS, NOBODY, OFFICE, ON_ALDER, ON_BIRCH, ON_CASE, Persona

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
    rule(
        "a review is seen and asked for by whom the case was put to, and by its officers",
        ON_ALDER | ALDERS,
        """
        GET ~/incidents/{ended}/review
        * ~/incidents/{ended}/review/ask
        """,
    ),
    rule(
        "none is appointed or decided that was not asked for",
        NOBODY,
        """
        * ~/incidents/{ended}/review/reviewer
        * ~/incidents/{ended}/review/decision
        """,
        told=ON_ALDER,
    ),
    rule("there is none before the conclusion", NOBODY, "* ~/incidents/{case}/review/ask", told=ON_CASE | ALDERS),
    rule(
        "whether a case is published is the office's to propose",
        ON_ALDER,
        """
        GET ~/incidents/{ended}/publication
        * ~/incidents/{ended}/publication/propose
        """,
    ),
    rule("not before it is concluded", NOBODY, "* ~/incidents/{case}/publication/propose", told=ON_CASE),
    rule(
        "what waits for a second person is listed for officers and the chair",
        OFFICE | {Persona.CHAIR},
        "GET ~/incidents/publications",
    ),
    rule("what nobody proposed is not confirmed", NOBODY, "* ~/incidents/publications/{ended}"),
    rule(
        "an officer of the case may ask who a confidential source is",
        ON_CASE,
        "* ~/incidents/{case}/sources/{sealed}/unmask",
    ),
    rule("a named source is not sealed", NOBODY, "* ~/incidents/{case}/sources/{source}/unmask"),
    rule(
        "cases of retaliation are filed from a case by its officers",
        ON_ALDER,
        """
        GET ~/incidents/{ended}/retaliation
        * ~/incidents/{ended}/retaliation/new
        """,
    ),
)
