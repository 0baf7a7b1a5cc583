"""Pages of incidents, below /contests/<slug>/incidents, and of requests for clarification."""

from compliance.incidents.routes import (
    access,
    amending,
    case,
    clarifications,
    conclusion,
    deadlines,
    evidence,
    fact_finding,
    filing,
    links,
    lists,
    notes,
    notices,
    process,
    replies,
    rules,
    sources,
)
from compliance.incidents.routes.entrance import blueprint

__all__ = [
    "access",
    "amending",
    "blueprint",
    "case",
    "clarifications",
    "conclusion",
    "deadlines",
    "evidence",
    "fact_finding",
    "filing",
    "links",
    "lists",
    "notes",
    "notices",
    "process",
    "replies",
    "rules",
    "sources",
]
