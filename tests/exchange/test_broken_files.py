"""Whatever is done to a contest file, reading it gives the contest or its faults, and never anything else."""

import json
import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.errors import Invalid
from compliance.exchange.checks import read
from compliance.exchange.schema import ContestFile
from tests.exchange.altered import FULL

Spoil = Callable[[random.Random, str], bytes]

ODD_VALUES = ["5", "true", "null", "[]", "{}", "[[x]]", "{a: b}", "2031-02-30", "1e999", ".nan", '"\\0"', "x" * 30_000]
ODD_VALUES += ["*alias", "&anchor x", "!!python/object/apply:os.system [ls]", "!!binary aGk=", "-1", "9" * 5_000, "? y"]
ODD_VALUES += ["'", '"', "|", ">", "%", "@", "`", "- - - -", "[" * 3_000, "{a: " * 3_000, "\ufffe", "\u202e", "\x85"]


def cut(chance: random.Random, text: str) -> bytes:
    """End the file somewhere."""
    return text.encode()[: chance.randrange(len(text))]


def flip(chance: random.Random, text: str) -> bytes:
    """Change a few bytes."""
    data = bytearray(text.encode())
    for _time in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def swap_value(chance: random.Random, text: str) -> bytes:
    """Put something else where a value was."""
    values = list(re.finditer(r"(?<=: )[^\s,{}\[\]]+", text))
    found = chance.choice(values)
    return (text[: found.start()] + chance.choice(ODD_VALUES) + text[found.end() :]).encode()


def drop_key(chance: random.Random, text: str) -> bytes:
    """Take a key away, or misspell it."""
    found = chance.choice(list(re.finditer(r"[a-z_]+: ?", text)))
    return (text[: found.start()] + chance.choice(["", "x: ", "4: ", "[a]: "]) + text[found.end() :]).encode()


def shuffle_lines(chance: random.Random, text: str) -> bytes:
    """Repeat, take away or move lines."""
    lines = text.splitlines(keepends=True)
    for _time in range(chance.randint(1, 4)):
        line = lines[chance.randrange(len(lines))]
        lines.insert(chance.randrange(len(lines)), line)
        del lines[chance.randrange(len(lines))]
    return "".join(lines).encode()


def nest(chance: random.Random, text: str) -> bytes:
    """Put a clause tree of great depth where clauses were."""
    deep = 'clauses: [{number: "1", ' * chance.randint(20, 3_000)
    return text.replace("clauses:", deep + "}]" * chance.randrange(2) + "clauses:", 1).encode()


SPOILERS: list[Spoil] = [cut, flip, swap_value, drop_key, shuffle_lines, nest]


def outcome(data: bytes, name: str = "x.yaml") -> ContestFile | Invalid:
    """Read a file; anything raised but `Invalid` ends the test."""
    try:
        return read(data, name=name)
    except Invalid as refusal:
        return refusal


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_thousand_spoilt_files_are_refused_in_order(spoil: Spoil) -> None:
    """Each spoilt file is either still a contest or refused with faults that have a place, a line and a message."""
    refused = 0
    for seed in range(170):
        result = outcome(spoil(random.Random(f"{spoil.__name__} {seed}"), FULL))  # noqa: S311 - nothing is secret here
        if isinstance(result, ContestFile):
            continue
        refused += 1
        assert result.faults
        assert all(fault.place and fault.line and fault.message for fault in result.faults), str(result)
    assert refused > 50


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_order(data: bytes) -> None:
    """No bytes whatever raise anything but a refusal, as YAML or as JSON."""
    for name in ("x.yaml", "x.json"):
        assert isinstance(outcome(data, name), Invalid)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.dates().map(str),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(set(re.findall("[a-z_]+", FULL)))), inner)
    ),
)


@given(
    st.dictionaries(st.sampled_from(["contest", "instruments", "candidates", "acknowledgements", "incidents"]), PLAIN)
)
def test_any_data_of_the_wrong_shape_is_refused_in_order(data: dict[str, object]) -> None:
    """Data under the format's own keys but of any shape is refused with places."""
    result = outcome(json.dumps(data).encode(), "x.json")
    assert isinstance(result, Invalid)
    assert all(fault.place for fault in result.faults)
