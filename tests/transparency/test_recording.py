"""Every act is a leaf, in its own transaction and in order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import orjson
import pytest
from sqlalchemy import select, text, update

from compliance.contests.models import Contest
from compliance.core.errors import Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency import queries
from compliance.transparency.commitments import commitment
from compliance.transparency.models import LogEntry
from compliance.transparency.recording import UnrecordedChangeError, record
from compliance.transparency.verification import verify
from tests.factories.world import World

WRITERS = 8
ACTS = 12


def _contest(uow: UnitOfWork, slug: str) -> Contest:
    made = Contest(
        slug=slug,
        title="Title",
        organisation="Organisation",
        post="Post",
        timezone="UTC",
        opens_on=date(2030, 1, 1),
        votes_on=date(2031, 1, 1),
    )
    uow.session.add(made)
    record(uow, "contest.created", f"contest:{slug}", facts={"slug": slug})
    return made


def _refused_after_a_change(uow: UnitOfWork) -> None:
    _contest(uow, "failed")
    raise Invalid("no")


def test_a_change_without_an_entry_is_refused(world: World) -> None:
    """A transaction that changed a recorded row and says nothing of it cannot commit."""
    contest_id = world.contest()
    with pytest.raises(UnrecordedChangeError, match=f"contest {contest_id}"), world.act() as uow:
        uow.session.get_one(Contest, contest_id).title = "Another"
    with world.look() as uow:
        assert uow.session.get_one(Contest, contest_id).title != "Another"


def test_a_deletion_without_an_entry_is_refused(world: World) -> None:
    """Nor can one that deleted a row."""
    contest_id = world.contest()
    with pytest.raises(UnrecordedChangeError), world.act() as uow:
        uow.session.delete(uow.session.get_one(Contest, contest_id))


def test_a_change_in_bulk_is_refused(world: World) -> None:
    """What would pass by the objects is refused when it is tried."""
    world.contest()
    with pytest.raises(UnrecordedChangeError, match="one by one"), world.act() as uow:
        uow.session.execute(update(Contest).values(title="Another"))


def test_what_is_rolled_back_leaves_no_entry(world: World) -> None:
    """An act that failed is not in the log, and the next one takes its place."""
    with pytest.raises(Invalid), world.act() as uow:
        _refused_after_a_change(uow)
    with world.act() as uow:
        _contest(uow, "done")
    with world.look() as uow:
        assert queries.head(uow.session).size == 1
        assert verify(uow.session).holds


def test_entries_are_without_gaps_under_concurrent_writers(world: World) -> None:
    """Eight writers at once give one order without gaps, and a log that verifies."""

    def write(writer: int) -> None:
        for number in range(ACTS):
            with world.act() as uow:
                _contest(uow, f"w{writer}-{number}")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    with world.look() as uow:
        seqs = uow.session.scalars(select(LogEntry.seq).order_by(LogEntry.seq)).all()
        assert seqs == list(range(WRITERS * ACTS))
        assert verify(uow.session).differences == []


def test_a_leaf_tells_nothing_confidential(world: World) -> None:
    """A leaf holds the act, its time and commitments; no title, no name, no reference stands in it."""
    world.contest(title="A confidential title")
    with world.look() as uow:
        entry = uow.session.execute(select(LogEntry.leaf, LogEntry.opening)).one()
    assert "confidential" not in entry.leaf
    assert "dg-2031" not in entry.leaf
    assert "A confidential title" in entry.opening


def test_one_commitment_can_be_opened_without_the_others(world: World) -> None:
    """Salt and value of one place give its commitment; the salt says nothing of the next place."""
    world.contest()
    with world.look() as uow:
        entry = uow.session.execute(select(LogEntry.leaf, LogEntry.opening)).one()
    stated, opening = orjson.loads(entry.leaf)["commitments"], orjson.loads(entry.opening)
    salts, (table, key, image) = opening["salts"], opening["rows"][0]
    assert commitment(salts[1], f"subject:{opening['subject']}") == stated[1]
    assert commitment(salts[2], f"row:{table}:{key}:{image}") == stated[2]
    assert len(set(salts)) == len(stated)


def test_time_in_the_log_never_runs_backwards(world: World) -> None:
    """A clock that is set back does not put a later entry before an earlier one."""
    world.contest("first")
    world.clock.advance(days=-3)
    world.contest("second")
    with world.look() as uow:
        first, second = uow.session.scalars(select(LogEntry.at).order_by(LogEntry.seq)).all()
        assert first == second
        assert verify(uow.session).holds


def test_the_past_can_be_asked_for(world: World) -> None:
    """Rows and checkpoint as they were at an instant come back unchanged, whatever was done since."""
    contest_id = world.contest(title="At first")
    before = world.clock()
    world.clock.advance(days=1)
    with world.act() as uow:
        contest = uow.session.get_one(Contest, contest_id)
        contest.title = "Later"
        record(uow, "contest.edited", "contest:dg-2031", contest_id=contest_id)
    with world.look() as uow:
        then = queries.checkpoint_at(uow.session, before)
        now = queries.head(uow.session)
        assert (then.size, now.size) == (1, 2)
        assert queries.rows_at(uow.session, contest_id, then.size)["contest"][contest_id]["title"] == "At first"
        assert queries.rows_at(uow.session, contest_id, now.size)["contest"][contest_id]["title"] == "Later"
        assert verify(uow.session, expected_size=then.size, expected_root=then.root).holds
        assert not verify(uow.session, expected_size=then.size, expected_root=now.root).holds


def test_a_log_cut_short_is_found_by_a_printed_checkpoint(world: World) -> None:
    """Whoever removes the last entries and mends the head is found out by the size on an earlier report."""
    world.contest("first")
    world.contest("second")
    with world.look() as uow:
        printed = queries.head(uow.session)
    with world.edge.writers.begin() as session:
        session.execute(text("DELETE FROM log_entry WHERE seq = 1"))
    with world.look() as uow:
        found = verify(uow.session, expected_size=printed.size, expected_root=printed.root)
        assert "fewer than the 2" in "\n".join(map(str, found.differences))
