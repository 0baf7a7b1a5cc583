"""Two people write the same notice or the same reply: nothing is overwritten, and nothing is sent unseen."""

import re
from io import BytesIO

import pytest

from compliance.core.access import Role
from compliance.incidents.terms import Stage
from tests.api import CASES, Program
from tests.client import PageClient, words
from tests.factories.cases import Setting, setting
from tests.factories.notices import another_officer
from tests.factories.world import World
from tests.incidents.test_pages_story import BASE, PNG, browser


@pytest.fixture
def made(world: World) -> Setting:
    """A contest under way."""
    return setting(world)


def opened(who: PageClient, page: str, name: str) -> dict[str, str]:
    """Open a form; return what it remembers of what it was made from."""
    found = re.search(rf'name="{name}"[^>]*value="(\w+)"', who.get(page).text)
    assert found, f"{page} remembers no {name}"
    return {name: found.group(1)}


def stating(text: str) -> dict[str, object]:
    """A notice that states one fact."""
    return {"facts-0-text": text, "facts-0-from_on": "2031-01-16", "facts-0-allegations": ["0", "1"], "template": ""}


def test_an_officer_does_not_overwrite_the_notice_of_another(made: Setting) -> None:
    """The later save is refused with both texts, for the first notice as for a further version; then it goes on."""
    page = f"{BASE}/{made.at(Stage.ADMISSIBLE)}/notify"
    officer, other = browser(made, Role.OFFICER), made.world.browser(another_officer(made).user_id)
    early, late = opened(officer, page, "revision"), opened(other, page, "revision")
    officer.post(page, {**stating("Two days of five."), **early})
    told = words(other.post(page, {**stating("Three days of five."), **late}, expect=409).text)
    assert "Three days of five. 16 January 2031 4(a) of Standards of Conduct" in told
    assert "Two days of five. 16 January 2031 4(a) of Standards of Conduct" in told
    first, second = opened(officer, page, "revision"), opened(other, page, "revision")
    other.post(page, {**stating("Nearly three days."), **second})
    officer.post(page, {**stating("Only two days."), **first}, expect=409)
    assert "Nearly three days." in officer.get(page).text


def test_a_notice_begun_anew_is_not_taken_for_the_one_given_up(made: Setting) -> None:
    """A form made from a notice that was given up since does not overwrite the one begun after it."""
    page = f"{BASE}/{made.at(Stage.ADMISSIBLE)}/notify"
    officer, other = browser(made, Role.OFFICER), made.world.browser(another_officer(made).user_id)
    officer.post(page, {**stating("Two days of five."), **opened(officer, page, "revision")})
    late = opened(other, page, "revision")
    drop = re.search(r'href="[^"]*(/notices/\w+/drop)"', officer.get(page.replace("/notify", "/notices/")).text)
    assert drop
    officer.post(page.replace("/notify", drop.group(1)))
    other.post(page, {**stating("Three days."), **late}, expect=409)
    officer.post(page, {**stating("Four days."), **opened(officer, page, "revision")})
    other.post(page, {**stating("Three days."), **late}, expect=409)


def test_rows_are_added_without_losing_what_the_form_was_made_from(made: Setting) -> None:
    """The button that adds a fact keeps the revision that was seen."""
    page = f"{BASE}/{made.at(Stage.ADMISSIBLE)}/notify"
    officer, other = browser(made, Role.OFFICER), made.world.browser(another_officer(made).user_id)
    seen = opened(officer, page, "revision")
    other.post(page, {**stating("Two days of five."), **opened(other, page, "revision")})
    longer = officer.post(page, {**stating("Three days."), **seen, "add": "1"}, expect=200).text
    assert re.search(rf'name="revision"[^>]*value="{seen["revision"]}"', longer)


def sides(made: Setting) -> tuple[PageClient, PageClient]:
    """The candidate and an agent of theirs."""
    agent = made.world.user(Role.AGENT, made.contest, made.alder)
    return browser(made, Role.CANDIDATE), made.world.browser(agent)


