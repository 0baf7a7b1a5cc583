"""Signing in and out, and what stands in the way of whoever guesses."""

import re
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from compliance.core.access import Role
from compliance.identity import passwords, service
from compliance.identity.models import SignInFailure, SignInSession, User
from compliance.identity.sessions import MOST_FAILURES, MOST_FAILURES_OF_AN_ADDRESS, admit, subject
from compliance.transparency.recording import record
from compliance.transparency.verification import verify
from tests.client import PageClient, words
from tests.factories.world import PASSWORD, World

WRONG = "not this one"


def email(world: World, user_id: int) -> str:
    """With which address somebody signs in."""
    with world.look() as uow:
        return uow.session.scalars(select(User.email).where(User.id == user_id)).one()


def sign_in(browser: PageClient, address: str, password: str = PASSWORD, expect: int = 302, **options: Any) -> str:
    """Try to sign in; return the words of the answer."""
    return words(browser.post("/sign-in", {"email": address, "password": password}, expect=expect, **options).text)


def fail(browser: PageClient, address: str, times: int, **options: Any) -> None:
    """Fail to sign in, as often as said."""
    for _attempt in range(times):
        assert "do not belong together" in sign_in(browser, address, WRONG, expect=422, **options)


def test_somebody_with_a_password_gets_in_and_out_again(world: World) -> None:
    """Address and password open a session, which lasts until they sign out."""
    address = email(world, world.user())
    browser = world.browser()
    assert browser.get("/", expect=302).location == "/sign-in?next=/"
    sent = {"email": f" {address.upper()} ", "password": PASSWORD}
    assert browser.post("/sign-in?next=/account", sent).location == "/account"
    browser.get("/")
    browser.post("/sign-out")
    browser.get("/", expect=302)


def test_too_many_failures_lock_an_account_for_a_quarter_of_an_hour(world: World) -> None:
    """After eight wrong passwords even the right one is refused, until the window has passed."""
    address = email(world, world.user())
    browser = world.browser()
    fail(browser, address, MOST_FAILURES)
    assert "too many attempts" in sign_in(browser, address, expect=422)
    world.clock.advance(minutes=16)
    sign_in(browser, address)


def test_a_locked_account_is_not_locked_for_longer_by_trying(world: World) -> None:
    """What is refused while an account is locked does not count, so that the lock ends by itself."""
    address = email(world, world.user())
    browser = world.browser()
    fail(browser, address, MOST_FAILURES)
    world.clock.advance(minutes=10)
    assert "too many attempts" in sign_in(browser, address, WRONG, expect=422)
    world.clock.advance(minutes=6)
    sign_in(browser, address)


def test_failures_elsewhere_do_not_lock_out_a_browser_that_is_known(world: World) -> None:
    """Whoever fails on an officer's account all day keeps the officer out of no browser that they used before."""
    address = email(world, world.user())
    known, attacker = world.browser(), world.browser()
    sign_in(known, address)
    known.post("/sign-out")
    fail(attacker, address, MOST_FAILURES)
    assert "too many attempts" in sign_in(world.browser(), address, expect=422)
    sign_in(known, address)


def test_a_known_browser_has_a_limit_of_its_own(world: World) -> None:
    """A browser in which somebody signed in before may fail as often as another, and no more."""
    address = email(world, world.user())
    known = world.browser()
    sign_in(known, address)
    known.post("/sign-out")
    fail(known, address, MOST_FAILURES)
    assert "too many attempts" in sign_in(known, address, expect=422)
    sign_in(world.browser(), address)


@pytest.mark.parametrize("forged", ["", "x", "A" * 22 + "." + "0" * 64, "ä" * 22 + "." + "0" * 64])
def test_only_the_account_that_signed_in_makes_a_browser_known(world: World, forged: str) -> None:
    """The cookie of another account, or one that is made up, leaves an account as locked as it was."""
    address, other = email(world, world.user()), email(world, world.user())
    browser = world.browser()
    sign_in(browser, other)
    browser.post("/sign-out")
    if forged:
        browser.http.set_cookie("known", forged)
    fail(world.browser(), address, MOST_FAILURES)
    assert "too many attempts" in sign_in(browser, address, expect=422)


