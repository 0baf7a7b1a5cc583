"""The people of a contest as JSON: who keeps out of what, who stands how to a candidate, who acts in whose place."""

from compliance.identity.api import people, relations, routing
from compliance.identity.api.frame import blueprint

__all__ = ["blueprint", "people", "relations", "routing"]
