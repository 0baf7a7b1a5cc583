"""Ordinals as codes write them: letters, doubled letters and Roman numerals."""

from typing import NamedTuple

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ALPHABET = 26
_LAST_ROMAN = 39


class Reading(NamedTuple):
    """One way to read a numeral: the kind of counting, and how far it has come (1 for the first)."""

    kind: str
    value: int


def letters(ordinal: int) -> str:
    """1 -> "a", 26 -> "z", 27 -> "aa", 28 -> "bb": the letter repeated once more for each turn of the alphabet."""
    turn, letter = divmod(ordinal - 1, _ALPHABET)
    return chr(ord("a") + letter) * (turn + 1)


def roman(ordinal: int) -> str:
    """1 -> "i", 4 -> "iv", 49 -> "xxxxix": tens are only repeated, since no code counts so far."""
    written = ""
    for value, sign in _ROMAN:
        times, ordinal = divmod(ordinal, value)
        written += sign * times
    return written


_ROMAN_VALUES = {roman(value): value for value in range(1, _LAST_ROMAN + 1)}


def readings(numeral: str) -> tuple[Reading, ...]:
    """Every way to read digits, letters or a Roman numeral, the likeliest without context first; () if there is none.

    Upper and lower case count apart ("A" is not followed by "b"), so the kinds differ too.
    """
    if numeral.isascii() and numeral.isdigit():
        return (Reading("number", int(numeral)),)
    lower = numeral.lower()
    if numeral not in (lower, numeral.upper()) or not (lower.isascii() and lower.isalpha()):
        return ()
    case = "" if numeral == lower else "capital "
    position = ord(lower[0]) - ord("a") + 1
    found = []
    if len(lower) == 1:
        found.append(Reading(case + "letter", position))
    elif lower == lower[0] * 2:
        found += [Reading(case + "letter", _ALPHABET + position), Reading(case + "double letter", position)]
    if lower in _ROMAN_VALUES:
        as_roman = Reading(case + "roman", _ROMAN_VALUES[lower])
        found.insert(0 if len(lower) > 1 or lower == "i" else 1, as_roman)
    return tuple(found)
