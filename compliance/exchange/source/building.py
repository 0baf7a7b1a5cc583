"""Builds plain data from the keys and values that a YAML or JSON reader meets, and keeps their lines."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from compliance.core.errors import Fault, Invalid
from compliance.core.language import _
from compliance.exchange.source.places import Locator, Path, shortened, written

MOST_DEPTH = 60
MOST_VALUES = 8_000_000
MOST_FAULTS = 1_000
LARGEST_INTEGER = 2**53 - 1
"""What every reader of JSON can hold exactly (RFC 8785 relies on it)."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Real:
    """A number with a fraction or an exponent, as it was written: binary floats would change it."""

    text: str


Scalar = str | int | bool | date | Real | None


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: plain data, the line of each key and value, and the faults that did not stop the reading.

    `data` is made of `dict` (keys are `str`), `list` and `Scalar`. `damaged` are the paths of the faults, where `data`
    lacks something or holds null instead.
    """

    name: str
    data: object
    lines: "array[int]"
    faults: tuple[Fault, ...]
    damaged: frozenset[Path]

    def place(self, path: Path) -> str:
        """Write a path as people read it."""
        return written(path, root=self.name)

    def lines_of(self, paths: Iterable[Path]) -> dict[Path, int]:
        """Lines (from 1) of these paths, or of the nearest thing around one that is missing."""
        return Locator(self.data, self.lines).lines_of(paths)


class _Level:
    """A list or mapping that is still open: at `key`, or at the item `index`.

    `drop_from` is set while a value is read only to be thrown away.
    """

    __slots__ = ("drop_from", "index", "key", "keyed", "value")

    def __init__(self, value: "dict[str, object] | list[object]") -> None:
        self.value = value
        self.keyed = isinstance(value, dict)
        self.key: str | None = None
        self.index = 0
        self.drop_from: int | None = None


class Builder:
    """Takes keys and values in the file's order. `finish` gives the result; `stop` ends an unreadable file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._root: object = None
        self._levels: list[_Level] = []
        self._lines = array("I")
        self._faults: list[Fault] = []
        self._damaged: set[Path] = set()
        self._shared: dict[str, str] = {}

    @property
    def expects_key(self) -> bool:
        """Whether the next thing met in the file is a key of a mapping."""
        levels = self._levels
        return bool(levels) and levels[-1].keyed and levels[-1].key is None

    def key(self, text: str, line: int) -> None:
        """Take a key. The second of two equal keys is a fault, and its value is not kept."""
        level = self._levels[-1]
        text = level.key = self._clean(text, line)
        level.key = text = self._shared.setdefault(text, text)
        if text in level.value:
            self.fault(_("the key '%(key)s' stands here twice; keep one", key=shortened(text)), line)
            level.drop_from = len(self._lines)
        self._lines.append(line)

    def scalar(self, value: Scalar, line: int) -> None:
        """Take a text, number, date, true, false or null."""
        self._count(line)
        if isinstance(value, str):
            value = self._clean(value, line)
        elif isinstance(value, int) and abs(value) > LARGEST_INTEGER:
            self.fault(_("this number is too large; write it as text, in quotes"), line)
            value = None
        self._attach(value)
        self._done()

    def open(self, value: "dict[str, object] | list[object]", line: int) -> None:
        """Begin a mapping (an empty `dict`) or a list (an empty `list`)."""
        if len(self._levels) >= MOST_DEPTH:
            self.stop(_("lists and mappings stand more than %(depth)s deep here", depth=MOST_DEPTH), line)
        self._count(line)
        self._attach(value)
        self._levels.append(_Level(value))

    def close(self) -> None:
        """End the mapping or list that was begun last."""
        self._levels.pop()
        self._done()

    def fault(self, message: str, line: int) -> None:
        """Note a fault at the present place and go on reading."""
        path = self._path()
        self._damaged.add(path)
        self._faults.append(Fault(written(path, root=self.name), message, line))
        if len(self._faults) >= MOST_FAULTS:
            self.stop(_("there are too many faults to go on; correct those above first"), line)

    def stop(self, message: str, line: int) -> NoReturn:
        """Refuse the file: nothing after this place can be understood."""
        raise Invalid([*self._faults, Fault(written(self._path(), root=self.name), message, line)])

    def finish(self) -> Source:
        """Return what was built."""
        return Source(self.name, self._root, self._lines, tuple(self._faults), frozenset(self._damaged))

    def _count(self, line: int) -> None:
        if len(self._lines) >= MOST_VALUES:
            self.stop(_("the file holds more than %(most)s keys and values", most=MOST_VALUES), line)
        self._lines.append(line)

    def _attach(self, value: object) -> None:
        if not self._levels:
            self._root = value
            return
        level = self._levels[-1]
        if isinstance(level.value, list):
            level.value.append(value)
        elif level.drop_from is None and level.key is not None:
            level.value[level.key] = value

    def _done(self) -> None:
        """After a value is complete its mapping expects a key again, and a dropped value's lines go."""
        if not self._levels:
            return
        level = self._levels[-1]
        level.key = None
        level.index += 1
        if level.drop_from is not None:
            del self._lines[level.drop_from :]
            level.drop_from = None

    def _clean(self, text: str, line: int) -> str:
        if text.isascii() and text.isprintable():
            return text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := UNPRINTABLE.search(text):
            code = f"U+{ord(found[0]):04X}"
            self.fault(_("the control character %(code)s has no place in text; remove it", code=code), line)
            text = UNPRINTABLE.sub("\ufffd", text)
        return text

    def _path(self) -> Path:
        steps: list[str | int] = []
        for level in self._levels:
            if not level.keyed:
                steps.append(level.index)
            elif level.key is not None:
                steps.append(level.key)
        return tuple(steps)
