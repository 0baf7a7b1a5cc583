"""The pages on which administrators make accounts and give roles."""

import re

import pytest
from sqlalchemy import event

from compliance.core.access import Role
from compliance.identity import passwords, queries
from compliance.identity.models import User
from tests.client import PageClient, words
from tests.factories.world import PASSWORD, World
from tests.identity.test_sign_in import email, sign_in


@pytest.fixture
def admin(world: World) -> PageClient:
    """The browser of an administrator, in an installation with one contest and one candidate."""
    world.candidacy(world.contest())
    return world.browser(world.user(Role.ADMINISTRATOR))


def _page(world: World, user_id: int) -> str:
    with world.look() as uow:
        return f"/users/{uow.session.get_one(User, user_id).reference}/"


def _shown_password(text: str) -> str:
    found = re.search(r'<code data-copy="([^"]+)">', text)
    assert found
    return found.group(1)


def test_only_administrators_manage_users(world: World) -> None:
    """For everybody else there are no such pages, and a visitor is led to sign in."""
    contest = world.contest()
    candidacy = world.candidacy(contest)
    someone = _page(world, world.user())
    of_a_candidacy = (Role.CANDIDATE, Role.AGENT)
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            browser = world.browser(world.user(role, contest, candidacy if role in of_a_candidacy else None))
            for path in ("/users/", "/users/add", someone):
                browser.get(path, expect=404)
            for path in ("/users/add", f"{someone}close", f"{someone}password", f"{someone}roles"):
                browser.post(path, expect=404)
    world.browser().get("/users/", expect=302)


