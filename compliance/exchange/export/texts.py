"""Brings texts into the form in which a contest file can hold them; a text in that form stays as it is.

Forms let in what a file may not have: line breaks as browsers send them, characters that cannot be printed.
"""

from typing import Any

from compliance.exchange.source.building import UNPRINTABLE

_REPLACEMENT = "\ufffd"


def prose(text: str | None) -> str | None:
    """A text in paragraphs; None if there is nothing in it."""
    if text is None or not text.strip():
        return None
    if text.isascii() and text.isprintable():
        return text
    return UNPRINTABLE.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str | None) -> str | None:
    """A text on one line, without space around it; None if there is nothing in it."""
    found = prose(text)
    return None if found is None else " ".join(part.strip() for part in found.strip().split("\n"))


def present(data: dict[str, Any]) -> dict[str, Any]:
    """The same mapping without what is absent or empty."""
    return {key: value for key, value in data.items() if value is not None and value not in ([], {})}
