"""A code as pasted or uploaded becomes a tree of drafts: each line opens a clause or continues one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from compliance.codes.outline.lines import Line, Remark, ends_in_reference, ends_sentence
from compliance.codes.outline.markers import (
    HEADING_RANK,
    Marker,
    bold_at_start,
    bullet_at_start,
    hashes_at_start,
    is_capitals,
    marker_at_start,
    plain,
)
from compliance.codes.outline.placing import Draft, Fit, Place, find_place
from compliance.core.language import _

_JOINED = re.compile(r"\((?:\d{1,3}|[a-z]{1,7}|[A-Z]{1,7})\)")
_TAIL = 40
_CHAIN = 8


@dataclass(slots=True)
class Reader:
    """Reads clean lines one after another. `stack` holds the clauses that are open, the outermost first."""

    following: dict[int, str]
    is_numbered: bool
    roots: list[Draft] = field(default_factory=list)
    stack: list[Draft] = field(default_factory=list)
    preamble: list[list[str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    words: dict[str, list[int]] = field(default_factory=dict)
    unnumbered: list[int] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    target: Draft | None = None
    previous: str = ""

    def read(self, line: Line) -> None:
        """Take one line in."""
        if not (self._read_heading(line) or self._read_marked(line, line.text)):
            self._add_text(line)
        self.previous = line.text[-_TAIL:]

    def _starts(self, line: Line) -> bool:
        """Whether a new clause may begin on this line, going by how the line before ended."""
        return line.opens or not self.previous or ends_sentence(self.previous) or self._after_title()

    def _after_title(self) -> bool:
        return bool(self.stack) and self.stack[-1].title is not None and not self.stack[-1].paragraphs

    def _read_heading(self, line: Line) -> bool:
        hashes = hashes_at_start(line.text)
        if hashes is not None:
            title = line.text[hashes.size :].rstrip("# ").strip("*_ ")
            marker = marker_at_start(title)
            if marker is None or (marker.bare and marker.family != "dotted"):
                self._open(replace(hashes, size=0), Place(self._depth_of(hashes), None, Fit.FIRST), line, title)
            else:
                ranked = replace(marker, family=f"{hashes.family} {marker.family}", rank=hashes.rank)
                place = find_place(ranked, self.stack, line.indent, "", self.last)
                self._open(ranked, place, line, _after(title, marker))
            return True
        bold = bold_at_start(line.text)
        if bold is not None and self._starts(line):
            return self._read_bold(line, *bold)
        if line.opens and is_capitals(line.text) and marker_at_start(line.text) is None:
            self._open_plain_heading("capitals", HEADING_RANK, line, line.text)
            return True
        return False

    def _read_bold(self, line: Line, inside: str, after: str) -> bool:
        marker = marker_at_start(inside)
        if marker is None and not after and bullet_at_start(inside) is None:
            self._open_plain_heading("bold", HEADING_RANK + 0.5, line, inside)
            return True
        if marker is None or (marker.bare and marker.family != "dotted"):
            return False
        place = self._place(marker, line)
        self._open(marker, place, line, _after(inside, marker).rstrip(".: "))
        self._continue_chain(line, after, len(self.stack) - 1)
        return True

    def _open_plain_heading(self, family: str, rank: float, line: Line, title: str) -> None:
        marker = Marker(family, "", (), 0, rank)
        self._open(marker, Place(self._depth_of(marker), None, Fit.FIRST), line, title)

    def _depth_of(self, marker: Marker) -> int:
        return find_place(marker, self.stack, 0, "", self.last).depth

    def _read_marked(self, line: Line, text: str) -> bool:
        bullet = bullet_at_start(text)
        if bullet is not None:
            return self._read_bullet(line, text, bullet)
        marker = marker_at_start(text)
        if marker is None:
            return False
        place = self._place(marker, line)
        rest = text[marker.size :]
        if not self._is_accepted(marker, place, line, rest):
            return False
        depth = self._open_depth(marker) if _JOINED.match(rest) else None
        if depth is None:
            self._open(marker, place, line, None)
            depth = len(self.stack) - 1
        self._continue_chain(line, rest, depth)
        return True

    def _read_bullet(self, line: Line, text: str, bullet: Marker) -> bool:
        rest = text[bullet.size :]
        inner = marker_at_start(rest)
        if inner is not None and not inner.bare:
            place = self._place(inner, line)
            if place.fit.is_expected:
                self._open(inner, place, line, None)
                self._continue_chain(line, rest[inner.size :], len(self.stack) - 1)
                return True
        sign_may_be_a_dash = bullet.family[-1] in "–—-" and not self._starts(line) and not self._in_bullets()
        if sign_may_be_a_dash or (not self.stack and self.is_numbered):
            return False
        self._open(bullet, find_place(bullet, self.stack, line.indent, "", self.last), line, None)
        self._add_first(rest)
        return True

    def _in_bullets(self) -> bool:
        return bool(self.stack) and self.stack[-1].marker.is_bullet

    def _is_accepted(self, marker: Marker, place: Place, line: Line, rest: str) -> bool:
        """Whether a numeral at the start of a line begins a clause, and is not the middle of a wrapped sentence."""
        refers = not line.opens and ends_in_reference(self.previous)
        if marker.bare:
            return self._is_bare_accepted(marker, place, line, rest) and not refers
        if marker.family.startswith("capital") and not place.fit.is_expected:
            return False
        if marker.word is not None:
            return self._starts(line) or (place.fit.is_expected and not refers)
        return line.opens or ((place.fit.is_expected or self._starts(line)) and not refers)

    def _is_bare_accepted(self, marker: Marker, place: Place, line: Line, rest: str) -> bool:
        """For a numeral without dot or bracket, such as in "5 Travel", "5.1 Staff …" or "5(b)"."""
        if rest[:1] == "(":
            return self._open_depth(marker) is not None or self._starts(line)
        words = rest.strip()
        if not words or words[0].islower():
            return False
        if marker.family == "dotted":
            return place.fit.is_expected or self._starts(line)
        return place.fit.is_expected and self._starts(line)

    def _open_depth(self, marker: Marker) -> int | None:
        """The depth at which a clause with this very label is open."""
        depths = range(len(self.stack) - 1, -1, -1)
        return next((depth for depth in depths if self.stack[depth].marker.label == marker.label), None)

    def _continue_chain(self, line: Line, rest: str, depth: int) -> None:
        """Read the further numerals of "5. (a) (i) …" or "5(b)(ii) …", then the words after them.

        `depth` is where the clause stands whose numeral was read last; deeper ones may still be open.
        """
        for _turn in range(_CHAIN):
            marker = marker_at_start(rest.lstrip())
            if marker is None or not marker.family.startswith("item"):
                break
            joined = rest.startswith("(")
            rest_after = rest.lstrip()[marker.size :]
            if joined:
                depth = self._descend(marker, line, depth, more=bool(_JOINED.match(rest_after)))
            else:
                place = self._place(marker, line)
                if place.fit is not Fit.FIRST:
                    break
                self._open(marker, place, line, None)
                depth = len(self.stack) - 1
            rest = rest_after
        self._add_first(rest)

    def _descend(self, marker: Marker, line: Line, depth: int, *, more: bool) -> int:
        """Go down from one clause to the one below it with this numeral, which is open already or is opened now."""
        below = self.stack[depth + 1] if depth + 1 < len(self.stack) else None
        if more and below is not None and below.marker.label == marker.label:
            self.target = None
            return depth + 1
        siblings = self.stack[depth].children
        before = siblings[-1].reading if siblings else None
        wanted = before._replace(value=before.value + 1) if before else None
        likely = [reading for reading in marker.readings if reading == wanted or reading.value == 1]
        reading = next(iter(sorted(likely, key=lambda reading: reading != wanted)), marker.readings[0])
        self._open(marker, Place(depth + 1, reading, Fit.NEXT), line, None)
        return depth + 1

    def _place(self, marker: Marker, line: Line) -> Place:
        return find_place(marker, self.stack, line.indent, self.following.get(line.number, ""), self.last)

    def _open(self, marker: Marker, place: Place, line: Line, title: str | None) -> None:
        draft = Draft(marker, place.reading, line.number, line.indent, title or None)
        self._remark_on(marker, place, line)
        del self.stack[place.depth :]
        (self.stack[-1].children if self.stack else self.roots).append(draft)
        self.stack.append(draft)
        self.target = None
        if place.reading is not None:
            self.last[marker.family] = place.reading.value
        if marker.word is not None:
            self.words.setdefault(marker.word, []).append(line.number)

    def _remark_on(self, marker: Marker, place: Place, line: Line) -> None:
        if place.fit in (Fit.GAP, Fit.ODD) and self.last:
            self._remark(line, _("%(number)s does not follow from the number before it", number=marker.label))
        elif marker.label.strip("()") in ("i", "v", "x") and place.reading is not None and len(marker.readings) > 1:
            if place.reading.kind == "letter":
                self._remark(line, _("%(number)s was read as a letter", number=marker.label))
            elif any(draft.marker.label == "(h)" for draft in self.stack):
                self._remark(line, _("%(number)s was read as a Roman numeral", number=marker.label))

    def _remark(self, line: Line, message: str) -> None:
        self.remarks.append(Remark(line.number, message))

    def _add_first(self, rest: str) -> None:
        """Add the words after a marker; bold ones at their start are a heading."""
        words = rest.strip()
        draft = self.stack[-1]
        bold = bold_at_start(words)
        if bold is not None and draft.is_empty and (not bold[1] or bold[0][-1:] in (".", ":") or bold[1][0] in ":.–—-"):
            draft.title = bold[0].rstrip(".: ") or None
            words = bold[1].lstrip(":.–—- ")
        if words:
            draft.paragraphs.append([plain(words)])

    def _add_text(self, line: Line) -> None:
        text = plain(line.text)
        if not self.stack:
            _append(self.preamble, text, fresh=line.opens)
            return
        top = self.target or self.stack[-1]
        runs_on = line.over_page and text[:1].islower() and not ends_sentence(self.previous)
        if line.opens and not runs_on:
            top = self._owner_of_paragraph(line)
        _append(top.paragraphs, text, fresh=line.opens and not runs_on)
        if len(top.paragraphs) > 1 or top.paragraphs[0][0] != text:
            self._remark_hyphen(line)

    def _remark_hyphen(self, line: Line) -> None:
        if self.previous.endswith("-") and self.previous[-2:-1].isalpha() and not line.opens:
            self._remark(line, _("the word before this line was broken with a hyphen; the hyphen was kept"))

    def _owner_of_paragraph(self, line: Line) -> Draft:
        """The clause to which a paragraph without number belongs: the last, unless that is indented as far or more."""
        top = self.stack[-1]
        if top.marker.rank is not None or top.is_empty:
            return top
        above = (draft for draft in reversed(self.stack) if draft.indent < line.indent or draft.indent == 0)
        owner = next(above, self.stack[0])
        if owner is not top:
            self._remark(
                line, _("this paragraph comes after clauses of a lower level and was added to the text above them")
            )
        else:
            self.unnumbered.append(line.number)
        self.target = owner
        return owner


def _append(paragraphs: list[list[str]], text: str, *, fresh: bool) -> None:
    if fresh or not paragraphs:
        paragraphs.append([text])
    else:
        paragraphs[-1].append(text)


def _after(text: str, marker: Marker) -> str:
    return text[marker.size :].strip().lstrip("–—-|: ")


def read_drafts(lines: Sequence[Line]) -> Reader:
    """Read all lines, and return the reader with what it found."""
    following: dict[int, str] = {}
    seen: dict[str, str] = {}
    is_numbered = False
    for line in reversed(lines):
        marker = marker_at_start(line.text)
        if marker is not None:
            following[line.number] = seen.get(marker.family, "")
            seen[marker.family] = marker.label
        is_numbered = (
            is_numbered or (line.opens and marker is not None and not marker.bare) or line.text.startswith("#")
        )
    reader = Reader(following, is_numbered)
    for line in lines:
        reader.read(line)
    return reader
