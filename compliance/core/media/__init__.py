"""Files that come from outside: harmless names, and content that is what it says it is."""

from compliance.core.media.names import safe_name

__all__ = ["safe_name"]
