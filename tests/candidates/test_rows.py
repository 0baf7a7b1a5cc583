"""The list forms in a browser: rows come and go at once, and what is then saved is what was seen."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from compliance.candidates import queries
from compliance.core.access import Role
from tests.browsing import browsing
from tests.factories.world import World


@pytest.fixture
def page(world: World, chromium: Browser) -> Iterator[Page]:
    """An officer's page for the status periods of a candidate in post since 1 September 2021."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    with browsing(world, chromium, world.user(Role.OFFICER, contest_id)) as (opened,):
        opened.goto("/contests/dg-2031/candidates/alder/statuses")
        yield opened


def test_rows_added_and_removed_by_the_script_are_saved_as_seen(world: World, page: Page) -> None:
    """A new row takes the focus; of three rows the first is removed, and the other two are stored."""
    for index, status, from_on, until_on in (
        (1, "paid_leave", "2031-03-15", "2031-03-31"),
        (2, "external", "2031-04-01", ""),
    ):
        page.get_by_role("button", name="Add a period").click()
        assert page.evaluate("document.activeElement.id") == f"statuses-{index}-status"
        page.select_option(f"#statuses-{index}-status", status)
        page.fill(f"#statuses-{index}-from_on", from_on)
        page.fill(f"#statuses-{index}-until_on", until_on)
    page.locator("#statuses-0").get_by_role("button").click()
    assert page.locator("[data-row]").count() == 2
    page.get_by_role("button", name="Save").last.click()
    page.wait_for_url("**/candidates/alder/")
    with world.look() as uow:
        candidacy = queries.in_contest(uow.session, 1)[0]
        stored = [(row.status.value, row.from_on, row.until_on) for row in queries.statuses(uow.session, candidacy.id)]
    assert stored == [
        ("paid_leave", date(2031, 3, 15), date(2031, 3, 31)),
        ("external", date(2031, 4, 1), None),
    ]


def test_enter_saves_and_removes_nothing(world: World, page: Page) -> None:
    """Whoever presses Enter in a field saves the list; no row goes, though its button stands nearest."""
    page.fill("#statuses-0-from_on", "2021-10-01")
    page.press("#statuses-0-from_on", "Enter")
    page.wait_for_url("**/candidates/alder/")
    with world.look() as uow:
        candidacy = queries.in_contest(uow.session, 1)[0]
        assert [row.from_on for row in queries.statuses(uow.session, candidacy.id)] == [date(2021, 10, 1)]
