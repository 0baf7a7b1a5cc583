"""Where something stands in a contest file: its path, how that is written, and on which line it is."""

import json
import re
from array import array
from collections.abc import Iterable

Path = tuple[str | int, ...]
"""The way from the root: a key for each mapping, an index from 0 for each list."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")
_STEP = re.compile(r'\[(?P<index>[0-9]+)\]|\[(?P<quoted>"(?:[^"\\]|\\.)*")\]|(?P<key>[A-Za-z_][A-Za-z0-9_-]*)')
_MOST_SHOWN = 60


def written(path: Path, *, root: str) -> str:
    """`candidates[0].statuses[1].from`; a key that is no plain word stands quoted in brackets; the root is named."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(shortened(step), ensure_ascii=False)}]"
    return text or root


def path_of(place: str) -> Path:
    """Read a path that was written; up to the first step that stands for a shortened key."""
    steps: list[str | int] = []
    for found in _STEP.finditer(place):
        if found["index"] is not None:
            steps.append(int(found["index"]))
        else:
            steps.append(found["key"] if found["quoted"] is None else json.loads(found["quoted"]))
    return tuple(steps)


def shortened(text: str) -> str:
    """Return a text of at most 60 characters for showing in a message, on one line."""
    one_line = text[: _MOST_SHOWN + 1].replace("\n", " ")
    return one_line if len(one_line) <= _MOST_SHOWN else one_line[: _MOST_SHOWN - 1] + "…"


class _Wanted:
    """A tree of the paths whose lines are looked for."""

    __slots__ = ("below", "path")

    def __init__(self) -> None:
        self.below: dict[str | int, _Wanted] = {}
        self.path: Path | None = None

    def add(self, path: Path) -> None:
        node = self
        for step in path:
            node = node.below.setdefault(step, _Wanted())
        node.path = path


class Locator:
    """Finds lines after the fact.

    `lines` holds a line for every key and every value in the file's order, and nothing else is kept while reading, so
    that a good file pays four bytes a place and only a bad one pays for the search.
    """

    def __init__(self, data: object, lines: "array[int]") -> None:
        self._data = data
        self._lines = lines
        self._at = 0
        self._found: dict[Path, int] = {}

    def lines_of(self, paths: Iterable[Path]) -> dict[Path, int]:
        """Lines (from 1) of these paths: of a scalar its own, of a list or mapping under a key that key's.

        A path that leads nowhere, such as a missing key, gets the line of the nearest thing around it.
        """
        root = _Wanted()
        for path in paths:
            root.add(path)
        self._at = 0
        self._found = {}
        self._walk(self._data, root, None)
        return self._found

    def _walk(self, value: object, wanted: _Wanted | None, key_line: int | None) -> None:
        own = self._lines[self._at]
        self._at += 1
        compound = isinstance(value, dict | list)
        line = key_line if compound and key_line is not None else own
        if wanted is not None:
            self._note(wanted, line)
        if isinstance(value, dict):
            for key, below in value.items():
                at_key = self._lines[self._at]
                self._at += 1
                self._walk(below, wanted.below.get(key) if wanted else None, at_key)
        elif isinstance(value, list):
            for index, below in enumerate(value):
                self._walk(below, wanted.below.get(index) if wanted else None, None)

    def _note(self, wanted: _Wanted, line: int) -> None:
        """Give the line to the place itself and, until something nearer is met, to all that is looked for below it."""
        if wanted.path is not None:
            self._found[wanted.path] = line
        for below in wanted.below.values():
            self._note(below, line)
