"""Makes the most of a contest file with faults of shape, so that its other faults can be named in the same answer.

What a model refuses is taken out, then whatever lacks a required key because of that, until the rest is a contest file.
Positions in lists shift when an entry is taken out; `Recovered.original` leads back to the place in the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from compliance.exchange import schema
from compliance.exchange.schema.wording import KEY_MARK
from compliance.exchange.source.places import Path

_STAND_IN: dict[str, object] = {
    "slug": "unreadable",
    "title": "-",
    "organisation": "-",
    "post": "-",
    "timezone": "UTC",
    "opens_on": "1800-01-01",
    "votes_on": "2999-12-31",
}

_REMOVED = object()
_MOST_ROUNDS = 80
"""More than any file is deep; each round takes at least one thing out, at least one level nearer to the root."""


@dataclass(slots=True)
class Recovered:
    """A contest file, or what is left of one.

    `removed` holds the paths, as they are in the file, of all that was taken out, and `kept` the remaining positions of
    each list that lost an entry. `damaged` are paths at which the reading itself found a fault.
    """

    data: Mapping[str, object]
    file: schema.ContestFile
    removed: frozenset[Path] = frozenset()
    kept: dict[Path, list[int]] = field(default_factory=dict)
    damaged: frozenset[Path] = frozenset()

    def original(self, path: Path) -> Path:
        """Lead a path within `file` back to the place in the file that was read."""
        return _original(path, self.kept)

    def is_whole(self, *path: str | int) -> bool:
        """Whether all that the file has at or below a path within `file` could be read."""
        if not self.removed and not self.damaged:
            return True
        place = self.original(path)
        depth = len(place)
        return all(broken[:depth] != place for broken in self.removed | self.damaged)

    def may_have(self, section: str, key: str) -> bool:
        """Whether an unreadable entry of a section has, or might have, this key; so might a section of unknown name."""
        broken = self.removed | self.damaged
        if section not in self.data and any(len(path) == 1 for path in self.removed):
            return True
        entries = {path[:2] for path in broken if path[:1] == (section,)}
        return any((*path, "key") in broken or self._raw_key(path) in (key, None) for path in entries)

    def _raw_key(self, path: Path) -> str | None:
        entries = self.data.get(str(path[0]))
        if len(path) == 1 or not isinstance(entries, list):
            return None
        entry = entries[int(path[1])]
        key = entry.get("key") if isinstance(entry, dict) else None
        return key if isinstance(key, str) else None


def recover(data: object, error: ValidationError, damaged: frozenset[Path]) -> Recovered | None:
    """Take out what `error` and its consequences name, until the rest is a contest file; None if nothing can be."""
    if not isinstance(data, dict):
        return None
    removed: set[Path] = set()
    kept: dict[Path, list[int]] = {}
    for _round in range(_MOST_ROUNDS):
        removed.update(_culprits(error, kept))
        if () in removed:
            return None
        kept = {}
        rest = _without(data, _tree(removed), (), kept)
        try:
            file = schema.ContestFile.model_validate(_completed(rest))
        except ValidationError as further:
            error = further
        else:
            return Recovered(data, file, frozenset(removed), kept, damaged)
    return None


def _culprits(error: ValidationError, kept: dict[Path, list[int]]) -> set[Path]:
    """Paths to take out: what was refused, or the mapping that lacks a key."""
    culprits: set[Path] = set()
    for details in error.errors(include_url=False, include_input=False, include_context=False):
        path = tuple(step for step in details["loc"] if step != KEY_MARK)
        culprits.add(_original(path[:-1] if details["type"] == "missing" else path, kept))
    return culprits


def _original(path: Path, kept: Mapping[Path, list[int]]) -> Path:
    found: Path = ()
    for step in path:
        positions = kept.get(found) if isinstance(step, int) else None
        found = (*found, positions[step] if positions is not None and isinstance(step, int) else step)
    return found


def _tree(removed: Iterable[Path]) -> dict[object, Any]:
    """Arrange paths as nested mappings that end in a mark; the shorter of two paths covers the longer."""
    root: dict[object, Any] = {}
    for path in sorted(removed, key=len):
        node = root
        for step in path[:-1]:
            node = node.setdefault(step, {})
            if node is _REMOVED:
                break
        else:
            node[path[-1]] = _REMOVED
    return root


def _without(value: object, tree: Mapping[object, Any], path: Path, kept: dict[Path, list[int]]) -> object:
    if isinstance(value, dict):
        return {
            key: _without(below, tree[key], (*path, key), kept) if key in tree else below
            for key, below in value.items()
            if tree.get(key) is not _REMOVED
        }
    if isinstance(value, list):
        kept[path] = [position for position in range(len(value)) if tree.get(position) is not _REMOVED]
        return [
            _without(value[position], tree[position], (*path, position), kept) if position in tree else value[position]
            for position in kept[path]
        ]
    return value


def _completed(rest: object) -> object:
    """Stand in for the head of the file, so that a fault in it hides no other."""
    if not isinstance(rest, dict):
        return rest
    contest = rest.get("contest")
    contest = {**_STAND_IN, **contest} if isinstance(contest, dict) else _STAND_IN
    return {**rest, "format": schema.FORMAT, "contest": contest}
