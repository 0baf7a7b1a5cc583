"""Pages of the register of candidates."""

import re
from datetime import date

import pytest
from sqlalchemy import event

from compliance.candidates import queries, routes
from compliance.candidates.models import Candidacy
from compliance.candidates.service import StatusSpan, set_statuses
from compliance.candidates.terms import Status
from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from tests.client import words
from tests.factories.world import World

BASE = "/contests/dg-2031/candidates"
PAGES = ("edit", "statuses", "accounts", "withdraw")
NEW = {
    "key": "birch",
    "name": "Noor Birch",
    "post": "",
    "nominated_by": "Veldmark\r\n\r\nCalder Isles",
    "announced_on": "2030-10-10",
}


def _revision(page: str) -> str:
    found = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert found
    return found.group(1)


def _rows(*rows: dict[str, str], of: str = "statuses") -> dict[str, str]:
    return {f"{of}-{index}-{name}": value for index, row in enumerate(rows) for name, value in row.items()}


def _status(status: str, from_on: str, until_on: str = "") -> dict[str, str]:
    return {"status": status, "from_on": from_on, "until_on": until_on}


def _stored(world: World, candidacy_id: int) -> list[tuple[str, date, date | None]]:
    with world.look() as uow:
        return [(row.status.value, row.from_on, row.until_on) for row in queries.statuses(uow.session, candidacy_id)]


def test_an_officer_enters_a_candidate(world: World) -> None:
    """The form makes the candidacy and leads to its page, which says what to do next."""
    browser = world.browser(world.user(Role.OFFICER, world.contest()))
    assert "Enter the first one" in words(browser.get(f"{BASE}/").text)
    browser.get(f"{BASE}/new")
    page = words(browser.follow(f"{BASE}/new", NEW).text)
    for text in ("Noor Birch", "Veldmark Calder Isles", "10 October 2030", "Record status periods"):
        assert text in page
    assert "Noor Birch" in browser.get(f"{BASE}/").text


def test_faults_stand_on_their_fields(world: World) -> None:
    """What is missing, taken or no day comes back on its field, with what was typed."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    page = browser.post(f"{BASE}/new", NEW | {"announced_on": "soon", "name": " "}, expect=422).text
    assert "in the calendar" in page
    assert "Calder Isles</textarea>" in page
    assert "already" in browser.post(f"{BASE}/new", NEW | {"key": "alder"}, expect=422).text


def test_an_entry_is_corrected_and_a_stale_form_shows_both_texts(world: World) -> None:
    """The first to save changes the entry; the second sees both texts."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    page = browser.get(f"{BASE}/alder/edit").text
    assert "Freedonia</textarea>" in page
    sent = NEW | {"revision": _revision(page), "withdrawn_on": ""}
    assert browser.post(f"{BASE}/alder/edit", sent).location == f"{BASE}/alder/"
    stale = browser.post(f"{BASE}/alder/edit", sent | {"name": "Robin Birch"}, expect=409).text
    assert "Noor Birch" in stale
    assert "Robin Birch" in stale


def test_a_withdrawal_is_recorded(world: World) -> None:
    """The page asks for the day, refuses one before the announcement, and then says when it was."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    assert 'value="2031-02-10"' in browser.get(f"{BASE}/alder/withdraw").text
    browser.post(f"{BASE}/alder/withdraw", {"withdrawn_on": "2030-10-02"}, expect=422)
    page = words(browser.follow(f"{BASE}/alder/withdraw", {"withdrawn_on": "2031-01-09"}).text)
    assert "Withdrawn on 9 January 2031" in page
    assert "Record a withdrawal" not in page


def test_status_periods_are_edited_as_one_list(world: World) -> None:
    """The form shows what is stored, and saves what is in it, blank lines apart, whatever the numbers of its lines."""
    contest_id = world.contest()
    candidacy_id = world.candidacy(contest_id)
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    page = browser.get(f"{BASE}/alder/statuses").text
    assert 'value="2021-09-01"' in page
    sent = _rows(_status("in_post", "2021-09-01", "2031-03-14"), {}, _status("", ""), _status("seconded", "2031-03-15"))
    browser.post(f"{BASE}/alder/statuses", sent | {"revision": _revision(page)})
    assert _stored(world, candidacy_id) == [
        ("in_post", date(2021, 9, 1), date(2031, 3, 14)),
        ("seconded", date(2031, 3, 15), None),
    ]
    stale = browser.post(f"{BASE}/alder/statuses", {"revision": _revision(page)}, expect=409).text
    assert "Seconded, from 15 March 2031 on" in stale


def test_rows_come_and_go_by_buttons_without_saving(world: World) -> None:
    """Adding and removing a line shows the form again with everything that was typed, and stores nothing."""
    contest_id = world.contest()
    candidacy_id = world.candidacy(contest_id)
    before = _stored(world, candidacy_id)
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    sent = _rows(_status("in_post", "2020-01-01"), _status("paid_leave", "", "2031-01-02")) | {"revision": "7"}
    more = browser.post(f"{BASE}/alder/statuses", sent | {"add": "1"}, expect=200).text
    assert more.count("<fieldset id=") == 4  # one of them is for scripts to copy
    fewer = browser.post(f"{BASE}/alder/statuses", sent | {"remove": "statuses-0"}, expect=200).text
    assert "2020-01-01" not in fewer
    assert 'value="2031-01-02"' in fewer
    assert _revision(fewer) == "7"
    assert _stored(world, candidacy_id) == before


def test_faults_of_periods_stand_at_their_lines(world: World) -> None:
    """What is missing, no status or overlaps is said at its line and field, in the summary too."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    revision = {"revision": _revision(browser.get(f"{BASE}/alder/statuses").text)}
    sent = _rows(_status("unknown", "2021-01-01"), _status("in_post", "")) | revision
    page = words(browser.post(f"{BASE}/alder/statuses", sent, expect=422).text)
    assert "Period 1, Status: Choose a status." in page
    assert "Period 2, From: Give the first day." in page
    sent = _rows(_status("in_post", "2021-01-01", "2021-01-02"), _status("external", "2021-01-02")) | revision
    page = words(browser.post(f"{BASE}/alder/statuses", sent, expect=422).text)
    assert "Period 2, From: This overlaps with the period from 1 January 2021 to 2 January 2021" in page


