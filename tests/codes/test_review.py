"""The review of a text before it is saved: nothing that was typed is lost on the way."""

from compliance.codes import review
from compliance.codes.outline import leaves
from compliance.codes.review import Details
from compliance.codes.terms import Modality
from tests.factories.codes import CLAUSES

CHANGE = Details(Modality.DISCLOSE, ("gifts",), None)


def test_a_text_stays_as_it_was_typed_until_something_rewrites_it() -> None:
    """Reading a text again keeps its spacing, so that remarks name the lines that a person sees."""
    typed = "[1]   Heading\n\n    [1(a)]\n    Words.\n    @ must | colour: blue\n"
    found = review.reviewed(typed, {})
    assert found.text == typed
    assert any("Line 3" in remark for remark in found.remarks)


def test_what_a_rewriting_loses_becomes_a_note() -> None:
    """Words that were not understood are still named after a change of a clause has rewritten the text."""
    typed = "Before.\n[1]\nWords.\n@ must | colour: blue\n"
    found = review.reviewed(typed, {"1": CHANGE, "7": CHANGE}, ["An earlier note."])
    assert found.nodes[0].modality is Modality.DISCLOSE
    assert "Before." in found.text
    assert found.notes[0] == "An earlier note."
    assert any("7 was not used" in note for note in found.notes)
    assert any("colour" in note for note in found.notes)


def test_known_clauses_pass_through_unchanged() -> None:
    """A version shown in the review and read again is the same version."""
    found = review.from_nodes(CLAUSES)
    assert review.reviewed(found.text, {}).nodes == CLAUSES


def test_a_compound_clause_is_split_where_it_stands() -> None:
    """Its number becomes a heading's, and each obligation a clause of its own."""
    found = review.from_source("1. Staff shall declare gifts and shall return them.\n2. Staff shall be fair.\n")
    assert found.compounds == 1
    apart = review.reviewed(found.text, {}, splitting="1")
    assert [leaf.number for leaf in leaves(apart.nodes)] == ["1(a)", "1(b)", "2"]
    assert apart.compounds == 0
