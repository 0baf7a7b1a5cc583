"""From the reporter's form to the receipt."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from compliance.core.access import Role
from compliance.intake import crowding
from compliance.intake.models import Submission, SubmissionParty
from compliance.intake.service import commitment_to
from compliance.intake.terms import Mode, SubmissionState
from compliance.transparency.models import LogEntry
from compliance.transparency.verification import verify
from tests.client import words
from tests.factories.hostile import HOSTILE
from tests.factories.world import World
from tests.intake.reporters import NAMED, REPORT, ROOT, Reporter, code_on, field


@pytest.fixture
def reporter(world: World) -> Reporter:
    """Somebody at the pages of a contest with two candidates."""
    contest = world.contest()
    world.candidacy(contest)
    world.candidacy(contest, "birch", "Kim Birch")
    return Reporter(world)


def submissions(world: World) -> list[Submission]:
    """Everything that came in."""
    with world.look() as uow:
        return list(uow.session.scalars(select(Submission).order_by(Submission.id)))


def test_a_report_comes_in_with_every_answer(world: World, reporter: Reporter) -> None:
    """What was answered is kept as it was written, with the candidate, and the hour alone."""
    world.clock.advance(minutes=17)
    reporter.send(
        REPORT
        | {
            "persons": "A driver",
            "kind": "resources",
            "occurred_until": "2031-01-21",
            "occurred_words": "around noon",
            "place": "Hall 4",
            "how_known": "I was there.",
            "support": "A bill.",
        }
    )
    (found,) = submissions(world)
    assert (found.what, found.place, found.persons) == (REPORT["what"], "Hall 4", "A driver")
    assert (found.how_known, found.support, found.occurred_words) == ("I was there.", "A bill.", "around noon")
    assert found.candidacy_id is not None
    assert (found.mode, found.state, found.crowded) == (Mode.ANONYMOUS, SubmissionState.RECEIVED, False)
    assert (found.received_at.minute, found.received_at.second) == (0, 0)


def test_nothing_reported_has_happened_on_a_day_to_come(world: World, reporter: Reporter) -> None:
    """A day after today, in the contest's time zone, is refused at its field, and every word is kept."""
    world.clock.now = datetime(2031, 2, 10, 22, 40, tzinfo=UTC)  # 23:40 in Zurich
    late = {"occurred_from": "2031-02-10", "occurred_until": "2031-02-11"}
    for days in (late, {"occurred_from": "2032-01-01"}):
        again = reporter.send(REPORT | days, expect=422)
        assert "This day is still to come" in again.text
        assert REPORT["what"] in words(again.text)
    assert submissions(world) == []
    reporter.send(REPORT | {"occurred_from": "2031-02-10"})


def test_several_states_report_together(world: World, reporter: Reporter) -> None:
    """Joint complainants stand apart from the report, which commits to them."""
    reporter.send(NAMED)
    (found,) = submissions(world)
    with world.look() as uow:
        rows = uow.session.scalars(select(SubmissionParty).order_by(SubmissionParty.position)).all()
    assert [(row.name, row.contact) for row in rows] == [
        ("Permanent Mission of Freedonia", None),
        ("Permanent Mission of Sylvania", "mission@sylvania.example"),
    ]
    assert found.parties_commitment == commitment_to(rows)
    rows[1].name = "Somebody else"
    assert found.parties_commitment != commitment_to(rows)


def test_who_changes_to_anonymous_leaves_no_name(world: World, reporter: Reporter) -> None:
    """Names that stand in the form of an anonymous report are thrown away, not kept."""
    reporter.send(NAMED | {"mode": "anonymous"})
    with world.look() as uow:
        assert uow.session.scalar(select(func.count()).select_from(SubmissionParty)) == 0


def test_the_log_does_not_tell_named_from_anonymous(world: World, reporter: Reporter) -> None:
    """Leaves are alike but for what is random in each; no entry holds a name, an organisation or a contact."""
    for report in (REPORT, NAMED, NAMED | {"mode": "confidential"}):
        reporter.send(report)
    with world.look() as uow:
        query = select(LogEntry.leaf, LogEntry.opening).where(LogEntry.act == "submission.received")
        entries = uow.session.execute(query).all()
        assert verify(uow.session).differences == []
    shapes = {re.sub(r'"[0-9a-f]{64}"', '"…"', re.sub(r'"seq":\d+', "", entry.leaf)) for entry in entries}
    assert len(shapes) == 1
    openings = "".join(entry.opening for entry in entries)
    assert "ylvania" not in openings
    assert '"actor":"reporter"' in openings


