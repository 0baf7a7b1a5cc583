"""Pages of identity: signing in and out, one's own account, everybody's accounts, the people of a contest."""

from compliance.identity.routes import account, people, relations, routing, tokens, users
from compliance.identity.routes.signing_in import blueprint

__all__ = ["account", "blueprint", "people", "relations", "routing", "tokens", "users"]
