"""Clauses and their changes, in the shape in which pages show them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from compliance.codes.difference import Change, ClauseChange, Op
from compliance.codes.models import InstrumentVersion
from compliance.codes.outline import ClauseNode, walk

_SIGNS = {Op.EQUAL: "same", Op.INSERT: "ins", Op.DELETE: "del"}


@dataclass(frozen=True, slots=True)
class Anchored:
    """A clause on a page: its depth, and the id by which an address leads to it."""

    anchor: str
    depth: int
    node: ClauseNode


def anchored(nodes: Iterable[ClauseNode]) -> list[Anchored]:
    """Every clause in reading order, each with an id made of its number: "4(a)" -> "clause-4-a"."""
    taken: Counter[str] = Counter()
    shown = []
    for depth, node in walk(nodes):
        name = "clause-" + re.sub(r"[\W_]+", "-", node.number).strip("-").lower()
        taken[name] += 1
        shown.append(Anchored(name if taken[name] == 1 else f"{name}_{taken[name]}", depth, node))
    return shown


def before(versions: Sequence[InstrumentVersion], version: InstrumentVersion) -> InstrumentVersion | None:
    """The version that was in force before another one, of versions in the order of their first days."""
    earlier = list(takewhile(lambda one: one.id != version.id, versions))
    return earlier[-1] if earlier else None


@dataclass(frozen=True, slots=True)
class Compared:
    """How one clause differs: for the component `difference`, with the numbers and the scope before and after."""

    kinds: tuple[str, ...]
    old: ClauseNode | None
    new: ClauseNode | None
    heading: tuple[tuple[str, str], ...]
    segments: tuple[tuple[str, str], ...]
    scope: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return self.kinds != ("unchanged",)

    @classmethod
    def of(cls, change: ClauseChange) -> "Compared":
        """Say in the words of the vocabulary "change" what happened to a clause."""
        heading = tuple((_SIGNS[segment.op], segment.text) for segment in change.heading)
        segments = tuple((_SIGNS[segment.op], segment.text) for segment in change.text)
        return cls(tuple(_kinds(change)), change.old, change.new, heading, segments, change.scope)


def _kinds(change: ClauseChange) -> list[str]:
    if change.old is None or change.new is None:
        return ["added" if change.old is None else "removed"]
    kinds = []
    if change.old.number != change.new.number:
        kinds.append("renumbered")
    if (change.old.heading or "") != (change.new.heading or ""):
        kinds.append("heading")
    if (change.old.text or "") != (change.new.text or ""):
        kinds.append("reworded")
    if "modality" in change.scope:
        kinds.append("modality")
    if {"topics", "applies_when"}.intersection(change.scope):
        kinds.append("scope")
    return kinds or [Change.UNCHANGED.value]


def counts(changes: Iterable[Compared]) -> list[tuple[str, int]]:
    """How many clauses each kind of change has touched, most first; unchanged ones last."""
    found = Counter(kind for change in changes for kind in change.kinds)
    return sorted(found.items(), key=lambda entry: (entry[0] == "unchanged", -entry[1]))
