"""One's own account: what it shows, and changing its password."""

from sqlalchemy import select

from compliance.core.access import Role
from compliance.identity import passwords, service
from compliance.identity.models import SignInSession, User
from compliance.identity.sessions import MOST_FAILURES
from compliance.transparency.recording import record
from tests.client import words
from tests.factories.world import PASSWORD, World
from tests.identity.test_sign_in import email, sign_in

NEW = "quite another long sentence"
SENT = {"current": PASSWORD, "new_password": NEW, "again": NEW}


def first_password(world: World, user_id: int) -> None:
    """Let somebody have a password that must be changed."""
    with world.act() as uow:
        user = uow.session.get_one(User, user_id)
        user.must_change_password = True
        record(uow, "test.first_password", f"user:{user.reference}")


def test_the_account_shows_name_roles_and_recusals(world: World) -> None:
    """Everybody finds who they are here, in which contest, and from what they keep out."""
    contest = world.contest()
    candidacy = world.candidacy(contest)
    officer = world.user(Role.OFFICER, contest)
    with world.act() as uow:
        service.recuse(uow, uow.session.get_one(User, officer), contest, "We are cousins.", candidacy_id=candidacy)
    page = words(world.browser(officer).get("/account").text)
    for part in ("Officer 1", "officer1@example.org", "Ethics officer", "Cases of Robin Alder", "We are cousins."):
        assert part in page


def test_an_account_without_a_role_says_what_to_do(world: World) -> None:
    """Who has no role yet reads whom to ask."""
    assert "Ask the administrator" in words(world.browser(world.user()).get("/account").text)


def test_a_new_password_ends_every_other_session(world: World) -> None:
    """The browser in which it was changed goes on in a session of its own; all others, and copies of it, are out."""
    user_id = world.user()
    here, elsewhere, stolen = world.browser(user_id), world.browser(user_id), world.browser()
    with here.http.session_transaction() as mine, stolen.http.session_transaction() as copy:
        copy.update(mine)
    assert here.post("/account/password", SENT).location == "/account"
    here.get("/account")
    elsewhere.get("/account", expect=302)
    stolen.get("/account", expect=302)
    sign_in(world.browser(), email(world, user_id), PASSWORD, expect=422)
    sign_in(world.browser(), email(world, user_id), NEW)


def test_the_present_password_is_needed(world: World) -> None:
    """Whoever finds a browser unattended cannot change the password, and cannot guess at it for long."""
    user_id = world.user()
    browser = world.browser(user_id)
    for _attempt in range(MOST_FAILURES):
        page = browser.post("/account/password", {**SENT, "current": "a guess"}, expect=422)
        assert "This is not your password" in words(page.text)
    assert "too many attempts" in words(browser.post("/account/password", SENT, expect=422).text)
    sign_in(world.browser(), email(world, user_id))
    world.clock.advance(minutes=16)
    browser.post("/account/password", SENT)


def test_what_makes_no_new_password_is_said(world: World) -> None:
    """Two that differ, a short one, the person's own name and the present password are refused, each in words."""
    user_id = world.user()
    browser = world.browser(user_id)
    for new, again, says in (
        (NEW, f"{NEW} ", "The two are not the same"),
        ("short", "short", "at least 12 characters"),
        ("somebody called Person", "somebody called Person", "Do not use your name"),
        ("abababababab", "abababababab", "repeats itself"),
        (PASSWORD, PASSWORD, "the password that you have now"),
        ("x" * 300, "x" * 300, "at most"),
    ):
        sent = {**SENT, "new_password": new, "again": again}
        page = browser.post("/account/password", sent, expect=422)
        assert says in words(page.text)
        assert new not in page.text
    with world.look() as uow:
        assert passwords.matches(uow.session.get_one(User, user_id).password_hash, PASSWORD)


def test_a_password_given_by_others_is_changed_before_anything_else(world: World) -> None:
    """Until then every page leads to the form, nothing can be sent elsewhere, and signing out is possible."""
    contest = world.contest()
    officer = world.user(Role.OFFICER, contest)
    first_password(world, officer)
    browser = world.browser()
    sign_in(browser, email(world, officer))
    for path in ("/", "/account", "/contests/dg-2031/people/", "/contests/dg-2031/people/recuse"):
        assert browser.get(path, expect=302).location == "/account/password"
    form = "/contests/dg-2031/people/recuse"
    assert browser.post(form, {"scope": "contest", "reason": "None."}).location == "/account/password"
    assert not world.actor(officer).recused_contests
    assert "Choose your own password" in words(browser.get("/account/password").text)
    assert browser.post("/account/password", SENT).location == "/"
    browser.get("/account")


def test_whoever_does_not_want_a_new_password_can_sign_out(world: World) -> None:
    """The way out stays open, and static files are served, while a password must be changed."""
    user_id = world.user()
    first_password(world, user_id)
    browser = world.browser(user_id)
    assert browser.http.get("/static/app.css", buffered=True).status_code == 200
    assert browser.post("/sign-out").location == "/sign-in"
    with world.look() as uow:
        assert uow.session.scalars(select(SignInSession)).all() == []
