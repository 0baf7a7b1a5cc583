"""Reading pledges, and which clauses bound whom."""

from compliance.pledges.queries.asked import Answer, Answered, applicability_of
from compliance.pledges.queries.binding import LeafClause, Named, Rulebook, rulebook
from compliance.pledges.queries.given import (
    check,
    choices_of,
    draft,
    frozen_by_acknowledgement,
    is_acknowledged,
    last_signed,
    leaf_ids,
)
from compliance.pledges.queries.recorded import rulebook_from
from compliance.pledges.queries.register import (
    Candidate,
    Entry,
    Shown,
    Signable,
    Signed,
    by_digest,
    by_reference,
    register,
    signable,
)

__all__ = [
    "Answer",
    "Answered",
    "Candidate",
    "Entry",
    "LeafClause",
    "Named",
    "Rulebook",
    "Shown",
    "Signable",
    "Signed",
    "applicability_of",
    "by_digest",
    "by_reference",
    "check",
    "choices_of",
    "draft",
    "frozen_by_acknowledgement",
    "is_acknowledged",
    "last_signed",
    "leaf_ids",
    "register",
    "rulebook",
    "rulebook_from",
    "signable",
]
