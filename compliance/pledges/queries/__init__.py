"""Reading pledges, and which clauses bound whom."""

from compliance.pledges.queries.binding import LeafClause, Named, Rulebook, rulebook
from compliance.pledges.queries.recorded import rulebook_from

__all__ = ["LeafClause", "Named", "Rulebook", "rulebook", "rulebook_from"]