def test_an_address_of_the_network_may_not_fail_on_many_accounts(world: World) -> None:
    """Sixty failures from one place lock it for everybody there, whichever accounts they were on."""
    address = email(world, world.user())
    with world.edge.writers.begin() as session:
        where = {subject("address", "2001:db8::/64"): MOST_FAILURES_OF_AN_ADDRESS}
        for _attempt in range(MOST_FAILURES_OF_AN_ADDRESS):
            assert admit(session, where, world.clock()) is not None
    there = {"REMOTE_ADDR": "2001:db8::77"}
    assert "too many attempts" in sign_in(world.browser(), address, expect=422, environ_overrides=there)
    sign_in(world.browser(), address, environ_overrides={"REMOTE_ADDR": "2001:db8:0:1::77"})


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Argon2 was asked to work on."""
    asked: list[str] = []
    verify_with = PasswordHasher.verify

    def watched(self: PasswordHasher, stored: str, password: str) -> bool:
        asked.append(stored)
        return verify_with(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    return asked


def test_nothing_tells_whether_there_is_an_account(world: World, hashed: list[str]) -> None:
    """Unknown, closed and passwordless accounts answer as a wrong password does, after the same work."""
    known, closed, without = (world.user() for _one in range(3))
    addresses = [email(world, known), "nobody@example.org", email(world, closed), email(world, without)]
    with world.act() as uow:
        service.set_active(uow, uow.session.get_one(User, closed), active=False)
        user = uow.session.get_one(User, without)
        user.password_hash = None
        record(uow, "test.password_removed", f"user:{user.reference}")
    answers = set()
    for address, password in zip(addresses, (WRONG, PASSWORD, PASSWORD, PASSWORD), strict=True):
        page = world.browser().post("/sign-in", {"email": address, "password": password}, expect=422)
        answers.add(re.sub(r'value="[^"]*"', "", page.text))
    assert len(answers) == 1
    assert len(hashed) == 4
    assert len({stored.rpartition("$")[0].rpartition("$")[0] for stored in hashed}) == 1


def test_an_unknown_account_locks_as_a_known_one_does(world: World) -> None:
    """The lock comes after as many attempts, and reads the same, where there is no account."""
    browser = world.browser()
    fail(browser, "nobody@example.org", MOST_FAILURES)
    assert "too many attempts" in sign_in(browser, "nobody@example.org", expect=422)


def test_what_is_kept_of_failures_names_nobody(world: World) -> None:
    """Neither the address of an account nor that of the network is kept, and what no longer counts is deleted."""
    fail(world.browser(), "nobody@example.org", 1)
    world.clock.advance(minutes=16)
    fail(world.browser(), "somebody@example.org", 1)
    with world.look() as uow:
        subjects = uow.session.scalars(select(SignInFailure.subject)).all()
    assert len(subjects) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in subjects)


def test_a_password_stored_with_weaker_parameters_is_hashed_anew(world: World) -> None:
    """At the next sign-in it is stored with today's parameters, and the log speaks of it."""
    user_id = world.user()
    with world.act() as uow:
        user = uow.session.get_one(User, user_id)
        user.password_hash = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
        record(uow, "test.password_weakened", f"user:{user.reference}")
    sign_in(world.browser(), email(world, user_id))
    with world.look() as uow:
        stored = uow.session.get_one(User, user_id).password_hash
        assert verify(uow.session).holds
    assert stored is not None
    assert not passwords.outdated(stored)
    assert passwords.matches(stored, PASSWORD)


def test_signing_in_begins_a_session_of_its_own(world: World) -> None:
    """No form that was opened before signing in can be sent after it, and the session of before has ended."""
    address = email(world, world.user())
    browser = world.browser()
    before = browser.csrf()
    sign_in(browser, address)
    browser.post("/sign-out", {"csrf_token": before}, expect=400)
    with browser.http.session_transaction() as first:
        token = first["_user_id"]
    sign_in(browser, address)
    stolen = world.browser()
    with stolen.http.session_transaction() as copy:
        copy["_user_id"] = token
    stolen.get("/account", expect=302)
    browser.get("/account")


def test_signing_out_ends_the_session_on_the_server(world: World) -> None:
    """A copy of the cookie made before signing out is worth nothing after it."""
    browser, stolen = world.browser(world.user()), world.browser()
    with browser.http.session_transaction() as mine, stolen.http.session_transaction() as copy:
        copy.update(mine)
    stolen.get("/account")
    browser.post("/sign-out")
    stolen.get("/account", expect=302)


def test_a_session_ends_by_itself(world: World) -> None:
    """Ten hours after signing in the way in is shown again, however busy the session was; its row is swept away."""
    address = email(world, world.user())
    browser = world.browser()
    sign_in(browser, address)
    world.clock.advance(hours=9, minutes=59)
    browser.get("/account")
    world.clock.advance(minutes=2)
    browser.get("/account", expect=302)
    sign_in(world.browser(), address)
    with world.look() as uow:
        assert len(uow.session.scalars(select(SignInSession)).all()) == 1


def test_closing_an_account_signs_it_out_everywhere_at_once(world: World) -> None:
    """The next page that somebody asks for after their account was closed is the way in."""
    user_id = world.user(Role.OFFICER, world.contest())
    browser = world.browser(user_id)
    browser.get("/account")
    with world.act() as uow:
        service.set_active(uow, uow.session.get_one(User, user_id), active=False)
    browser.get("/account", expect=302)


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https://evil.example",
    "https:evil.example",
    "http://[",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/a//evil.example",
    "/.//evil.example",
    "/a\\..\\evil",
    "/a\u2028b",
    "/a b",
    "/a#//evil.example",
    "?x",
    "",
]


def test_signing_in_leads_to_no_other_host(world: World) -> None:
    """Whatever an address asks for, one goes on to a page of ours, and the form does not carry it on either."""
    sent = {"email": email(world, world.user()), "password": PASSWORD}
    for wanted in ELSEWHERE:
        browser = world.browser()
        asking = {"next": wanted}
        assert 'action="/sign-in"' in browser.get("/sign-in", query_string=asking).text, wanted
        assert browser.post("/sign-in", sent, query_string=asking).location == "/", wanted
        assert browser.get("/sign-in", expect=302, query_string=asking).location == "/", wanted


def test_signing_in_leads_on_to_the_page_that_was_asked_for(world: World) -> None:
    """A page of ours is opened as it was asked for; what is encoded in its path stays so, and so stays on this host."""
    sent = {"email": email(world, world.user()), "password": PASSWORD}
    listing = "/contests/dg-2031/incidents/?stage=notified&text=a%20b"
    for wanted in ("/account", listing, "/%2F%2Fevil.example", "/%5Cevil"):
        answer = world.browser().post("/sign-in", sent, query_string={"next": wanted})
        assert answer.location == wanted
