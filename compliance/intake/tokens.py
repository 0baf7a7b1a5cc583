"""Sealed tokens in forms, in place of a cookie: they say when a form was opened, for what, and are new each time.

They are signed, not encrypted: what they hold is for whoever has the page anyway, and a code stands in none of them.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from compliance.intake.service.receive import LONGEST_OPEN

NONCE_BYTES = 16
MAILBOX_LIFE = timedelta(hours=1)
"""For so long after the last page a mailbox stays open."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a form carries: the contest's slug, a nonce, when it was opened, and in a mailbox whose it is."""

    slug: str
    nonce: str
    at: datetime
    mailbox: str = ""

    def age(self, now: datetime) -> timedelta:
        """How long ago the form was opened."""
        return now - self.at

    def lives(self, now: datetime) -> bool:
        """Whether it can be used still."""
        return timedelta(0) <= self.age(now) <= (MAILBOX_LIFE if self.mailbox else LONGEST_OPEN)


def issue(slug: str, now: datetime, mailbox: str = "") -> Token:
    """A new token for a form that is opened now; `mailbox` is a submission's reference."""
    return Token(slug, secrets.token_hex(NONCE_BYTES), now.replace(microsecond=0), mailbox)


def seal(key: bytes, token: Token) -> str:
    """A token as text that nobody can alter."""
    return _serializer(key).dumps([token.slug, token.nonce, int(token.at.timestamp()), token.mailbox])


def unseal(key: bytes, text: str, slug: str, *, mailbox: bool) -> Token | None:
    """A token that was sealed for this contest and this use; None if this text is none."""
    try:
        held: Any = _serializer(key).loads(text)
    except BadSignature:
        return None
    token = Token(held[0], held[1], datetime.fromtimestamp(held[2], UTC), held[3])
    return token if token.slug == slug and bool(token.mailbox) is mailbox else None


def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(
        key, salt="compliance.intake.token", signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    )
