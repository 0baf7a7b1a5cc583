"""The office's desk: filters and columns in its address, views, marks, the watch list, acts on several, the export."""

import csv
import io

import pytest

from compliance.core.access import Role
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.terms import Kind, Stage
from tests.client import PageClient, words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.statements import statements

DESK = "/contests/dg-2031/incidents/"


@pytest.fixture
def made(world: World) -> Setting:
    """A contest under way."""
    return setting(world)


@pytest.fixture
def officer(made: Setting) -> PageClient:
    """The officer's browser."""
    return made.world.browser(made.officer.user_id)


def listed(page: str) -> list[str]:
    """The references in a list, in its order."""
    return [part.partition('"')[0] for part in page.split('name="case" value="')[1:]]


def test_every_filter_of_the_address_narrows(made: Setting, officer: PageClient) -> None:
    """Stage, kind, candidate, words and openness each leave what they name, several values of one together."""
    one = made.file("5", title="A 100% refund")
    two = made.at(Stage.NOTIFIED, "4(a)", kind=Kind.PRESS, details={})
    three = made.at(Stage.INADMISSIBLE, "4(a)", candidacy_id=made.birch)

    def found(query: str) -> set[str]:
        return set(listed(officer.get(f"{DESK}?{query}").text))

    assert found("") == {one, two, three}
    assert found("stage=received&stage=notified") == {one, two}
    assert found("kind=press") == {two}
    assert found("candidate=birch") == {three}
    assert found("open=y") == {one, two}
    assert found("q=refund") == {one}
    assert found("stage=gossip&due=never&handler=somebody") == {one, two, three}


def test_cases_are_found_by_who_handles_them(made: Setting, officer: PageClient) -> None:
    """Mine, a colleague's, and nobody's cases are told apart."""
    mine, theirs, nobodys = made.file("5"), made.file("5"), made.file("5")
    colleague = made.world.user(Role.OFFICER, made.contest)
    officer.post(f"{DESK}several/do", {"act": "assign", "case": mine, "person": _reference(made, made.officer.user_id)})
    officer.post(f"{DESK}several/do", {"act": "assign", "case": theirs, "person": _reference(made, colleague)})
    assert listed(officer.get(f"{DESK}?handler=me").text) == [mine]
    assert listed(officer.get(f"{DESK}?handler=nobody").text) == [nobodys]
    assert listed(officer.get(f"{DESK}?handler={_reference(made, colleague)}").text) == [theirs]


def _reference(made: Setting, user_id: int | None) -> str:
    with made.world.look() as uow:
        return uow.session.get_one(User, user_id).reference


def test_the_columns_of_the_address_are_shown(made: Setting, officer: PageClient) -> None:
    """Only the columns that were chosen stand in the table; without a choice the usual ones do."""
    made.file("5")
    usual = officer.get(DESK).text
    assert 'data-label="Handled by"' in usual
    assert 'data-label="Filed by"' not in usual
    chosen = officer.get(f"{DESK}?column=filed_by&column=allegations").text
    assert 'data-label="Filed by"' in chosen
    assert 'data-label="Handled by"' not in chosen


def test_what_is_new_or_changed_by_others_is_marked_until_it_is_seen(made: Setting, officer: PageClient) -> None:
    """A case is new until it was opened, changed when somebody else worked on it since, never by one's own act."""
    case = made.file("5")
    assert listed(officer.get(f"{DESK}?marked=y").text) == [case]
    assert "New" in officer.get(DESK).text.split("</thead>")[1]
    officer.http.post(f"{DESK}{case}/seen", data={"csrf_token": officer.csrf()})
    assert listed(officer.get(f"{DESK}?marked=y").text) == []
    made.world.clock.advance(minutes=1)
    with made.world.act(made.officer) as uow:
        allege(made, uow, case, "4(a)")
    assert listed(officer.get(f"{DESK}?marked=y").text) == []
    colleague = made.world.actor(made.world.user(Role.OFFICER, made.contest))
    with made.world.act(colleague) as uow:
        allege(made, uow, case, "4(b)")
    assert listed(officer.get(f"{DESK}?marked=y").text) == [case]


def allege(made: Setting, uow: UnitOfWork, case: str, number: str) -> None:
    """Add an allegation."""
    service.allege(uow, made.incident(uow, case), service.NewAllegation(made.clauses[number]))


def test_watched_cases_are_a_list_of_their_own(made: Setting, officer: PageClient) -> None:
    """Cases go on one's watch list and off it, alone or several at once, and nobody else's list changes."""
    one, two, _three = made.file("5"), made.file("5"), made.file("5")
    officer.post(f"{DESK}several", {"act": "watch", "case": [one, two]})
    assert set(listed(officer.get(f"{DESK}?watched=y").text)) == {one, two}
    officer.post(f"{DESK}{one}/unwatch")
    officer.post(f"{DESK}{two}/watch")
    assert listed(officer.get(f"{DESK}?watched=y").text) == [two]
    other = made.world.browser(made.world.user(Role.OFFICER, made.contest))
    assert listed(other.get(f"{DESK}?watched=y").text) == []


