"""Salted commitments: a digest that binds to a value and tells nothing about it, not even to who guesses the value.

A commitment is SHA-256 over a salt of 16 bytes and the value's canonical JSON (RFC 8785). The salts of one entry are
derived from one random seed, so that any single one can be opened without the others.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from compliance.transparency.canonical import canonical

SALT_BYTES = 16


def new_seed() -> bytes:
    """A random seed for one entry's salts."""
    return secrets.token_bytes(32)


def salt(seed: bytes, position: int) -> bytes:
    """The salt of the commitment at a position."""
    return hashlib.sha256(seed + position.to_bytes(4, "big")).digest()[:SALT_BYTES]


def commitment(salt_bytes: bytes, value: Any) -> str:
    """The commitment to one value, in hexadecimal."""
    return hashlib.sha256(salt_bytes + canonical(value)).hexdigest()


def commitments(seed: bytes, values: Iterable[Any]) -> list[str]:
    """The commitments to an entry's confidential values, in order."""
    return [commitment(salt(seed, position), value) for position, value in enumerate(values)]


def confidential_values(actor: str, subject: str, rows: Sequence[Sequence[Any]]) -> list[Any]:
    """What an entry commits to, in the order of its commitments: actor, subject, then each row."""
    return [["actor", actor], ["subject", subject], *rows]