def test_sending_twice_makes_one_report(world: World, reporter: Reporter) -> None:
    """A form that is sent again shows the same code and changes nothing, even with another text, which is said."""
    token = field(reporter.get("/new"), "token")
    first = reporter.send(REPORT, token=token)
    again = reporter.send(REPORT, token=token)
    altered = reporter.send(REPORT | {"what": "Something else."}, token=token)
    assert code_on(first) == code_on(again) == code_on(altered)
    assert "was received once" in again.text
    assert "with another text" in altered.text
    assert [found.what for found in submissions(world)] == [REPORT["what"]]


def test_sending_at_once_makes_one_report(world: World, reporter: Reporter) -> None:
    """Eight clicks within a moment, on as many connections, make one report with one code."""
    token = field(reporter.get("/new"), "token")
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda _one: Reporter(world).send(REPORT, token=token), range(8)))
    assert len({code_on(receipt) for receipt in receipts}) == 1
    assert len(submissions(world)) == 1


def test_a_code_is_shown_for_a_day_only(world: World, reporter: Reporter) -> None:
    """A form that made a report more than a day ago does not show the code again."""
    token = field(reporter.get("/new"), "token")
    reporter.send(REPORT, token=token)
    world.clock.advance(hours=25)
    late = reporter.send(REPORT, token=token)
    assert not re.search(r"\d{4} \d{4} \d{4} \d{4}", late.text)
    assert len(submissions(world)) == 1


def test_an_old_form_keeps_its_text_and_can_be_sent(world: World, reporter: Reporter) -> None:
    """A form that was open for more than a day comes back with all its text and a new token."""
    token = field(reporter.get("/new"), "token")
    world.clock.advance(hours=25)
    page = reporter.send(REPORT, expect=422, token=token)
    assert REPORT["what"] in page.text
    code_on(reporter.send(REPORT, token=field(page, "token")))
    assert len(submissions(world)) == 1


@pytest.mark.parametrize("token", ["", "forged", "é", "\0", "WyJkZy0yMDMxIl0.x"])
def test_a_form_without_its_token_keeps_the_text(world: World, reporter: Reporter, token: str) -> None:
    """A token that was cut off or made up is replaced, and the text stays."""
    page = reporter.post("/new", {"token": token, **REPORT}, expect=422)
    assert REPORT["what"] in page.text
    assert submissions(world) == []
    code_on(reporter.send(REPORT, token=field(page, "token")))


def test_a_token_of_another_contest_is_none(world: World, reporter: Reporter) -> None:
    """A form of one contest cannot be sent to another."""
    world.contest("dg-2035")
    token = field(reporter.get("/new"), "token")
    answer = reporter.http.post("/contests/dg-2035/report/new", data={"token": token, **REPORT})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": " "}, "Say in your own words what happened."),
        ({"what": "x" * 20_003}, "This is 3 characters too long"),
        ({"place": "x" * 5_001}, "This is 1 character too long"),
        ({"candidate": "nobody"}, "Not a valid choice"),
        ({"candidate": ""}, "Choose one."),
        ({"mode": ""}, "Choose one."),
        ({"mode": "named"}, "Give your name, or choose to report anonymously."),
        ({"mode": "named", "parties-1-contact": "here"}, "Give the name as well"),
        ({"mode": "named", "parties-0-name": "x" * 301}, "This is 1 character too long"),
        ({"occurred_from": ""}, "“not sure” will do"),
        ({"occurred_from": "31 January"}, "Give a day that is in the calendar"),
        ({"occurred_until": "2031-01-19"}, "The last day lies before the first"),
        ({"kind": "gossip"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_text(
    world: World, reporter: Reporter, wrong: dict[str, str], said: str
) -> None:
    """A form that cannot be taken comes back with its text, and the fault at its field."""
    kept = {"support": "A witness in the second row."}
    page = reporter.send(REPORT | kept | wrong, expect=422)
    assert said in words(page.text)
    assert kept["support"] in page.text
    assert submissions(world) == []


def test_all_faults_come_at_once(reporter: Reporter) -> None:
    """An empty form is told everything that it lacks, each thing once."""
    text = words(reporter.send({"mode": "named"}, expect=422).text)
    for said in (
        "it about: Choose one.",
        "happened: Say in your own",
        "words: Give a day above",
        "Person or state 1, Name: Give your name",
    ):
        assert text.count(said) == 1, said


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE[:250], "\0", "\ud83d", "</textarea><script>alert(1)</script>"])
def test_hostile_text_is_taken_as_text(reporter: Reporter, text: str) -> None:
    """Whatever stands in any answer is kept or refused, and never breaks a page."""
    text = text.encode("utf-8", "replace").decode()
    report = NAMED | dict.fromkeys(("persons", "what", "occurred_words", "place", "how_known", "support"), text)
    token = field(reporter.get("/new"), "token")
    answer = reporter.http.post(f"{ROOT}/new", data={"token": token, **report, "parties-0-name": text})
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.text


