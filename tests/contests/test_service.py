"""Setting up a contest and correcting it."""

from dataclasses import fields, replace
from datetime import date

import pytest
from sqlalchemy import select

from compliance.contests import queries
from compliance.contests.models import Contest
from compliance.contests.service import ContestFacts, NewContest, create_contest, edit_contest
from compliance.core.access import Role
from compliance.core.errors import Conflict, Forbidden, Invalid, NotFound
from compliance.transparency.models import LogEntry
from tests.factories.world import World

NEW = NewContest(
    slug="es-2032",
    title="Election of the Executive Secretary",
    organisation="Shared Rivers Organisation",
    post="Executive Secretary",
    timezone="Europe/Vienna",
    opens_on=date(2031, 6, 1),
    votes_on=date(2032, 1, 20),
    electorate=64,
    majority=" two thirds ",
)


def _facts(contest: Contest) -> ContestFacts:
    return ContestFacts(**{field.name: getattr(contest, field.name) for field in fields(ContestFacts)})


def _acts(world: World, beginning: str) -> list[str]:
    with world.look() as uow:
        return [
            act for act in uow.session.scalars(select(LogEntry.act).order_by(LogEntry.seq)) if act.startswith(beginning)
        ]


def test_an_administrator_sets_up_a_contest(world: World) -> None:
    """A contest holds what was given, trimmed, and the log says that it was created."""
    with world.act(world.actor(world.user(Role.ADMINISTRATOR))) as uow:
        create_contest(uow, NEW)
    with world.look() as uow:
        contest = queries.by_slug(uow.session, "es-2032")
    assert contest is not None
    assert _facts(contest).majority == "two thirds"
    assert (contest.title, contest.electorate, contest.votes_on) == (NEW.title, 64, NEW.votes_on)
    assert _acts(world, "contest.") == ["contest.created"]


def test_all_faults_of_a_contest_come_at_once(world: World) -> None:
    """Each fault stands at its field, and nothing is saved."""
    bad = replace(
        NEW,
        slug="ES 2032",
        title=" ",
        organisation="a\nb",
        post="x" * 301,
        timezone="Europe/Nowhere",
        votes_on=date(2031, 5, 31),
        electorate=0,
    )
    with world.look() as uow, pytest.raises(Invalid) as refusal:
        create_contest(uow, bad)
    places = ["slug", "title", "organisation", "post", "timezone", "votes_on", "electorate"]
    assert [fault.place for fault in refusal.value.faults] == places


@pytest.mark.parametrize("slug", ["", "-a", "a-", "a--b", "A", "a_b", "é", "a\n", "a" * 101])
def test_a_slug_is_lower_case_letters_digits_and_single_hyphens(world: World, slug: str) -> None:
    """What could not stand in an address is refused."""
    with world.look() as uow, pytest.raises(Invalid) as refusal:
        create_contest(uow, replace(NEW, slug=slug))
    assert [fault.place for fault in refusal.value.faults] == ["slug"]


def test_no_two_contests_share_a_slug(world: World) -> None:
    """A slug that is taken is refused."""
    world.contest("es-2032")
    with world.look() as uow, pytest.raises(Invalid, match="already"):
        create_contest(uow, NEW)


def test_an_edit_changes_what_differs_and_says_so_in_the_log(world: World) -> None:
    """An officer moves the vote; saving the same again changes nothing and records nothing."""
    contest_id = world.contest()
    officer = world.actor(world.user(Role.OFFICER, contest_id))
    for _time in range(2):
        with world.act(officer) as uow:
            contest = uow.session.get_one(Contest, contest_id)
            moved = replace(_facts(contest), votes_on=date(2031, 5, 20))
            edit_contest(uow, contest, moved, expected_revision=contest.revision)
    with world.look() as uow:
        assert uow.session.get_one(Contest, contest_id).votes_on == date(2031, 5, 20)
    assert _acts(world, "contest.") == ["contest.created", "contest.edited"]


def test_a_stale_edit_is_refused_with_both_texts(world: World) -> None:
    """Whoever saves second is shown what they wrote and what was saved meanwhile, and nothing is overwritten."""
    contest_id = world.contest()
    with world.act() as uow:
        contest = uow.session.get_one(Contest, contest_id)
        seen = contest.revision
        edit_contest(uow, contest, replace(_facts(contest), title="First"), expected_revision=seen)
    with world.look() as uow:
        contest = uow.session.get_one(Contest, contest_id)
        with pytest.raises(Conflict) as refusal:
            edit_contest(uow, contest, replace(_facts(contest), title="Second"), expected_revision=seen)
    assert (refusal.value.yours, refusal.value.theirs) == ({"Title": "Second"}, {"Title": "First"})


def test_who_may_edit_a_contest(world: World) -> None:
    """Members who are no officers are told why not, strangers see nothing, and only administrators set one up."""
    contest_id = world.contest()
    observer = world.actor(world.user(Role.OBSERVER, contest_id))
    stranger = world.actor(world.user(Role.OFFICER, world.contest("other")))
    for actor, refusal in ((observer, Forbidden), (stranger, NotFound)):
        with world.look(actor) as uow:
            contest = uow.session.get_one(Contest, contest_id)
            with pytest.raises(refusal):
                edit_contest(uow, contest, _facts(contest), expected_revision=contest.revision)
            with pytest.raises(NotFound):
                create_contest(uow, NEW)
