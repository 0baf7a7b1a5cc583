"""Addresses that nobody made: a page that says so, never a fault."""

import pytest

from compliance.core.access import Role
from tests.factories.world import World

HUGE = "9" * 25


@pytest.mark.parametrize(
    "path",
    [
        "/contests/%00/",
        "/contests/dg-2031/%0a/",
        "/contests/dg-2031/incidents/%00/",
        "/contests/dg-2031/incidents/K7Q2MD4/evidence/%00",
        "/contests/dg-2031/codes/%00/1/",
        f"/contests/dg-2031/codes/standards/{HUGE}/",
        f"/contests/dg-2031/log/{HUGE}/",
        "/contests/dg-2031/log/9999999999/",
        "/contests/dg-2031/pledges/%00",
        "/contests/dg-2031/reports/%00/",
    ],
)
def test_an_address_that_no_database_takes_is_no_page(world: World, path: str) -> None:
    """A control character or a number of any size in an address is a 404, on either database."""
    officer = world.browser(world.user(Role.OFFICER, world.contest()))
    officer.get(path, expect=404)


@pytest.mark.parametrize("asked", ["?q=%00", "?before=999999999999999999", "?after=9999999999", "?candidacy=%00"])
def test_a_list_takes_any_question(world: World, asked: str) -> None:
    """What cannot be looked for, and a key that no row can have, are passed over."""
    officer = world.browser(world.user(Role.OFFICER, world.contest()))
    officer.get(f"/contests/dg-2031/incidents/{asked}")
    officer.get(f"/contests/dg-2031/log/{asked}")


def test_a_control_character_signs_nobody_in(world: World) -> None:
    """It is taken out of an address as out of every text, and the sign-in fails as any other."""
    world.browser().post("/sign-in", {"email": "a\0@example.org", "password": "\0"}, expect=422)


def test_the_error_of_a_database_does_not_hold_what_was_sent(world: World) -> None:
    """Whoever writes errors down, writes down no names and no texts with them."""
    assert world.edge.engine.hide_parameters
