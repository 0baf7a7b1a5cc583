"""Receipt codes: sixteen digits, shown once, by which whoever sent a report finds its mailbox again.

A code is made from a form's nonce under a key that only the installation has, so that a form that is sent twice gets
one code, which stands nowhere. What is kept is its Argon2id digest (RFC 9106) with one salt for all, derived from the
same secret: a mailbox is found by one look into an index, and a wrong code costs exactly what a right one does.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore

from argon2.low_level import Type, hash_secret_raw

DIGITS = 16
GROUP = 4
MEMORY_KIB = 32 * 1024
PASSES = 2
"""OWASP asks for at least 19 MiB and two passes; a code holds 53 bits besides, and a guess needs the secret as well."""
AT_ONCE = 2
_room = BoundedSemaphore(AT_ONCE)
"""A flood waits here for its turn. It is slow, and nobody is refused; memory stays within `AT_ONCE` derivations."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What is derived from the installation's secret; whoever changes that closes all mailboxes."""

    forms: bytes
    codes: bytes
    salt: bytes


@cache
def derive(secret: str) -> Keys:
    """Derive a key for each purpose."""
    return Keys(
        *(hmac.digest(secret.encode(), f"compliance.intake.{use}".encode(), "sha256") for use in Keys.__slots__)
    )


def code_of(keys: Keys, nonce: str) -> str:
    """The code of a form: 16 digits, which nobody without the key can tell from random ones.

    256 bits modulo 10^16 are even to one part in 10^61.
    """
    drawn = int.from_bytes(hmac.digest(keys.codes, nonce.encode(), "sha256"), "big")
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def grouped(code: str) -> str:
    """A code as people read and write it: 1234 5678 9012 3456."""
    return " ".join(code[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def typed(text: str) -> str:
    """A code as somebody typed it, in whatever groups; empty if it is none."""
    digits = re.sub(r"[\s.\-–·]", "", text[:100])
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else ""


def digest(keys: Keys, code: str) -> str:
    """The digest by which a mailbox is found, in hexadecimal. Slow by design, and as slow for what is none."""
    with _room:
        return hash_secret_raw(code.encode(), keys.salt, PASSES, MEMORY_KIB, 1, 32, Type.ID).hex()


def plain_digest(nonce: str) -> str:
    """The digest of a nonce, in hexadecimal: 128 random bits need no slow one."""
    return hashlib.sha256(nonce.encode()).hexdigest()
