"""At home stands what was asked because of findings: for the office to follow up, for the candidate to do."""

import re

import pytest

from compliance.core.access import Actor, Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import service
from compliance.incidents.terms import MeasureKind, Result
from tests.client import words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.incidents.test_measures import found, ordered
from tests.statements import statements

OFFICE, SIDE = "Measures to follow up", "What you are asked to do"
MOST_STATEMENTS = 12


def home(scene: Setting, actor: Actor) -> str:
    """Somebody's home."""
    return scene.world.browser(actor.user_id or 0).get("/").text


def link(page: str, act: str) -> str:
    """Where the one act leads."""
    (found,) = re.findall(rf'href="([^"]*/measures/[^"]*/{act})"', page)
    return str(found)


def test_the_office_is_led_to_the_follow_up_and_told_what_is_overdue(world: World) -> None:
    """Kind, day, candidate and case stand there; when the day has passed, so does that it is overdue."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    ordered(scene, case)
    ordered(scene, case, kind=MeasureKind.PRIVATE_WARNING, due_on=None)
    page = home(scene, scene.officer)
    part = words(page[page.index(OFFICE) :])
    assert "Correction asked 20 February 2031" in part
    assert case in part
    assert "Private warning" not in part
    assert "Overdue" not in part.partition("Work due")[0]
    browser = world.browser(scene.officer.user_id)
    assert "Follow up a measure" in browser.get(link(page, "step")).text
    world.clock.advance(days=11)
    page = home(scene, scene.officer)
    assert "20 February 2031 Overdue" in words(page[page.index(OFFICE) :])


@pytest.mark.parametrize("role", [Role.CANDIDATE, Role.AGENT])
def test_the_candidates_side_is_led_to_where_it_says_what_was_done(world: World, role: Role) -> None:
    """The candidate and whoever speaks for them find the measure with its day; a rival finds none."""
    scene = setting(world)
    ordered(scene, found(scene, Result.SUBSTANTIATED))
    who = world.actor(world.user(role, scene.contest, scene.alder))
    page = home(scene, who)
    assert "Correction asked 20 February 2031" in words(page[page.index(SIDE) :])
    assert OFFICE not in page
    assert "Say what was done" in world.browser(who.user_id).get(link(page, "done")).text
    assert SIDE not in home(scene, world.actor(world.user(role, scene.contest, scene.birch)))


@pytest.mark.parametrize("way", ["candidacy", "contest", "confined"])
def test_whoever_keeps_out_is_shown_no_measure(world: World, way: str) -> None:
    """Neither an officer who is recused, nor one who is not among those to whom a case is confined."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    ordered(scene, case)
    other, third = world.actor(world.user(Role.OFFICER, scene.contest)), world.user(Role.OFFICER, scene.contest)
    assert OFFICE in home(scene, other)
    with world.act(scene.officer if way == "confined" else other) as uow:
        if way == "confined":
            handlers = [scene.officer.user_id or 0, third]
            service.restrict(uow, scene.incident(uow, case), "Retaliation is feared.", handlers)
        else:
            out_of = {"candidacy_id": scene.alder} if way == "candidacy" else {}
            identity.recuse(uow, uow.session.get_one(User, other.user_id), scene.contest, "We served.", **out_of)
    assert OFFICE not in home(scene, other)
    assert (OFFICE in home(scene, scene.officer)) is True


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BUREAU, Role.OBSERVER])
def test_nobody_else_is_shown_a_measure(world: World, role: Role) -> None:
    """Chair, bureau and observers are asked for nothing that follows from findings."""
    scene = setting(world)
    ordered(scene, found(scene, Result.SUBSTANTIATED))
    page = home(scene, world.actor(world.user(role, scene.contest)))
    assert OFFICE not in page
    assert SIDE not in page


def test_a_home_with_many_measures_takes_as_few_statements(world: World) -> None:
    """Twelve at most, and for a dozen measures no more than for one; thirty at most are shown."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    counts = []
    for more in (1, 34):
        for _number in range(more):
            ordered(scene, case)
        for who in (scene.officer, scene.candidate):
            browser = world.browser(who.user_id)
            with statements(world) as sent:
                page = browser.get("/").text
            counts.append(len(sent))
            act = "step" if who is scene.officer else "done"
            assert len(re.findall(f"/measures/[^/]+/{act}", page)) == min(more, 30)
    assert counts[:2] == counts[2:]
    assert max(counts) <= MOST_STATEMENTS
