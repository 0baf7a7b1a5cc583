"""Pages of the log."""

import orjson
from sqlalchemy import text

from compliance.core.access import Role
from compliance.identity import service
from compliance.identity.models import User
from compliance.transparency.merkle import leaf_hash, verify_inclusion
from tests.client import words
from tests.factories.world import World


def test_an_observer_checks_an_entry_with_its_proof(world: World) -> None:
    """Leaf and path from the downloaded proof lead to the root on the page, checked here without the application."""
    contest_id = world.contest()
    browser = world.browser(world.user(Role.OBSERVER, contest_id))
    assert "contest.created" in browser.get("/contests/dg-2031/log/").text
    browser.get("/contests/dg-2031/log/0/")
    proof = orjson.loads(browser.get("/contests/dg-2031/log/0/proof.json").data)
    path, root = [bytes.fromhex(one) for one in proof["path"]], bytes.fromhex(proof["root"])
    leaf = leaf_hash(proof["leaf"].encode())
    assert leaf.hex() == proof["leaf_hash"]
    assert verify_inclusion(leaf, proof["index"], proof["size"], path, root)
    assert proof["root"] in browser.get("/log/").text


def test_verifying_on_the_page_names_what_was_changed(world: World) -> None:
    """The page says that the log holds, and after a change by SQL which row does not."""
    contest_id = world.contest()
    browser = world.browser(world.user(Role.OBSERVER, contest_id))
    assert "The log holds" in words(browser.post("/log/verify", expect=200).text)
    with world.edge.writers.begin() as session:
        session.execute(text("UPDATE contest SET title = 'Another'"))
    page = words(browser.post("/log/verify", expect=200).text)
    assert "The log does not hold" in page
    assert f"contest {contest_id}" in page


def test_entries_are_for_those_who_may_read_them(world: World) -> None:
    """Candidates and strangers meet no list of entries, nor does an officer who is recused from a case."""
    contest_id = world.contest()
    candidacy_id = world.candidacy(contest_id)
    candidate = world.user(Role.CANDIDATE, contest_id, candidacy_id)
    world.browser(candidate).get("/contests/dg-2031/log/", expect=404)
    world.browser(candidate).post("/log/verify", expect=403)
    world.browser(world.user()).get("/contests/dg-2031/log/", expect=404)
    officer = world.user(Role.OFFICER, contest_id)
    world.browser(officer).get("/contests/dg-2031/log/")
    with world.act() as uow:
        user = uow.session.get_one(User, officer)
        service.recuse(uow, user, contest_id, "A former colleague", candidacy_id=candidacy_id)
    world.browser(officer).get("/contests/dg-2031/log/", expect=403)
    world.browser(officer).get("/contests/dg-2031/log/0/", expect=403)


def test_an_entry_of_another_contest_is_not_found(world: World) -> None:
    """The address of one contest does not open the entries of another."""
    contest_id = world.contest()
    world.contest("other")
    browser = world.browser(world.user(Role.OBSERVER, contest_id))
    browser.get("/contests/dg-2031/log/1/", expect=404)
    browser.get("/contests/dg-2031/log/1/proof.json", expect=404)
    browser.get("/contests/dg-2031/log/99999/", expect=404)


def test_a_long_log_comes_in_pages(world: World) -> None:
    """Fifty entries stand on a page, which leads to older ones and back."""
    contest_id = world.contest()
    for number in range(60):
        world.candidacy(contest_id, f"c{number}", f"Candidate {number}", number)
    browser = world.browser(world.user(Role.OBSERVER, contest_id))
    first = browser.get("/contests/dg-2031/log/").text
    older = browser.get("/contests/dg-2031/log/?before=12").text
    assert first.count('<th scope="row"') == 50
    assert older.count('<th scope="row"') == 12
    assert "after=11" in older
