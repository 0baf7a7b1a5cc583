"""Every way in which an allegation can end, in a contest file."""

import pytest

from compliance.incidents.terms import Result
from tests import engines
from tests.exchange.altered import altered, only_fault
from tests.exchange.installations import installation

GIVEN = "standards/4(a): {finding: substantiated"


@pytest.mark.parametrize("result", Result)
def test_each_result_goes_round(databases: engines.Databases, migrated: str, result: Result) -> None:
    """A file with any of the results is taken, and comes out again as it was exported."""
    with installation(databases, migrated) as first, installation(databases, migrated) as second:
        text = altered((GIVEN, f"standards/4(a): {{finding: {result.value}"))
        exported = first.give(first.take(text))
        assert f"finding: {result.value}" in exported
        assert second.give(second.take(exported)) == exported


def test_a_wrong_result_is_told_the_right_ones() -> None:
    """What is no result is refused with the list of those that are."""
    fault = only_fault(altered((GIVEN, "standards/4(a): {finding: overtaken")))
    assert fault.place == 'incidents[0].finding_of["standards/4(a)"].finding'
    assert all(result.value in fault.message for result in Result)


@pytest.mark.parametrize("result", ["corrected", "overtaken_by_events", "referred", "withdrawn"])
def test_what_did_not_bind_ends_out_of_scope_all_the_same(result: str) -> None:
    """None of the ways but out of scope is open to a clause that did not bind."""
    fault = only_fault(altered(("pledge@1/4: {finding: out_of_scope", f"pledge@1/4: {{finding: {result}")))
    assert "out_of_scope is expected" in fault.message
