"""Incidents as JSON: the same verbs as on the pages, with the same rights and rules. Sources are not given out here."""

from compliance.incidents.api import (
    deadlines,
    fact_finding,
    filing,
    handling,
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
    "deadlines",
    "fact_finding",
    "filing",
    "handling",
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
