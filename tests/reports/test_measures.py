"""What follows from findings, and what two people published, in each edition."""

import io
from datetime import date, datetime
from typing import Any

import orjson
import pytest
from pypdf import PdfReader

from compliance.incidents import service
from compliance.incidents.terms import FollowUp, MeasureKind, Result, Stage
from compliance.reports import queries
from compliance.reports.as_html import as_html
from compliance.reports.as_json import as_json
from compliance.reports.model import Edition, Report
from compliance.reports.typeset import as_pdf
from tests.client import words
from tests.factories.cases import FOUND, TODAY, Setting, finding, setting
from tests.factories.world import World

WARNING, PRIVATE, REPAID = "The council regrets the mission.", "Keep apart what is apart.", "The ticket of the clerk."


@pytest.fixture
def scene(world: World) -> Setting:
    """A contest with cases."""
    return setting(world)


def concluded(scene: Setting) -> str:
    """A concluded case with a public and a private warning, and a repayment that was paid."""
    case = scene.at(Stage.REPLIED, "4(a)")
    with scene.world.act(scene.officer) as uow:
        incident = scene.incident(uow, case)
        found = service.find(uow, scene.allegation(uow, case), finding(Result.SUBSTANTIATED))
        for kind, text, more in (
            (MeasureKind.PUBLIC_WARNING, WARNING, {"finding_id": found.id}),
            (MeasureKind.PRIVATE_WARNING, PRIVATE, {}),
            (MeasureKind.REPAYMENT, REPAID, {"amount": "180", "currency": "EUR", "due_on": date(2031, 3, 1)}),
        ):
            given: dict[str, Any] = more
            measure = service.order_measure(uow, incident, service.NewMeasure(kind, text, FOUND, **given))
        service.follow_up(uow, measure, service.NewStep(FollowUp.FULFILLED, TODAY, "Paid in full."))
        service.conclude(uow, incident, FOUND)
    return case


def edition(scene: Setting, which: Edition, at: datetime | None = None) -> Report:
    """An edition as known now."""
    with scene.world.look() as uow:
        return queries.known_at(uow.session, scene.contest, at or scene.world.clock.now, which)


def printed(report: Report) -> list[str]:
    """What one reads in HTML and on paper."""
    pages = PdfReader(io.BytesIO(as_pdf(report))).pages
    return [words(as_html(report).decode()), " ".join(" ".join(page.extract_text() for page in pages).split())]


@pytest.mark.parametrize("which", [Edition.ETHICS, Edition.CHAIR])
def test_measures_stand_beside_the_finding(scene: Setting, which: Edition) -> None:
    """Office and chair read every measure with its wording and how it was followed."""
    concluded(scene)
    report = edition(scene, which)
    for text in printed(report):
        for part in (WARNING, PRIVATE, REPAID, "180 EUR", "Paid in full.", "Fulfilled"):
            assert part in text
    (incident,) = orjson.loads(as_json(report))["incidents"]
    assert [(one["kind"], one["allegation"]) for one in incident["measures"]] == [
        ("public_warning", 0),
        ("private_warning", None),
        ("repayment", None),
    ]


def test_the_public_reads_of_a_case_once_two_people_published_it(scene: Setting) -> None:
    """Before, the public edition leaves the case out; then it has the summary, the warning, and the amount repaid."""
    case = concluded(scene)
    assert edition(scene, Edition.PUBLIC).incidents == ()
    assert sum(edition(scene, Edition.PUBLIC).totals.by_finding.values()) == 0
    before = scene.world.clock.now
    scene.world.clock.advance(hours=1)
    scene.publish(case)
    report = edition(scene, Edition.PUBLIC)
    assert [one.reference for one in report.incidents] == [case]
    for text in printed(report):
        assert WARNING in text
        assert "180 EUR" in text
        assert "A mission served two ends." in text
        for kept in (PRIVATE, REPAID, "Paid in full."):
            assert kept not in text
    assert edition(scene, Edition.PUBLIC, before).incidents == ()
