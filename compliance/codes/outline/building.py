"""From any text to an outline to review: the clauses, what stood before them, and what had to be guessed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compliance.codes.outline.lines import Dropped, Line, Remark, Why, ends_in_reference, read_lines
from compliance.codes.outline.markers import Marker, plain
from compliance.codes.outline.nodes import ClauseNode
from compliance.codes.outline.numbering import Numbering
from compliance.codes.outline.placing import Draft
from compliance.codes.outline.reading import Reader, read_drafts
from compliance.codes.outline.wording import MODAL, guess_modality, guess_topics
from compliance.codes.terms import Modality
from compliance.core.language import _, ngettext

_HAS_MODAL = re.compile(MODAL + r"|\b(?:may|do|does)\s+not\b", re.IGNORECASE)
_RUN_IN = re.compile(r"(?P<heading>[^\s.;:!?,]+(?:\s[^\s.;:!?,]+){0,3})\.\s+(?=[A-Z“\"])")
_LONGEST_HEADING = 90
_LONGEST_WRAPPED_HEADING = 60
_MOST_WORDS = 12
_MOST_LINES_NAMED = 12


@dataclass(frozen=True, slots=True)
class Outline:
    """A code that was read from text, for a person to review before it is saved.

    Every word of the source is in `nodes`, in `preamble`, in `dropped`, or is one that a remark in `warnings` names as
    part of the numbering. Warnings are in the order of the source.
    """

    nodes: tuple[ClauseNode, ...] = ()
    preamble: str = ""
    warnings: tuple[Remark, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def read_text(source: str) -> Outline:
    """Read a plain-text or Markdown code. Takes any text, never raises, and takes time in proportion to its length."""
    lines, dropped = read_lines(source)
    reader = read_drafts(lines)
    if not reader.roots:
        _take_paragraphs(reader, lines)
    _set_title_apart(reader)
    _set_introduction_apart(reader)
    _take_run_in_headings(reader)
    numbering = Numbering(reader.roots)
    remarks = reader.remarks + _general_remarks(reader, numbering, dropped)
    nodes = tuple(_build(draft, numbering, remarks, _Guess()) for draft in reader.roots)
    remarks += _repeated_numbers(reader.roots, numbering)
    remarks.sort(key=lambda remark: remark.line)
    return Outline(nodes, _joined(reader.preamble), tuple(remarks), tuple(dropped))


def _take_paragraphs(reader: Reader, lines: Sequence[Line]) -> None:
    """A text without any number or heading, such as an assurance by e-mail: each paragraph becomes a clause."""
    starts = [line for line in lines if line.opens]
    reader.preamble, paragraphs = [], reader.preamble
    for index, (line, words) in enumerate(zip(starts, paragraphs, strict=False)):
        if index == 0 and len(paragraphs) > 1 and len(words) == 1 and _looks_like_heading(words[0]):
            reader.preamble.append(words)
            continue
        reader.roots.append(Draft(Marker("paragraph", "", (), 0, 0), None, line.number, line.indent, None, [words]))


def _set_title_apart(reader: Reader) -> None:
    """A single heading without number above all others is the title of the code, not a clause."""
    title = reader.roots[0] if len(reader.roots) == 1 else None
    if title is not None and title.children and title.marker.family in ("hashes 1", "capitals", "bold"):
        reader.preamble += [[plain(title.title)]] if title.title else []
        reader.preamble += title.paragraphs
        reader.roots = title.children


def _set_introduction_apart(reader: Reader) -> None:
    """Headings without number or clauses before the first numbered article introduce the code."""
    if not any(draft.marker.label for draft in reader.roots):
        return
    while reader.roots and not (reader.roots[0].marker.label or reader.roots[0].children):
        first = reader.roots.pop(0)
        reader.preamble += [[plain(first.title)]] if first.title else []
        reader.preamble += first.paragraphs


def _take_run_in_headings(reader: Reader) -> None:
    """Take headings where each clause of a list begins with a sentence of few words ("Travel. Candidates shall …")."""
    waiting = [reader.roots]
    taken: list[int] = []
    while waiting:
        siblings = waiting.pop()
        waiting.extend(draft.children for draft in siblings)
        firsts = [draft.paragraphs[0] if draft.title is None and draft.paragraphs else [""] for draft in siblings]
        found = [_RUN_IN.match(first[0]) for first in firsts]
        if len(siblings) < 2 or not all(one and _looks_like_heading(one["heading"]) for one in found):  # noqa: PLR2004
            continue
        for draft, first, one in zip(siblings, firsts, found, strict=True):
            if one is not None:
                draft.title, first[0] = one["heading"], first[0][one.end() :]
                taken.append(draft.line)
    if taken:
        message = _("the first words were taken as headings (%(lines)s)", lines=_named(sorted(taken)))
        reader.remarks.append(Remark(min(taken), message))


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a clause's introduction says about those under it that do not say it themselves."""

    modality: Modality | None = None
    topics: tuple[str, ...] = ()

    def refined(self, heading: str | None, text: str | None) -> "_Guess":
        """The guess for a clause with this heading and text under the one that this guess is for."""
        topics = guess_topics(f"{heading or ''}\n{text or ''}")
        return _Guess(guess_modality(text or "") or self.modality, topics or self.topics)