def test_a_new_user_signs_in_with_the_password_that_is_shown_once(world: World, admin: PageClient) -> None:
    """The first password stands on the answer and nowhere else, and must be changed."""
    answer = admin.post("/users/add", {"name": "Ada Park", "email": "Ada@Example.org"}, expect=200)
    first = _shown_password(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert first not in admin.get("/users/").text
    assert "Ada Park" in admin.get("/users/").text
    browser = world.browser()
    sign_in(browser, "ada@example.org", first)
    assert browser.get("/", expect=302).location == "/account/password"


def test_an_account_that_cannot_be_made_is_said(admin: PageClient) -> None:
    """An address twice, no address and no name are refused on their fields."""
    twice = admin.post("/users/add", {"name": "Ada", "email": "administrator1@example.org"}, expect=422)
    assert "There is an account with this address already" in words(twice.text)
    assert "Give an e-mail address" in words(admin.post("/users/add", {"name": "Ada", "email": "ada"}, expect=422).text)
    assert "Give the person" in words(admin.post("/users/add", {"email": "a@example.org"}, expect=422).text)


def test_a_reset_password_replaces_the_old_one_and_signs_out(world: World, admin: PageClient) -> None:
    """The old password and the sessions made with it are worth nothing; the new one must be changed."""
    user_id = world.user()
    browser = world.browser(user_id)
    first = _shown_password(admin.post(f"{_page(world, user_id)}password", expect=200).text)
    browser.get("/account", expect=302)
    sign_in(world.browser(), email(world, user_id), PASSWORD, expect=422)
    with world.look() as uow:
        user = uow.session.get_one(User, user_id)
        assert passwords.matches(user.password_hash, first)
        assert user.must_change_password


def test_a_reset_password_does_not_go_unseen(world: World, admin: PageClient) -> None:
    """Whoever resets a password could read cases with it: the person is told who and when, and so is the contest."""
    contest = 1
    officer = world.user(Role.OFFICER, contest)
    first = _shown_password(admin.post(f"{_page(world, officer)}password", expect=200).text)
    intruder = world.browser()
    sign_in(intruder, email(world, officer), first)
    assert "gave you a new first password" in words(intruder.get("/account/password").text)
    own = "one that only I could think of"
    refused = intruder.post("/account/password", {"current": first, "new_password": own, "again": ""}, expect=422)
    assert "Administrator" in words(refused.text)
    intruder.post("/account/password", {"current": first, "new_password": own, "again": own})
    told = words(world.browser(officer).get("/account").text)
    assert told.count("gave you a new first password on 10 February 2031") == 1
    observer = world.browser(world.user(Role.OBSERVER, contest))
    assert observer.get("/contests/dg-2031/log/").text.count("user.password_reset") == 1
    assert "gave you" not in words(observer.get("/account").text)


def test_an_account_is_closed_and_opened(world: World, admin: PageClient) -> None:
    """A closed account cannot sign in, an opened one can again, with the roles that it had."""
    user_id = world.user(Role.OBSERVER, 1)
    page = _page(world, user_id)
    assert "Closed" in words(admin.follow(f"{page}close").text)
    sign_in(world.browser(), email(world, user_id), expect=422)
    assert "Open" in words(admin.follow(f"{page}open").text)
    sign_in(world.browser(), email(world, user_id))


def test_an_administrator_gains_nothing_on_their_own_page(world: World, admin: PageClient) -> None:
    """They neither close themselves, nor reset their own password, nor give themselves a role; each is said."""
    with world.look() as uow:
        me = queries.users(uow.session)[0]
    page = f"/users/{me.reference}/"
    shown = words(admin.get(page).text)
    assert "Administrators cannot give themselves a role in a contest" in shown
    assert "You cannot close your own account" in shown
    admin.post(f"{page}close", expect=403)
    admin.post(f"{page}password", expect=403)
    admin.post(f"{page}roles", {"role": "officer", "contest": "dg-2031"}, expect=403)
    assert world.actor(me.id).grants == {g for g in world.actor(me.id).grants if g.role is Role.ADMINISTRATOR}


def test_a_role_of_each_kind_is_given_and_taken_back(world: World, admin: PageClient) -> None:
    """Each with what it needs: nothing, a contest, or a candidate; what it does not need is left out."""
    for role in Role:
        user_id = world.user()
        page = _page(world, user_id)
        sent = {"role": role.value, "contest": "dg-2031", "candidate": "dg-2031/alder"}
        assert "has the role" in words(admin.follow(f"{page}roles", sent).text)
        (grant,) = world.actor(user_id).grants
        assert grant.role is role
        assert (grant.contest_id is None) is (role is Role.ADMINISTRATOR)
        assert (grant.candidacy_id is None) is (role not in (Role.CANDIDATE, Role.AGENT))
        button = re.search(r'name="grant" value="(\d+)"', admin.get(page).text)
        assert button
        admin.post(f"{page}roles/revoke", {"grant": button.group(1)})
        assert world.actor(user_id).grants == frozenset()
        admin.post(f"{page}roles/revoke", {"grant": button.group(1)}, expect=404)


def test_a_role_that_cannot_be_given_is_said(world: World, admin: PageClient) -> None:
    """A missing contest or candidate, a role held already, both sides and a second power are refused in words."""
    user_id = world.user(Role.OFFICER, 1)
    page = f"{_page(world, user_id)}roles"
    for sent, says in (
        ({}, "Choose a role"),
        ({"role": "chair"}, "Choose the contest"),
        ({"role": "agent", "contest": "dg-2031"}, "Choose the candidate"),
        ({"role": "officer", "contest": "dg-2031"}, "has this role already"),
        ({"role": "agent", "candidate": "dg-2031/alder"}, "both sides"),
        ({"role": "administrator"}, "Administrators hold no role in a contest"),
        ({"role": "king", "contest": "dg-2031"}, "Not a valid choice"),
        ({"role": "chair", "contest": "dg-1999"}, "Not a valid choice"),
    ):
        assert says in words(admin.post(page, sent, expect=422).text)
    assert len(world.actor(user_id).grants) == 1


def test_the_last_administrator_stays(world: World, admin: PageClient) -> None:
    """The role is taken back once another administrator can sign in, and not before; a closed account is none."""
    with world.look() as uow:
        me = queries.users(uow.session)[0]
        (mine,) = queries.held(uow.session, user_id=me.id)
    other = world.user(Role.ADMINISTRATOR)
    admin.post(f"{_page(world, other)}close")
    admin.post(f"/users/{me.reference}/roles/revoke", {"grant": mine.grant_id}, expect=403)
    admin.post(f"{_page(world, other)}open")
    admin.post(f"/users/{me.reference}/roles/revoke", {"grant": mine.grant_id})
    admin.get("/users/", expect=404)


def test_a_role_is_taken_back_only_where_it_belongs(world: World, admin: PageClient) -> None:
    """The number of somebody else's role, or none at all, is no role of this account."""
    page, other = _page(world, world.user()), world.user(Role.OBSERVER, 1)
    with world.look() as uow:
        (grant,) = queries.held(uow.session, user_id=other)
    for number in (str(grant.grant_id), "", "x", "9" * 40, "-1"):
        admin.post(f"{page}roles/revoke", {"grant": number}, expect=404)
    assert world.actor(other).grants
    admin.get("/users/NOBODY1/", expect=404)


def test_the_list_costs_the_same_for_few_and_for_many(world: World, admin: PageClient) -> None:
    """However many users there are, a page takes at most twelve statements."""
    counted: list[str] = []
    event.listen(world.edge.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    costs = []
    for size in (2, 20):
        people = [world.user(Role.OBSERVER, 1) for _one in range(size)]
        for path in ("/users/", _page(world, people[0])):
            counted.clear()
            admin.get(path)
            costs.append(len(counted))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 12
