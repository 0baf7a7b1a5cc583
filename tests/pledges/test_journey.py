"""The candidate's way through the pages: reading, deciding, reviewing, signing."""

import re
from dataclasses import dataclass, replace
from datetime import date

import pytest
from werkzeug.test import TestResponse

from compliance.core.access import Role
from compliance.identity.sessions import MOST_FAILURES
from tests.client import PageClient, words
from tests.factories import pledges
from tests.factories.world import PASSWORD, World

WAY = "/contests/dg-2031/pledge"
PLEDGE = f"{WAY}/pledge/1"
SIGNATURE = {"typed_name": "robin alder", "submitted_to": "Chair of the Council", "password": PASSWORD}


@dataclass
class Stage:
    """A contest with one candidate, a pledge of three clauses, and the candidate's browser."""

    contest: int
    alder: int
    instrument: int
    version: int
    candidate: PageClient


@pytest.fixture
def stage(world: World) -> Stage:
    """The stage of the tests here."""
    contest = world.contest()
    alder = world.candidacy(contest)
    instrument = pledges.instrument(world, contest)
    version = pledges.version(world, instrument)
    user = world.user(Role.CANDIDATE, contest, alder)
    return Stage(contest, alder, instrument, version, world.browser(user))


def decide_all(browser: PageClient, way: str = PLEDGE) -> None:
    """Accept the first clause, reserve the second, decline the third."""
    browser.post(f"{way}/clause/1", {"decision": "accepted"})
    browser.post(f"{way}/clause/2", {"decision": "accepted_with_reservation", "statement": "Not on Sundays."})
    browser.post(f"{way}/clause/3", {"decision": "declined", "statement": "They are my witnesses."})


def sign(browser: PageClient, expect: int = 302, **changes: str) -> TestResponse:
    """Review the decisions and go on to sign them."""
    way = re.search(rf'"({PLEDGE}/sign\?reviewed=\w+)"', browser.get(f"{PLEDGE}/review").text)
    assert way
    seen = way[1].partition("reviewed=")[2]
    assert f'value="{seen}"' in browser.get(way[1]).text
    return browser.post(f"{PLEDGE}/sign", {**SIGNATURE, "reviewed": seen, **changes}, expect)


def test_a_candidate_reads_decides_reviews_and_signs(stage: Stage) -> None:
    """Each step keeps what was decided and leads to the next; the receipt shows what was signed."""
    browser = stage.candidate
    assert "0 of 3" in words(browser.get(WAY).text)
    browser.get(PLEDGE)
    page = browser.get(f"{PLEDGE}/clause/1")
    assert "Candidates do not combine missions" in page.text
    assert browser.post(f"{PLEDGE}/clause/1", {"decision": "accepted"}).location == f"{PLEDGE}/clause/2"
    again = browser.post(f"{PLEDGE}/clause/2", {"decision": "declined", "statement": " "}, expect=422)
    assert "Say why you decline" in words(again.text)
    given = {"decision": "accepted_with_reservation", "statement": "Not on Sundays.", "later": "1"}
    assert browser.post(f"{PLEDGE}/clause/2", given).location == PLEDGE
    assert "Not on Sundays." in browser.get(f"{PLEDGE}/clause/2").text
    assert browser.get(f"{PLEDGE}/sign", expect=302).location == f"{PLEDGE}/review"
    assert "1 clause is not decided yet" in words(browser.get(f"{PLEDGE}/review").text)
    browser.post(f"{PLEDGE}/accept-rest")
    receipt = browser.get(sign(browser).location)
    assert "Accepted with a reservation" in words(receipt.text)
    assert "Not on Sundays." in receipt.text
    assert "Nothing awaits your signature" in words(browser.get(WAY).text)


def test_a_clause_needs_one_of_three_answers(stage: Stage) -> None:
    """Nothing chosen, or something else, is refused, and there is no clause beyond the last."""
    stage.candidate.post(f"{PLEDGE}/clause/1", {}, expect=422)
    stage.candidate.post(f"{PLEDGE}/clause/1", {"decision": "maybe"}, expect=422)
    stage.candidate.get(f"{PLEDGE}/clause/0", expect=404)
    stage.candidate.get(f"{PLEDGE}/clause/4", expect=404)
    stage.candidate.get(f"{WAY}/pledge/2", expect=404)
    stage.candidate.get(f"{WAY}/other/1", expect=404)


