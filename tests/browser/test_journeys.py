"""Two days at real browsers: that of somebody who reports, and that of the office which deals with it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from compliance.core.access import Role
from compliance.incidents.terms import Stage
from compliance.intake.models import Submission
from compliance.intake.service import triage
from compliance.intake.terms import Purpose
from compliance.transparency.verification import verify
from tests.browser import casework, reporters_way
from tests.browser.playing import Album, Visitor, visiting
from tests.browsing import serving
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.intake.submissions import send, the

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")
"""The whole story is played on both engines; these days look at pages."""


@pytest.fixture(name="made")
def make_setting(world: World) -> Setting:
    """A contest under way."""
    return setting(world)


@pytest.fixture(name="people")
def make_people(made: Setting, chromium: Browser, pictures: Path) -> Iterator[list[Visitor]]:
    """Three people at browsers of their own; in the end nothing may be wrong with any page that they met."""
    with ExitStack() as stack:
        url = stack.enter_context(serving(made.world))
        album = Album.of(pictures / "journeys", made.world)
        people = [stack.enter_context(visiting(chromium, url, album)) for _person in range(3)]
        yield people
        assert [fault for visitor in people for fault in visitor.faults] == []


def test_a_reporter_is_heard_and_stays_unknown(made: Setting, people: list[Visitor], tmp_path: Path) -> None:
    """From the first page to a file in the mailbox all works, and the browser was never given a cookie."""
    reporter = people[0]
    code = reporters_way.report(reporter)
    with made.world.act(made.officer) as uow:
        reference = uow.session.scalars(select(Submission.reference)).one()
        letter = triage.Letter(Purpose.QUESTION, "Do you have the bill?")
        triage.write(uow, the(uow, made, reference), letter)
    bill = tmp_path / "bill.txt"
    bill.write_text("Stand, three days: 1,200.00\n")
    reporters_way.read_answer(reporter, code, bill)
    assert reporter.page.context.cookies() == []


def test_the_office_deals_with_a_report_from_its_triage_to_a_review(
    made: Setting, people: list[Visitor], tmp_path: Path
) -> None:
    """From what is due in the morning to a review by another officer all works, and the log holds."""
    officer, candidate, second = people
    world = made.world
    world.user(Role.OFFICER, made.contest, name="Noor Cedar")
    made.at(Stage.REPLIED)
    made.at(Stage.NOTIFIED, title="A journey in spring")
    submission = send(made, what=reporters_way.SAID)
    officer.sign_in("officer1@example.org")
    casework.begin_the_day(officer)
    case = casework.triage(officer, submission)
    casework.put(officer, case)
    casework.find_facts(officer, case)
    world.clock.advance(days=3)
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("Paid back: 1,200.00\n")
    candidate.sign_in("candidate2@example.org")
    casework.answer(candidate, case, receipt)
    officer.sign_in("officer1@example.org")
    casework.write(officer, case)
    casework.decide(officer, case)
    casework.ask_review(candidate, case)
    casework.appoint(officer, case, "Noor Cedar")
    second.sign_in("officer3@example.org")
    casework.review(second, case)
    with world.look() as uow:
        assert verify(uow.session).holds
