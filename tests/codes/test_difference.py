"""The difference between two versions of a code."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.codes.difference import Change, Op, difference, word_segments
from compliance.codes.outline import ClauseNode
from compliance.codes.terms import Modality

_FUNDS = ClauseNode("1", None, "Candidates shall not use official funds for their campaign.", ("resources",))
_TRIPS = ClauseNode("2", None, "Candidates shall declare each journey within seven days.", ("travel",))
_PRESS = ClauseNode("3", None, "Candidates shall not brief journalists anonymously.", ("press",))


def kinds(old: tuple[ClauseNode, ...], new: tuple[ClauseNode, ...]) -> list[tuple[str, str | None, str | None]]:
    """Kind, old number and new number of each change."""
    return [
        (change.kind.value, change.old.number if change.old else None, change.new.number if change.new else None)
        for change in difference(old, new)
    ]


def test_the_same_version_is_unchanged() -> None:
    """A version compared with itself shows no change."""
    assert kinds((_FUNDS, _TRIPS), (_FUNDS, _TRIPS)) == [("unchanged", "1", "1"), ("unchanged", "2", "2")]


def test_an_inserted_clause_renumbers_the_others() -> None:
    """Clauses that moved down are renumbered, not reworded, though their old numbers now name other clauses."""
    moved = (_PRESS, replace(_FUNDS, number="2"), replace(_TRIPS, number="3"))
    new = (replace(moved[0], number="1"), *moved[1:])
    assert kinds((_FUNDS, _TRIPS), new) == [("added", None, "1"), ("renumbered", "1", "2"), ("renumbered", "2", "3")]


def test_a_removed_clause_is_shown_where_it_stood() -> None:
    """A removed clause follows the clause that it followed before."""
    assert kinds((_FUNDS, _TRIPS, _PRESS), (_FUNDS, _PRESS)) == [
        ("unchanged", "1", "1"),
        ("removed", "2", None),
        ("unchanged", "3", "3"),
    ]


def test_rewording_shows_words() -> None:
    """A reworded clause shows which words went and which came."""
    new = replace(_TRIPS, text="Candidates shall declare each journey within three working days.")
    (change,) = difference((_TRIPS,), (new,))
    assert change.kind is Change.REWORDED
    assert [(segment.op, segment.text) for segment in change.text] == [
        (Op.EQUAL, "Candidates shall declare each journey within "),
        (Op.DELETE, "seven"),
        (Op.INSERT, "three working"),
        (Op.EQUAL, " days."),
    ]


def test_moved_and_reworded_clauses_are_found_by_their_words() -> None:
    """A clause under another number with similar words is the same clause; one with other words is not."""
    new = replace(_TRIPS, number="7", text="Candidates shall declare each journey within three days.")
    assert kinds((_FUNDS, _TRIPS), (_PRESS, new)) == [
        ("removed", "1", None),
        ("added", None, "3"),
        ("renumbered_and_reworded", "2", "7"),
    ]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (replace(_FUNDS, modality=Modality.MUST_NOT), "modality"),
        (replace(_FUNDS, topics=()), "topics"),
        (replace(_FUNDS, applies_when=frozenset({"in_post"})), "applies_when"),
    ],
)
def test_a_change_of_scope_is_a_change(changed: ClauseNode, name: str) -> None:
    """Equal words do not hide that a clause now asks, covers or binds something else."""
    (change,) = difference((_FUNDS,), (changed,))
    assert (change.kind, change.scope) == (Change.SCOPE_CHANGED, (name,))


def test_other_words_under_the_same_number_are_another_clause() -> None:
    """A number that was given to something else is shown as one clause removed and one added."""
    assert kinds((_FUNDS,), (replace(_PRESS, number="1"),)) == [("removed", "1", None), ("added", None, "1")]


def test_headings_are_compared_without_what_stands_under_them() -> None:
    """A heading whose clauses changed is itself unchanged."""
    old = ClauseNode("5", "Use", None, children=(replace(_FUNDS, number="5(a)"),))
    new = replace(old, children=(*old.children, replace(_TRIPS, number="5(b)")))
    assert kinds((old,), (new,)) == [("unchanged", "5", "5"), ("unchanged", "5(a)", "5(a)"), ("added", None, "5(b)")]


_WORDS = st.lists(
    st.sampled_from(["shall", "not", "use", " ", "  ", ",", ".", "funds", "\n", "§", "x"]), max_size=30
).map("".join)


@given(_WORDS | st.text(), _WORDS | st.text())
def test_segments_give_both_texts_back(old: str, new: str) -> None:
    """Nothing of either text is lost in the segments."""
    segments = word_segments(old, new)
    assert "".join(segment.text for segment in segments if segment.op is not Op.INSERT) == old
    assert "".join(segment.text for segment in segments if segment.op is not Op.DELETE) == new
    assert all(segment.text for segment in segments)


_VERSIONS = st.lists(
    st.builds(
        ClauseNode,
        st.sampled_from("12345"),
        st.sampled_from([None, "Use"]),
        st.sampled_from([None, "a b c", "a b d", "x y"]),
    ),
    max_size=8,
).map(tuple)


@given(_VERSIONS, _VERSIONS)
def test_each_clause_of_both_versions_is_shown_once(old: tuple[ClauseNode, ...], new: tuple[ClauseNode, ...]) -> None:
    """No clause is left out and none is shown twice, and the new version's order is kept."""
    changes = difference(old, new)
    assert [change.new for change in changes if change.new is not None] == list(new)
    olds = [change.old for change in changes if change.old is not None]
    assert sorted(map(repr, olds)) == sorted(map(repr, old))


def _code(seed: int) -> tuple[ClauseNode, ...]:
    pick = random.Random(seed)  # noqa: S311 - a repeatable test text
    vocabulary = [f"word{n}" for n in range(600)]
    return tuple(ClauseNode(str(n), None, " ".join(pick.choices(vocabulary, k=40))) for n in range(300))


def test_three_hundred_clauses_all_reworded_are_compared_quickly() -> None:
    """Two versions of 300 clauses, each moved and reworded, take less than 0.3 seconds of processor time."""
    old = _code(1)
    new = tuple(replace(node, number=f"{n + 1}", text=f"{node.text} and more") for n, node in enumerate(old))
    began = time.process_time()
    changes = difference(old, new)
    assert time.process_time() - began < 0.3
    assert {change.kind for change in changes} == {Change.RENUMBERED_AND_REWORDED}


def test_very_long_texts_are_compared_in_bounded_time() -> None:
    """A clause of a hundred thousand words is shown as replaced and does not hold a request up."""
    began = time.process_time()
    segments = word_segments("a b " * 50_000, "b a c " * 50_000)
    assert time.process_time() - began < 2
    assert [segment.op for segment in segments] == [Op.DELETE, Op.INSERT]
