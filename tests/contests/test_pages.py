"""Pages of contests."""

import re

from compliance.contests import queries
from compliance.contests.models import Contest
from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from tests.client import words
from tests.factories.hostile import HOSTILE
from tests.factories.world import World

GIVEN = {
    "slug": "es-2032",
    "title": "Election of the Executive Secretary",
    "organisation": "Shared Rivers Organisation",
    "post": "Executive Secretary",
    "timezone": "Europe/Vienna",
    "opens_on": "2031-06-01",
    "votes_on": "2032-01-20",
    "electorate": "64",
    "majority": "",
}


def _revision(page: str) -> str:
    found = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert found
    return found.group(1)


def test_an_administrator_sets_up_a_contest_by_form(world: World) -> None:
    """The form makes the contest and leads to its page."""
    browser = world.browser(world.user(Role.ADMINISTRATOR))
    assert "Set up the first one" in words(browser.get("/").text)
    browser.get("/contests/new")
    assert browser.post("/contests/new", GIVEN).location == "/contests/es-2032/"
    page = words(browser.get("/").text)
    assert "The contest is set up" in page
    assert "20 January 2032" in page
    with world.look() as uow:
        contest = queries.by_slug(uow.session, "es-2032")
    assert contest is not None
    assert (contest.electorate, contest.majority) == (64, None)


def test_faults_stand_on_their_fields_and_nothing_is_lost(world: World) -> None:
    """A form with faults comes back with all of them and with what was typed, and saves nothing."""
    browser = world.browser(world.user(Role.ADMINISTRATOR))
    wrong = (
        GIVEN
        | {"opens_on": "2031-02-30", "electorate": "many", "title": "", "votes_on": "12000-01-01"}
        | {"timezone": ""}
    )
    page = browser.post("/contests/new", wrong, expect=422).text
    for message in ("in the calendar", "whole number", "Give the election a title", 'value="many"', 'value="es-2032"'):
        assert message in page
    late = GIVEN | {"votes_on": "2031-05-01", "slug": "ES", "timezone": "Europe/Nowhere"}
    page = browser.post("/contests/new", late, expect=422).text
    for message in ("cannot be held before", "Use lower-case letters", "Choose a time zone by its name"):
        assert message in page
    with world.look() as uow:
        assert queries.by_slug(uow.session, "es-2032") is None


def test_text_that_tries_to_be_something_else_is_shown_as_text(world: World) -> None:
    """Markup in a title is escaped, and control characters do not get in."""
    browser = world.browser(world.user(Role.ADMINISTRATOR))
    browser.post("/contests/new", GIVEN | {"title": HOSTILE[:250], "slug": "hostile"})
    page = browser.get("/contests/hostile/").text
    assert "<script>alert" not in page
    assert "\x00" not in page
    browser.post("/contests/new", GIVEN | {"title": "<b>{{ 7 * 7 }}</b> %(name)s"})
    assert "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt; %(name)s" in browser.get("/").text


def test_an_officer_moves_the_vote(world: World) -> None:
    """The form shows what is saved, saves what changed, and never the short name."""
    contest_id = world.contest()
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    page = browser.get("/contests/dg-2031/edit").text
    assert 'value="2031-05-15"' in page
    sent = GIVEN | {"revision": _revision(page)}
    assert browser.post("/contests/dg-2031/edit", sent).location == "/contests/dg-2031/"
    with world.look() as uow:
        contest = uow.session.get_one(Contest, contest_id)
    assert (contest.slug, contest.timezone, contest.electorate) == ("dg-2031", "Europe/Vienna", 64)


def test_who_saves_second_sees_both_texts(world: World) -> None:
    """A form that was opened before somebody else saved is answered with a page that holds both texts."""
    contest_id = world.contest()
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    revision = _revision(browser.get("/contests/dg-2031/edit").text)
    browser.post("/contests/dg-2031/edit", GIVEN | {"title": "The first title", "revision": revision})
    page = browser.post(
        "/contests/dg-2031/edit", GIVEN | {"title": "The second title", "revision": revision}, expect=409
    ).text
    assert "The first title" in page
    assert "The second title" in page


def test_others_do_not_learn_that_there_is_such_a_page(world: World) -> None:
    """Only administrators set up a contest, officers too edit one, and a recused officer reads why not."""
    contest_id = world.contest()
    officer_id = world.user(Role.OFFICER, contest_id)
    for user_id in (world.user(), world.user(Role.CHAIR, contest_id), world.user(Role.OFFICER, world.contest("other"))):
        browser = world.browser(user_id)
        browser.get("/contests/dg-2031/edit", expect=404)
        browser.post("/contests/dg-2031/edit", GIVEN, expect=404)
        browser.get("/contests/new", expect=404)
    with world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, officer_id), contest_id, "Reports to a candidate.")
    assert "recused" in words(world.browser(officer_id).get("/contests/dg-2031/edit", expect=403).text)