def test_media_accounts_are_edited_as_one_list(world: World) -> None:
    """Accounts are stored with whom they speak for, and one account does not speak for two on a day."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    browser = world.browser(world.user(Role.OFFICER, contest_id))
    revision = {"revision": _revision(browser.get(f"{BASE}/alder/accounts").text)}
    account = {"platform": "microblog", "handle": "@alder", "capacity": "institutional", "from_on": "2021-09-01"}
    twice = account | {"capacity": "personal", "from_on": "2030-12-02"}
    page = browser.post(f"{BASE}/alder/accounts", _rows(account, twice, of="accounts") | revision, expect=422).text
    assert "Account 2, From" in words(page)
    ended = account | {"until_on": "2030-12-01"}
    page = words(browser.follow(f"{BASE}/alder/accounts", _rows(ended, twice, of="accounts") | revision).text)
    assert "@alder microblog Institutional 1 September 2021 1 December 2030" in page
    assert "@alder microblog Personal 2 December 2030 still" in page


def test_members_read_the_register_and_strangers_find_nothing(world: World) -> None:
    """Every role reads; only officers and administrators find the forms; to strangers there is no such page."""
    contest_id = world.contest()
    candidacy_id = world.candidacy(contest_id)
    readers = [world.user(role, contest_id) for role in (Role.CHAIR, Role.BUREAU, Role.OBSERVER)]
    readers.append(world.user(Role.CANDIDATE, contest_id, candidacy_id))
    for reader in readers:
        browser = world.browser(reader)
        browser.get(f"{BASE}/")
        assert "Edit" not in words(browser.get(f"{BASE}/alder/").text)
        for page in PAGES:
            browser.get(f"{BASE}/alder/{page}", expect=404)
            browser.post(f"{BASE}/alder/{page}", expect=404)
        browser.get(f"{BASE}/new", expect=404)
    administrator = world.browser(world.user(Role.ADMINISTRATOR))
    for page in PAGES:
        administrator.get(f"{BASE}/alder/{page}")
    stranger = world.browser(world.user(Role.OFFICER, world.contest("other")))
    for page in ("/", "/new", "/alder/", "/alder/edit"):
        stranger.get(f"{BASE}{page}", expect=404)
    for key in ("nobody", "a%00b", "%F0%9F%98%80"):
        administrator.get(f"{BASE}/{key}/", expect=404)


def test_an_officer_who_is_recused_from_a_candidate_reads_why_not(world: World) -> None:
    """The entry says that somebody else must keep it, and its forms refuse with the same reason."""
    contest_id = world.contest()
    candidacy_id = world.candidacy(contest_id)
    officer_id = world.user(Role.OFFICER, contest_id)
    with world.act() as uow:
        user = uow.session.get_one(User, officer_id)
        identity.recuse(uow, user, contest_id, "Reports to the candidate.", candidacy_id=candidacy_id)
    browser = world.browser(officer_id)
    page = words(browser.get(f"{BASE}/alder/").text)
    assert "You are recused from this candidate" in page
    assert "Edit the entry" not in page
    browser.get(f"{BASE}/alder/edit", expect=403)


def test_pages_of_areas_above_are_linked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that an area adds to the list is linked from each candidate's entry."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    monkeypatch.setattr(routes, "LINKS", [("The pledge", "candidates.edit")])
    page = world.browser(world.user(Role.OBSERVER, contest_id)).get(f"{BASE}/alder/").text
    assert f'href="{BASE}/alder/edit">The pledge</a>' in page


def test_a_page_costs_the_same_for_few_rows_and_for_many(world: World) -> None:
    """List and entry take at most twelve statements, however many candidates and periods there are."""
    contest_id = world.contest()
    first = world.candidacy(contest_id)
    browser = world.browser(world.user(Role.OBSERVER, contest_id))
    counted: list[str] = []
    event.listen(world.edge.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    costs = []
    for size in (2, 12):
        for number in range(size):
            world.candidacy(contest_id, f"k{size}-{number}", f"Candidate {number}")
        with world.act() as uow:
            years = [StatusSpan(Status.IN_POST, date(2000 + n, 1, 1), date(2000 + n, 12, 31)) for n in range(size)]
            set_statuses(uow, uow.session.get_one(Candidacy, first), years)
        for path in ("/", "/alder/"):
            counted.clear()
            browser.get(f"{BASE}{path}")
            costs.append(len(counted))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 12
