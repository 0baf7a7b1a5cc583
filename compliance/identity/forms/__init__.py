"""Forms of identity."""

from compliance.identity.forms.accounts import (
    PasswordForm,
    RecusalForm,
    RoleForm,
    SignInForm,
    TokenForm,
    UserForm,
)
from compliance.identity.forms.routing import DeclineForm, HeadForm, RelationForm, ReplacementForm

__all__ = [
    "DeclineForm",
    "HeadForm",
    "PasswordForm",
    "RecusalForm",
    "RelationForm",
    "ReplacementForm",
    "RoleForm",
    "SignInForm",
    "TokenForm",
    "UserForm",
]
