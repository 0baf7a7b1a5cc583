"""Signing in and out."""

from sqlalchemy import select

from compliance.identity.models import User
from compliance.identity.sessions import MOST_FAILURES
from tests.client import words
from tests.factories.world import PASSWORD, World


def _email(world: World, user_id: int) -> str:
    with world.look() as uow:
        return uow.session.scalars(select(User.email).where(User.id == user_id)).one()


def test_somebody_with_a_password_gets_in_and_out_again(world: World) -> None:
    """Address and password open a session, which lasts until they sign out."""
    email = _email(world, world.user())
    browser = world.browser()
    assert browser.get("/", expect=302).location == "/sign-in?next=/"
    assert browser.post("/sign-in?next=/", {"email": email.upper(), "password": PASSWORD}).location == "/"
    browser.get("/")
    browser.post("/sign-out")
    browser.get("/", expect=302)


def test_too_many_failures_lock_an_account_for_a_quarter_of_an_hour(world: World) -> None:
    """After eight wrong passwords even the right one is refused, until the window has passed."""
    email = _email(world, world.user())
    browser = world.browser()
    for _attempt in range(MOST_FAILURES):
        browser.post("/sign-in", {"email": email, "password": "not this one"}, expect=422)
    locked = browser.post("/sign-in", {"email": email, "password": PASSWORD}, expect=422)
    assert "too many attempts" in words(locked.text)
    world.clock.advance(minutes=16)
    browser.post("/sign-in", {"email": email, "password": PASSWORD})
