"""Pages of deadlines: the tab of a case, the candidate's time to reply, the rules and the calendar of a contest."""

import re
from datetime import timedelta

import pytest

from compliance.core.access import Role
from compliance.incidents import queries
from compliance.incidents.deadlines import Step
from compliance.incidents.terms import Stage
from tests.client import words
from tests.factories.cases import DUE, Setting, setting
from tests.factories.world import World
from tests.statements import statements

CONTEST = "/contests/dg-2031"


@pytest.fixture
def made(world: World) -> Setting:
    """A contest on the day before a reply is due."""
    return setting(world)


def _revision(page: str) -> str:
    found = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert found
    return found.group(1)


def _due(made: Setting, reference: str, step: Step) -> str:
    with made.world.look(made.officer) as uow:
        return queries.deadline_of(uow.session, made.incident(uow, reference), step).due_on.isoformat()


def test_the_tab_says_how_each_day_was_found(made: Setting) -> None:
    """It names rule, first day and the free days, and costs the same however many deadlines there are."""
    reference = made.at(Stage.RECEIVED)
    browser = made.world.browser(made.officer.user_id)
    path = f"{CONTEST}/incidents/{reference}/deadlines"
    with statements(made.world) as first:
        page = words(browser.get(path).text)
    assert "3 working days after 3 February 2031: 6 February 2031." in page
    assert "Not counted: 4 days of weekends." in page
    further = made.at(Stage.CONCLUDED)
    with statements(made.world) as later:
        browser.get(f"{CONTEST}/incidents/{further}/deadlines")
    assert len(first) == len(later) <= 12


def test_time_is_asked_for_and_decided_on_by_form(made: Setting) -> None:
    """The candidate asks on a page of the case, the officer grants on another, and both read what was said."""
    reference = made.at(Stage.NOTIFIED)
    made.world.clock.now -= timedelta(days=4)
    case, wanted = f"{CONTEST}/incidents/{reference}", (DUE + timedelta(days=5)).isoformat()
    candidate, officer = (made.world.browser(one.user_id) for one in (made.candidate, made.officer))
    assert f"{case}/time-to-reply" in candidate.get(f"{case}/").text
    candidate.post(f"{case}/time-to-reply", {"due_on": DUE.isoformat(), "reason": "I am away."}, expect=422)
    page = candidate.follow(f"{case}/time-to-reply", {"due_on": wanted, "reason": "I am on mission."}).text
    assert "I am on mission." in page
    assert "has not decided yet" in words(page)
    assert "Decide on the request" in officer.get(f"{case}/deadlines").text
    assert "I am on mission." in officer.get(f"{case}/deadlines/request").text
    officer.post(f"{case}/deadlines/request", {"decision": "grant", "due_on": wanted, "reason": "So ordered."})
    page = words(candidate.get(f"{case}/time-to-reply").text)
    assert "So ordered." in page
    assert "Ethics office" in page
    assert "Officer" not in page.partition("What was asked for")[2]
    assert _due(made, reference, Step.REPLY) == wanted


def test_the_office_refuses_with_reasons(made: Setting) -> None:
    """A refusal without reasons comes back; with them it leaves the day."""
    reference = made.at(Stage.NOTIFIED)
    made.world.clock.now -= timedelta(days=4)
    case, wanted = f"{CONTEST}/incidents/{reference}", (DUE + timedelta(days=5)).isoformat()
    candidate, officer = (made.world.browser(one.user_id) for one in (made.candidate, made.officer))
    candidate.post(f"{case}/time-to-reply", {"due_on": wanted, "reason": "I am on mission."})
    sent = {"decision": "refuse", "due_on": wanted, "reason": ""}
    officer.post(f"{case}/deadlines/request", sent, expect=422)
    officer.post(f"{case}/deadlines/request", sent | {"reason": "It was known for weeks."})
    assert _due(made, reference, Step.REPLY) == DUE.isoformat()


def test_the_office_extends_stops_and_goes_on(made: Setting) -> None:
    """Each act on a deadline is a form that leads back to the tab, where it is told with its reason."""
    reference = made.at(Stage.NOTIFIED)
    path = f"{CONTEST}/incidents/{reference}/deadlines"
    browser = made.world.browser(made.officer.user_id)
    sent: list[tuple[str, dict[str, str]]] = [
        ("status_update/extend", {"due_on": "2031-04-01", "reason": "They are away."}),
        ("stop", {"waiting_for": "The auditors", "reason": "They have the accounts."}),
        ("run-on", {"on": "2031-02-10", "reason": "The accounts came."}),
        ("track", {"reason": "The council meets next week."}),
        ("status_update/done", {"on": "2031-02-10"}),
        ("status_update/waive", {"reason": "Nobody reported it."}),
    ]
    for act, form in sent:
        browser.get(f"{path}/{act}")
        assert browser.post(f"{path}/{act}", form).location == path
    page = words(browser.get(path).text)
    for text in ("They are away.", "The auditors", "The accounts came.", "The council meets", "Nobody reported it."):
        assert text in page


def test_rules_are_read_by_all_and_set_by_the_office(made: Setting) -> None:
    """Every member reads the rules; the form comes back with its faults, and saves what it shows."""
    for role in (Role.CHAIR, Role.BUREAU, Role.OBSERVER):
        browser = made.world.browser(made.world.user(role, made.contest))
        assert "Edit the rules" not in browser.get(f"{CONTEST}/deadlines/").text
    officer = made.world.browser(made.officer.user_id)
    page = officer.get(f"{CONTEST}/deadlines/edit").text
    names = re.findall(r'<(?:input|select)[^>]* name="([a-z_]+)"', page)
    sent = {name: "working" if name.endswith("_counting") else "4" for name in names if name != "csrf_token"}
    sent["revision"] = _revision(page)
    officer.post(f"{CONTEST}/deadlines/edit", sent | {"assess_standard": "0"}, expect=422)
    officer.post(f"{CONTEST}/deadlines/edit", sent)
    assert "4 working days" in words(officer.get(f"{CONTEST}/deadlines/").text)
    officer.post(f"{CONTEST}/deadlines/edit", sent | {"assess_standard": "9"}, expect=409)


def test_the_calendar_is_set_by_form(made: Setting) -> None:
    """Free days of its own and a country's holidays stand on the calendar's page; a line that is none is refused."""
    officer = made.world.browser(made.officer.user_id)
    page = officer.get(f"{CONTEST}/calendar/edit").text
    sent = {"revision": _revision(page), "country": "CH", "subdivision": "ge", "weekend": ["saturday", "sunday"]}
    wrong = sent | {"free_days": "13 February", "working_days": "2031-02-15"}
    page = words(officer.post(f"{CONTEST}/calendar/edit", wrong, expect=422).text)
    assert "Begin this line with a day such as" in page
    assert "Write after the day what it is called" in page
    officer.post(f"{CONTEST}/calendar/edit", sent | {"free_days": "2031-02-13 Founders' Day"})
    page = words(officer.get(f"{CONTEST}/calendar").text)
    for text in ("13 February 2031", "Founders' Day", "Good Friday", "Switzerland (GE)"):
        assert text in page
    assert "Edit the calendar" not in made.world.browser(made.candidate.user_id).get(f"{CONTEST}/calendar").text
