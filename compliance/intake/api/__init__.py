"""What reporters sent in, as JSON, and whether a contest takes any."""

from compliance.intake.api import opening, submissions

__all__ = ["opening", "submissions"]
