"""What every JSON operation shares: what it takes and gives, which scope it needs, and how it is described."""

from compliance.web.json_api.answers import Answer, Listing, listing
from compliance.web.json_api.document import openapi
from compliance.web.json_api.operations import Operation, Served, operation, operations
from compliance.web.json_api.replays import Keeper, Kept, Token, current_token
from compliance.web.json_api.scopes import SCOPES, Scope

__all__ = [
    "SCOPES",
    "Answer",
    "Keeper",
    "Kept",
    "Listing",
    "Operation",
    "Scope",
    "Served",
    "Token",
    "current_token",
    "listing",
    "openapi",
    "operation",
    "operations",
]
