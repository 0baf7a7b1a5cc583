"""The verbs of identity: accounts, passwords, roles, recusals, signing in and out."""

from compliance.identity.service.accounts import NewUser, add_user, change_password, reset_password, set_active, sign_in
from compliance.identity.service.recusals import PASSED_ON_BY, end_recusal, recuse
from compliance.identity.service.roles import give_role, revoke_role

__all__ = [
    "PASSED_ON_BY",
    "NewUser",
    "add_user",
    "change_password",
    "end_recusal",
    "give_role",
    "recuse",
    "reset_password",
    "revoke_role",
    "set_active",
    "sign_in",
]
