"""Who may open what: every route of the application, address by address, and for whom it is there.

An address begins with its method, or `*` for GET and POST; `~` is the contest, and what stands in braces is looked up
in the realm. What follows a space is sent as the form. POSTs are sent without more than that: whoever may act is told
what is missing, or acts, and nothing of it is kept.

Four cases: `{case}` against Alder was put to the candidate, `{fresh}` against Alder was not yet, `{rival}` is one
against Birch, and `{confined}` against Alder is known to two officers alone.
"""

from tests.journeys.access import (
    conclusion,
    deadlines,
    desk,
    fact_finding,
    interface,
    links,
    main,
    people,
    programs,
    replies,
    reporting,
    routing,
    submissions,
)
from tests.journeys.access.rules import Rule

AREAS = (
    main,
    people,
    conclusion,
    deadlines,
    desk,
    fact_finding,
    interface,
    links,
    programs,
    replies,
    reporting,
    routing,
    submissions,
)
RULES = tuple(one for area in AREAS for one in area.RULES)

__all__ = ["RULES", "Rule"]
