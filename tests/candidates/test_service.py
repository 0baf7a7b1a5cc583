"""The verbs of the register: candidacies, status periods, media accounts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from compliance.candidates import queries
from compliance.candidates.models import Candidacy
from compliance.candidates.service import (
    AccountSpan,
    CandidacyFacts,
    NewCandidacy,
    StatusSpan,
    add_candidacy,
    edit_candidacy,
    set_accounts,
    set_statuses,
    withdraw_candidacy,
)
from compliance.candidates.terms import AccountCapacity, Status
from compliance.core.access import Role
from compliance.core.errors import Conflict, Forbidden, Invalid, NotFound
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.transparency.models import LogEntry
from tests.factories.world import World

NEW = NewCandidacy(
    key="birch",
    name="Noor Birch",
    post=" ",
    nominated_by=["Veldmark", "", " Veldmark ", "Calder Isles"],
    announced_on=date(2030, 10, 10),
)
IN_POST = StatusSpan(Status.IN_POST, date(2021, 9, 1), date(2031, 3, 14))
LEAVE = StatusSpan(Status.UNPAID_LEAVE, date(2031, 3, 15), date(2031, 5, 12))
ACCOUNT = AccountSpan("microblog", "@alder", AccountCapacity.INSTITUTIONAL, date(2021, 9, 1), date(2030, 12, 1))


def _entries(world: World, beginning: str) -> list[tuple[str, Any]]:
    with world.look() as uow:
        rows = uow.session.execute(select(LogEntry.act, LogEntry.leaf).order_by(LogEntry.seq)).all()
    return [(act, leaf) for act, leaf in rows if act.startswith(beginning)]


def _set(world: World, candidacy_id: int, *spans: StatusSpan) -> None:
    with world.act() as uow:
        set_statuses(uow, uow.session.get_one(Candidacy, candidacy_id), spans)


def _rows(world: World, candidacy_id: int) -> Sequence[tuple[int, StatusSpan]]:
    with world.look() as uow:
        return [
            (row.id, StatusSpan(row.status, row.from_on, row.until_on))
            for row in queries.statuses(uow.session, candidacy_id)
        ]


def test_a_candidacy_is_entered_after_the_others(world: World) -> None:
    """It stands last, its texts trimmed, nobody named twice, an empty post as none."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    with world.act() as uow:
        add_candidacy(uow, contest_id, NEW)
    with world.look() as uow:
        last = queries.in_contest(uow.session, contest_id)[-1]
    assert (last.key, last.position, last.post, last.nominated_by) == ("birch", 1, None, ["Veldmark", "Calder Isles"])


def test_all_faults_of_a_candidacy_come_at_once(world: World) -> None:
    """A key that is taken, no name, and a withdrawal before the announcement each stand at their field."""
    contest_id = world.contest()
    world.candidacy(contest_id)
    bad = replace(NEW, key="alder", name="", withdrawn_on=date(2030, 10, 9))
    with world.look() as uow, pytest.raises(Invalid) as refusal:
        add_candidacy(uow, contest_id, bad)
    assert [fault.place for fault in refusal.value.faults] == ["key", "name", "withdrawn_on"]


@pytest.mark.parametrize("key", ["", ".a", "a/b", "a@b", "a b", "a" * 101])
def test_a_key_can_stand_in_an_address(world: World, key: str) -> None:
    """What could not is refused."""
    contest_id = world.contest()
    with world.look() as uow, pytest.raises(Invalid) as refusal:
        add_candidacy(uow, contest_id, replace(NEW, key=key))
    assert [fault.place for fault in refusal.value.faults] == ["key"]


def test_a_stale_edit_is_refused_with_both_texts(world: World) -> None:
    """Whoever saves second sees both texts of what differs."""
    candidacy_id = world.candidacy(world.contest())
    facts = CandidacyFacts(
        name="Robin A. Alder",
        post="Deputy Director General",
        nominated_by=["Freedonia"],
        announced_on=date(2030, 10, 3),
    )
    with world.act() as uow:
        candidacy = uow.session.get_one(Candidacy, candidacy_id)
        seen = candidacy.revision
        edit_candidacy(uow, candidacy, facts, expected_revision=seen)
    with world.look() as uow, pytest.raises(Conflict) as refusal:
        edit_candidacy(
            uow,
            uow.session.get_one(Candidacy, candidacy_id),
            replace(facts, nominated_by=["Freedonia", "Veldmark"]),
            expected_revision=seen,
        )
    assert list(refusal.value.yours.values()) == ["Freedonia\nVeldmark"]
    assert list(refusal.value.theirs.values()) == ["Freedonia"]


def test_a_candidacy_is_withdrawn_once_and_not_before_it_began(world: World) -> None:
    """The day is recorded; a day before the announcement and a second withdrawal are refused."""
    candidacy_id = world.candidacy(world.contest())
    with world.act() as uow:
        candidacy = uow.session.get_one(Candidacy, candidacy_id)
        with pytest.raises(Invalid, match="cannot have been withdrawn"):
            withdraw_candidacy(uow, candidacy, date(2030, 10, 2))
        withdraw_candidacy(uow, candidacy, date(2031, 1, 9))
        with pytest.raises(Invalid, match="already"):
            withdraw_candidacy(uow, candidacy, date(2031, 1, 10))
    assert '"withdrawn_on":"2031-01-09"' in _entries(world, "candidacy.withdrawn")[0][1]


