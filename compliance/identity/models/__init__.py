"""The tables of identity: people with their roles and recusals, and who handles what in whose place."""

from compliance.identity.models.accounts import CalendarAddress, Recusal, RoleGrant, SignInFailure, SignInSession, User
from compliance.identity.models.routing import Assignment, RecusalProposal, Relation, Replacement, Routing
from compliance.identity.models.tokens import ApiAnswer, ApiToken

__all__ = [
    "ApiAnswer",
    "ApiToken",
    "Assignment",
    "CalendarAddress",
    "Recusal",
    "RecusalProposal",
    "Relation",
    "Replacement",
    "RoleGrant",
    "Routing",
    "SignInFailure",
    "SignInSession",
    "User",
]