def test_candidate_and_agent_do_not_overwrite_each_others_draft(made: Setting) -> None:
    """The later save is refused with both texts and the files; started again, it goes on."""
    page = f"{BASE}/{made.at(Stage.NOTIFIED)}/allegations/0/reply"
    candidate, agent = sides(made)
    early, late = opened(candidate, page, "seen"), opened(agent, page, "seen")
    file = {"file": (BytesIO(PNG), "diary.png")}
    candidate.post(page, {"text": "It was a courtesy call.", "do": "save", **early, **file})
    told = words(agent.post(page, {"text": "It was private.", "declines": "y", "do": "save", **late}, expect=409).text)
    for said in (
        "It was a courtesy call.",
        "It was private.",
        "diary.png",
        "Decline to comment on this allegation Yes",
    ):
        assert said in told
    assert "It was a courtesy call." in agent.get(page).text
    agent.post(page, {"text": "It was both.", "do": "save", **opened(agent, page, "seen")})
    assert "It was both." in candidate.get(page).text


def test_nothing_is_sent_from_a_form_that_is_out_of_date(made: Setting) -> None:
    """Neither a stale draft, nor one begun before the reply was sent, becomes a reply; nor what was never read."""
    case = f"{BASE}/{made.at(Stage.NOTIFIED)}"
    page, both = f"{case}/allegations/0/reply", f"{case}/replies"
    candidate, agent = sides(made)
    late = opened(agent, page, "seen")
    candidate.post(page, {"text": "It was a courtesy call.", "do": "save", **opened(candidate, page, "seen")})
    agent.post(page, {"text": "It was private.", "do": "send", **late}, expect=409)
    unread = opened(candidate, both, "seen")
    agent.post(page, {"text": "It was both.", "do": "save", **opened(agent, page, "seen")})
    candidate.post(both, {"positions": ["0"], **unread}, expect=409)
    late = opened(agent, page, "seen")
    candidate.post(both, {"positions": ["0"], **opened(candidate, both, "seen")})
    told = words(agent.post(page, {"text": "It was private.", "do": "send", **late}, expect=409).text)
    assert "A reply on this allegation was given while you were writing." in told
    shown = words(agent.get(f"{case}/").text)
    assert "It was both." in shown
    assert "It was private." not in shown


def test_a_program_gives_back_what_it_read(made: Setting) -> None:
    """A notice written by others meanwhile, and a draft saved or sent by others, are conflicts with both texts."""
    office = Program(made.world, made.officer.user_id or 0)
    second = Program(made.world, another_officer(made).user_id or 0)
    fact = {"text": "Two of five days.", "from_on": "2031-01-16", "allegations": [0]}
    notices = f"{CASES}/{made.at(Stage.ADMISSIBLE, '4(a)')}/notices"
    office.post(notices, {"facts": [fact]}, expect=201)
    mine = {"facts": [fact | {"text": "Three of five days."}]}
    told = second.post(notices, mine, expect=409)
    assert "Two of five days." in told["theirs"]["Fact 1"]
    assert "Three of five days." in told["yours"]["Fact 1"]
    second.post(notices, mine | {"revision": second.get(notices)["revision"]}, expect=201)
    case = f"{CASES}/{made.at(Stage.NOTIFIED, '4(a)', '4(b)')}"
    side = Program(made.world, made.candidate.user_id or 0)
    agent = Program(made.world, made.world.user(Role.AGENT, made.contest, made.alder))
    seen = side.get(f"{case}/drafts")["seen"]
    saved = side.put(f"{case}/allegations/0/draft", {"text": "No.", "seen": seen})
    told = agent.put(f"{case}/allegations/0/draft", {"text": "Yes.", "seen": seen}, expect=409)
    assert (told["yours"]["Reply"], told["theirs"]["Reply"]) == ("Yes.", "No.")
    agent.put(f"{case}/allegations/0/draft", {"text": "Perhaps.", "seen": saved["seen"]})
    side.post(f"{case}/drafts/send", {"positions": [0], "seen": saved["seen"]}, expect=409)
    side.post(f"{case}/drafts/send", {"positions": [0], "seen": side.get(f"{case}/drafts")["seen"]}, expect=201)