def test_no_log_line_tells_of_a_report(
    world: World, reporter: Reporter, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """What the application logs meanwhile holds neither an address nor a word of the report."""
    with caplog.at_level(logging.DEBUG):
        reporter.http.environ_base["REMOTE_ADDR"] = "203.0.113.77"
        code = reporter.report(NAMED)
        reporter.unlock(code)
        reporter.send(REPORT | {"what": ""}, expect=422)
    said = caplog.text + "".join(capfd.readouterr())
    for secret in ("203.0.113.77", "travel budget", "ylvania", code, code.replace(" ", "")):
        assert secret not in said
    with world.look() as uow:
        held = "".join(uow.session.scalars(select(LogEntry.opening)))
    assert "203.0.113.77" not in held
    assert code.replace(" ", "") not in held


def test_nobody_is_asked_who_they_are(world: World, reporter: Reporter) -> None:
    """A signed-in person is told nothing of it, and reports as anybody does."""
    officer = world.user()
    browser = world.browser(officer)
    with world.statements() as sent:
        page = browser.http.get(f"{ROOT}/")
    assert "Sign out" not in page.text
    assert not any("sign_in_session" in statement for statement in sent)
    reporter.send(REPORT)


def test_an_election_that_takes_no_reports_says_so(world: World, reporter: Reporter) -> None:
    """Whoever edits the contest closes the form; the mailbox stays open; a form that was open is refused."""
    code = reporter.report()
    token = field(reporter.get("/new"), "token")
    admin = world.browser(world.user(Role.ADMINISTRATOR))
    admin.post("/contests/dg-2031/reporting", {})
    assert "takes no reports here at present" in reporter.get("/").text
    assert "takes no reports here at present" in reporter.get("/new").text
    reporter.send(REPORT, expect=403, token=token)
    assert "Messages" in reporter.unlock(code).text
    admin.post("/contests/dg-2031/reporting", {"takes_reports": "y"})
    reporter.send(REPORT)
    with world.look() as uow:
        acts = uow.session.scalars(
            select(LogEntry.act).where(LogEntry.act.like("intake.%")).order_by(LogEntry.seq)
        ).all()
    assert acts == ["intake.closed", "intake.opened"]


def test_an_unknown_contest_is_not_found(world: World) -> None:
    """There are no reporters' pages for a contest that is not there."""
    for path in ("", "new", "mailbox"):
        assert world.app.test_client().get(f"/contests/none/report/{path}").status_code == 404


@pytest.fixture
def flood(monkeypatch: pytest.MonkeyPatch, reporter: Reporter) -> None:
    """More reports within an hour than are taken without a look."""
    monkeypatch.setattr(crowding, "SUBMISSIONS_AN_HOUR", 2)
    for _one in range(2):
        reporter.send(REPORT)


@pytest.mark.usefixtures("flood")
def test_a_flood_slows_down_and_shuts_nobody_out(world: World, reporter: Reporter) -> None:
    """Beyond the hourly number a form is taken once it is two minutes old, with its text kept until then."""
    token = field(reporter.get("/new"), "token")
    page = reporter.send(REPORT, expect=422, token=token)
    assert "Press Send again in 121 seconds" in page.text
    assert REPORT["what"] in page.text
    world.clock.advance(seconds=121)
    reporter.send(REPORT, token=field(page, "token"))
    assert submissions(world)[-1].crowded


@pytest.mark.usefixtures("flood")
def test_a_browser_that_works_need_not_wait(world: World, reporter: Reporter) -> None:
    """In a flood, a form with proof of work is taken at once; with a wrong proof it is not."""
    page = reporter.get("/new")
    found = re.search(r'data-work="([0-9a-f]+)"', page.text)
    assert found
    work = next(f"{number}" for number in range(10_000_000) if crowding.has_worked(found.group(1), f"{number}"))
    reporter.send(REPORT | {"work": "no work"}, expect=422, token=field(page, "token"))
    reporter.send(REPORT | {"work": work}, token=field(page, "token"))
    assert [one.crowded for one in submissions(world)] == [False, False, True]
