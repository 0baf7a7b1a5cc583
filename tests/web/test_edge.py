"""One commit at the edge, refusals as pages, and guards that nobody can forget."""

import pytest
from flask import Blueprint
from sqlalchemy import select

from compliance.contests.models import Contest
from compliance.core.errors import Conflict, Forbidden, Invalid, NotFound
from compliance.transparency.recording import UnrecordedChangeError, record
from compliance.web import transaction
from compliance.web.guards import allow, everyone, require_guards, signed_in
from tests.client import words
from tests.factories.world import World

REFUSALS = {
    "forbidden": (Forbidden("Not you."), 403),
    "hidden": (NotFound("There is no such page."), 404),
    "invalid": (Invalid("It cannot be used."), 422),
    "conflict": (Conflict("Changed.", yours={"Title": "My text"}, theirs={"Title": "Their text"}), 409),
}


def _add_plain_pages(blueprint: Blueprint) -> None:
    @blueprint.get("/probe/conflict")
    @allow(everyone)
    def form() -> str:
        return "<title>Form</title><h1>Form</h1>"

    @blueprint.post("/probe/only-sent")
    @allow(everyone)
    def only_sent() -> str:
        raise REFUSALS["conflict"][0]

    @blueprint.get("/probe/private")
    @allow(signed_in)
    def private() -> str:
        return "<title>Private</title><h1>Private</h1>"


@pytest.fixture
def probe(own_world: World) -> World:
    """The application with views that change a contest and then answer in one way or another."""
    contest_id = own_world.contest()
    blueprint = Blueprint("probe", __name__)

    def change(title: str) -> None:
        uow = transaction.unit_of_work()
        uow.session.get_one(Contest, contest_id).title = title
        record(uow, "contest.edited", "contest:dg-2031", contest_id=contest_id)

    @blueprint.post("/probe/<answer>")
    @allow(everyone)
    def act(answer: str) -> tuple[str, int]:
        change(answer)
        if answer in REFUSALS:
            raise REFUSALS[answer][0]
        return "<title>Done</title><h1>Done</h1>", 422 if answer == "again" else 200

    @blueprint.post("/probe/unrecorded")
    @allow(everyone)
    def forget() -> str:
        transaction.session().get_one(Contest, contest_id).title = "unrecorded"
        return ""

    _add_plain_pages(blueprint)
    own_world.app._got_first_request = False  # noqa: SLF001 - tests have asked already, and a route is to be added
    own_world.app.register_blueprint(blueprint)
    return own_world


def _title(world: World) -> str:
    with world.look() as uow:
        return uow.session.scalars(select(Contest.title)).one()


def test_a_view_that_succeeds_is_committed(probe: World) -> None:
    """What a view changed is there afterwards."""
    probe.browser().post("/probe/done", expect=200)
    assert _title(probe) == "done"


def test_a_form_that_is_shown_again_commits_nothing(probe: World) -> None:
    """An answer of 422 leaves everything as it was."""
    probe.browser().post("/probe/again", expect=422)
    assert _title(probe) != "again"


@pytest.mark.parametrize("answer", list(REFUSALS))
def test_a_refusal_is_a_page_and_commits_nothing(probe: World, answer: str) -> None:
    """Each refusal has its status and its words, and nothing of the request remains."""
    refusal, status = REFUSALS[answer]
    page = probe.browser().post(f"/probe/{answer}", expect=status)
    assert str(refusal) in words(page.text) or answer == "hidden"
    assert _title(probe) != answer


def test_a_conflict_shows_both_texts(probe: World) -> None:
    """The page has mine and theirs, so that neither is lost."""
    page = probe.browser().post("/probe/conflict", expect=409).text
    assert "My text" in page
    assert "Their text" in page


def test_a_conflict_leads_back_to_the_form(probe: World) -> None:
    """One can start again from the newest text, unless the address only takes forms."""
    assert 'href="/probe/conflict"' in probe.browser().post("/probe/conflict", expect=409).text
    assert "Start again" not in probe.browser().post("/probe/only-sent", expect=409).text


@pytest.mark.parametrize("answer", list(REFUSALS))
def test_a_refusal_is_a_problem_for_who_asks_for_json(probe: World, answer: str) -> None:
    """RFC 9457: title and status, as application/problem+json."""
    browser = probe.browser()
    headers = {"Accept": "application/json"}
    problem = browser.post(f"/probe/{answer}", expect=REFUSALS[answer][1], headers=headers)
    assert problem.mimetype == "application/problem+json"
    assert problem.get_json()["status"] == REFUSALS[answer][1]


def test_a_change_that_no_entry_speaks_of_is_not_committed(probe: World) -> None:
    """A verb that forgot to record fails loudly, whatever page it answered with."""
    with pytest.raises(UnrecordedChangeError):
        probe.browser().post("/probe/unrecorded")
    assert _title(probe) != "unrecorded"


def test_a_visitor_is_led_to_sign_in(probe: World) -> None:
    """A page for people with an account leads others to the way in, and back again."""
    assert probe.browser().get("/probe/private", expect=302).location == "/sign-in?next=/probe/private"
    probe.browser(probe.user()).get("/probe/private")


def test_a_route_without_a_guard_is_refused(own_world: World) -> None:
    """An application in which somebody forgot to say who may is not made."""
    require_guards(own_world.app)
    own_world.app._got_first_request = False  # noqa: SLF001 - tests have asked already, and a route is to be added
    own_world.app.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(RuntimeError, match="open"):
        require_guards(own_world.app)
