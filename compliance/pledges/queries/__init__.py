"""Reading pledges, and which clauses bound whom."""

from compliance.pledges.queries.binding import LeafClause, Named, Rulebook, rulebook

__all__ = ["LeafClause", "Named", "Rulebook", "rulebook"]
