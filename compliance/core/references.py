"""Public references: short, random, easy to read aloud. They say nothing of how many there are."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without those that are taken for another (0 O, 1 I L, U V)."""
LENGTH = 7


def new_reference() -> str:
    """A new reference: 7 characters of 30, so among a million there is a chance of 1 in 44,000 for the next to repeat.

    A unique constraint refuses a repetition; the act is then tried again.
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
