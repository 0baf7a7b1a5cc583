"""Home and the page of a contest, as each role sees them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.identity.terms import RelationKind
from compliance.incidents import queries, service
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Incident
from compliance.incidents.terms import Stage
from tests.client import words
from tests.factories import cases, pledges
from tests.factories.world import World
from tests.statements import statements

CONTEST = "/contests/dg-2031/"
MOST_STATEMENTS = 12
CASE = "Mission used for campaign meetings"
OTHER_CASE = "Praise from an official account"
SEE_CASES = (Role.OFFICER, Role.CANDIDATE, Role.AGENT)


@pytest.fixture
def made(world: World) -> cases.Setting:
    """A contest with one case put to each of two candidates, and a pledge that the second has signed."""
    made = cases.setting(world)
    made.at(Stage.NOTIFIED)
    made.at(Stage.REPLY_OVERDUE, candidacy_id=made.birch, title=OTHER_CASE)
    version = pledges.version(world, pledges.instrument(world, made.contest))
    pledges.acknowledged(world, made.birch, version)
    return made


def _user(made: cases.Setting, role: Role) -> int:
    """Somebody with a role; candidate and agent are Alder's."""
    if role is Role.ADMINISTRATOR:
        return made.world.user(role)
    candidacy = made.alder if role in (Role.CANDIDATE, Role.AGENT) else None
    return made.world.user(role, made.contest, candidacy)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_cases_and_no_others(made: cases.Setting, role: Role) -> None:
    """At home and in the contest the office sees all cases, candidate and agents their own, others none."""
    browser = made.world.browser(_user(made, role))
    for path in ("/", CONTEST):
        text = words(browser.get(path).text)
        assert (CASE in text) == (role in SEE_CASES), path
        assert (OTHER_CASE in text) == (role is Role.OFFICER), path


@pytest.mark.parametrize("role", list(Role))
def test_each_place_to_go_is_open(made: cases.Setting, role: Role) -> None:
    """No link of the navigation leads to a refusal, and exactly one is the place where one is."""
    browser = made.world.browser(_user(made, role))
    for path in ("/", CONTEST):
        page = browser.get(path).text
        places = page.partition('id="navigation"')[2].partition("</nav>")[0]
        assert places.count("aria-current") == 1
        for address in [part.partition('"')[0] for part in places.split('href="')[1:]]:
            browser.get(address)


@pytest.mark.parametrize("role", list(Role))
def test_pages_cost_the_same_however_much_there_is(made: cases.Setting, role: Role) -> None:
    """A page asks at most twelve statements, and no more with five more cases."""
    browser = made.world.browser(_user(made, role))
    counts = []
    for _turn in range(2):
        for path in ("/", CONTEST):
            with statements(made.world) as sent:
                browser.get(path)
            counts.append(len(sent))
        for _case in range(5):
            made.at(Stage.NOTIFIED)
    assert max(counts) <= MOST_STATEMENTS, counts
    assert counts[:2] == counts[2:]


def test_who_is_recused_from_a_candidate_sees_nothing_of_their_cases(made: cases.Setting) -> None:
    """Neither home, nor work due, nor the timeline, nor any number on them tells that there is a case."""
    officer = made.world.user(Role.OFFICER, made.contest)
    with made.world.act() as uow:
        user = uow.session.get_one(User, officer)
        identity.recuse(uow, user, made.contest, "A cousin.", candidacy_id=made.alder)
    browser = made.world.browser(officer)
    for path in ("/", CONTEST):
        page = browser.get(path).text
        assert OTHER_CASE in page
        assert CASE not in page
        assert f"{CONTEST}log/" not in page

    def shown() -> list[str]:
        """The pages without the token of the form that signs out, which tells the second."""
        return [re.sub(r'name="csrf_token" value="[^"]+"', "", browser.get(path).text) for path in ("/", CONTEST)]

    before = shown()
    made.at(Stage.REPLIED)
    assert shown() == before


def test_who_is_recused_from_the_contest_has_no_work_in_it(made: cases.Setting) -> None:
    """The page of the contest stays open, without a case on it."""
    officer = made.world.user(Role.OFFICER, made.contest)
    with made.world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, officer), made.contest, "An offer of employment.")
    for path in ("/", CONTEST):
        page = made.world.browser(officer).get(path).text
        assert CASE not in page
        assert OTHER_CASE not in page


def test_only_what_is_not_done_is_overdue(made: cases.Setting) -> None:
    """Once the candidate has answered, no reply is overdue; what follows from it is due."""
    made.at(Stage.REPLIED, title="An answered case")
    page = made.world.browser(_user(made, Role.OFFICER)).get(CONTEST).text
    rows = {words(row) for row in page.split("<tr>")}
    assert [row for row in rows if CASE in row and "Overdue" in row and "Reply of the candidate" in row]
    assert [row for row in rows if "An answered case" in row and "Conclude or close" in row]
    assert not [row for row in rows if "An answered case" in row and "Overdue" in row]


