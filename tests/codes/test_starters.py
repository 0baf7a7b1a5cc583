"""The starting texts of codes."""

import re
import textwrap

import pytest

from compliance.candidates.terms import RECORDABLE_STATUSES
from compliance.codes.outline import (
    TOPICS,
    compound,
    edit_text,
    faults,
    guess_modality,
    leaves,
    read_edit_text,
    read_text,
    walk,
)
from compliance.codes.starters import KEYS, Starter, starter, starter_from_data, starters
from compliance.codes.terms import BindsBy, Modality
from compliance.core.errors import Invalid


@pytest.fixture(params=KEYS)
def text(request: pytest.FixtureRequest) -> Starter:
    """Each starting text in turn."""
    found = starter(request.param)
    assert found is not None
    return found


def test_there_is_one_for_each_way_of_binding() -> None:
    """A new contest can start from a pledge, standards for office holders and a resolution."""
    assert [(one.key, one.binds_by) for one in starters()] == [
        ("pledge", BindsBy.ACKNOWLEDGEMENT),
        ("standards", BindsBy.OFFICE),
        ("resolution", BindsBy.CANDIDACY),
    ]
    assert starter("unheard of") is None


def test_texts_can_be_saved_as_they_are(text: Starter) -> None:
    """A starting text has no faults, and names only statuses that a candidate can have."""
    assert faults(text.nodes, statuses=RECORDABLE_STATUSES) == []


def test_each_clause_asks_for_one_thing(text: Starter) -> None:
    """No clause of a starting text would have to be split before a finding."""
    assert {leaf.number: compound(leaf) for leaf in leaves(text.nodes) if compound(leaf)} == {}


def test_each_clause_says_what_it_asks(text: Starter) -> None:
    """The recorded modality is the one that the clause's own words express, or its meaning in other words."""
    for leaf in leaves(text.nodes):
        said = guess_modality(leaf.text or "")
        assert said is leaf.modality or (said is Modality.MUST and leaf.modality is Modality.DISCLOSE), leaf.number


def test_each_clause_has_known_topics(text: Starter) -> None:
    """Each clause can be found by topic, and topics are those that the application knows."""
    for leaf in leaves(text.nodes):
        assert leaf.topics
        assert set(leaf.topics) <= set(TOPICS) | {"conduct"}


def test_a_clause_that_names_officials_does_not_bind_outsiders_by_status() -> None:
    """In the resolution, what concerns officials only is limited to those who serve the Organisation."""
    resolution = starter("resolution")
    assert resolution is not None
    for leaf in leaves(resolution.nodes):
        only_officials = "who is an official" in (leaf.text or "")
        assert (leaf.applies_when is not None) == only_officials, leaf.number


def test_texts_name_nobody(text: Starter) -> None:
    """The texts are even-handed: no name, no year, no organisation."""
    words = " ".join(leaf.text or "" for leaf in leaves(text.nodes))
    assert not re.search(r"\d{4}|Director|Secretary|President", words)


def test_texts_survive_the_text_area(text: Starter) -> None:
    """A starting text edited as text reads back the same."""
    assert read_edit_text(edit_text(text.nodes)).nodes == text.nodes


def test_texts_written_as_a_document_are_read_back(text: Starter) -> None:
    """A starting text printed with articles and letters, wrapped, reads as the same numbers, headings and words."""
    printed = [text.title]
    for article in text.nodes:
        printed.append(f"Article {article.number}\n{article.heading}")
        for leaf in article.children:
            letter = leaf.number.removeprefix(article.number)
            printed.append(textwrap.fill(f"{letter} {leaf.text}", width=76, subsequent_indent="    "))
    outline = read_text("\n\n".join(printed))
    assert [(d, n.number, n.heading, n.text) for d, n in walk(outline.nodes)] == [
        (d, n.number, n.heading, n.text) for d, n in walk(text.nodes)
    ]
    assert outline.preamble == text.title


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"clauses": "x"}, "clauses"),
        ({"clauses": [{"numbr": "1"}]}, "clauses[0].numbr"),
        ({"clauses": [{"number": 1}]}, "clauses[0].number"),
        ({"clauses": [{"number": "1", "modality": "may"}]}, "clauses[0].modality"),
        ({"clauses": [{"number": "1", "topics": "x"}]}, "clauses[0].topics"),
        ({"clauses": [{"number": "1", "text": "x"}], "authority": "A", "binds_by": "office"}, "title"),
        ({"clauses": [{"number": "1", "text": "x"}], "authority": "A", "title": "T", "binds_by": "luck"}, "binds_by"),
    ],
)
def test_a_spoilt_text_is_refused_with_its_place(data: dict[str, object], place: str) -> None:
    """A mistake in a starting text is named by its path."""
    with pytest.raises(Invalid) as refusal:
        starter_from_data("x", data)
    assert place in [fault.place for fault in refusal.value.faults]
