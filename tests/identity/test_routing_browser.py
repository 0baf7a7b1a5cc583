"""The pages of routing and of who sees a case in a browser: reachable for everybody, wide and narrow."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from compliance.core.access import Role
from compliance.identity import service as people
from compliance.identity.models import User
from compliance.identity.terms import RelationKind
from compliance.incidents import service as incidents
from compliance.incidents.terms import Stage
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.world import World

WIDTHS = (1280, 390)
CONTEST = "/contests/dg-2031"


@pytest.fixture
def scene(world: World) -> Setting:
    """A contest whose officers stand in relations to candidates and replace one another."""
    made = setting(world)
    anna, ben = (world.user(Role.OFFICER, made.contest, name=name) for name in ("Anna Reed", "Ben Rush"))
    with world.act() as uow:
        user = uow.session.get_one(User, anna)
        asked = people.NewRelation(RelationKind.REPORTS_TO, made.alder, "In operations, since 2029.")
        people.declare_relation(uow, user, made.contest, asked)
        people.recuse(uow, uow.session.get_one(User, ben), made.contest, "We are related.", candidacy_id=made.birch)
        people.name_replacement(uow, made.contest, people.NewReplacement(anna, None, ben, TODAY))
        people.set_head(uow, made.contest, made.alder)
    return made


@pytest.fixture
def visit(scene: Setting, chromium: Browser) -> Iterator[Page]:
    """A page in a browser; addresses are taken below the server's own."""
    server = make_server("127.0.0.1", 0, scene.world.app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}")
    yield context.new_page()
    context.close()
    server.shutdown()
    serving.join()
    server.server_close()


def _as(page: Page, scene: Setting, user_id: int) -> None:
    cookie = scene.world.browser(user_id).http.get_cookie("session")
    assert cookie is not None
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])


def _check(page: Page, pictures: Path, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=pictures / f"routing-{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} at {width}"
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name} at {width}: {found.generate_report()}"


def test_pages_are_accessible_on_both_screens(scene: Setting, visit: Page, pictures: Path) -> None:
    """Routing, its forms and the tab of a case have no fault that axe finds, and nothing sticks out of the screen."""
    reference, chair = scene.at(Stage.NOTIFIED), scene.world.user(Role.CHAIR, scene.contest)
    officer = scene.officer.user_id or 0
    with scene.world.act(scene.officer) as uow:
        incidents.assign(uow, scene.incident(uow, reference), officer, "The rules of travel are familiar.")
    case = f"{CONTEST}/incidents/{reference}"
    for user_id, name, path in (
        (chair, "page", f"{CONTEST}/routing"),
        (chair, "relation", f"{CONTEST}/relations/new"),
        (chair, "replacement", f"{CONTEST}/routing/replacements/new"),
        (officer, "account", "/account"),
        (officer, "access", f"{case}/access"),
        (officer, "confine", f"{case}/access/confine"),
        (officer, "keep-out", f"{case}/keep-out"),
    ):
        _as(visit, scene, user_id)
        visit.goto(path)
        _check(visit, pictures, name)
