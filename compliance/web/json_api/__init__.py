"""What every JSON operation shares: what it takes and gives, which scope it needs, and how it is described."""

from compliance.web.json_api.answers import Answer, Listing, listing
from compliance.web.json_api.bodies import LONG, Body, Instant, ReasonBody
from compliance.web.json_api.document import openapi
from compliance.web.json_api.operations import Operation, Served, operation, operations
from compliance.web.json_api.replays import Keeper, Kept, Token, apart, current_token
from compliance.web.json_api.scopes import SCOPES, Scope

__all__ = [
    "LONG",
    "SCOPES",
    "Answer",
    "Body",
    "Instant",
    "Keeper",
    "Kept",
    "Listing",
    "Operation",
    "ReasonBody",
    "Scope",
    "Served",
    "Token",
    "apart",
    "current_token",
    "listing",
    "openapi",
    "operation",
    "operations",
]
