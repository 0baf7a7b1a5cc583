"""How the bytes of a contest file become plain data with lines, and what is refused before any meaning is asked."""

from datetime import date

import pytest

from compliance.core.errors import Invalid
from compliance.exchange import source
from compliance.exchange.source.building import Real
from tests.exchange.altered import FULL, faults_in, only_fault


def plain(text: str, name: str = "x.yaml") -> object:
    """Return what is read, which must have no fault."""
    found = source.parse(text.encode(), name=name)
    assert found.faults == ()
    return found.data


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("12:30:00", "12:30:00"),
        ("1_000", "1_000"),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("-3", -3),
        ("4.10", Real("4.10")),
        ("1e3", Real("1e3")),
        ("2031-02-24", date(2031, 2, 24)),
        ("2031-2-4", "2031-2-4"),
        ("2031-02-24 10:00:00", "2031-02-24 10:00:00"),
        ('"2014"', "2014"),
        ("'true'", "true"),
        ("!!str 2014", "2014"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(written: str, meant: object) -> None:
    """Norway is a country, half past twelve is text, and only ISO days are dates."""
    assert plain(f"key: {written}") == {"key": meant}


def test_types_are_told_apart() -> None:
    """True is not read as one, nor 1 as true."""
    assert [type(value) for value in plain("[1, true]")] == [int, bool]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["x.json", "x.yaml"])
def test_json_is_read_as_json(name: str) -> None:
    """Tabs, escapes and surrogate pairs of JSON are read whatever the file is called."""
    text = '{\n\t"a": "\\ud83d\\ude00 \\u00e9\\n",\n\t"b": [1, -2.50, true, null, {}], "c": "2031-02-24"}\n'
    expected = {"a": "\U0001f600 é\n", "b": [1, Real("-2.50"), True, None, {}], "c": "2031-02-24"}
    assert plain(text, name) == expected


def test_yaml_may_begin_with_a_brace() -> None:
    """A file in YAML's flow style is not mistaken for broken JSON."""
    assert plain("{a: NO, b: [x]}") == {"a": "NO", "b": ["x"]}


def test_a_byte_order_mark_is_passed_over() -> None:
    """A file saved by a word processor is read."""
    assert source.parse(b"\xef\xbb\xbfa: 1", name="x.yaml").data == {"a": 1}


def test_each_place_has_its_line() -> None:
    """A scalar has its own line, a list or mapping that of its key, and what is missing that of what is around it."""
    found = source.parse(b"a: 1\nb:\n  - c: x\n    d:\n      long\n  -\n    e: y\n", name="x.yaml")
    lines = found.lines_of([("a",), ("b",), ("b", 0), ("b", 0, "d"), ("b", 1, "e"), ("b", 1, "z", "q"), ("f",)])
    assert list(lines.values()) == [1, 2, 3, 5, 7, 7, 1]


def test_lines_stay_right_after_what_is_thrown_away() -> None:
    """A key that stands twice does not shift the lines of what follows."""
    found = source.parse(b"a: 1\na:\n  b: [1, 2, {c: 3}]\nd: 4\n", name="x.yaml")
    assert found.data == {"a": 1, "d": 4}
    assert found.lines_of([("d",)]) == {("d",): 4}


BROKEN = [
    (b"", 1, "x.yaml", "empty"),
    (b"# nothing\n", 1, "x.yaml", "empty"),
    (b"a: 1\nb: \xff\n", 2, "x.yaml", "UTF-8"),
    ("a: é".encode("utf-16"), 1, "x.yaml", "UTF-8"),
    (b"a: 1\nb: x\x00y\n", 2, "x.yaml", "U+0000"),
    (b"a: 1\nb: x\x1by\n", 2, "x.yaml", "U+001B"),
    (b'a: 1\nb: "x\\0y"\n', 2, "b", "U+0000"),
    (b"a: 1\n---\nb: 2\n", 2, "x.yaml", "second document"),
    (b"a: 1\nb: &x [1]\n", 2, "b", "anchor '&x'"),
    (b"a: 1\nb:\n  - *x\n", 3, "b[0]", "alias '*x'"),
    (b"a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "b", "tag"),
    (b"a: 1\nb: !mine x\n", 2, "b", "tag '!mine'"),
    (b"a: 1\nb: !!int x\n", 2, "b", "tag"),
    (b"a: 1\nb: 2\na: 3\n", 3, "a", "twice"),
    (b"a: {4: x}\n", 1, 'a["4"]', "quotes"),
    (b"a:\n  ? [x]\n  : y\n", 2, "a", "list or mapping"),
    (b"a: [1, 2\nb: 3\n", 2, "a[2]", "not YAML"),
    (b"a:\n\t- 1\n", 2, "a", "not YAML"),
    (b"a: 99999999999999999999\n", 1, "a", "too large"),
    (b'{"a": 1,\n "b": ]}', 2, "b", "not JSON"),
    (b'{"a": 1,\n "b": "\\ud800"}', 2, "b", "U+D800"),
    (b'{"a": 1,\n "a": 2}', 2, "a", "twice"),
    (b'{"a": "x", "b": [NaN', 1, "b[0]", "not JSON"),
    (b'{"a": "x', 1, "a", "not JSON"),
]


@pytest.mark.parametrize(("data", "line", "place", "word"), BROKEN)
def test_what_is_not_plain_data_is_refused(data: bytes, line: int, place: str, word: str) -> None:
    """Each refusal names the line, the place and what is wrong."""
    try:
        faults = source.parse(data, name="x.yaml").faults
    except Invalid as refusal:
        faults = refusal.faults
    first = faults[0]
    assert (first.line, first.place) == (line, place)
    assert word in first.message


@pytest.mark.parametrize("opening", ["[", '{"a":', "- ", "{a: "])
def test_deep_nesting_is_refused(opening: str) -> None:
    """Nesting beyond any sense is refused and not followed."""
    assert "deep" in only_fault(opening * 100_000).message


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    """Aliases are never followed, so they cannot multiply."""
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    faults = faults_in(bomb)
    assert sum("the alias" in fault.message for fault in faults) == 9 * 29


def test_a_file_of_more_than_64_mib_is_refused() -> None:
    """One byte too many is refused before anything is read."""
    fault = only_fault(b"#" * (source.MOST_BYTES + 1), "large.yaml")
    assert (fault.place, fault.line) == ("large.yaml", None)
    assert "64 MiB" in fault.message


def test_the_same_file_as_json_says_the_same() -> None:
    """JSON and YAML are two spellings of one thing."""
    assert plain('{"a": {"b": ["x", 1]}}', "x.json") == plain("a:\n  b:\n    - x\n    - 1\n")
    assert isinstance(plain(FULL), dict)
