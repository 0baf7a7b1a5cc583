"""RFC 8785 bytes, against the reference package."""

import dataclasses
import enum
import math
import uuid
from collections import OrderedDict
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from compliance.transparency.canonical import canonical

LARGEST = 2**53 - 1
TEXTS = st.text()
# Keys that begin alike and then differ on either side of the surrogates, where the two orders part.
AWKWARD_KEYS = st.text(st.sampled_from("aé\ud7ff\ue000\uffff\U00010000\U0001f600\U0010ffff"), max_size=4)
SCALARS = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(TEXTS, inner)
        | st.dictionaries(AWKWARD_KEYS, inner)
    ),
)


class Colour(enum.Enum):
    """An enum, which orjson would write as its value."""

    RED = "red"


class Word(str):
    """A string that is not plain."""

    __slots__ = ()


class Number(enum.IntEnum):
    """An integer that is not plain."""

    ONE = 1


class Pair(NamedTuple):
    """A tuple that is not plain."""

    left: int


@dataclasses.dataclass
class Point:
    """A dataclass, which orjson would write as an object."""

    x: int


@given(VALUES)
def test_the_bytes_of_the_scheme(value: Any) -> None:
    """Whatever may be written has the bytes that the reference package gives."""
    assert canonical(value) == rfc8785.dumps(value)


@given(st.dictionaries(AWKWARD_KEYS, st.integers(0, 9), min_size=2))
def test_keys_sort_by_utf16(value: dict[str, int]) -> None:
    """Keys beyond the basic plane sort by their surrogates, before U+E000."""
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_sort_by_utf16_by_hand() -> None:
    """An emoji sorts before a private-use character, though its code point is higher, at any depth."""
    assert canonical([{"\ue000": 1, "😀": ({"\uffff": 2, "a": 3, "😀": 4},)}]).decode() == (
        '[{"😀":[{"a":3,"😀":4,"\uffff":2}],"\ue000":1}]'
    )


def test_every_control_character() -> None:
    """Each character below 256 is escaped, or not, as the scheme says."""
    text = "".join(map(chr, range(256)))
    assert canonical(text) == rfc8785.dumps(text)


@pytest.mark.parametrize(
    "unfit",
    [
        1.0,
        0.5,
        math.nan,
        math.inf,
        Decimal(1),
        LARGEST + 1,
        -LARGEST - 1,
        2**70,
        "\ud800",
        "a\udfff",
        b"bytes",
        date(2031, 2, 24),
        datetime(2031, 2, 24, tzinfo=UTC),
        time(12),
        uuid.UUID(int=0),
        Colour.RED,
        Number.ONE,
        Word("word"),
        Pair(1),
        Point(1),
        {1},
        {1: "number as key"},
        {None: "none as key"},
        {Word("key"): 1},
        {Colour.RED: 1},
        {"\ud800": 1},
        OrderedDict(a=1),
        MappingProxyType({"a": 1}),
        orjson.Fragment(b"1"),
        object(),
    ],
    ids=lambda value: repr(value).split(" at 0x")[0],  # parallel workers must find the same names
)
@pytest.mark.parametrize("depth", range(3))
def test_what_has_no_canonical_spelling(unfit: object, depth: int) -> None:
    """A value outside the agreed ones is refused, alone and inside others, with or without an emoji near."""
    for _ in range(depth):
        unfit = {"emoji 😀": [None, (unfit, "text")]}
    with pytest.raises(ValueError, match="no canonical spelling"):
        canonical(unfit)


def test_the_largest_integers() -> None:
    """Integers that every reader of JSON holds exactly are written in full."""
    assert canonical([LARGEST, -LARGEST, 0, True]) == b"[9007199254740991,-9007199254740991,0,true]"


def test_a_value_that_contains_itself() -> None:
    """A value that contains itself is refused, not followed for ever."""
    value: list[object] = []
    value.append(value)
    with pytest.raises(ValueError, match="no canonical spelling"):
        canonical(value)
