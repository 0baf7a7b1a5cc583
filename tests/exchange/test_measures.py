"""What follows from findings, in a contest file."""

import pytest

from tests import engines
from tests.exchange.altered import altered, only_fault
from tests.exchange.installations import installation

PLACE = "  - key: posts\n"
MEASURES = """    measures:
      - {kind: repayment, allegation: standards/4(a), text: Pay it back., decided_on: 2031-04-03, due_on: 2031-05-01,
         amount: "1840.50", currency: EUR, steps: [
           {step: done, taken_on: 2031-04-10, text: Paid.},
           {step: extended, taken_on: 2031-04-11, due_on: 2031-05-10, text: A rest is open.},
           {step: fulfilled, taken_on: 2031-05-02}]}
      - {kind: advice, text: Ask beforehand., decided_on: 2031-04-03}
"""


def test_measures_go_round(databases: engines.Databases, migrated: str) -> None:
    """A file with measures and their steps is taken, and comes out again as it was exported."""
    with installation(databases, migrated) as first, installation(databases, migrated) as second:
        exported = first.give(first.take(altered((PLACE, MEASURES + PLACE))))
        assert "allegation: standards/4(a)" in exported
        assert "step: extended" in exported
        assert second.give(second.take(exported)) == exported


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (("allegation: standards/4(a), text", "allegation: standards/9, text"), "allegation", "there is none here"),
        (("allegation: standards/4(a), text", "allegation: standards/4(b)/1, text"), "kind", "a breach was found"),
        (("due_on: 2031-05-01", "due_on: 2031-04-01"), "due_on", "before it is decided"),
        (("currency: EUR", "currency: euro"), "currency", "three capitals"),
        (("kind: advice", "kind: fine"), "kind", "advice, correction_asked, repayment"),
    ],
)
def test_what_is_wrong_with_a_measure_is_said_at_its_place(change: tuple[str, str], place: str, message: str) -> None:
    """Each contradiction is named with its path, and nothing else is."""
    fault = only_fault(altered((PLACE, MEASURES + PLACE), change))
    assert fault.place.startswith("incidents[0].measures[")
    assert fault.place.endswith(f".{place}")
    assert message in fault.message


def test_what_was_not_published_is_not_published_elsewhere(databases: engines.Databases, migrated: str) -> None:
    """A case that two people did not publish is withheld where its export is imported, with reasons of standards."""
    held = altered(
        (PLACE, "    published: false\n" + PLACE),
        ("standard_of_proof: clear_and_convincing", "standard_of_proof: clear_and_convincing, standard_reason: Grave."),
    )
    with installation(databases, migrated) as first, installation(databases, migrated) as second:
        exported = first.give(first.take(held))
        assert "published: false" in exported
        assert "standard_reason: Grave." in exported
        assert second.give(second.take(exported)) == exported