def test_work_comes_by_the_day_on_which_it_is_due(made: cases.Setting) -> None:
    """What is most urgent stands first, what waits for somebody outside last, and a request for time is marked."""
    reference = made.at(Stage.RECEIVED, title="A case that waits")
    made.world.clock.now -= timedelta(days=4)
    with made.world.act(made.candidate) as uow:
        case = uow.session.scalars(select(Incident).where(Incident.title == CASE)).one()
        deadline = queries.deadline_of(uow.session, case, Step.REPLY)
        service.request_extension(uow, deadline, cases.TODAY, "I am away.")
    with made.world.act(made.officer) as uow:
        service.suspend(uow, made.incident(uow, reference), "They have it.", "The auditors")
    made.world.clock.now += timedelta(days=4)
    page = made.world.browser(_user(made, Role.OFFICER)).get("/").text
    html = page.partition('id="work-due"')[2].partition("</table>")[0]
    table = words(html)
    assert table.index("Overdue") < table.index("Waiting")
    assert "More time was asked for" in table
    days = [row.partition("datetime=")[2][1:11] for row in html.split("<tr>")[2:]]
    waiting = table.count("Waiting")
    assert days[:-waiting] == sorted(days[:-waiting])


def test_days_without_a_signature_are_counted_as_far_as_they_have_passed(made: cases.Setting) -> None:
    """Unsigned since 3 October, that is 131 days on 10 February; the days to come are not held against anybody."""
    page = words(made.world.browser(_user(made, Role.OBSERVER)).get(CONTEST).text)
    assert "131 days of the candidacy without a signature" in page
    assert "Not signed" in page


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/users/", "Users"),
        ("/account", None),
        ("/log/", "Log"),
        (CONTEST, "Contest"),
        (f"{CONTEST}edit", "Contest"),
        (f"{CONTEST}people/", "People"),
        (f"{CONTEST}candidates/new", "Candidates"),
    ],
)
def test_the_navigation_says_where_one_is(made: cases.Setting, path: str, place: str | None) -> None:
    """The place whose page this is, is the active one; a page of no place has none."""
    page = made.world.browser(_user(made, Role.ADMINISTRATOR)).get(path).text
    active = [words(part.partition(">")[2].partition("</a>")[0]) for part in page.split('aria-current="page"')[1:]]
    assert active == ([place] if place else [])


def test_crumbs_of_a_contest_s_pages_begin_with_the_contest(made: cases.Setting) -> None:
    """From every page in a contest one step leads to its own page, and the contest is named once on the way."""
    browser = made.world.browser(_user(made, Role.OFFICER))
    pages = ("incidents/new", "pledges", "candidates/", "codes/", "codes/new", "reports/", "people/", "log/")
    for path in (*pages, "incidents/", "edit"):
        page = browser.get(CONTEST + path).text
        crumbs = page.partition('class="crumbs"')[2].partition("</nav>")[0]
        assert crumbs.count(f'href="{CONTEST}"') == 1, path


def test_without_anything_the_pages_say_what_to_do_next(world: World) -> None:
    """An empty installation, an empty contest, and somebody without a role are told how to go on."""
    administrator = world.browser(world.user(Role.ADMINISTRATOR))
    assert "Set up the first one" in administrator.get("/").text
    assert "Ask the administrator" in world.browser(world.user()).get("/").text
    contest = world.contest()
    page = words(administrator.get(CONTEST).text)
    assert "No candidates yet" in page
    officer = words(world.browser(world.user(Role.OFFICER, contest)).get(CONTEST).text)
    assert "No open cases" in officer
    assert "No candidates yet" in officer


def test_a_late_reply_is_asked_for_without_a_day_that_has_passed(made: cases.Setting) -> None:
    """The page of a case says until when to answer, and after that day that an answer is still taken."""
    late, due = made.at(Stage.REPLY_OVERDUE), made.at(Stage.NOTIFIED)
    made.world.clock.advance(days=-3)
    candidate = _user(made, Role.CANDIDATE)
    page = words(made.world.browser(candidate).get(f"{CONTEST}incidents/{due}/").text)
    assert "Replies are due by 7 February 2031" in page
    assert "It can be given until 7 February 2031" in page
    made.world.clock.advance(days=3)
    page = words(made.world.browser(candidate).get(f"{CONTEST}incidents/{late}/").text)
    assert "A late reply is still taken" in page
    assert "It can be given until" not in page


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BUREAU, Role.CANDIDATE])
def test_a_proposed_recusal_waits_for_the_chair_and_for_whom_it_concerns(made: cases.Setting, role: Role) -> None:
    """At home the chair and the officer concerned see it, the bureau and candidates do not."""
    with made.world.act(made.officer) as uow:
        user = uow.session.get_one(User, made.officer.user_id)
        command = identity.NewRelation(RelationKind.RIVAL, made.birch)
        identity.declare_relation(uow, user, made.contest, command)
    seen = made.world.browser(_user(made, role)).get("/").text
    assert ("Proposed recusals" in seen) is (role is Role.CHAIR)
    assert "Proposed recusals" in made.world.browser(made.officer.user_id).get("/").text


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.OFFICER, 7),
        (Role.ADMINISTRATOR, 6),
        (Role.CHAIR, 4),
        (Role.CANDIDATE, 2),
        (Role.OBSERVER, 2),
    ],
)
def test_settings_stand_on_one_page(made: cases.Setting, role: Role, shown: int) -> None:
    """Everybody finds the rules there, and those who set something else find that as well; each link opens."""
    browser = made.world.browser(_user(made, role))
    links = re.findall(r'<li><a href="([^"]+)"><strong>', browser.get(f"{CONTEST}settings").text)
    assert len(links) == shown
    for link in links:
        browser.get(link)
