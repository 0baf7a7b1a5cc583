"""Passwords: Argon2id, by the library's own parameters; a check costs the same whether or not there is an account."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from compliance.core.language import gettext as _
from compliance.core.references import ALPHABET

MIN_LENGTH = 12
MAX_LENGTH = 256
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


def generate() -> str:
    """A password to begin with: five groups of four characters that are easy to read aloud, 98 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _place in range(4)) for _group in range(5))


def hash_password(password: str) -> str:
    """Return the text that is stored for a password."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the stored one; for an account without a password, never, at the same cost."""
    try:
        _hasher.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Whether a stored text was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def fault(password: str, *, about: tuple[str, ...] = ()) -> str | None:
    """Say what is wrong with a new password (NIST SP 800-63B: length counts, not kinds of characters); None if nothing.

    `about` are words that belong to the person, such as their name and address.
    """
    if len(password) < MIN_LENGTH:
        return _("Choose at least %(least)s characters; a sentence is good.", least=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        return _("Choose at most %(most)s characters.", most=MAX_LENGTH)
    if len(set(password)) < 5:  # noqa: PLR2004 - "aaaaaaaaaaaa" and "121212121212" are no passwords
        return _("This password repeats itself; choose another one.")
    if any(len(word) > 3 and word.lower() in password.lower() for word in about):  # noqa: PLR2004
        return _("Do not use your name or address in the password.")
    return None
