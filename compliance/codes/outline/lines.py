"""From a pasted or uploaded text to clean lines, with what belongs to the page rather than to the code set apart."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from compliance.core.language import _

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_QUOTED = re.compile(r"(?:>[ ]?)+")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_RULE = re.compile(r"\s*(?:={3,}|-{3,}|_{3,}|(?:\* ?){3,})\s*$")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}|\d{1,4}\s*/\s*\d{1,4}|\d{1,4}\s+of\s+\d{1,4}"
    r"|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*\|\s*page)\s*$",
    re.IGNORECASE,
)
_CONTENTS_TITLE = re.compile(r"\s*(?:#{1,6}\s*|\*\*)?(?:table of )?contents:?(?:\*\*)?\s*$", re.IGNORECASE)
_CONTENTS_LINK = re.compile(r"\s*(?:[-*+]|\d{1,3}\.)?\s*\[[^\]]*\]\(#[^)]*\)\s*$")
_LEADER = re.compile(r"(?:\.[ ]?){3,}$|(?:…[ ]?)+$|_{3,}$|\s\s$")
_LAST_NUMBER = re.compile(r"\d{1,4}$")
_TERMINAL = re.compile(r"(?:[.;:!?…][”\"’')\]]*|[;,]\s*(?:and|or|and/or))$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:in|of|under|by|to|with|from|per|see|and|or|the|than|articles?|art\.|paragraphs?|para\.|sub-?paragraphs?|sections?"
    r"|clauses?|rules?|points?|nos?\.)$",
    re.IGNORECASE,
)
_LIST_END = re.compile(r"[;,]\s*(?:and|or)$", re.IGNORECASE)
_TAB = 4


class Why(StrEnum):
    """Why a line is no part of the code."""

    PAGE_NUMBER = "page_number"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of the source that was left out, with its 1-based number and its words."""

    line: int
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about one line of the source (1-based) for the person who reviews the outline."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("Line %(line)s: %(message)s", line=self.line, message=self.message)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without its indentation.

    `opens` tells whether a paragraph can begin here: the first line, or one after a blank line.
    `over_page` tells that only a page number and blank lines lie between this line and the one before.
    """

    number: int
    indent: int
    text: str
    opens: bool
    over_page: bool = False


def clean(source: str) -> list[str]:
    """Lines with plain spaces only and no invisible or control characters; words stay as they are."""
    return [_clean_line(line) for line in _BREAK.split(source)]


def _clean_line(line: str) -> str:
    visible = _INVISIBLE.sub("", line).expandtabs(_TAB)
    if not visible.isascii() or not visible.isprintable():
        visible = "".join(_plain(character) for character in visible)
    if visible.startswith(">"):
        visible = visible[_QUOTED.match(visible).end() :]  # type: ignore[union-attr]
    return _ESCAPED.sub(r"\1", visible).rstrip()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Zs", "Cc"):
        return " "
    return "\ufffd" if category == "Cs" else character


def read_lines(source: str) -> tuple[list[Line], list[Dropped]]:
    """The lines that belong to the code, without blank ones, and those that were left out."""
    raw = _with_underlined_headings(clean(source))
    last_use = {_folded(text): index for index, text in enumerate(raw) if text}
    kept: list[Line] = []
    dropped: list[Dropped] = []
    opens, over_page, in_contents = True, False, False
    for index, text in enumerate(raw):
        if not text or _RULE.match(text):
            opens = True
            continue
        why = _why_dropped(text, in_contents=in_contents, comes_again=last_use[_folded(text)] > index)
        in_contents = why is Why.CONTENTS or (in_contents and why is not None)
        if why is not None:
            dropped.append(Dropped(index + 1, " ".join(text.split()), why))
            over_page = why is Why.PAGE_NUMBER
            continue
        bare = text.lstrip()
        kept.append(Line(index + 1, len(text) - len(bare), bare, opens or not kept, over_page))
        opens, over_page = False, False
    return kept, dropped


def _why_dropped(text: str, *, in_contents: bool, comes_again: bool) -> Why | None:
    if _PAGE_NUMBER.match(text):
        return Why.PAGE_NUMBER
    if _CONTENTS_TITLE.match(text) or _is_entry(text) or (in_contents and (comes_again or _CONTENTS_LINK.match(text))):
        return Why.CONTENTS
    return None


def _is_entry(text: str) -> bool:
    """Whether a line ends as an entry in a table of contents does: dots or a gap, then a page number."""
    last = _LAST_NUMBER.search(text[-4:])
    if last is None:
        return False
    before = text[: len(text) - len(last.group())]
    return bool(before.strip(" .…_")) and bool(_LEADER.search(before[-12:]))


def _folded(text: str) -> str:
    return " ".join(text.casefold().lstrip("#*-+ ").rstrip("* :").split())


def _with_underlined_headings(raw: Sequence[str]) -> list[str]:
    """Turn a paragraph of one line underlined with = or - into a heading with #, so that later steps know one form."""
    lines = list(raw)
    for index in range(1, len(lines)):
        under, title = lines[index].strip(), lines[index - 1]
        alone = index == 1 or not lines[index - 2]
        if alone and title and len(under) >= 3 and set(under) in ({"="}, {"-"}) and not title.startswith("#"):  # noqa: PLR2004 - as Markdown has it
            lines[index - 1] = ("# " if under[0] == "=" else "## ") + title.strip()
    return lines


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or an item of a list does, "; and" included."""
    return bool(_TERMINAL.search(text))


def ends_in_reference(text: str) -> bool:
    """Whether a line ends in a word after which a number is part of the sentence: "in accordance with", "article"."""
    return bool(_REFERENCE.search(_LIST_END.sub("", text)))
