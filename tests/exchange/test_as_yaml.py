"""What is written as YAML is read back as it was, and people can read it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compliance.exchange.export.as_yaml import WIDTH, as_yaml
from compliance.exchange.source import parse
from tests.exchange.generated import days, prose

VALUES = st.recursive(
    prose | st.text("ab \n:#-'\"", max_size=12) | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | days,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(prose.filter(lambda key: "\n" not in key), inner, max_size=3)
    ),
)


def read_back(data: dict[str, Any]) -> object:
    """Write and read."""
    source = parse(as_yaml(data).encode(), name="contest.yaml")
    assert source.faults == ()
    return source.data


@given(st.dictionaries(prose.filter(lambda key: len(key) < 100), VALUES, min_size=1, max_size=4))
def test_everything_is_read_back_as_it_was(data: dict[str, Any]) -> None:
    """Texts that look like numbers, dates, comments or marks stay texts; blanks and line breaks stay in place."""
    assert read_back(data) == data


def test_a_text_is_quoted_only_where_it_must_be() -> None:
    """Plain words stand plain; what would be read as something else stands in quotes."""
    written = as_yaml({"a": ["Robin Alder", "4(a)", "NO", "2031-02-24", "@ralder", "12:30", "7", "", "é", "a: b"]})
    assert written.splitlines()[1:] == [
        "  - Robin Alder",
        "  - 4(a)",
        '  - "NO"',
        '  - "2031-02-24"',
        '  - "@ralder"',
        '  - "12:30"',
        '  - "7"',
        '  - ""',
        "  - é",
        '  - "a: b"',
    ]


def test_long_texts_stand_in_blocks() -> None:
    """A long paragraph is folded at words, several paragraphs stand line by line, and no line is too long to read."""
    folded = as_yaml({"text": "A word: and another, " * 20 + "end."})
    assert folded.startswith("text: >-\n  A word: and another,")
    assert max(map(len, folded.splitlines())) <= WIDTH
    assert as_yaml({"text": "First.\n\nSecond."}) == "text: |-\n  First.\n\n  Second.\n"
    assert as_yaml({"text": "First.\nSecond.\n"}) == "text: |\n  First.\n  Second.\n"
