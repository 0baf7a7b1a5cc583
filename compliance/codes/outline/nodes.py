"""The clause tree of one version of a code, free of database and web."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compliance.codes.outline.numerals import letters, roman
from compliance.codes.terms import Modality
from compliance.core.errors import Fault
from compliance.core.language import _


@dataclass(frozen=True, slots=True)
class ClauseNode:
    """One clause. With children it is a heading and `text` is introductory; without, it is a leaf that can be tested.

    `number` is the full number ("5(b)(ii)"), unique within a version. `applies_when` holds the values of candidates'
    statuses in which the clause applies; None means all of them.
    """

    number: str
    heading: str | None
    text: str | None
    topics: tuple[str, ...] = ()
    modality: Modality = Modality.MUST
    applies_when: frozenset[str] | None = None
    children: tuple["ClauseNode", ...] = ()

    @property
    def is_leaf(self) -> bool:
        """Whether the clause can be tested against an incident."""
        return not self.children


def walk(nodes: Iterable[ClauseNode], depth: int = 0) -> Iterator[tuple[int, ClauseNode]]:
    """Every node in reading order, with its depth (0 at the top)."""
    stack = [(depth, node) for node in reversed(tuple(nodes))]
    while stack:
        level, node = stack.pop()
        yield level, node
        stack.extend((level + 1, child) for child in reversed(node.children))


def leaves(nodes: Iterable[ClauseNode]) -> Iterator[ClauseNode]:
    """The clauses that can be tested, in reading order."""
    return (node for _depth, node in walk(nodes) if node.is_leaf)


def faults(nodes: Sequence[ClauseNode], place: str = "clauses", statuses: Collection[str] | None = None) -> list[Fault]:
    """Everything wrong with a version's clauses; places are paths such as `clauses[0].clauses[2].text`.

    `statuses`, where given, are the values that `applies_when` may hold.
    """
    if not nodes:
        return [Fault(place, _("a code needs at least one clause"))]
    found: list[Fault] = []
    first_use: dict[str, str] = {}
    stack = [(f"{place}[{index}]", node) for index, node in reversed(tuple(enumerate(nodes)))]
    while stack:
        path, node = stack.pop()
        found += _number_faults(path, node, first_use)
        found += _content_faults(path, node, statuses)
        below = [(f"{path}.clauses[{index}]", child) for index, child in enumerate(node.children)]
        stack.extend(reversed(below))
    return found


def _number_faults(path: str, node: ClauseNode, first_use: dict[str, str]) -> list[Fault]:
    place = f"{path}.number"
    if not node.number.strip():
        return [Fault(place, _("a clause needs a number"))]
    if node.number != node.number.strip() or "\n" in node.number:
        return [Fault(place, _("a number stands on one line, without space around it"))]
    earlier = first_use.setdefault(node.number, path)
    if earlier != path:
        return [
            Fault(place, _("the number %(number)s is used already at %(place)s", number=node.number, place=earlier))
        ]
    return []


def _content_faults(path: str, node: ClauseNode, statuses: Collection[str] | None) -> list[Fault]:
    found = []
    if node.is_leaf and not (node.text or "").strip():
        found.append(Fault(f"{path}.text", _("a clause without clauses under it needs a text")))
    if node.applies_when is not None and not node.applies_when:
        found.append(Fault(f"{path}.applies_when", _("name at least one status, or leave it out to mean all")))
    if statuses is not None:
        unknown = sorted((node.applies_when or frozenset()) - set(statuses))
        found += [
            Fault(
                f"{path}.applies_when",
                _("%(status)s is not one of %(known)s", status=status, known=", ".join(statuses)),
            )
            for status in unknown
        ]
    if any(not topic.strip() for topic in node.topics):
        found.append(Fault(f"{path}.topics", _("a topic cannot be empty")))
    return found


def child_number(parent: str, ordinal: int) -> str:
    """The full number of a parent's n-th child, in the style that the parent's own number asks for.

    "5" -> "5(a)", "5(a)" -> "5(a)(i)", "5(a)(i)" -> "5(a)(i)(1)", "5.1" -> "5.1.1", "" -> "1".
    """
    if not parent:
        return str(ordinal)
    if not parent.endswith(")"):
        dotted = "." in parent and parent.rpartition(".")[2].isdigit()
        return f"{parent}.{ordinal}" if dotted else f"{parent}({letters(ordinal)})"
    last = parent[parent.rfind("(") + 1 : -1]
    if last.isdigit():
        return f"{parent}({letters(ordinal)})"
    is_letter = len(last) == 1 and (last not in "ivx" or parent.count("(") == 1)
    return f"{parent}({roman(ordinal) if is_letter else ordinal})"


def renumbered(nodes: Iterable[ClauseNode], parent: str = "") -> tuple[ClauseNode, ...]:
    """The same tree numbered afresh and without gaps: 1, 1(a), 1(a)(i), 1(a)(i)(1)."""
    fresh = []
    for ordinal, node in enumerate(nodes, start=1):
        number = child_number(parent, ordinal)
        fresh.append(replace(node, number=number, children=renumbered(node.children, number)))
    return tuple(fresh)
