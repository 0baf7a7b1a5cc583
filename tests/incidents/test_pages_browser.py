"""The pages of incidents in a browser: reachable for everybody, on a wide screen and on a telephone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from compliance.incidents.terms import Stage
from tests.browsing import browsing, check
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.incidents.test_pages_story import BASE


@pytest.fixture
def scene(world: World) -> Setting:
    """A contest with its officer."""
    return setting(world)


@pytest.fixture
def page(scene: Setting, chromium: Browser) -> Iterator[Page]:
    """An officer's page in a browser."""
    with browsing(scene.world, chromium, scene.officer.user_id) as (opened,):
        yield opened


def test_pages_are_accessible_on_both_screens(scene: Setting, page: Page, pictures: Path) -> None:
    """List, kinds, case and acts have no fault that axe finds, and nothing sticks out of the screen."""
    replied, received = scene.at(Stage.REPLIED, "4(a)"), scene.file("4(a)")
    paths = {
        "list": f"{BASE}/",
        "kinds": f"{BASE}/new",
        "case": f"{BASE}/{replied}/",
        "finding": f"{BASE}/{replied}/allegations/0/finding",
        "evidence": f"{BASE}/{replied}/evidence/new",
        "source": f"{BASE}/{replied}/sources/new",
        "facts": f"{BASE}/{received}/facts",
        "allege": f"{BASE}/{received}/allegations",
    }
    for name, path in paths.items():
        page.goto(path)
        check(page, pictures / f"incidents-{name}")


PARTS = "nav[aria-label='Parts of this case']"


def test_the_parts_of_a_case_stand_at_the_side_on_a_wide_screen(scene: Setting, page: Page) -> None:
    """All of them in three groups, in one column, the present one marked; each leads to a page that marks itself."""
    page.goto(f"{BASE}/{scene.at(Stage.REPLIED, '4(a)')}/")
    assert page.locator(f"{PARTS} ul").count() == 3
    links = page.locator(f"{PARTS} a").all()
    assert len({round(box["x"]) for link in links for box in [link.bounding_box()] if box is not None}) == 1
    assert page.locator(".parts-button").is_hidden()
    for name, address in [(link.inner_text(), link.get_attribute("href")) for link in links]:
        page.goto(address or "")
        assert page.locator(f"{PARTS} a[aria-current=page]").all_inner_texts() == [name]


def test_the_parts_of_a_case_open_by_the_keyboard_on_a_telephone(scene: Setting, page: Page, pictures: Path) -> None:
    """Behind a button that names the present part; Enter opens the list, Escape closes it, a link leads on."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{BASE}/{scene.at(Stage.REPLIED, '4(a)')}/deadlines")
    button, links = page.get_by_role("button", name="Parts of this case: Deadlines"), page.locator(f"{PARTS} a")
    assert links.first.is_hidden()
    button.focus()
    page.keyboard.press("Enter")
    links.first.wait_for()
    page.screenshot(path=f"{pictures / 'incidents-parts'}.png")
    page.keyboard.press("Escape")
    links.first.wait_for(state="hidden")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Parts of this case: Case").wait_for()


def test_an_incident_is_filed_in_a_browser(page: Page, pictures: Path) -> None:
    """Facts, clauses and filing, by the keyboard's own controls, with both steps accessible."""
    page.goto(f"{BASE}/new?kind=travel")
    check(page, pictures / "incidents-new")
    page.select_option("#candidate", "alder")
    page.fill("#title", "Mission with a dinner")
    page.fill("#occurred_from", "2031-01-16")
    page.fill("#reported_on", "2031-02-03")
    page.fill("#summary", "A dinner was given.")
    page.get_by_role("button", name="Next: the clauses").click()
    check(page, pictures / "incidents-clauses")
    page.get_by_label("4(a)").check()
    page.get_by_role("button", name="File the incident").click()
    page.get_by_text("1 allegation").first.wait_for()


def test_a_file_that_is_too_large_is_named_before_it_is_sent(scene: Setting, page: Page, tmp_path: Path) -> None:
    """The browser says so, sends nothing and keeps what was written."""
    large = tmp_path / "long.txt"
    large.write_bytes(b"x" * (scene.world.app.extensions["compliance.config"].upload_limit_mib * 1024 * 1024 + 1))
    page.goto(f"{BASE}/{scene.file('4(a)')}/evidence/new")
    page.fill("#description", "The hotel.")
    page.set_input_files("#file", large)
    page.get_by_role("button", name="Add the evidence").click()
    assert page.get_by_text("This file has more than").is_visible()
    assert page.input_value("#description") == "The hotel."


def test_a_title_of_one_endless_word_does_not_widen_a_page(scene: Setting, page: Page) -> None:
    """Three hundred letters without a blank stay within every page, and sixty of a view's name do."""
    case = scene.file("4(a)", title="W" * 290)
    page.goto(f"{BASE}/?stage=received")
    page.fill(".desk-save input[name=name]", "V" * 60)
    page.click(".desk-save button")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in (f"{BASE}/", f"{BASE}/{case}/", f"{BASE}/{case}/facts", "/contests/dg-2031/", "/"):
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} at {width}: {wide}"


def test_a_text_that_turns_the_direction_of_writing_turns_nothing_else(scene: Setting, page: Page) -> None:
    """An override in a title ends with the title: it stands in an element of its own that is isolated."""
    case = scene.file("4(a)", title="Port\u202e Vell")
    page.goto(f"{BASE}/{case}/")
    assert page.locator("h1").evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"
    assert page.locator(".eyebrow").first.evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"