def test_status_periods_that_stay_are_left_alone(world: World) -> None:
    """Of a list saved as a whole only what differs is touched: a row that changed keeps its identity."""
    candidacy_id = world.candidacy(world.contest())
    (before,) = [key for key, _span in _rows(world, candidacy_id)]
    _set(world, candidacy_id, LEAVE, IN_POST)
    assert _rows(world, candidacy_id)[0] == (before, IN_POST)
    rows = _rows(world, candidacy_id)
    later = replace(LEAVE, until_on=date(2031, 5, 15))
    _set(world, candidacy_id, IN_POST, later)
    assert _rows(world, candidacy_id) == [rows[0], (rows[1][0], later)]
    _set(world, candidacy_id, IN_POST)
    assert _rows(world, candidacy_id) == [rows[0]]
    _set(world, candidacy_id, IN_POST)
    counts = [leaf[leaf.index('"facts":') :].split("}")[0] for _act, leaf in _entries(world, "candidacy.statuses_set")]
    assert counts[1:] == [  # the first made the candidacy
        '"facts":{"added":1,"changed":1,"removed":0',
        '"facts":{"added":0,"changed":1,"removed":0',
        '"facts":{"added":0,"changed":0,"removed":1',
    ]


def test_faults_of_status_periods_stand_at_their_places(world: World) -> None:
    """Unknown is not recorded, a period does not end before it begins, and no two share a day."""
    candidacy_id = world.candidacy(world.contest())
    spans = [
        replace(LEAVE, from_on=date(2031, 3, 14)),
        IN_POST,
        StatusSpan(Status.UNKNOWN, date(2031, 6, 1), date(2031, 6, 2)),
        StatusSpan(Status.SECONDED, date(2031, 7, 2), date(2031, 7, 1)),
        StatusSpan(Status.EXTERNAL, date(2031, 5, 12)),
        StatusSpan(Status.EXTERNAL, date(2031, 8, 12)),
    ]
    with world.look() as uow, pytest.raises(Invalid) as refusal:
        set_statuses(uow, uow.session.get_one(Candidacy, candidacy_id), spans)
    assert sorted(fault.place for fault in refusal.value.faults) == [
        "statuses[0].from",
        "statuses[2].from",
        "statuses[2].status",
        "statuses[3].until",
        "statuses[4].from",
        "statuses[5].from",
    ]


def test_a_list_of_periods_saved_meanwhile_is_not_overwritten(world: World) -> None:
    """A change of the periods makes older forms stale, and the refusal holds both lists in words."""
    candidacy_id = world.candidacy(world.contest())
    with world.act() as uow:
        candidacy = uow.session.get_one(Candidacy, candidacy_id)
        seen = candidacy.revision
        set_statuses(uow, candidacy, [IN_POST], expected_revision=seen)
    with world.look() as uow, pytest.raises(Conflict) as refusal:
        set_statuses(uow, uow.session.get_one(Candidacy, candidacy_id), [LEAVE], expected_revision=seen)
    assert list(refusal.value.yours.values()) == ["Unpaid leave, from 15 March 2031 to 12 May 2031"]
    assert list(refusal.value.theirs.values()) == ["In post, from 1 September 2021 to 14 March 2031"]


def test_an_account_speaks_for_one_at_a_time(world: World) -> None:
    """One account may change hands from one day to the next, but no day has two capacities, however it is written."""
    candidacy_id = world.candidacy(world.contest())
    handed_over = AccountSpan("microblog", "@alder", AccountCapacity.PERSONAL, date(2030, 12, 2))
    with world.act() as uow:
        candidacy = uow.session.get_one(Candidacy, candidacy_id)
        set_accounts(uow, candidacy, [ACCOUNT, handed_over, replace(ACCOUNT, platform="video")])
        assert [row.platform for row in queries.accounts(uow.session, candidacy_id)] == [
            "microblog",
            "microblog",
            "video",
        ]
        twice = replace(handed_over, platform="MicroBlog", handle="Alder", from_on=date(2030, 12, 1))
        with pytest.raises(Invalid) as refusal:
            set_accounts(uow, candidacy, [ACCOUNT, twice, replace(ACCOUNT, handle="")])
    assert [fault.place for fault in refusal.value.faults] == ["accounts[2].handle", "accounts[1].from"]


def test_who_may_keep_the_register(world: World) -> None:
    """Officers who are not recused may; other members are told why not, and strangers see nothing."""
    contest_id = world.contest()
    candidacy_id = world.candidacy(contest_id)
    officer_id = world.user(Role.OFFICER, contest_id)
    with world.act(world.actor(officer_id)) as uow:
        set_statuses(uow, uow.session.get_one(Candidacy, candidacy_id), [IN_POST])
    with world.act() as uow:
        user = uow.session.get_one(User, officer_id)
        identity.recuse(uow, user, contest_id, "Reports to the candidate.", candidacy_id=candidacy_id)
    refused = (world.actor(officer_id), world.actor(world.user(Role.CANDIDATE, contest_id, candidacy_id)))
    for actor in refused:
        with world.look(actor) as uow, pytest.raises(Forbidden):
            set_statuses(uow, uow.session.get_one(Candidacy, candidacy_id), [])
    with world.look(world.actor(world.user())) as uow, pytest.raises(NotFound):
        set_statuses(uow, uow.session.get_one(Candidacy, candidacy_id), [])
