"""What stands at the beginning of a line: a number, a letter, a bullet, a heading. One line at a time."""

import re
from dataclasses import dataclass

from compliance.codes.outline.numerals import Reading, readings

_RANKS = {
    **dict.fromkeys(("part", "title", "book", "annex", "appendix", "schedule"), 0),
    "chapter": 1,
    "section": 2,
    **dict.fromkeys(("sub-section", "subsection"), 3),
    **dict.fromkeys(
        ("article", "articles", "art", "rule", "regulation", "clause", "standard", "principle", "§", "§§"), 5
    ),
    **dict.fromkeys(("paragraph", "para"), 6),
}
HEADING_RANK = 4
"""Below a section and above an article: where a heading without number stands, unless it is a Markdown heading."""
ARTICLE_RANK = 5

_WORD = re.compile(
    r"(?P<word>(?i:part|title|book|annex|appendix|schedule|chapter|sub-?section|section|article|art\.?|rule|regulation"
    r"|clause|standard|principle|paragraph|para\.?)(?:(?=\s)|(?<=\.)(?=\d))|§{1,2})\s*"
    r"(?P<numeral>\d{1,3}(?:\.\d{1,3}){0,4}(?:bis|ter|[a-z])?|[IVX]{1,7}|[A-Z])(?!\w|[-/'’]\w|[.,]\d)"
    r"(?P<end>\s*[.:)]?(?:\s*[-–—|:](?=\s))?)"
)
_DECIMAL = re.compile(r"(?P<numeral>\d{1,3}(?:\.\d{1,3}){0,4}(?:bis|ter)?)(?P<end>\.\)|[.):]|)(?=\s|$|\()")
_ROUND = re.compile(r"\((?P<numeral>\d{1,3}|[a-z]{1,7}|[A-Z]{1,7})\)")
_HALF = re.compile(r"(?P<numeral>[a-z]{1,7}|[A-Z]{1,7})(?P<end>[.)])(?=\s|$|\()")
_BULLET = re.compile(r"(?P<sign>[-*+•·◦▪●○‣–—])(?:\s+|$)")
_HASHES = re.compile(r"(?P<hashes>#{1,6})(?:\s+|$)")
_BOLD = re.compile(r"(?:\*\*(?P<inside>[^*]+)\*\*|__(?P<under>[^_]+)__)(?P<after>(?!\w).*)$")
_EMPHASIS = re.compile(r"(?<![\w*_])(?:\*\*([^*\s][^*]*)\*\*|__([^_\s][^_]*)__)(?![\w*_])")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number or sign at the beginning of a line.

    `family` is shared by the items of one list, and `readings` says what the numeral may be. `label` is the number as
    written, `rank` orders headings (None: inside an article), `size` is how many characters the marker takes, `word` is
    the word before the numeral, and `bare` tells that no dot or bracket follows the numeral.
    """

    family: str
    label: str
    readings: tuple[Reading, ...]
    size: int
    rank: float | None = None
    word: str | None = None
    bare: bool = False

    @property
    def word_rank(self) -> float | None:
        """The rank of the word before the numeral, whatever heading both stand in."""
        return _RANKS[self.word.rstrip(".").lower()] if self.word else None

    @property
    def is_bullet(self) -> bool:
        """Whether it is a sign that counts nothing."""
        return self.family.startswith("bullet")


def marker_at_start(text: str) -> Marker | None:
    """The number or letter at the start of a text, if any; bullets and headings are looked for apart."""
    return _word_marker(text) or _decimal_marker(text) or _letter_marker(text)


def _word_marker(text: str) -> Marker | None:
    found = _WORD.match(text)
    if found is None:
        return None
    after = text[found.end() :].lstrip()
    if after[:1].islower() or after[:1] == ",":  # "Article 5 shall not apply": a sentence, not a heading
        return None
    word, numeral = found["word"], found["numeral"]
    rank = _RANKS[word.rstrip(".").lower()]
    if "." in numeral:
        return Marker("dotted", numeral, (_last_figure(numeral),), found.end(), word=word)
    counted = readings(numeral) or ((_last_figure(numeral),) if numeral[0].isdigit() else ())
    if not counted:  # "Section IIV": no numeral that anybody counts by
        return None
    return Marker(f"word {rank}", numeral, counted, found.end(), rank, word)


def _decimal_marker(text: str) -> Marker | None:
    found = _DECIMAL.match(text)
    if found is None:
        return None
    numeral, end = found["numeral"], found["end"]
    family = "dotted" if "." in numeral else "number )" if end == ")" else "number ."
    return Marker(family, numeral, (_last_figure(numeral),), found.end(), bare=not end)


def _last_figure(numeral: str) -> Reading:
    return Reading("number", int("".join(filter(str.isdigit, numeral.rpartition(".")[2]))))


def _letter_marker(text: str) -> Marker | None:
    found = _ROUND.match(text) or _HALF.match(text)
    if found is None:
        return None
    end = found.groupdict().get("end")
    numeral = found["numeral"]
    counted = readings(numeral)
    if end is not None and numeral.isupper() and counted:
        return Marker(f"capital {end}", numeral, counted, found.end())
    return Marker(f"item {end or '()'}", f"({numeral})", counted, found.end()) if counted else None


def bullet_at_start(text: str) -> Marker | None:
    """The bullet at the start of a text, if any."""
    found = _BULLET.match(text)
    return Marker(f"bullet {found['sign']}", "", (), found.end()) if found else None


def hashes_at_start(text: str) -> Marker | None:
    """The `#` signs of a Markdown heading at the start of a text, if any; fewer signs rank higher."""
    found = _HASHES.match(text)
    if found is None:
        return None
    level = len(found["hashes"])
    return Marker(f"hashes {level}", "", (), found.end(), rank=level / 10 - 1)


def bold_at_start(text: str) -> tuple[str, str] | None:
    """The bold words at the start of a text, and what follows them; None if it does not begin with bold words."""
    found = _BOLD.match(text)
    return ((found["inside"] or found["under"]).strip(), found["after"].strip()) if found else None


def is_capitals(text: str) -> bool:
    """Whether a line is a heading by being written in capitals only."""
    letters_only = [character for character in text if character.isalpha()]
    return len(letters_only) > 3 and len(text) <= 80 and text.isupper() and text[-1] not in ".;,"  # noqa: PLR2004 - as in the name of a heading


def plain(text: str) -> str:
    """The text without the signs of emphasis."""
    return _EMPHASIS.sub(lambda found: found[1] or found[2], text) if "**" in text or "__" in text else text
