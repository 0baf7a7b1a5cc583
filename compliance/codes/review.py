"""A code under review, before it is saved: its text, what was read from it, and what a person should look at.

Nothing of it is stored; a page carries it from one look to the next.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance.codes.outline import (
    ClauseNode,
    Outline,
    compound,
    edit_text,
    faults,
    read_edit_text,
    read_text,
    split,
    walk,
)
from compliance.codes.service.wording import LONGEST_NUMBER
from compliance.codes.terms import STATUSES, Modality
from compliance.core.errors import Fault
from compliance.core.language import gettext as _

MOST_BYTES = 1 << 20
MOST_CLAUSES = 1500
MOST_NOTES = 200
_LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Details:
    """What a clause asks for, what it is about, and in which statuses it applies (None: in all)."""

    modality: Modality
    topics: tuple[str, ...]
    applies_when: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in the review: `parts` are the obligations of a compound one, `problems` keep it from being saved."""

    depth: int
    node: ClauseNode
    parts: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A text, the clauses read from it, remarks on lines of that text, and notes on what it was made from."""

    text: str
    nodes: tuple[ClauseNode, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def compounds(self) -> int:
        """How many clauses seem to hold several obligations."""
        return sum(1 for row in self.rows if row.parts)

    @property
    def problems(self) -> int:
        """How many things keep it from being saved."""
        return sum(len(row.problems) for row in self.rows)


def details(node: ClauseNode) -> Details:
    """What is edited of a clause beside its text."""
    return Details(node.modality, node.topics, node.applies_when)


def from_source(source: str) -> Review:
    """Read a text of any form; remarks on its lines and the words before the first clause become notes."""
    outline = read_text(source)
    lines = source.splitlines()
    notes = [
        f"{remark}: {_quoted(lines[remark.line - 1])}" if 0 < remark.line <= len(lines) else str(remark)
        for remark in outline.warnings
    ]
    return from_nodes(outline.nodes, [*_preamble(outline), *notes])


def from_nodes(nodes: Sequence[ClauseNode], notes: Iterable[str] = ()) -> Review:
    """Begin with clauses that are known already."""
    text = edit_text(nodes)
    return _review(text, read_edit_text(text), tuple(notes))


def reviewed(
    text: str, changes: Mapping[str, Details], notes: Sequence[str] = (), splitting: str | None = None
) -> Review:
    """Read an edited text again, with changes of single clauses by number, and perhaps one clause to be split.

    The text stays as it was typed unless a change or a split rewrites it; what is lost by that becomes a note.
    """
    outline = read_edit_text(text)
    known = {node.number for _depth, node in walk(outline.nodes)}
    lost = [
        _("The change of %(number)s was not used: there is no such clause any more.", number=number)
        for number in changes
        if number not in known
    ]
    nodes = tuple(_changed(node, changes, splitting) for node in outline.nodes)
    if nodes == outline.nodes:
        return _review(text, outline, (*notes, *lost))
    fresh = f"{outline.preamble}\n\n{edit_text(nodes)}" if outline.preamble else edit_text(nodes)
    again = read_edit_text(fresh)
    remaining = {remark.message for remark in again.warnings}
    lost += [str(remark) for remark in outline.warnings if remark.message not in remaining]
    return _review(fresh, again, (*notes, *lost))


def in_words(found: Iterable[Fault], nodes: Sequence[ClauseNode]) -> list[Fault]:
    """The same faults, those of clauses said of the clause's number instead of its path."""
    by_path = {path: node for path, _index, node in _paths(nodes)}
    said = []
    for fault in found:
        node = by_path.get(fault.place.rpartition(".")[0])
        if node is None:
            said.append(replace(fault, place="text") if fault.place.startswith("clauses") else fault)
        else:
            said.append(Fault("text", _("%(number)s: %(message)s", number=node.number, message=_said(fault, node))))
    return said


def _said(fault: Fault, node: ClauseNode) -> str:
    """A fault of a clause without its path; a number that can be used is wrong only the second time."""
    if fault.place.endswith(".number") and 0 < len(node.number) <= LONGEST_NUMBER and node.number.isprintable():
        return _("another clause has the number %(number)s already", number=node.number)
    return fault.message


def _changed(node: ClauseNode, changes: Mapping[str, Details], splitting: str | None) -> ClauseNode:
    wanted = changes.get(node.number)
    if wanted is not None:
        node = replace(node, modality=wanted.modality, topics=wanted.topics, applies_when=wanted.applies_when)
    if node.number == splitting and (parts := compound(node)):
        return split(node, parts)
    return replace(node, children=tuple(_changed(child, changes, splitting) for child in node.children))


def _review(text: str, outline: Outline, notes: tuple[str, ...]) -> Review:
    problems: dict[str, list[Fault]] = {}
    for fault in faults(outline.nodes, statuses=STATUSES) if outline.nodes else ():
        problems.setdefault(fault.place.rpartition(".")[0], []).append(fault)
    rows = tuple(
        Row(depth, node, tuple(compound(node)), tuple(_said(fault, node) for fault in problems.get(path, ())))
        for path, depth, node in _paths(outline.nodes)
    )
    remarks = (*_preamble(outline), *(str(remark) for remark in outline.warnings))
    return Review(text, outline.nodes, rows, remarks, notes[:MOST_NOTES])


def _paths(nodes: Sequence[ClauseNode], place: str = "clauses", depth: int = 0) -> list[tuple[str, int, ClauseNode]]:
    """Every node in reading order with the path by which faults name it, and its depth."""
    found = []
    for index, node in enumerate(nodes):
        path = f"{place}[{index}]"
        found.append((path, depth, node))
        found += _paths(node.children, f"{path}.clauses", depth + 1)
    return found


def _preamble(outline: Outline) -> list[str]:
    if not outline.preamble:
        return []
    return [_("These words stand before the first clause and are not kept: %(words)s", words=_quoted(outline.preamble))]


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f"“{words[:_LONGEST_QUOTE]}…”" if len(words) > _LONGEST_QUOTE else f"“{words}”"
