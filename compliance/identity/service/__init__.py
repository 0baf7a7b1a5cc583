"""The verbs of identity: accounts, passwords, roles, recusals, tokens, signing in and out."""

from compliance.identity.service.accounts import NewUser, add_user, change_password, reset_password, set_active, sign_in
from compliance.identity.service.calendar import make_calendar_address, revoke_calendar_address
from compliance.identity.service.recusals import PASSED_ON_BY, end_recusal, recuse
from compliance.identity.service.relations import (
    NewRelation,
    accept_proposal,
    declare_relation,
    decline_proposal,
    end_relation,
)
from compliance.identity.service.roles import give_role, revoke_role
from compliance.identity.service.routing import (
    REPLACEABLE,
    REPLACED_BY,
    NewReplacement,
    end_replacement,
    name_replacement,
    set_head,
)
from compliance.identity.service.tokens import NewToken, make_token, revoke_token

__all__ = [
    "PASSED_ON_BY",
    "REPLACEABLE",
    "REPLACED_BY",
    "NewRelation",
    "NewReplacement",
    "NewToken",
    "NewUser",
    "accept_proposal",
    "add_user",
    "change_password",
    "declare_relation",
    "decline_proposal",
    "end_recusal",
    "end_relation",
    "end_replacement",
    "give_role",
    "make_calendar_address",
    "make_token",
    "name_replacement",
    "recuse",
    "reset_password",
    "revoke_calendar_address",
    "revoke_role",
    "revoke_token",
    "set_active",
    "set_head",
    "sign_in",
]
