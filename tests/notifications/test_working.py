"""The worker: several share the work, one job's fault is nobody else's, and a database may be away for a while."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from compliance.core.unit_of_work import UnitOfWork
from compliance.notifications.delivery import Addressee, Post, Tally, Worker
from compliance.transparency.models import LogEntry
from compliance.transparency.recording import record
from tests.factories.world import World
from tests.notifications.mailserver import serving
from tests.notifications.test_delivery import LETTERHEAD, by, post, tell

WORKERS = 3


def test_several_workers_send_each_mail_once(world: World) -> None:
    """Three workers at a time leave nothing out and send nothing twice."""
    people = [world.user() for _ in range(20)]
    tell(world, people)
    with serving() as server, ThreadPoolExecutor(WORKERS) as pool:
        senders = [post(world, by(server), f"worker {number}") for number in range(WORKERS)]
        tallies = list(pool.map(lambda sender: sender.send_due(Event()), senders))
    assert sum(tally.sent for tally in tallies) == len(people)
    assert Counter(Counter(server.recipients).values()) == {1: len(people)}


def test_a_job_that_fails_stops_no_other(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """What one job changed before it failed is taken back; the others are done, and the log names no words."""

    def failing(uow: UnitOfWork) -> None:
        record(uow, "test.failed", "test:1")
        raise RuntimeError("Marmalade")

    before = _size(world)
    jobs = {"reminders": failing, "releases": lambda uow: record(uow, "test.done", "test:2")}
    assert Worker(world.edge.writers, world.clock, jobs, None).once() == Tally()
    assert _size(world) == before + 1
    assert caplog.messages == ["reminders failed: RuntimeError"]


def test_a_database_that_is_away_ends_a_round_alone(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """The worker tells the kind of fault and goes on with the next round."""
    rounds = 0

    def lookup(_session: Session, _user: int, _contest: int | None, _subject: str | None, /) -> Addressee | None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise OperationalError("SELECT", {}, Exception("Marmalade"))
        return None

    tell(world, [world.user(), world.user()])
    with serving() as server:
        edge = world.edge
        sender = Post(edge.readers, edge.writers, world.clock, lookup, by(server), LETTERHEAD)
        worker = Worker(edge.writers, world.clock, {}, sender)
        assert next(worker.rounds(0.01)) == Tally(withdrawn=1)
    assert caplog.messages == ["The database cannot be used: OperationalError"]


def _size(world: World) -> int:
    with world.look() as uow:
        return uow.session.scalars(select(func.count(LogEntry.seq))).one()