def _build(draft: Draft, numbering: Numbering, remarks: list[Remark], above: _Guess) -> ClauseNode:
    number = numbering.of(draft)
    heading, text = _heading_and_text(draft)
    guess = above.refined(heading, text)
    children = tuple(_build(child, numbering, remarks, guess) for child in draft.children)
    if children:
        return ClauseNode(number, heading, text, children=children)
    if not text:
        remarks.append(Remark(draft.line, _("%(number)s has no text", number=number)))
    elif guess.modality is None:
        message = _("the words of %(number)s do not say what is asked; it was taken as an obligation", number=number)
        remarks.append(Remark(draft.line, message))
    return ClauseNode(number, heading, text, guess.topics, guess.modality or Modality.MUST)


def _heading_and_text(draft: Draft) -> tuple[str | None, str | None]:
    paragraphs = draft.paragraphs
    heading = plain(draft.title) if draft.title else None
    if heading is None and paragraphs:
        first = paragraphs[0]
        goes_on = len(first) == 1 and (len(paragraphs) > 1 or draft.children)
        wraps = len(first) > 1 and not first[1][:1].islower() and len(first[0]) <= _LONGEST_WRAPPED_HEADING
        if (goes_on or wraps) and _looks_like_heading(first[0]):
            heading = first[0]
            paragraphs = [first[1:], *paragraphs[1:]] if len(first) > 1 else paragraphs[1:]
    text = _joined(paragraphs) or None
    if text is None and not draft.children:
        return None, heading
    return heading, text


def _looks_like_heading(words: str) -> bool:
    return (
        len(words) <= _LONGEST_HEADING
        and len(words.split()) <= _MOST_WORDS
        and words[-1] not in ".;,:"
        and not words[0].islower()
        and not _HAS_MODAL.search(words)
        and not ends_in_reference(words)
    )


def _joined(paragraphs: Iterable[Sequence[str]]) -> str:
    return "\n\n".join(_one_line(lines) for lines in paragraphs)


def _one_line(lines: Sequence[str]) -> str:
    """Wrapped lines as one; a line that ends inside a hyphenated word is joined without a space."""
    pieces: list[str] = []
    for line in lines:
        if pieces and not (pieces[-1].endswith("-") and pieces[-1][-2:-1].isalpha() and line[:1].islower()):
            pieces.append(" ")
        pieces.append(" ".join(line.split()))
    return "".join(pieces)


def _general_remarks(reader: Reader, numbering: Numbering, dropped: Sequence[Dropped]) -> list[Remark]:
    """What holds for several lines at once, as one remark each, placed at the first of the lines."""
    remarks = [
        Remark(lines[0], _("“%(word)s” was read as part of the numbering (%(lines)s)", word=word, lines=_named(lines)))
        for word, lines in reader.words.items()
    ]
    if lines := sorted(numbering.filled_in):
        remarks.append(Remark(lines[0], _("clauses without a number were given one (%(lines)s)", lines=_named(lines))))
    if lines := reader.unnumbered:
        message = _(
            "paragraphs without a number were kept with the clause before them (%(lines)s)", lines=_named(lines)
        )
        remarks.append(Remark(lines[0], message))
    if lines := [drop.line for drop in dropped if drop.why is Why.PAGE_NUMBER]:
        remarks.append(Remark(lines[0], _("left out as page numbers (%(lines)s)", lines=_named(lines))))
    if lines := [drop.line for drop in dropped if drop.why is Why.CONTENTS]:
        remarks.append(Remark(lines[0], _("left out as a table of contents (%(lines)s)", lines=_named(lines))))
    return remarks


def _named(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:_MOST_LINES_NAMED]))
    more = len(lines) - _MOST_LINES_NAMED
    if more > 0:
        return ngettext("lines %(shown)s and %(count)s more", "lines %(shown)s and %(count)s more", more, shown=shown)
    return ngettext("line %(shown)s", "lines %(shown)s", len(lines), shown=shown)


def _repeated_numbers(roots: Sequence[Draft], numbering: Numbering) -> list[Remark]:
    """A remark on each number that occurs twice: the outline cannot be saved like that."""
    first_line: dict[str, int] = {}
    found = []
    stack = list(reversed(roots))
    while stack:
        draft = stack.pop()
        number = numbering.of(draft)
        earlier = first_line.setdefault(number, draft.line)
        if earlier != draft.line:
            message = _("the number %(number)s occurs already on line %(earlier)s", number=number, earlier=earlier)
            found.append(Remark(draft.line, message))
        stack.extend(reversed(draft.children))
    return found
