"""Notices and replies: `{notice}` is one under way in `{case}`, prepared by an officer who is not the walking one."""

from tests.journeys.access.rules import rule
from tests.journeys.personas import ADMINISTRATOR, ALDERS, NOBODY, OFFICE, ON_BIRCH, ON_CASE, Persona

RULES = (
    rule(
        "what is to be put to the candidate is for the officers of the case",
        ON_CASE,
        """
        GET ~/incidents/{case}/notices/
        POST ~/incidents/{case}/notices/{notice}/check
        * ~/incidents/{case}/notices/{notice}/release
        * ~/incidents/{case}/notices/{notice}/drop
        """,
    ),
    rule(
        "what was not ordered is not called back",
        NOBODY,
        "POST ~/incidents/{case}/notices/{notice}/call-back",
        told=ON_CASE,
    ),
    rule(
        "a notice is not found in another case",
        NOBODY,
        """
        GET ~/incidents/{rival}/notices/{notice}/release
        POST ~/incidents/{fresh}/notices/{notice}/check
        """,
    ),
    rule(
        "drafts are for the side that writes them; the office does not know whether there are any",
        ALDERS,
        """
        * ~/incidents/{case}/replies
        GET ~/incidents/{case}/draft-files/{draft_file}
        POST ~/incidents/{case}/draft-files/{draft_file}/remove
        """,
    ),
    rule(
        "files that came with a reply are for the office and the candidate's side",
        ON_CASE | ALDERS,
        "GET ~/incidents/{case}/reply-files/{reply_file}",
    ),
    rule(
        "they are not found in another case",
        NOBODY,
        """
        GET ~/incidents/{rival}/reply-files/{reply_file}
        GET ~/incidents/{rival}/draft-files/{draft_file}
        """,
    ),
    rule(
        "what others say, and attempts to reach the candidate, are recorded by the officers of the case",
        ON_CASE,
        """
        * ~/incidents/{case}/allegations/0/statement
        * ~/incidents/{case}/attempts
        """,
    ),
    rule(
        "without two attempts nobody is found unreachable",
        NOBODY,
        "* ~/incidents/{case}/unreachable",
        told=ON_CASE,
    ),
    rule("what nobody proposed is not confirmed", NOBODY, "* ~/incidents/unreachable/{case}"),
    rule(
        "how notices are put is read by administrators, the office and the chair",
        ADMINISTRATOR | OFFICE | {Persona.CHAIR},
        """
        GET ~/notices/
        GET ~/notices/templates/{template}/1/
        """,
    ),
    rule(
        "and set by administrators and the office",
        ADMINISTRATOR | ON_BIRCH,
        "POST ~/notices/",
        told=OFFICE | {Persona.CHAIR},
    ),
    rule(
        "officers write the wording",
        ON_BIRCH,
        """
        * ~/notices/templates/new
        * ~/notices/templates/{template}/1/next
        """,
        told=ADMINISTRATOR | OFFICE | {Persona.CHAIR},
    ),
    rule(
        "a wording is approved by another officer or the chair",
        ON_BIRCH | {Persona.CHAIR},
        "POST ~/notices/templates/{template}/1/approve",
        told=ADMINISTRATOR | OFFICE,
    ),
)
