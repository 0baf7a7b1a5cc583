"""Pages of replies: drafts with files, some sent, some declined; and what the office records where there is none."""

import re
from io import BytesIO

import pytest

from compliance.core.access import Role
from compliance.incidents.terms import Stage
from tests.client import words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.incidents.test_pages_story import BASE, PNG, browser


@pytest.fixture
def made(world: World) -> Setting:
    """A contest under way."""
    return setting(world)


def test_a_reply_is_drafted_with_a_file_and_sent(made: Setting) -> None:
    """The draft comes back to its writer alone; sent, it stands with its file before the office."""
    case = f"{BASE}/{made.at(Stage.NOTIFIED)}"
    candidate, officer = browser(made, Role.CANDIDATE), browser(made, Role.OFFICER)
    page = f"{case}/allegations/0/reply"
    saved = candidate.follow(page, {"text": "Not yet done.", "file": (BytesIO(PNG), "diary.png"), "do": "save"}).text
    assert "Not yet done." in saved
    assert "Only your side can see it" in words(saved)
    removed = re.search(r"/draft-files/(\w+)/remove", saved)
    assert removed
    assert candidate.get(f"{case}/draft-files/{removed.group(1)}", buffered=True).data == PNG
    officer.get(f"{case}/draft-files/{removed.group(1)}", expect=404)
    assert "Not yet done." not in officer.get(f"{case}/").text + officer.get(f"{case}/notices/").text
    candidate.post(page, {"text": "", "do": "send"}, expect=422)
    shown = candidate.follow(page, {"text": "It was a courtesy call.", "do": "send"}).text
    assert "It was a courtesy call." in shown
    file = re.search(r"/reply-files/(\w+)", officer.get(f"{case}/").text)
    assert file
    assert officer.get(f"{case}/reply-files/{file.group(1)}", buffered=True).data == PNG
    candidate.get(f"{case}/draft-files/{removed.group(1)}", expect=404)


def test_whoever_replies_reads_first_what_was_put_to_them(made: Setting) -> None:
    """The notice and the day stand above the form, and the clause is named as what was not kept, not as the charge."""
    case = f"{BASE}/{made.at(Stage.NOTIFIED)}"
    page = words(browser(made, Role.CANDIDATE).get(f"{case}/allegations/0/reply").text)
    assert page.index("What is alleged") < page.index("Put to the candidate on") < page.index("Your reply")
    assert "did not keep to what this clause says or promises" in page
    page = words(browser(made, Role.CANDIDATE).get(f"{case}/").text)
    assert page.index("What was put to you") < page.index("did not keep to what this clause")


def test_a_file_is_taken_from_a_draft_again(made: Setting) -> None:
    """What was not sent can be removed, and leaves no trace."""
    case = f"{BASE}/{made.at(Stage.NOTIFIED)}"
    candidate = browser(made, Role.CANDIDATE)
    page = f"{case}/allegations/0/reply"
    saved = candidate.follow(page, {"text": "See the file.", "file": (BytesIO(PNG), "diary.png"), "do": "save"}).text
    removed = re.search(r"/draft-files/\w+/remove", saved)
    assert removed
    assert "diary.png" not in candidate.follow(f"{case}{removed.group(0)}").text


def test_several_replies_are_sent_at_once_and_declining_is_shown_as_such(made: Setting) -> None:
    """The page of drafts sends what is chosen; who declines is shown to have declined, on both sides."""
    case = f"{BASE}/{made.at(Stage.NOTIFIED)}"
    candidate, officer = browser(made, Role.CANDIDATE), browser(made, Role.OFFICER)
    assert "No draft is saved" in words(candidate.get(f"{case}/replies").text)
    candidate.post(f"{case}/allegations/0/reply", {"text": "I was ill.", "do": "save"})
    candidate.post(f"{case}/allegations/1/reply", {"text": "", "declines": "y", "do": "save"})
    candidate.get(f"{case}/replies")
    candidate.post(f"{case}/replies", {}, expect=422)
    page = words(candidate.follow(f"{case}/replies", {"positions": ["0", "1"]}).text)
    assert "Declined to comment" in page
    assert "I was ill." in words(officer.get(f"{case}/").text)
    assert "Declined to comment" in words(officer.get(f"{case}/notices/").text)


def test_the_office_records_attempts_statements_and_that_nobody_was_reached(made: Setting) -> None:
    """Each has its page on the tab; a statement is labelled as not the candidate's."""
    case = f"{BASE}/{made.at(Stage.NOTIFIED)}"
    officer, candidate = browser(made, Role.OFFICER), browser(made, Role.CANDIDATE)
    second = made.world.browser(made.world.user(Role.OFFICER, made.contest))
    assert "at least two attempts" in words(officer.get(f"{case}/notices/").text)
    officer.get(f"{case}/unreachable", expect=403)
    for day, way in (("2031-02-06", "telephone"), ("2031-02-07", "letter")):
        officer.get(f"{case}/attempts")
        officer.follow(f"{case}/attempts", {"tried_on": day, "way": way, "how": "No answer."})
    officer.get(f"{case}/allegations/0/statement")
    said = {"made_by": "Jo Reed", "on_behalf_of": "Robin Alder", "made_on": "2031-02-08", "text": "He was ill."}
    page = words(officer.follow(f"{case}/allegations/0/statement", said).text).replace("’", "'")
    assert "Jo Reed, on behalf of Robin Alder. This is not the candidate's reply." in page
    officer.get(f"{case}/unreachable")
    page = words(officer.follow(f"{case}/unreachable", {"reason": "The office is closed."}).text)
    assert "Could not be reached" not in page
    reference = case.rpartition("/")[2]
    assert f"/unreachable/{reference}" not in officer.get("/").text
    assert f"/unreachable/{reference}" in second.get("/").text
    page = words(second.get(f"{BASE}/unreachable/{reference}").text)
    assert "Telephone: No answer." in page
    second.follow(f"{BASE}/unreachable/{reference}", {"answer": "yes", "reason": "I rang too."})
    assert "Could not be reached" in words(officer.get(f"{case}/notices/").text)
    assert "He was ill." in candidate.get(f"{case}/").text