def test_a_wrong_password_signs_nothing_and_counts_towards_the_lock_out(world: World, stage: Stage) -> None:
    """After too many wrong ones even the right one is refused, until the window has passed."""
    decide_all(stage.candidate)
    for _attempt in range(MOST_FAILURES):
        refused = sign(stage.candidate, 422, password="not this one")
        assert "This is not your password" in words(refused.text)
    locked = sign(stage.candidate, 422)
    assert "too many attempts" in words(locked.text)
    world.clock.advance(minutes=16)
    sign(stage.candidate)


def test_another_name_signs_nothing(stage: Stage) -> None:
    """The typed name must be the candidate's."""
    decide_all(stage.candidate)
    refused = sign(stage.candidate, 422, typed_name="Robin Elder")
    assert "Type your name as it stands" in words(refused.text)


def test_an_agent_prepares_but_does_not_sign(world: World, stage: Stage) -> None:
    """The agent's decisions are kept for the candidate; signing is refused with the reason."""
    agent = world.browser(world.user(Role.AGENT, stage.contest, stage.alder))
    decide_all(agent)
    assert "in person" in words(agent.get(f"{PLEDGE}/review").text)
    agent.get(f"{PLEDGE}/sign", expect=302)
    agent.post(f"{PLEDGE}/sign", SIGNATURE, expect=403)
    sign(stage.candidate)


def test_nobody_signs_what_they_have_not_reviewed(world: World, stage: Stage) -> None:
    """What an agent changes between the review and the signature is not signed: the candidate reviews it first."""
    decide_all(stage.candidate)
    stage.candidate.get(f"{PLEDGE}/sign", expect=302)
    way = re.search(rf"{PLEDGE}/sign\?reviewed=(\w+)", stage.candidate.get(f"{PLEDGE}/review").text)
    assert way
    stage.candidate.get(way[0])
    agent = world.browser(world.user(Role.AGENT, stage.contest, stage.alder))
    agent.post(f"{PLEDGE}/clause/3", {"decision": "accepted"})
    for seen in (way[1], ""):
        page = stage.candidate.follow(f"{PLEDGE}/sign", {**SIGNATURE, "reviewed": seen})
        assert "as they stand now" in words(page.text)
    assert stage.candidate.get(way[0], expect=302).location == f"{PLEDGE}/review"
    assert "Your pledge is signed" in words(stage.candidate.get(sign(stage.candidate).location).text)


def test_nobody_else_meets_the_pages_of_a_candidate(world: World, stage: Stage) -> None:
    """Officers, observers and administrators have no way to a draft; each candidate has only their own."""
    stage.candidate.post(f"{PLEDGE}/clause/1", {"decision": "declined", "statement": "Between us."})
    for role in (Role.OFFICER, Role.OBSERVER, Role.CHAIR):
        world.browser(world.user(role, stage.contest)).get(f"{PLEDGE}/review", expect=404)
    world.browser(world.user(Role.ADMINISTRATOR)).get(f"{PLEDGE}/review", expect=404)
    birch = world.candidacy(stage.contest, "birch", "Kim Birch", 1)
    other = world.browser(world.user(Role.CANDIDATE, stage.contest, birch))
    assert "Between us." not in other.get(f"{PLEDGE}/review").text


def test_a_later_version_shows_what_changed_and_needs_its_own_signature(world: World, stage: Stage) -> None:
    """A signature under version 1 does not carry over; the reworded clause is marked word by word."""
    decide_all(stage.candidate)
    sign(stage.candidate)
    changed = (replace(pledges.PLEDGE[0], text="Candidates do not combine missions with any meeting."),)
    clauses = (*changed, *pledges.PLEDGE[1:])
    pledges.version(world, stage.instrument, "2", clauses=clauses, in_force_from=date(2031, 3, 1))
    second = f"{WAY}/pledge/2"
    assert "0 of 3" in words(stage.candidate.get(WAY).text)
    begin = words(stage.candidate.get(second).text)
    assert "What changed since version 1" in begin
    assert "Reworded" in begin
    assert "Changed since version 1" in words(stage.candidate.get(f"{second}/clause/1").text)
    assert "Changed since version 1" not in words(stage.candidate.get(f"{second}/clause/2").text)
