"""The pages of reports."""

import json
import re
from datetime import UTC, datetime

import pytest

from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents.terms import Stage
from compliance.reports import queries, service
from compliance.reports.as_json import as_json
from compliance.reports.terms import Edition
from tests.client import words
from tests.factories import cases
from tests.factories.cases import Setting
from tests.factories.world import World

HOME = "/contests/dg-2031/reports/"


@pytest.fixture
def made(world: World) -> Setting:
    """A contest with one concluded and one open matter, and a clock that goes on a little with each look at it."""
    made = cases.setting(world)
    made.at(Stage.CONCLUDED)
    made.at(Stage.NOTIFIED)
    return made


def issue(made: Setting, edition: str = "chair", **chosen: str) -> str:
    """Preview an edition as an officer and issue it, the public one by way of another officer; return its page."""
    browser = made.world.browser(made.officer.user_id)
    page = browser.get(f"{HOME}preview", query_string={"edition": edition, **chosen}).text
    hidden = dict(re.findall(r'name="(edition|as_of)"[^>]* value="([^"]+)"', page))
    made.world.clock.advance(seconds=3)
    location: str = browser.post(f"{HOME}issue", hidden).location
    if edition == "public":
        second = made.world.browser(made.world.user(Role.OFFICER, made.contest))
        second.follow(f"{location}release", {"answer": "yes", "reason": "It is right."})
    return location


