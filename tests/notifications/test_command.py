"""The command `compliance worker`: it says where mail goes, does what is due, and ends when told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from compliance.notifications.service import enqueue
from compliance.web.transaction import utc_now
from tests.factories.world import World

START = "import sys; from compliance.cli import main; main(sys.argv[1:])"
SECONDS = 180


def _environment(world: World, **settings: str) -> dict[str, str]:
    url = world.edge.engine.url.render_as_string(hide_password=False)
    mail = {"MAIL_FROM": "record@example.org", "PUBLIC_URL": "https://record.example.org", "WORKER_POLL_SECONDS": "1"}
    return {**os.environ, **mail, "DATABASE_URL": url, **settings}


@contextmanager
def _running(environment: Mapping[str, str], *options: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-c", START, "worker", *options],
        cwd=Path(__file__).parents[2],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _tell_somebody(world: World) -> None:
    world.clock.now = utc_now()
    person = world.user()
    with world.act() as uow:
        enqueue(uow, "report.issued", [person])


def test_without_a_server_it_says_that_mail_waits(world: World) -> None:
    """Where no way out is set, nothing is sent, nothing fails, and the command says why."""
    _tell_somebody(world)
    with _running(_environment(world), "--once") as process:
        said, wrong = process.communicate(timeout=SECONDS)
    assert (process.returncode, wrong) == (0, "")
    assert said == "SMTP_HOST is not set: mail waits in the outbox until it is.\n"


def test_it_sends_and_ends_at_sigterm(world: World, tmp_path: Path) -> None:
    """What is due goes out, what comes later too, and the end is clean."""
    _tell_somebody(world)
    folder = tmp_path / "mail"
    with _running(_environment(world, MAIL_FOLDER=str(folder))) as process:
        _wait_for(folder, 1)
        _tell_somebody(world)
        _wait_for(folder, 2)
        process.send_signal(signal.SIGTERM)
        said, wrong = process.communicate(timeout=SECONDS)
    assert (process.returncode, wrong) == (0, "")
    first, *rounds, last = said.splitlines()
    assert (first, last) == (f"Mail is written to {folder}.", "The worker has ended.")
    # On a busy machine both may go out in one round.
    assert rounds in (["1 mail sent.", "1 mail sent."], ["2 mails sent."])


def test_it_says_when_the_server_is_away(world: World) -> None:
    """A server that cannot be used is named by its fault, on standard error, and the worker goes on."""
    _tell_somebody(world)
    away = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "9", "SMTP_SECURITY": "none"}
    with _running(_environment(world, **away), "--once") as process:
        said, wrong = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert said == "Mail goes out by way of 127.0.0.1.\n"
    assert "The mail server cannot be used (ConnectionRefusedError); the rest waits." in wrong


def test_it_ends_with_whoever_began_it(world: World) -> None:
    """A worker of the demo does not outlive it, even if the demo is killed."""
    with _running(_environment(world), "--parent", str(os.getppid())) as process:
        said, _wrong = process.communicate(timeout=SECONDS)
    assert said.endswith("The worker has ended.\n")


def _wait_for(folder: Path, number: int) -> None:
    until = time.monotonic() + SECONDS
    while len(list(folder.glob("*.eml"))) < number:
        assert time.monotonic() < until, "no mail was written"
        time.sleep(0.05)
