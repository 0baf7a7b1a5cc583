"""Pages of the office about what reporters sent in, below /contests/<slug>/submissions."""

from compliance.intake.routes.office import cases, deciding, reading, writing
from compliance.intake.routes.office.entrance import blueprint

__all__ = ["blueprint", "cases", "deciding", "reading", "writing"]
