"""The commands that make accounts and give roles."""

import io
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import select

from compliance.cli import main
from compliance.core.access import Actor, Role
from compliance.identity import passwords, queries
from compliance.identity.models import User
from tests.factories.world import PASSWORD, World

Run = Callable[..., str]


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `compliance user` on the world's database, and give what it says."""
    monkeypatch.setenv("DATABASE_URL", world.edge.engine.url.render_as_string(hide_password=False))

    def run(*arguments: str, status: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["user", *arguments])
        said = "".join(capsys.readouterr())
        assert (ended.value.code or 0) == status, said
        return said

    return run


def _user(world: World, email: str) -> tuple[User, Actor]:
    with world.look() as uow:
        user = uow.session.scalars(select(User).where(User.email == email)).one()
    return user, world.actor(user.id)


def test_an_account_is_made_with_a_password_that_is_printed_once(world: World, run: Run) -> None:
    """Without a password given, one is made and said; it opens the account and must be changed."""
    said = run("add", "Ada@Example.org", "--name", "Ada Park")
    user, _actor = _user(world, "ada@example.org")
    assert passwords.matches(user.password_hash, said.strip().rpartition(" ")[2])
    assert user.must_change_password


def test_a_password_can_come_from_standard_input(world: World, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password given on standard input is the account's, is not said again and need not be changed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    said = run("add", "ada@example.org", "--name", "Ada Park", "--password-stdin")
    user, _actor = _user(world, "ada@example.org")
    assert PASSWORD not in said
    assert passwords.matches(user.password_hash, PASSWORD)
    assert not user.must_change_password


def test_roles_are_given_and_taken_back(world: World, run: Run) -> None:
    """A role of each kind is given by the names of the contest and the candidate, and taken back in the same way."""
    contest = world.contest()
    candidacy = world.candidacy(contest)
    world.user(Role.ADMINISTRATOR)
    for who in ("ada", "bo", "cy"):
        run("add", f"{who}@example.org", "--name", who.title())
    run("set-role", "ada@example.org", "administrator")
    run("set-role", "bo@example.org", "officer", "--contest", "dg-2031")
    run("set-role", "cy@example.org", "agent", "--contest", "dg-2031", "--candidate", "alder")
    assert _user(world, "ada@example.org")[1].is_administrator
    assert _user(world, "bo@example.org")[1].has(contest, Role.OFFICER)
    assert _user(world, "cy@example.org")[1].candidacies(Role.AGENT) == {candidacy}
    run("set-role", "ada@example.org", "administrator", "--revoke")
    run("set-role", "bo@example.org", "officer", "--contest", "dg-2031", "--revoke")
    assert not _user(world, "ada@example.org")[1].grants
    assert not _user(world, "bo@example.org")[1].grants
    with world.look() as uow:
        assert len(queries.grants_in_force(uow.session, contest_id=contest)) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["add", "nowhere", "--name", "Ada"], 2, "e-mail address"),
        (["add", "administrator1@example.org", "--name", "Ada"], 2, "already"),
        (["add", "ada@example.org"], 2, "--name"),
        (["set-role", "ada@example.org", "administrator"], 2, "no account"),
        (["set-role", "administrator1@example.org", "king"], 2, "king"),
        (["set-role", "administrator1@example.org", "administrator", "--revoke"], 3, "another one first"),
        (["set-role", "administrator1@example.org", "officer", "--contest", "dg-2031"], 2, "no role in a contest"),
        (["set-role", "officer2@example.org", "observer"], 2, "every other role"),
        (["set-role", "officer2@example.org", "observer", "--contest", "dg-9"], 2, "Contests: dg-2031"),
        (["set-role", "officer2@example.org", "agent", "--candidate", "alder"], 2, "--contest"),
        (["set-role", "officer2@example.org", "agent", "--contest", "dg-2031", "--candidate", "x"], 2, "alder"),
        (
            ["set-role", "officer2@example.org", "agent", "--contest", "dg-2031", "--candidate", "alder"],
            2,
            "both sides",
        ),
        (["set-role", "officer2@example.org", "chair", "--contest", "dg-2031", "--revoke"], 2, "does not have"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_status(
    world: World, run: Run, arguments: list[str], status: int, says: str
) -> None:
    """Unusable input ends with status 2 and what is not allowed with 3, each with a sentence, and changes nothing."""
    contest = world.contest()
    world.candidacy(contest)
    world.user(Role.ADMINISTRATOR)
    officer = world.user(Role.OFFICER, contest)
    assert says in run(*arguments, status=status)
    with world.look() as uow:
        assert len(queries.users(uow.session)) == 2
    assert len(world.actor(officer).grants) == 1
