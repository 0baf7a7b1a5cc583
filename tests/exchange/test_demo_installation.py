"""The demo makes an installation of its own, shows how to sign in, serves it, and harms nobody else's."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.cli import migrated as open_engine
from compliance.core.access import Role
from compliance.core.errors import Invalid
from compliance.core.storage import FileStore
from compliance.exchange.demo import ACCOUNTS, Folder, listening, make
from compliance.exchange.demo.people import EXHIBITS, SOURCES
from compliance.identity import passwords, queries
from compliance.identity.models import User
from compliance.incidents.models import EvidenceItem, Incident, Source
from compliance.reports.models import IssuedReport
from compliance.transparency.verification import verify
from tests import engines
from tests.exchange.installations import installation

ROOT = Path(__file__).parents[2]
START = "import sys; from compliance.cli import main; main(sys.argv[1:])"
SECONDS = 90
SECRET = "a secret for this test alone"
IN_THE_FILE = 16
MADE_FROM_REPORTS = 2


@pytest.fixture(scope="module", name="made")
def make_demo(
    databases: engines.Databases, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Session, FileStore]]:
    """The demo, made once on each engine, and its files."""
    files = FileStore(tmp_path_factory.mktemp("evidence"))
    with installation(databases, migrated) as place:
        make(place.engine, files, SECRET)
        with place.reading() as session:
            yield session, files


def test_the_demo_shows_every_role(made: tuple[Session, FileStore]) -> None:
    """Each person can sign in with the printed password and has the role; sources, evidence and a report are there."""
    session, files = made
    for account in ACCOUNTS:
        user = queries.user_by_email(session, account.email)
        assert user is not None
        assert not user.must_change_password
        assert passwords.matches(user.password_hash, account.password)
        assert [grant.role for grant in queries.grants_in_force(session, user_id=user.id)] == [account.role]
    assert {account.role for account in ACCOUNTS} == set(Role)
    assert len(session.scalars(select(Source)).all()) == len(SOURCES) + MADE_FROM_REPORTS
    items = session.scalars(select(EvidenceItem)).all()
    assert {item.name for item in items} == {exhibit.name for exhibit in EXHIBITS}
    assert all(files.path(item.sha256).exists() for item in items)
    assert len(session.scalars(select(IssuedReport)).all()) == 1
    assert len(session.scalars(select(Incident)).all()) == IN_THE_FILE + MADE_FROM_REPORTS
    assert verify(session).holds


def test_an_officer_of_the_demo_is_recused(made: tuple[Session, FileStore]) -> None:
    """Pim Haversedge keeps out of the cases of Noor Aldercott."""
    session, _files = made
    pim = session.scalars(select(User).where(User.name == "Pim Haversedge")).one()
    aldercott = session.scalars(select(Candidacy.id).where(Candidacy.key == "aldercott")).one()
    assert queries.actor_of(session, pim.id, pim.name).recused_candidacies == {aldercott}


def test_an_installation_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """A folder with an installation that the demo did not make is refused, and nothing in it changes."""
    (tmp_path / "compliance.db").write_bytes(b"somebody's work")
    with pytest.raises(Invalid, match="did not make"):
        Folder(tmp_path).claim()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("compliance.db", b"somebody's work")]


def test_work_done_in_the_demo_s_folder_is_left_alone(tmp_path: Path) -> None:
    """Once the demo's installation holds another contest, it is not thrown away any more."""
    folder = Folder(tmp_path)
    folder.claim()
    folder.empty()
    engine = open_engine(folder.database_url)
    engine.dispose()
    folder.release()
    with closing(sqlite3.connect(tmp_path / "compliance.db")) as database:
        database.execute(
            "INSERT INTO contest (slug, title, organisation, post, timezone, opens_on, votes_on, revision)"
            " VALUES ('dg-2031', 't', 'o', 'p', 'UTC', '2030-01-01', '2031-01-01', 1)"
        )
        database.commit()
    with pytest.raises(Invalid, match="dg-2031"):
        Folder(tmp_path).claim()


def test_two_demos_do_not_run_in_one_folder(tmp_path: Path) -> None:
    """While a demo runs, another one in its folder is refused; afterwards it starts."""
    first = Folder(tmp_path)
    first.claim()
    with pytest.raises(Invalid, match="running"):
        Folder(tmp_path).claim()
    first.release()
    again = Folder(tmp_path)
    again.claim()
    again.release()


def test_a_port_that_is_taken_is_named() -> None:
    """A port that was asked for and is taken is refused; without a port the next free one is found."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Invalid, match=f"Port {port} cannot be used"):
            listening(port)
    with closing(listening(None)) as first, closing(listening(None)) as second:
        assert first.getsockname()[1] < second.getsockname()[1]


@contextmanager
def running_demo(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", list[str]]]:
    """Run the command until it serves; give the process and what it printed so far."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": "sqlite:///somewhere-else.db"}
    environment.pop("INSTANCE_FOLDER", None)
    process = subprocess.Popen(
        [sys.executable, "-c", START, "demo"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, _lines_until_served(process)
    finally:
        process.kill()
        process.communicate()


def _lines_until_served(process: "subprocess.Popen[str]") -> list[str]:
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Serving "):
            return lines
    raise AssertionError("\n".join(lines))


def test_the_demo_is_served_again_and_again(tmp_path: Path) -> None:
    """It prints role, address and password of everybody, serves, ends at Ctrl-C with status 0, and can be repeated."""
    for _time in range(2):
        with running_demo(tmp_path) as (process, lines):
            printed = [line.split() for line in lines if "@example.org" in line]
            assert printed == [[account.role.value, account.email, account.password] for account in ACCOUNTS]
            (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", lines[-1])
            with urllib.request.urlopen(f"{address}sign-in", timeout=SECONDS) as page:  # noqa: S310 - our own
                assert page.status == 200
                assert "Secure" not in (page.headers["Set-Cookie"] or "")
            assert any("Mail is not sent" in line for line in lines)
            assert any("report/mailbox: " in line for line in lines)
            _wait_for_mails(tmp_path / "instance" / "mail")
            process.send_signal(signal.SIGINT)
            rest, _nothing = process.communicate(timeout=SECONDS)
            assert (process.returncode, "Traceback" in rest) == (0, False), rest
    assert not (tmp_path / "somewhere-else.db").exists()


def _wait_for_mails(folder: Path) -> None:
    """Wait until the demo's worker has written mails of all kinds of work: to officers, the chair, both candidates."""
    wanted = {account.email for account in ACCOUNTS if account.role in (Role.OFFICER, Role.CHAIR, Role.CANDIDATE)}
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        written = "".join(path.read_text() for path in folder.glob("*.eml"))
        if wanted <= set(re.findall(r"^To: .*<(.*)>", written, re.MULTILINE)):
            return
        time.sleep(0.1)
    raise AssertionError("not all were written to")
