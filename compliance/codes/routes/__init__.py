"""Pages of codes: reading them, and bringing a text into a code."""

from compliance.codes.routes import instruments, reading, reviewing
from compliance.codes.routes.frame import blueprint

__all__ = ["blueprint", "instruments", "reading", "reviewing"]
