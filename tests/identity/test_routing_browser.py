"""The pages of routing and of who sees a case in a browser: reachable for everybody, wide and narrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from compliance.core.access import Role
from compliance.identity import service as people
from compliance.identity.models import User
from compliance.identity.terms import RelationKind
from compliance.incidents import service as incidents
from compliance.incidents.terms import Stage
from tests.browsing import browsing, check, sign_in
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.world import World

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
    """A page in a browser, for one person after another."""
    with browsing(scene.world, chromium, None) as (page,):
        yield page


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
        sign_in(visit, scene.world, user_id)
        visit.goto(path)
        check(visit, pictures / f"routing-{name}")
