"""Keys with which programs act for a person. Whoever makes one acts for themselves; a key is shown once."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import policy
from compliance.identity.models import ApiToken, User
from compliance.identity.sessions import digest
from compliance.transparency.recording import record

MOST_DAYS = 366
LONGEST_NAME = 100
KIND = "cmp_"
"""What every token begins with, so that a scanner of files recognises one that was left somewhere."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """What a token is for, in words and as scopes, and for how many days it is good."""

    name: str
    scopes: Collection[str]
    days: int


def make_token(uow: UnitOfWork, user: User, command: NewToken) -> tuple[ApiToken, str]:
    """Make a token; return its row, and the token itself, which exists nowhere else."""
    policy.may_make_token(uow.actor, user.id).enforce()
    if faults := _faults(command):
        raise Invalid(faults)
    secret = KIND + secrets.token_urlsafe(32)
    token = ApiToken(
        user_id=user.id,
        reference=new_reference(),
        name=command.name.strip(),
        token_digest=digest(secret).hex(),
        scopes=sorted(str(scope) for scope in command.scopes),
        created_at=uow.now,
        expires_at=uow.now + timedelta(days=command.days),
    )
    uow.session.add(token)
    record(uow, "token.made", f"user:{user.reference}")
    return token, secret


def revoke_token(uow: UnitOfWork, token: ApiToken) -> None:
    """End a token at once."""
    policy.may_revoke_token(uow.actor, token.user_id).enforce()
    if token.revoked_at is not None:
        return
    token.revoked_at = uow.now
    user = uow.session.get_one(User, token.user_id)
    record(uow, "token.revoked", f"user:{user.reference}")


def _faults(command: NewToken) -> list[Fault]:
    faults = []
    if not command.name.strip():
        faults.append(Fault("name", _("Say what uses the token, so that you can tell it from others later.")))
    elif len(command.name.strip()) > LONGEST_NAME:
        faults.append(Fault("name", _("This may have %(most)d characters at most.", most=LONGEST_NAME)))
    if not command.scopes:
        faults.append(Fault("scopes", _("Choose at least one thing that it may be used for.")))
    if not 0 < command.days <= MOST_DAYS:
        faults.append(Fault("days", _("A token is good for 1 to %(most)d days.", most=MOST_DAYS)))
    return faults
