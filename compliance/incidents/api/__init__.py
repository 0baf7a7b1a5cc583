"""Incidents as JSON: the same verbs as on the pages, with the same rights and rules. Sources are not given out here."""

from compliance.incidents.api import (
    clarifications,
    contested,
    deadlines,
    drafts,
    fact_finding,
    filing,
    handling,
    interviews,
    links,
    measures,
    notices,
    process,
    publication,
    reading,
    replies,
    review,
    writing,
)
from compliance.incidents.api.frame import blueprint

__all__ = [
    "blueprint",
    "clarifications",
    "contested",
    "deadlines",
    "drafts",
    "fact_finding",
    "filing",
    "handling",
    "interviews",
    "links",
    "measures",
    "notices",
    "process",
    "publication",
    "reading",
    "replies",
    "review",
    "writing",
]
