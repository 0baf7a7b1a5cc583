"""Reading what reporters sent in."""

from compliance.intake.queries.visibility import visible_to

__all__ = ["visible_to"]
