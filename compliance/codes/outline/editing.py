r"""A clause tree as text that a person can edit, written and read back without loss.

    [4] Use of resources
      [4(a)]
      Staff do not use official funds for private ends.
      @ must_not | topics: resources, funding | when: in_post, paid_leave

A line with a number in square brackets opens a clause, its heading follows on the same line, and indentation says
under which clause it stands. Other lines are its text. A line with @ says what is asked, the topics and when it
applies; where there is none, that is guessed from the words. A backslash takes the meaning of the sign after it away.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from compliance.codes.outline.building import Outline
from compliance.codes.outline.lines import Remark
from compliance.codes.outline.nodes import ClauseNode, walk
from compliance.codes.outline.wording import guess_modality, guess_topics
from compliance.codes.terms import Modality
from compliance.core.language import _

_BREAK = re.compile(r"\r\n|\r|\n")
_NUMBER = re.compile(r"\[(?P<number>(?:[^\]\\]|\\.)*)\](?P<heading>.*)$")
_ESCAPE = re.compile(r"\\(.)")
_PIECE = re.compile(r"(?:[^\\,|]|\\.)+|[,|]|\\$")
_STEP = 2
_DEEPEST = 20


def edit_text(nodes: Iterable[ClauseNode], *, details: bool = True) -> str:
    """The tree as text. Without `details` the @ lines are left out, for a page that shows those in a table."""
    lines: list[str] = []
    for depth, node in walk(nodes):
        margin = " " * (_STEP * depth)
        number = node.number.replace("\\", "\\\\").replace("]", "\\]")
        lines.append(f"{margin}[{number}] {_escaped_heading(node.heading)}".rstrip(" "))
        lines += [f"{margin}{_escaped(line)}".rstrip(" ") for line in (node.text or "").split("\n") if node.text]
        if details and (node.is_leaf or _details(node) != "@ must"):
            lines.append(margin + _details(node))
    return "\n".join(lines) + "\n" if lines else ""


def _escaped_heading(heading: str | None) -> str:
    return (heading or "").replace("\\", "\\\\")


def _escaped(line: str) -> str:
    return f"\\{line}" if line[:1] in ("[", "@", "\\") else line


def _details(node: ClauseNode) -> str:
    parts = [f"@ {node.modality.value}"]
    if node.topics:
        parts.append("topics: " + _listed(node.topics))
    if node.applies_when is not None:
        parts.append("when: " + _listed(sorted(node.applies_when)))
    return " | ".join(parts)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(re.sub(r"([\\,|])", r"\\\1", word) for word in words)


@dataclass(slots=True)
class _Open:
    """A clause while its lines are being read."""

    line: int
    indent: int
    number: str
    heading: str | None
    text: list[str] = field(default_factory=list)
    details: str | None = None
    children: list["_Open"] = field(default_factory=list)


def read_edit_text(source: str) -> Outline:
    """Read the format of `edit_text`. Takes any text and never raises; what cannot be used is named in the warnings."""
    roots: list[_Open] = []
    stack: list[_Open] = []
    preamble: list[str] = []
    remarks: list[Remark] = []
    for number, raw in enumerate(_BREAK.split(source), start=1):
        line = raw.replace("\t", " " * 4).replace("\x00", " ")
        bare = line.strip()
        opening = _NUMBER.match(bare)
        if opening is not None:
            _open(opening, number, len(line) - len(line.lstrip()), roots, stack)
        elif bare.startswith("@") and stack:
            _take_details(stack[-1], bare, number, remarks)
        else:
            kept = bare[1:] if bare[:2] in ("\\[", "\\@", "\\\\") else bare
            (stack[-1].text if stack else preamble).append(kept)
    nodes = tuple(_closed(root, remarks) for root in roots)
    return Outline(nodes, _trimmed(preamble), tuple(sorted(remarks, key=lambda remark: remark.line)))


def _open(opening: re.Match[str], line: int, indent: int, roots: list[_Open], stack: list[_Open]) -> None:
    while stack and (stack[-1].indent >= indent or len(stack) >= _DEEPEST):
        stack.pop()
    number = " ".join(_ESCAPE.sub(r"\1", opening["number"]).split())
    heading = opening["heading"].strip().replace("\\\\", "\\")
    fresh = _Open(line, indent, number, heading or None)
    (stack[-1].children if stack else roots).append(fresh)
    stack.append(fresh)


def _take_details(clause: _Open, bare: str, line: int, remarks: list[Remark]) -> None:
    if clause.details is None:
        clause.details = bare[1:].strip()
    else:
        remarks.append(Remark(line, _("a second line with @ was not used: %(words)s", words=bare)))


def _closed(clause: _Open, remarks: list[Remark]) -> ClauseNode:
    children = tuple(_closed(child, remarks) for child in clause.children)
    text = _trimmed(clause.text) or None
    if not clause.number:
        remarks.append(Remark(clause.line, _("a clause needs a number between the square brackets")))
    if not children and text is None:
        remarks.append(Remark(clause.line, _("%(number)s has no text", number=clause.number)))
    modality, topics, applies_when = _understood(clause, text, remarks, guess=not children)
    return ClauseNode(clause.number, clause.heading, text, topics, modality, applies_when, children)


def _understood(
    clause: _Open, text: str | None, remarks: list[Remark], *, guess: bool
) -> tuple[Modality, tuple[str, ...], frozenset[str] | None]:
    modality = Modality.MUST
    topics: tuple[str, ...] = ()
    applies_when: frozenset[str] | None = None
    if clause.details is None:
        if guess:
            modality = guess_modality(text or "") or modality
            topics = guess_topics(f"{clause.heading or ''}\n{text or ''}")
        return modality, topics, None
    for part in _parts(clause.details):
        name, colon, first = part[0].partition(":")
        words = tuple(word.strip() for word in (first, *part[1:]) if word.strip())
        if colon and name.strip() == "topics":
            topics = words
        elif colon and name.strip() == "when":
            applies_when = frozenset(words)
        elif part[0].strip() in {asked.value for asked in Modality} and len(part) == 1:
            modality = Modality(part[0].strip())
        else:
            message = _("“%(words)s” was not understood and not used", words=", ".join(part))
            remarks.append(Remark(clause.line, message))
    return modality, topics, applies_when


def _parts(details: str) -> list[list[str]]:
    """Details cut at each | into parts and each part at each comma, without the backslashes."""
    parts = [[""]]
    for piece in _PIECE.findall(details):
        if piece == "|":
            parts.append([""])
        elif piece == ",":
            parts[-1].append("")
        else:
            parts[-1][-1] += _ESCAPE.sub(r"\1", piece)
    return parts


def _trimmed(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")
