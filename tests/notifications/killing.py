"""Kills workers in mid-sending, and counts what came of it.

Workers are forked from a process that has read the program already, so that hundreds of them begin within seconds;
each is the command `compliance worker`, on a database and a line to the mail server of its own.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from compliance.identity.models import User
from compliance.notifications.models import Intent
from compliance.notifications.service import enqueue
from compliance.notifications.terms import State
from compliance.transparency.recording import record
from tests.factories.world import World
from tests.notifications.mailserver import MailServer, serving

LEASE = "0.5"
SLOWEST = 0.03
"""Seconds that the server takes at most to say that it has taken a mail."""
PATIENCE = 90
NURSERY = f"""
import os, signal, sys
from compliance.cli import main
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
for _line in sys.stdin:
    child = os.fork()
    if child == 0:
        sys.stdin.close()
        os.dup2(2, 1)
        main(["worker", "--lease", "{LEASE}"])
    print(child, flush=True)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: how many workers were killed, how many intents there were, and what the server took."""

    kills: int
    intents: int
    unsent: int
    lost: int
    duplicates: int
    strange_ids: int
    seconds: float


def kill_workers(world: World, kills: int, chance: random.Random) -> Outcome:
    """Kill so many workers at random moments around the server's answer, then let one finish."""
    started = time.monotonic()
    ids = _intents(world, 3 * kills)
    with serving() as server, _nursery(_environment(world, server)) as begin:
        server.seconds = lambda: chance.uniform(0, SLOWEST)
        for _ in range(kills):
            server.begun.clear()
            worker = begin()
            assert server.begun.wait(PATIENCE), "no mail arrived"
            time.sleep(chance.uniform(0, 1.5 * SLOWEST))
            os.kill(worker, signal.SIGKILL)
        last = begin()
        _wait_until_sent(world)
        _end(last)
        return _outcome(world, server, ids, kills, time.monotonic() - started)


def _intents(world: World, number: int) -> dict[str, str]:
    """Make people, each to be told of one thing; return the name of each one's mail by their address."""
    with world.act() as uow:
        people = [
            User(
                reference=f"P{one:05}",
                email=f"p{one}@example.org",
                name=f"Person {one}",
                is_active=True,
                must_change_password=False,
                created_at=uow.now,
            )
            for one in range(number)
        ]
        uow.session.add_all(people)
        record(uow, "test.filled", "people")
        enqueue(uow, "report.issued", [one.id for one in people])
        query = select(User.email, Intent.message_id).join(Intent, Intent.user_id == User.id)
        return {row.email: row.message_id for row in uow.session.execute(query)}


def _environment(world: World, server: MailServer) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": world.edge.engine.url.render_as_string(hide_password=False),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(server.port),
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "record@example.org",
        "PUBLIC_URL": "https://record.example.org",
        "WORKER_POLL_SECONDS": "1",
    }


class Begin:
    """Begins a worker each time that it is called; returns its process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        assert self._answer() == "ready"

    def __call__(self) -> int:
        """Begin one."""
        assert self._process.stdin is not None
        self._process.stdin.write("another\n")
        self._process.stdin.flush()
        return int(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@contextmanager
def _nursery(environment: Mapping[str, str]) -> Iterator[Begin]:
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY],
        cwd=Path(__file__).parents[2],
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            yield Begin(process)
        finally:
            process.kill()


def _wait_until_sent(world: World) -> None:
    """Wait for as long as something is sent now and then."""
    left, until = _unsent(world), time.monotonic() + PATIENCE
    while left and time.monotonic() < until:
        time.sleep(0.2)
        still = _unsent(world)
        if still < left:
            left, until = still, time.monotonic() + PATIENCE


def _end(worker: int) -> None:
    """End a worker, and wait until it has ended: what is counted then does not change any more."""
    os.kill(worker, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.05)


def _unsent(world: World) -> int:
    with world.look() as uow:
        return len(uow.session.scalars(select(Intent.id).where(Intent.state != State.SENT)).all())


def _outcome(world: World, server: MailServer, ids: Mapping[str, str], kills: int, seconds: float) -> Outcome:
    taken = Counter(server.recipients)
    named = zip(server.recipients, server.ids(), strict=True)
    return Outcome(
        kills=kills,
        intents=len(ids),
        unsent=_unsent(world),
        lost=len(ids.keys() - taken.keys()),
        duplicates=taken.total() - len(taken),
        strange_ids=sum(name != f"<{ids[address]}@record.example.org>" for address, name in named),
        seconds=round(seconds, 1),
    )