def test_an_officer_previews_issues_and_downloads(made: Setting) -> None:
    """What was previewed is issued at the instant of the preview, and its files can be saved."""
    browser = made.world.browser(made.officer.user_id)
    assert "No report has been issued yet" in words(browser.get(HOME).text)
    browser.get(f"{HOME}new")
    as_of = made.world.clock()
    page = issue(made)
    assert "As known at 10 February 2031, 10:30 (CET)" in words(browser.get(page).text)
    answer = browser.get(f"{page}files/json", buffered=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=dg-2031-chair-20310210T093000Z.json"
    with made.world.look() as uow:
        assert answer.data == as_json(queries.known_at(uow.session, made.contest, as_of, Edition.CHAIR))
    for kind, mimetype in (("html", "text/html"), ("pdf", "application/pdf")):
        file = browser.http.get(f"{page}files/{kind}", buffered=True)
        assert file.mimetype == mimetype
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.headers["X-Content-Type-Options"] == "nosniff"
    browser.get(f"{page}files/docx", buffered=True, expect=404)
    assert "Officer 1" in words(browser.get(HOME).text)


def test_an_instant_is_on_the_clock_of_the_contest(made: Setting) -> None:
    """A day and a time are read in the contest's time zone, and what was recorded later is not shown."""
    made.world.clock.advance(hours=2)
    made.at(Stage.REPLIED, title="Recorded in the afternoon")
    browser = made.world.browser(made.officer.user_id)
    chosen = {"edition": "ethics", "as_of": "2031-02-10T11:00"}
    page = words(browser.get(f"{HOME}preview", query_string=chosen).text)
    assert "As known at 10 February 2031, 11:00 (CET)" in page
    assert "Recorded in the afternoon" not in page
    assert "Recorded in the afternoon" in browser.get(f"{HOME}preview?edition=ethics").text
    answer = json.loads(browser.get(f"{issue(made, **chosen)}files/json", buffered=True).data)
    assert answer["as_of"] == datetime(2031, 2, 10, 10, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("chosen", "word"),
    [
        ({}, "Choose an edition."),
        ({"edition": "press"}, "Not a valid choice"),
        ({"edition": "chair", "as_of": "soon"}, "Give day and time"),
        ({"edition": "chair", "as_of": "2032-01-01T10:00"}, "choose an earlier time"),
        ({"edition": "chair", "as_of": "2030-01-01T10:00"}, "Nothing of this contest was on record"),
    ],
)
def test_a_choice_that_cannot_be_shown_comes_back_with_a_word(made: Setting, chosen: dict[str, str], word: str) -> None:
    """The form is shown again with what is wrong."""
    browser = made.world.browser(made.officer.user_id)
    assert word in words(browser.get(f"{HOME}preview", 422, query_string=chosen).text)


def test_the_chair_acknowledges_receipt(made: Setting) -> None:
    """The chair finds the button, and then the name and the time; the officer sees it too."""
    page = issue(made)
    chair = made.world.browser(made.world.user(Role.CHAIR, made.contest))
    assert "Nobody has acknowledged receipt yet." in words(chair.get(page).text)
    acknowledged = words(chair.follow(f"{page}acknowledge").text)
    assert "Chair 3 , 10 February 2031, 10:30 (CET)" in acknowledged
    assert "You have acknowledged receipt." in acknowledged
    chair.post(f"{page}acknowledge", expect=403)
    officer = made.world.browser(made.officer.user_id)
    assert "Chair 3" in words(officer.get(page).text)
    assert "1 acknowledged" in words(officer.get(HOME).text)


def test_verifying_says_that_nothing_was_altered(made: Setting) -> None:
    """An issued report is made again from the log, also after more was recorded."""
    page = issue(made)
    made.at(Stage.REPLIED)
    chair = made.world.browser(made.world.user(Role.CHAIR, made.contest))
    assert "The report is as it was issued" in words(chair.get(f"{page}verify").text)
    for file in (made.world.app.extensions["compliance.config"].evidence_folder).rglob("*"):
        if file.is_file():
            file.unlink()
    assert "The report differs from the record" in words(chair.get(f"{page}verify").text)
    chair.get(f"{page}files/pdf", buffered=True, expect=404)


@pytest.mark.parametrize(
    ("role", "seen", "ways"),
    [
        (Role.OFFICER, "chair ethics public", 200),
        (Role.CHAIR, "chair public", 200),
        (Role.BUREAU, "chair public", 200),
        (Role.OBSERVER, "public", 404),
        (Role.AGENT, "public", 404),
        (Role.CANDIDATE, "public", 404),
        (Role.ADMINISTRATOR, "public", 404),
    ],
)
def test_each_role_finds_its_editions_and_no_trace_of_others(made: Setting, role: Role, seen: str, ways: int) -> None:
    """Lists, pages, files and checks of an edition are there for its readers, and a missing page for everybody else."""
    pages = {edition.value: issue(made, edition.value) for edition in Edition}
    contest = None if role is Role.ADMINISTRATOR else made.contest
    candidacy = made.birch if role in (Role.CANDIDATE, Role.AGENT) else None
    browser = made.world.browser(made.world.user(role, contest, candidacy))
    listed = browser.get(HOME).text
    for edition, page in pages.items():
        expected = 200 if edition in seen.split() else 404
        for path in (page, f"{page}read", f"{page}files/json", f"{page}verify"):
            browser.get(path, expect=expected, buffered=True)
        if expected == 404:
            browser.post(f"{page}acknowledge", expect=404)
        assert (page in listed) is (expected == 200)
    browser.get(f"{HOME}new", expect=ways)
    browser.get(f"{HOME}preview?edition=public", expect=ways)
    hidden = {"edition": "public", "as_of": made.world.clock().isoformat()}
    browser.post(f"{HOME}issue", hidden, expect=302 if role is Role.OFFICER else 403 if ways == 200 else 404)


def test_a_recused_officer_reads_the_public_edition_and_why_no_other(made: Setting) -> None:
    """The other editions are neither listed nor offered, and their pages say why not."""
    public = issue(made, "public")
    pages = [issue(made, edition) for edition in ("chair", "ethics")]
    with made.world.act() as uow:
        user = uow.session.get_one(User, made.officer.user_id)
        identity.recuse(uow, user, made.contest, "A former colleague.", candidacy_id=made.birch)
    browser = made.world.browser(made.officer.user_id)
    listed = browser.get(HOME).text
    assert "you are recused from at least one of them" in words(listed)
    assert public in listed
    browser.get(public)
    assert not any(page in listed for page in pages)
    assert 'value="chair"' not in browser.get(f"{HOME}new").text
    browser.get(f"{HOME}preview?edition=chair", expect=422)
    assert "you are recused" in words(browser.get(f"{HOME}preview?edition=public", expect=403).text)
    for page in pages:
        assert "you are recused" in words(browser.get(page, expect=403).text)


def test_nothing_is_written_while_a_report_is_set(made: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the PDF is typeset, somebody else can write: the request holds no lock."""
    rendered = service.rendered

    def slow(*arguments: object) -> bytes:
        made.file("4(a)")
        return rendered(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "rendered", slow)
    page = issue(made)
    assert "As known at" in words(made.world.browser(made.officer.user_id).get(page).text)


def test_what_was_tampered_with_is_not_issued(made: Setting) -> None:
    """An edition or an instant that the preview never gave is refused."""
    browser = made.world.browser(made.officer.user_id)
    browser.get(HOME)
    for hidden in ({}, {"edition": "press", "as_of": "2031-02-10T09:30:00+00:00"}, {"edition": "chair", "as_of": "x"}):
        browser.post(f"{HOME}issue", hidden, expect=422)


def test_statements_do_not_grow(made: Setting) -> None:
    """The list of reports costs the same statements with two reports as with twelve, and not more than twelve."""
    browser = made.world.browser(made.officer.user_id)
    counts = []
    for size in (2, 10):
        for _number in range(size):
            issue(made, "public")
        with made.world.statements() as sent:
            browser.get(HOME)
        counts.append(len([one for one in sent if one.startswith("SELECT")]))
    assert counts[0] == counts[1] <= 12
