"""Ways in which an allegation can end, told apart wherever a report shows them."""

import io
from dataclasses import replace

import orjson
import pytest
from pypdf import PdfReader

from compliance.incidents.terms import Result, Stage
from compliance.reports.as_html import as_html
from compliance.reports.as_json import as_json
from compliance.reports.editions import edition_of
from compliance.reports.figures import five_figures, parity
from compliance.reports.model import Edition, Incident, Report
from compliance.reports.typeset import as_pdf
from compliance.web import status
from tests.client import words
from tests.factories import reports as make

NOT_NO_BREACH = "this is not a finding that there was no breach"


def ended(number: int, result: Result) -> Incident:
    """A concluded incident whose first allegation ended in this way."""
    one = make.incident(number, Stage.CONCLUDED)
    first, second = one.allegations
    assert first.finding is not None
    return replace(one, allegations=(replace(first, finding=replace(first.finding, finding=result)), second))


def report_of(*results: Result) -> Report:
    """A full report in which allegations ended in these ways."""
    incidents = tuple(ended(number, result) for number, result in enumerate(results, start=1))
    return replace(make.report(0), incidents=incidents)


@pytest.mark.parametrize("edition", Edition)
def test_each_way_is_counted_apart(edition: Edition) -> None:
    """The totals have a row of its own for each result; overtaken by events is not added to any other."""
    report = report_of(Result.CORRECTED, Result.OVERTAKEN_BY_EVENTS, Result.OVERTAKEN_BY_EVENTS, Result.REFERRED)
    counted = orjson.loads(as_json(edition_of(report, edition)))["totals"]["by_finding"]
    assert counted == dict.fromkeys((one.value for one in Result), 0) | {
        "corrected": 1,
        "overtaken_by_events": 2,
        "referred": 1,
        "out_of_scope": 4,
    }


def test_no_breach_is_not_what_was_overtaken() -> None:
    """Side by side, what was overtaken and what was referred stand apart from what was not substantiated."""
    report = report_of(*Result)
    rows = {row.label: sum(value or 0 for value in row.values) for row in parity(report)}
    assert rows["Found substantiated, wholly or in part"] == 3
    assert rows["Of these, corrected by the candidate"] == 1
    assert rows["Found not substantiated"] == 1
    assert rows["Overtaken by events, so that no breach was found or ruled out"] == 1
    assert rows["Referred to another body"] == 1
    assert rows["Inconclusive, out of scope or withdrawn"] == 3 + len(Result)


def test_the_public_reads_a_corrected_breach_as_one() -> None:
    """What was put right was substantiated all the same; what was overtaken ended otherwise."""
    report = edition_of(report_of(Result.CORRECTED, Result.OVERTAKEN_BY_EVENTS), Edition.PUBLIC)
    assert [figure.value for figure in five_figures(report)] == [2, 4, 4, 1, 3]


def test_a_page_says_what_overtaken_means() -> None:
    """In HTML the finding has its own words, and the sentence that it is no finding of no breach."""
    text = words(as_html(edition_of(report_of(Result.OVERTAKEN_BY_EVENTS), Edition.PUBLIC)).decode())
    assert "Overtaken by events: not decided" in text
    assert NOT_NO_BREACH in text


def test_paper_says_what_overtaken_means() -> None:
    """The PDF says it too."""
    made = as_pdf(edition_of(report_of(Result.OVERTAKEN_BY_EVENTS), Edition.PUBLIC))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    assert "Overtaken by events: not decided" in text
    assert NOT_NO_BREACH in text


def test_every_way_is_explained_and_looks_different() -> None:
    """Each result has a sentence of meaning; no other shares its icon with, or has the colour of, the overtaken one."""
    badges = status.VOCABULARIES["result"]
    assert all(str(badge.meaning).endswith(".") for badge in badges.values())
    assert len({badge.icon for badge in badges.values()}) == len(badges)
    overtaken = badges["overtaken_by_events"]
    assert [key for key, badge in badges.items() if badge.tone == overtaken.tone] == ["overtaken_by_events"]


@pytest.mark.parametrize("result", Result)
def test_no_standard_of_proof_is_named_where_nothing_was_decided(result: Result) -> None:
    """Of what was left to others, withdrawn or overtaken, nobody says how sure the office had to be."""
    shown = words(as_html(edition_of(report_of(result), Edition.PUBLIC)).decode())
    undecided = {Result.OVERTAKEN_BY_EVENTS, Result.REFERRED, Result.OUT_OF_SCOPE, Result.WITHDRAWN}
    assert ("probabilities." not in shown) == (result in undecided)
