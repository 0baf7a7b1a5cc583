"""Whether a clause holds several obligations, and how to make one clause of each: a finding needs one at a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compliance.codes.outline.nodes import ClauseNode, child_number
from compliance.codes.outline.wording import MODAL, guess_modality
from compliance.core.errors import Fault, Invalid
from compliance.core.language import _

_ASKING = rf"(?:{MODAL}|\b(?:may|do|does)\s+not\b)"
_ABBREVIATION = re.compile(r"(?:\b(?:art|para|no|nos|e\.g|i\.e|cf|vol|dr|mr|mrs|ms|st)|\b[A-Z])\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[A-Z“\"‘(])|\n+")
_AND_ASKS = re.compile(rf"(?:,\s*|\s)(?:and|but)\s+(?={_ASKING})", re.IGNORECASE)
_ASKS = re.compile(_ASKING, re.IGNORECASE)
_LONGEST_SUBJECT = 80


def compound(node: ClauseNode) -> list[str]:
    """The obligations that a leaf seems to hold, one text each; [] if it holds one only, or is a heading.

    A sentence that asks for nothing stays with the one before it. Where "and shall" is cut, the subject is repeated.
    """
    if node.children or not node.text:
        return []
    parts: list[str] = []
    for sentence in _sentences(node.text):
        asks = bool(_ASKS.search(sentence)) or guess_modality(sentence) is not None
        if parts and not asks:
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts += _clauses(sentence)
    return parts if len(parts) > 1 else []


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(start, found.start() - 5) : found.start() + 1]):
            continue
        sentence = text[start : found.end()].strip()
        start = found.end()
        if sentence:
            yield sentence
    if text[start:].strip():
        yield text[start:].strip()


def _clauses(sentence: str) -> list[str]:
    """Cut a sentence at semicolons and before a second "and shall"."""
    first_ask = _ASKS.search(sentence)
    subject = sentence[: first_ask.start()].strip() if first_ask else ""
    if len(subject) > _LONGEST_SUBJECT:
        subject = ""
    parts: list[str] = []
    for piece in sentence.split(";"):
        for bare in _AND_ASKS.split(piece):
            words = re.sub(r"^(?:and|or|but)\s+", "", bare.strip(), flags=re.IGNORECASE)
            if not words:
                continue
            begins_with_ask = bool(parts) and bool(_ASKS.match(words))
            parts.append(f"{subject} {words}" if begins_with_ask and subject else words)
    return [part if part.endswith((".", "!", "?", ":")) else f"{part.rstrip(',')}." for part in parts]


def split(node: ClauseNode, parts: Sequence[str]) -> ClauseNode:
    """Make a leaf a heading with one clause for each part, numbered on below its own number.

    Each part keeps the topics and the scope; what it asks for follows from its words, or else stays as it was. What
    decisions and allegations name by number must not change meaning, so the leaf's own number becomes the heading's.

    Raises:
        Invalid: if the node has clauses under it already, or fewer than two parts hold words.
    """
    texts = [part.strip() for part in parts if part.strip()]
    faults = []
    if node.children:
        faults.append(Fault("number", _("%(number)s has clauses under it already", number=node.number)))
    if len(texts) < 2:  # noqa: PLR2004 - one part is no split
        faults.append(Fault("parts", _("name at least two parts")))
    if faults:
        raise Invalid(faults)
    children = tuple(
        replace(
            node,
            number=child_number(node.number, ordinal),
            heading=None,
            text=text,
            modality=guess_modality(text) or node.modality,
        )
        for ordinal, text in enumerate(texts, start=1)
    )
    return ClauseNode(node.number, node.heading, None, children=children)
