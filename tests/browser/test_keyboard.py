"""Without a mouse: what an officer does daily is done by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.playing import Album, Visitor, visiting
from tests.browsing import serving
from tests.factories.cases import setting
from tests.factories.world import PASSWORD, World

MOST_TABS = 150


@pytest.fixture
def officer(world: World, chromium: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """An officer's browser in which nobody is signed in, at a contest under way."""
    setting(world)
    with serving(world) as url, visiting(chromium, url, Album(tmp_path)) as visitor:
        visitor.page.goto(f"{url}/sign-in")
        yield visitor


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the focus is on a control that a selector describes."""
    for _press in range(MOST_TABS):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the focus never came to {what}")


def leave_by(page: Page, what: str) -> None:
    """Go to a link or a button and press Enter; another page opens."""
    tab_to(page, what)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Go to a field and type."""
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


def sign_in(page: Page) -> None:
    """Sign in by keys."""
    write(page, "email", "officer1@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_skip_link_comes_first_and_leads_past_the_navigation(officer: Visitor) -> None:
    """The first Tab shows the link; Enter brings the focus to the content, so that the next Tab is in it."""
    page = officer.page
    page.keyboard.press("Tab")
    link = page.locator(".skip-link")
    assert link.evaluate("one => one === document.activeElement")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_an_incident_is_filed_by_keys_alone(officer: Visitor) -> None:
    """From signing in to the case on record, with a candidate, a day, words and a clause; the focus can be seen."""
    page = officer.page
    sign_in(page)
    page.goto(f"{officer.url}/contests/dg-2031/incidents/")
    leave_by(page, "main a[href$='/incidents/new']")
    leave_by(page, "a[href$='kind=travel']")
    write(page, "candidate", "Robin")
    write(page, "title", "Mission used for meetings")
    write(page, "occurred_from", "02022031")  # the same whether the browser asks for the day or the month first
    write(page, "summary", "Two days were spent with delegations.")
    write(page, "details_destination", "Port Azure")
    assert (
        page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow"
        )
        != "nonenone"
    )
    leave_by(page, "button[value=clauses]")
    tab_to(page, "[name=clause]")
    page.keyboard.press("Space")
    leave_by(page, "button[value=file]")
    officer.says("1 allegation")
    officer.says("2 February 2031")
