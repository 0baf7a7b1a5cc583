"""Salted commitments: a digest that binds to a text and tells nothing about it, not even to who guesses the text.

A commitment is SHA-256 over a random salt and a text. Each has a salt of its own, so that any single one can be opened
without the others. What an entry commits to, in this order: its actor, its subject, then each row that it changed.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence

SALT_BYTES = 16

RecordedRow = tuple[str, int, str | None]
"""Table, key, and the row's image as canonical JSON (RFC 8785); None for a row that was deleted."""


def new_salts(count: int) -> list[str]:
    """Random salts, in hexadecimal."""
    drawn = secrets.token_hex(SALT_BYTES * count)
    return [drawn[start : start + 2 * SALT_BYTES] for start in range(0, len(drawn), 2 * SALT_BYTES)]


def commitment(salt: str, text: str) -> str:
    """The commitment to one text, in hexadecimal: SHA-256 over the salt's hexadecimal digits and the text."""
    return hashlib.sha256((salt + text).encode()).hexdigest()


def committed_texts(actor: str, subject: str, rows: Iterable[RecordedRow | Sequence[object]]) -> Iterator[str]:
    """The texts that an entry commits to, in the order of its commitments."""
    yield f"actor:{actor}"
    yield f"subject:{subject}"
    for table, key, image in rows:
        yield f"row:{table}:{key}:{'deleted' if image is None else image}"


def commitments(salts: Iterable[str], texts: Iterable[str]) -> list[str]:
    """The commitments to texts, each with its salt; ValueError if there are not as many of one as of the other."""
    return [commitment(salt, text) for salt, text in zip(salts, texts, strict=True)]