def test_a_case_is_watched_from_its_own_page(made: Setting, officer: PageClient) -> None:
    """The page says whether its reader watches the case and offers the other; the respondent is told of neither."""
    case = made.at(Stage.NOTIFIED, "4(a)")
    page, other = f"{DESK}{case}/", made.world.browser(made.world.user(Role.OFFICER, made.contest))
    watching = "You watch this case"
    assert watching not in officer.get(page).text
    assert f'action="{page}watch"' in officer.get(page).text
    officer.post(f"{page}watch")
    assert watching in officer.get(page).text
    assert f'action="{page}watch"' not in officer.get(page).text
    assert watching not in other.get(page).text
    assert "watch" not in made.world.browser(made.candidate.user_id).get(page).text.lower()
    officer.post(f"{page}unwatch")
    assert watching not in officer.get(page).text


def test_a_view_is_saved_found_and_removed(made: Setting, officer: PageClient) -> None:
    """Filters and columns under a name stand above the list, for their owner alone, until they are removed."""
    made.file("5")
    officer.post(f"{DESK}views", {"name": "Journeys", "query": "kind=travel&column=stage"})
    page = officer.get(DESK).text
    assert f'{DESK}?kind=travel&amp;column=stage">Journeys' in page
    other = made.world.browser(made.world.user(Role.OFFICER, made.contest))
    assert "Journeys" not in other.get(DESK).text
    key = page.split("/views/")[1].partition("/")[0]
    other.post(f"{DESK}views/{key}/drop", expect=404)
    officer.post(f"{DESK}views/{key}/drop")
    assert "Journeys" not in officer.get(DESK).text
    assert "Give the view a name" in officer.post(f"{DESK}views", {"name": "", "query": "x=y"}, expect=422).text


def test_an_act_on_several_is_shown_before_it_is_done(made: Setting, officer: PageClient) -> None:
    """The preview says what would happen to each case and why not to others; nothing is done before it is confirmed."""
    fresh, told = made.file("5"), made.at(Stage.NOTIFIED, "4(a)")
    chosen = {"act": "admit", "case": [fresh, told]}
    preview = words(officer.post(f"{DESK}several", chosen, expect=200).text)
    assert "It would be done on one case" in preview
    assert "Left as it is" in preview
    assert _stage(made, fresh) is Stage.RECEIVED
    assert "Give the reason" in officer.post(f"{DESK}several/do", chosen, expect=422).text
    assert _stage(made, fresh) is Stage.RECEIVED
    officer.post(f"{DESK}several/do", {**chosen, "reason": "They are for us."})
    assert (_stage(made, fresh), _stage(made, told)) == (Stage.ADMISSIBLE, Stage.NOTIFIED)


def _stage(made: Setting, reference: str) -> Stage:
    with made.world.look(made.officer) as uow:
        return queries.by_reference(uow.session, uow.actor, reference).stage


def test_cases_from_which_one_is_recused_cannot_be_chosen(made: Setting, officer: PageClient) -> None:
    """A reference of a case that one may not see is passed over as if there were none."""
    case = made.file("5")
    other = made.world.user(Role.OFFICER, made.contest)
    with made.world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, other), made.contest, "Related.", candidacy_id=made.alder)
    browser = made.world.browser(other)
    assert listed(browser.get(DESK).text) == []
    browser.post(f"{DESK}several", {"act": "watch", "case": case}, expect=422)
    assert officer.get(DESK).status_code == 200


def test_the_export_obeys_the_filter_and_is_logged(made: Setting, officer: PageClient) -> None:
    """The file has the cases and columns that the list shows, and the log says that it was taken."""
    made.file("5", title="=HYPERLINK(1)")
    made.at(Stage.NOTIFIED, "4(a)", kind=Kind.PRESS, details={}, title="On air")
    answer = officer.post(f"{DESK}export?kind=press&column=stage&column=candidate", expect=200)
    assert rows_of(answer.text) == [
        ["Reference", "Title", "Candidate", "Stage"],
        [next(iter(listed(officer.get(f"{DESK}?kind=press").text))), "On air", "Robin Alder", "Put to the candidate"],
    ]
    assert rows_of(officer.post(f"{DESK}export?q=hyperlink", expect=200).text)[1][1] == "'=HYPERLINK(1)"
    assert "incidents.exported" in officer.get("/contests/dg-2031/log/").text


def rows_of(text: str) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_desk_asks_as_much_for_many_cases(made: Setting) -> None:
    """A list of ten cases and one of thirty take the same number of statements, twelve at most."""
    browser = made.world.browser(made.officer.user_id)
    counts = []
    for _time in range(2):
        for _case in range(5):
            made.file("5")
        browser.get(DESK)
        with statements(made.world) as sent:
            browser.get(f"{DESK}?open=y&marked=y&handler=nobody")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12


def test_a_forged_act_on_several_leads_nowhere_else(made: Setting, officer: PageClient) -> None:
    """Line ends in the address of the list are quoted, and what is no reference is passed over."""
    case = made.file("4(a)")
    sent = {"act": "watch", "case": case, "query": "q=a\r\nSet-Cookie: x=1"}
    location = officer.post(f"{DESK}several", sent).location
    assert location == f"{DESK}?q=a%0D%0ASet-Cookie%3A+x%3D1"
    officer.post(f"{DESK}several", {"act": "watch", "case": f"{case}\0"}, expect=422)
