"""Reading pledges, and which clauses bound whom."""

from compliance.pledges.queries.asked import Answer, Answered, applicability_of
from compliance.pledges.queries.binding import LeafClause, Named, Rulebook, rulebook
from compliance.pledges.queries.given import (
    check,
    choices_of,
    frozen_by_acknowledgement,
    is_acknowledged,
    leaf_ids,
)
from compliance.pledges.queries.recorded import rulebook_from

__all__ = [
    "Answer",
    "Answered",
    "LeafClause",
    "Named",
    "Rulebook",
    "applicability_of",
    "check",
    "choices_of",
    "frozen_by_acknowledgement",
    "is_acknowledged",
    "leaf_ids",
    "rulebook",
    "rulebook_from",
]
