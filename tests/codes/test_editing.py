"""Editing a clause tree as text, and splitting clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.codes.outline import ClauseNode, compound, edit_text, faults, read_edit_text, read_text, split, walk
from compliance.codes.terms import Modality
from compliance.core.errors import Invalid

_LINE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")) | st.sampled_from("[]@\\,| "), max_size=30
).map(str.strip)
_TEXT = st.lists(_LINE, max_size=4).map(lambda lines: "\n".join(lines).strip("\n") or None)
_NUMBER = _LINE.map(lambda line: " ".join(line.split())).filter(bool)
_TOPIC = _LINE.filter(bool)


def _nodes(children: st.SearchStrategy[tuple[ClauseNode, ...]]) -> st.SearchStrategy[ClauseNode]:
    return st.builds(
        ClauseNode,
        number=_NUMBER,
        heading=_LINE.map(lambda line: line or None),
        text=_TEXT,
        topics=st.lists(_TOPIC, max_size=3).map(tuple),
        modality=st.sampled_from(Modality),
        applies_when=st.none() | st.frozensets(_TOPIC, max_size=3),
        children=children,
    )


_TREES = st.lists(
    st.recursive(_nodes(st.just(())), lambda below: _nodes(st.lists(below, max_size=3).map(tuple)), max_leaves=8),
    max_size=4,
).map(tuple)


@given(_TREES)
def test_a_tree_edited_as_text_reads_back_the_same(tree: tuple[ClauseNode, ...]) -> None:
    """Writing a tree as text and reading it back loses nothing."""
    assert read_edit_text(edit_text(tree)).nodes == tree


@given(_TREES)
def test_without_details_numbers_headings_and_texts_read_back(tree: tuple[ClauseNode, ...]) -> None:
    """A page that shows the details in a table still edits numbers, headings and texts without loss."""
    again = read_edit_text(edit_text(tree, details=False)).nodes
    assert [(d, n.number, n.heading, n.text) for d, n in walk(again)] == [
        (d, n.number, n.heading, n.text) for d, n in walk(tree)
    ]


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["[", "]", "@ ", "\\", "|", ",", "\n", "topics:", "x", "  ", "must"])).map("".join)
)
def test_any_edited_text_is_read(source: str) -> None:
    """Whatever a person leaves in the text area, reading it does not fail, and writing it again settles it."""
    nodes = read_edit_text(source).nodes
    assert read_edit_text(edit_text(nodes)).nodes == nodes


def test_the_format_is_plain_to_the_eye() -> None:
    """The text shows numbers in brackets, indentation for levels and one line of details a leaf."""
    outline = read_text("Article 4 Use of resources\n(a) Staff do not use official funds.")
    assert edit_text(outline.nodes) == (
        "[4] Use of resources\n  [4(a)]\n  Staff do not use official funds.\n"
        "  @ must_not | topics: resources, staff_contact\n"
    )


def test_new_clauses_without_details_are_guessed_and_mistakes_are_named() -> None:
    """A clause typed without details gets guesses; a detail that means nothing is named with its clause's line."""
    outline = read_edit_text(
        "[1]\nCandidates shall disclose gifts.\n[2]\nThey rest.\n@ perhaps | when: in_post\n[]\n[3]"
    )
    assert outline.nodes[0].modality is Modality.DISCLOSE
    assert outline.nodes[1].applies_when == frozenset({"in_post"})
    assert [remark.line for remark in outline.warnings] == [3, 6, 6, 7]
    assert len(faults(outline.nodes)) == 3


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Candidates shall act openly.", []),
        (
            "Candidates shall declare gifts and shall not accept money.",
            ["Candidates shall declare gifts.", "Candidates shall not accept money."],
        ),
        ("Staff shall be fair. Staff shall be brief.", ["Staff shall be fair.", "Staff shall be brief."]),
        ("Staff shall be fair. This includes e.g. Fridays.", []),
        (
            "Staff shall be fair; must be brief; and may not shout.",
            ["Staff shall be fair.", "Staff must be brief.", "Staff may not shout."],
        ),
        ("Staff shall act under Art. 5 of the rules.", []),
    ],
)
def test_several_obligations_in_one_clause_are_found(text: str, parts: list[str]) -> None:
    """A clause that asks for several things is cut into one text for each, with its subject."""
    assert compound(ClauseNode("1", None, text)) == parts


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["shall ", "; ", "and ", ". ", "Staff ", "may not ", "\n"])).map("".join)
)
def test_any_clause_can_be_examined(text: str) -> None:
    """Looking for several obligations never fails, and one part alone is never suggested."""
    assert len(compound(ClauseNode("1", None, text))) != 1


def test_splitting_numbers_on_and_keeps_scope() -> None:
    """The parts stand under the old number and keep topics and scope; each asks for what its words say."""
    leaf = ClauseNode("5(b)", "Gifts", "x", ("gifts",), Modality.MUST, frozenset({"in_post"}))
    heading = split(leaf, ["Candidates shall not accept gifts.", " ", "They declare offers."])
    assert (heading.number, heading.heading, heading.text) == ("5(b)", "Gifts", None)
    assert [(child.number, child.modality) for child in heading.children] == [
        ("5(b)(i)", Modality.MUST_NOT),
        ("5(b)(ii)", Modality.DISCLOSE),
    ]
    assert all(child.topics == leaf.topics and child.applies_when == leaf.applies_when for child in heading.children)


def test_a_heading_or_a_single_part_cannot_be_split() -> None:
    """Both reasons are given at once."""
    heading = ClauseNode("1", None, None, children=(ClauseNode("1(a)", None, "x"),))
    with pytest.raises(Invalid) as refusal:
        split(heading, ["one"])
    assert [fault.place for fault in refusal.value.faults] == ["number", "parts"]
