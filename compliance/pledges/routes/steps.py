"""The clauses of a version as steps of reading, with what was decided on each so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.codes.outline import ClauseNode
from compliance.pledges.receipt import Choice


@dataclass(frozen=True, slots=True)
class Step:
    """One leaf clause: its place from 1, the headings above it, and the decision, if there is one."""

    position: int
    above: tuple[ClauseNode, ...]
    node: ClauseNode
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class Walk:
    """All steps of a version."""

    steps: tuple[Step, ...]

    @property
    def decided(self) -> int:
        """How many clauses are decided."""
        return sum(1 for step in self.steps if step.choice is not None)

    @property
    def open(self) -> tuple[Step, ...]:
        """The steps that are not decided yet."""
        return tuple(step for step in self.steps if step.choice is None)

    @property
    def choices(self) -> dict[str, Choice]:
        """What was decided, by clause number."""
        return {step.node.number: step.choice for step in self.steps if step.choice is not None}

    def at(self, position: int) -> Step | None:
        """The step at a place; None if there is none."""
        return self.steps[position - 1] if 0 < position <= len(self.steps) else None


def walk_through(nodes: Sequence[ClauseNode], choices: Mapping[str, Choice]) -> Walk:
    """Make steps of a version's clauses."""
    found = enumerate(_leaves(nodes, ()), start=1)
    return Walk(tuple(Step(place, above, node, choices.get(node.number)) for place, (above, node) in found))


def _leaves(
    nodes: Sequence[ClauseNode], above: tuple[ClauseNode, ...]
) -> Iterator[tuple[tuple[ClauseNode, ...], ClauseNode]]:
    for node in nodes:
        if node.is_leaf:
            yield above, node
        else:
            yield from _leaves(node.children, (*above, node))
