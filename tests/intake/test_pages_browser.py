"""The reporters' pages in a browser: reachable for everybody, with scripts and without, on a screen of any width."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from compliance.intake import crowding
from tests.browsing import check, serving
from tests.factories.world import World
from tests.intake.reporters import ROOT, Reporter


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where the pages of a contest are served."""
    world.candidacy(world.contest())
    with serving(world) as url:
        yield url


def _fill(page: Page) -> None:
    page.get_by_label("Robin Alder").check()
    page.get_by_label("What happened?").fill("The stand was paid from the travel budget.")
    page.get_by_label("Or in words").fill("in January")
    page.get_by_label("Anonymously").check()


def test_a_report_is_sent_and_its_mailbox_opened(address: str, chromium: Browser, pictures: Path) -> None:
    """From the first page to the mailbox, each page accessible, and not one cookie in the browser."""
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto(f"{ROOT}/")
    check(page, pictures / "report-start")
    page.get_by_role("link", name="Begin a report").click()
    page.get_by_label("With my name").check()
    assert page.get_by_label("Name", exact=True).first.is_visible()
    page.get_by_role("button", name="Send the report").click()
    check(page, pictures / "report-faults")
    _fill(page)
    assert not page.get_by_label("Name", exact=True).first.is_visible()
    page.get_by_role("button", name="Send the report").click()
    check(page, pictures / "report-receipt")
    code = re.search(r"\d{4} \d{4} \d{4} \d{4}", page.content())
    assert code
    page.goto(f"{ROOT}/mailbox")
    check(page, pictures / "report-door")
    page.get_by_label("Your receipt code").fill(code.group(0))
    page.get_by_role("button", name="Open the mailbox").click()
    page.get_by_label("Your message").fill("I have the bill.")
    page.get_by_role("button", name="Send the message").click()
    assert "I have the bill." in page.content()
    check(page, pictures / "report-mailbox")
    assert context.cookies() == []
    context.close()


def test_all_of_it_works_without_scripts(address: str, chromium: Browser) -> None:
    """A browser that runs no script sends a report as well."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{ROOT}/new")
    _fill(page)
    page.get_by_role("button", name="Send the report").click()
    assert "Your report has arrived" in page.content()
    context.close()


def test_in_a_flood_the_browser_works_so_that_nobody_waits(
    world: World, address: str, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While many reports come in, the page does its work by itself and the report is taken at once."""
    monkeypatch.setattr(crowding, "SUBMISSIONS_AN_HOUR", 1)
    Reporter(world).report()
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto(f"{ROOT}/new")
    _fill(page)
    page.wait_for_function("document.querySelector('[name=work]').value !== ''")
    page.get_by_role("button", name="Send the report").click()
    assert "Your report has arrived" in page.content()
    context.close()


def test_leaving_takes_one_click(address: str, chromium: Browser) -> None:
    """The way out leads elsewhere, without saying whence, and the page is not one step back."""
    context = chromium.new_context(base_url=address)
    context.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="Elsewhere"))
    page = context.new_page()
    page.goto("about:blank")
    page.goto(f"{ROOT}/new")
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url("https://www.wikipedia.org/")
    page.go_back()
    assert ROOT not in page.url
    context.close()
