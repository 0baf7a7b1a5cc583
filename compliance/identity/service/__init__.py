"""The verbs of identity: accounts, passwords, roles, recusals, tokens, signing in and out."""

from compliance.identity.service.accounts import NewUser, add_user, change_password, reset_password, set_active, sign_in
from compliance.identity.service.recusals import PASSED_ON_BY, end_recusal, recuse
from compliance.identity.service.roles import give_role, revoke_role
from compliance.identity.service.tokens import NewToken, make_token, revoke_token

__all__ = [
    "PASSED_ON_BY",
    "NewToken",
    "NewUser",
    "add_user",
    "change_password",
    "end_recusal",
    "give_role",
    "make_token",
    "recuse",
    "reset_password",
    "revoke_role",
    "revoke_token",
    "set_active",
    "sign_in",
]
