"""Makes the most of a contest file with faults of shape, so that its other faults can be named in the same answer.

What a model refuses is taken out, then whatever lacks a required key because of that, until the rest is a contest file.
Positions in lists shift when an entry is taken out; `Recovered.original` leads back to the place in the file.
"""

from collections.abc import Collection, Iterable, Mapping
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


class Recovered:
    """A contest file, or what is left of one.

    `data` is the top of what was read. `removed` holds the paths, as they are in the file, of all that was taken out of
    it, and `kept` the remaining positions of each list. `damaged` are paths at which the reading itself found a fault.
    """

    def __init__(
        self,
        data: Mapping[str, object],
        file: schema.ContestFile,
        *,
        removed: Collection[Path] = (),
        kept: Mapping[Path, list[int]] | None = None,
        damaged: Collection[Path] = (),
    ) -> None:
        self.file = file
        self._kept = kept or {}
        self._broken = {path[:length] for path in (*removed, *damaged) for length in range(len(path) + 1)}
        self._has_unknown_section = any(len(path) == 1 for path in removed)
        self._sections = frozenset(data)
        self._broken_keys: dict[str | int, set[str | None]] = {}
        for path in self._broken:
            if 1 <= len(path) <= 2:  # noqa: PLR2004 - a section, or an entry of one
                self._broken_keys.setdefault(path[0], set()).add(self._readable_key(data, path))

    def original(self, path: Path) -> Path:
        """Lead a path within `file` back to the place in the file that was read."""
        return _original(path, self._kept)

    def is_whole(self, *path: str | int) -> bool:
        """Whether all that the file has at or below a path within `file` could be read."""
        return not self._broken or self.original(path) not in self._broken

    def may_have(self, section: str, key: str) -> bool:
        """Whether an unreadable entry of a section has, or might have, this key; so might a section of unknown name."""
        if section not in self._sections and self._has_unknown_section:
            return True
        keys = self._broken_keys.get(section, set())
        return key in keys or None in keys

    def _readable_key(self, data: Mapping[str, object], path: Path) -> str | None:
        """Return the key of a broken entry, None where any key is possible, or '' of a section with broken entries."""
        entries = data.get(str(path[0]))
        if not isinstance(entries, list):
            return None
        if len(path) == 1:
            return ""
        position = path[1]
        entry = entries[position] if isinstance(position, int) and position < len(entries) else None
        key = entry.get("key") if isinstance(entry, dict) and (*path, "key") not in self._broken else None
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
            return Recovered(data, file, removed=removed, kept=kept, damaged=damaged)
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
