"""Names that somebody gave to files: made harmless for a page, a header and any file system."""

import unicodedata

MOST = 150
_RESERVED = frozenset('<>:"/\\|?*')
NAMELESS = "file"


def safe_name(name: str) -> str:
    """Return a name without folders, control characters, marks that turn the direction of writing, and excess length.

    The ending after the last dot is kept, as far as it is short. Never empty, never `.` or `..`.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if _is_harmless(letter))
    words = " ".join(kept.split()).strip(". ")
    if not words:
        return NAMELESS
    if len(words) <= MOST:
        return words
    stem, dot, ending = words.rpartition(".")
    if not dot or len(ending) > 10:  # noqa: PLR2004 - no ending that anything knows is longer
        return words[:MOST].rstrip(". ")
    return f"{stem[: MOST - len(ending) - 1].rstrip('. ')}.{ending}"


def ending_of(name: str) -> str:
    """The ending of a name, in lower case, without its dot; empty if there is none."""
    stem, dot, ending = safe_name(name).rpartition(".")
    return ending.lower() if dot and stem else ""


def _is_harmless(letter: str) -> bool:
    # Cc: control characters; Cf: invisible marks, those that turn writing among them; Cs, Co, Cn: no characters.
    return letter not in _RESERVED and (letter.isspace() or unicodedata.category(letter)[0] != "C")
