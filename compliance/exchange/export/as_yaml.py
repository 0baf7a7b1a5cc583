"""Writes plain data as YAML 1.2 that people can read and edit, always the same for the same data.

Block style throughout; a text stands in quotes only where it would be read as something else; long texts stand in
blocks: folded if they are one paragraph, literal, line by line, if they are more. It is read back as it was.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from compliance.exchange.source.from_yaml import resolved

WIDTH = 110
_STEP = "  "

_PLAIN = re.compile(r"[^\W_](?:[\w \-./(),;’‘“”–—…!?&+=%@$*°'\"]*[\w./(),;’‘“”–—…!?&+=%@$*°'\"\-])?")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS_OF_OTHERS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""What readers of YAML 1.1 take for something else than text."""
_MUST_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_IN_NO_BLOCK = re.compile("[\t\x7f-\x9f\u2028\u2029\ufeff]")


def as_yaml(data: Mapping[str, Any]) -> str:
    """Write a mapping whose values are text, integers, booleans, days, lists and mappings."""
    return "".join(f"{written}\n" for written in _mapping(data, ""))


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        head = f"{indent}{_quoted_if_needed(key)}:"
        if isinstance(value, Mapping) and value:
            yield head
            yield from _mapping(value, indent + _STEP)
        elif isinstance(value, list) and value:
            yield head
            yield from _items(value, indent + _STEP)
        else:
            yield from _scalar(head, value, indent + _STEP)


def _items(values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping | list) and value:
            inner = indent + _STEP
            lines = _mapping(value, inner) if isinstance(value, Mapping) else _items(value, inner)
            yield f"{indent}- {next(lines).lstrip(' ')}"
            yield from lines
        else:
            yield from _scalar(f"{indent}-", value, indent + _STEP)


def _scalar(head: str, value: object, indent: str) -> Iterator[str]:
    """Write a value behind its key or dash; what follows on further lines is indented."""
    if not isinstance(value, str):
        yield f"{head} {_other(value)}"
        return
    if "\n" in value:
        if _fits_literal(value):
            yield f"{head} |" if value.endswith("\n") else f"{head} |-"
            yield from (f"{indent}{line}" if line else "" for line in value.removesuffix("\n").split("\n"))
            return
    elif len(head) + len(value) >= WIDTH and _fits_folded(value):
        yield f"{head} >-"
        yield from (f"{indent}{line}" for line in _folded(value, WIDTH - len(indent)))
        return
    yield f"{head} {_quoted_if_needed(value)}"


def _other(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if value in ([], {}):
        return "[]" if value == [] else "{}"
    raise TypeError(f"a contest file holds no {type(value).__name__}")


def _quoted_if_needed(text: str) -> str:
    is_plain = (
        _PLAIN.fullmatch(text) is not None
        and _LETTER.search(text) is not None
        and text.lower() not in _WORDS_OF_OTHERS
        and resolved(text) == text
    )
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes, with the escapes that JSON and YAML share."""
    return _MUST_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _fits_literal(text: str) -> bool:
    """Whether a text of several lines can stand as it is: nothing at a line's end or at its beginning gets lost."""
    lines = text.removesuffix("\n").split("\n")
    first, last = lines[0], lines[-1]
    if not first or not last or first.startswith(" "):
        return False
    return not any(line.endswith(" ") for line in lines) and not _IN_NO_BLOCK.search(text)


def _fits_folded(text: str) -> bool:
    return text == text.strip() and not _IN_NO_BLOCK.search(text)


def _folded(text: str, width: int) -> Iterator[str]:
    """Cut a paragraph at single spaces, which folding gives back; at two or more it would not."""
    line = ""
    for piece in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if line and len(line) + 1 + len(piece) > width:
            yield line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield line
