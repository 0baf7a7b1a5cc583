"""Pages of incidents, below /contests/<slug>/incidents."""

from compliance.incidents.routes import (
    access,
    amending,
    case,
    conclusion,
    deadlines,
    evidence,
    filing,
    links,
    lists,
    notices,
    process,
    rules,
    sources,
)
from compliance.incidents.routes.entrance import blueprint

__all__ = [
    "access",
    "amending",
    "blueprint",
    "case",
    "conclusion",
    "deadlines",
    "evidence",
    "filing",
    "links",
    "lists",
    "notices",
    "process",
    "rules",
    "sources",
]
