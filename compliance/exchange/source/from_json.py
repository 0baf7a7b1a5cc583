"""Reads JSON (RFC 8259) and keeps lines. Strings are decoded by the standard library, surrogate pairs included."""

import re
from collections.abc import Callable
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # the decoder's own, in C, missing from the stubs
from typing import NoReturn

from compliance.core.language import _
from compliance.exchange.source.building import Builder, Real, Scalar

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<real>\.[0-9]+)?(?P<exponent>[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z]+")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}
_MOST_DIGITS = 40


def read(text: str, builder: Builder) -> None:
    """Feed one JSON value to the builder; raise `Invalid` if the text is not JSON."""
    _Reader(text, builder).read()


class _Reader:
    """Descends through the text. Depth is bounded by the builder."""

    def __init__(self, text: str, builder: Builder) -> None:
        self._text = text
        self._builder = builder
        self._at = 0
        self._line = 1

    def read(self) -> None:
        self._skip_space()
        if self._at == len(self._text):
            self._stop(_('the file is empty; it begins with {"format": "compliance/contest/1"'))
        self._value()
        self._skip_space()
        if self._at != len(self._text):
            self._stop(_("this is not JSON: something follows the end"))

    def _value(self) -> None:
        first = self._text[self._at : self._at + 1]
        if first == '"':
            line = self._line
            self._builder.scalar(self._string(), line)
        elif first == "{":
            self._builder.open({}, self._line)
            self._items("}", self._member)
        elif first == "[":
            self._builder.open([], self._line)
            self._items("]", self._value)
        else:
            self._builder.scalar(self._word_or_number(), self._line)

    def _items(self, end: str, item: Callable[[], None]) -> None:
        """Read what stands between brackets, separated by commas, up to and including the closing one."""
        self._step()
        if not self._take(end):
            item()
            self._skip_space()
            while self._take(","):
                self._skip_space()
                item()
                self._skip_space()
            if not self._take(end):
                self._stop(_("this is not JSON: ',' or '%(end)s' is expected", end=end))
        self._builder.close()

    def _member(self) -> None:
        line = self._line
        if self._text[self._at : self._at + 1] != '"':
            self._stop(_("this is not JSON: a key in double quotes is expected"))
        self._builder.key(self._string(), line)
        self._skip_space()
        if not self._take(":"):
            self._stop(_("this is not JSON: ':' is expected after a key"))
        self._skip_space()
        self._value()

    def _string(self) -> str:
        value: str
        try:
            value, self._at = scanstring(self._text, self._at + 1, True)
        except JSONDecodeError as error:
            self._stop(_("this is not JSON: %(problem)s", problem=error.msg))
        return value

    def _word_or_number(self) -> Scalar:
        found = _NUMBER.match(self._text, self._at)
        if found:
            self._at = found.end()
            is_real = found["real"] or found["exponent"] or len(found[0]) > _MOST_DIGITS
            return Real(found[0]) if is_real else int(found[0])
        word = _WORD.match(self._text, self._at)
        if word is None or word[0] not in _WORDS:
            self._stop(_("this is not JSON: a value is expected"))
        self._at = word.end()
        return _WORDS[word[0]]

    def _step(self) -> None:
        self._at += 1
        self._skip_space()

    def _take(self, mark: str) -> bool:
        if self._text[self._at : self._at + 1] != mark:
            return False
        self._at += 1
        return True

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        if found and found.end() > self._at:
            self._line += self._text.count("\n", self._at, found.end())
            self._at = found.end()

    def _stop(self, message: str) -> NoReturn:
        self._builder.stop(message, self._line)
