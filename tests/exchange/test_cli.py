"""The commands import and export: what they print, and the exit status that scripts rely on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from compliance.cli import main
from compliance.exchange.source import MOST_BYTES
from tests import engines
from tests.exchange.altered import FULL, altered

ROOT = Path(__file__).parents[2]
START = "import sys; from compliance.cli import main; main(sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left: its exit status, and what it printed on each of the two streams."""

    status: int
    out: str
    err: str


class Shell:
    """Runs commands in this process, on a database of its own, in a folder of its own."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def run(self, *arguments: str) -> Ended:
        """Run a command."""
        self._capture.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = self._capture.readouterr()
        return Ended(int(ended.value.code or 0), out, err)


@pytest.fixture
def shell(
    databases: engines.Databases,
    migrated: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Shell]:
    """A shell whose DATABASE_URL names an empty installation, in a folder with contest.yaml."""
    url = databases.fresh(like=migrated)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    Path("contest.yaml").write_text(FULL, encoding="utf-8")
    yield Shell(capsys)
    databases.drop(url)


def test_an_import_says_what_it_made(shell: Shell) -> None:
    """The contest, how many candidates and incidents, and each incident's reference beside its key."""
    done = shell.run("import", "contest.yaml")
    first, second, *incidents = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert first == "Imported dg-2031: Election of the Director General"
    assert second == "2 instruments, 2 candidates, 1 acknowledgement, 2 incidents"
    assert [line.split()[1] for line in incidents] == ["nairobi", "posts"]
    assert all(len(line.split()[0]) == 7 for line in incidents)


def test_every_fault_is_named_on_standard_error(shell: Shell) -> None:
    """One line a fault, each with line and path; status 2; and nothing is there afterwards."""
    text = altered(("binds_by: office", "binds_by: offices"), ("from: 2031-03-15", "from: 2031-02-30"))
    Path("contest.yaml").write_text(text, encoding="utf-8")
    done = shell.run("import", "contest.yaml")
    assert (done.status, done.out) == (2, "")
    lines = done.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("line 15, instruments[0].binds_by: ")
    assert "candidates[0].statuses[1].from: " in lines[1]
    assert "holds none yet" in shell.run("export", "dg-2031").err


def test_a_second_import_is_refused(shell: Shell) -> None:
    """A contest that is there already is named with its line and path; status 2."""
    shell.run("import", "contest.yaml")
    done = shell.run("import", "contest.yaml")
    assert done.status == 2
    assert done.err.startswith("line 3, contest.slug: ")


def test_what_is_no_readable_file_is_refused(shell: Shell) -> None:
    """A missing file, a folder and a file that is too large are each named, with status 2."""
    with Path("large.yaml").open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    assert shell.run("import", "missing.yaml") == Ended(2, "", "missing.yaml: there is no such file.\n")
    assert "is a folder" in shell.run("import", ".").err
    too_large = shell.run("import", "large.yaml")
    assert (too_large.status, "64 MiB" in too_large.err) == (2, True)
    assert shell.run("import", "a\0b").status == 2


def test_an_export_goes_where_it_is_sent(shell: Shell) -> None:
    """To a file with -o, to standard output without, the same bytes; what cannot be written is said, with status 2."""
    shell.run("import", "contest.yaml")
    written = shell.run("export", "dg-2031")
    assert shell.run("export", "dg-2031", "-o", "out.yaml") == Ended(0, "", "")
    assert Path("out.yaml").read_text(encoding="utf-8") == written.out
    refused = shell.run("export", "dg-2031", "-o", "missing/out.yaml")
    assert (refused.status, "cannot be written" in refused.err) == (2, True)


def test_an_unknown_contest_is_named(shell: Shell) -> None:
    """Whoever mistypes a contest is told which there are; status 2."""
    shell.run("import", "contest.yaml")
    assert shell.run("export", "dg-2013") == Ended(2, "", "There is no contest 'dg-2013'; there is dg-2031.\n")


@pytest.mark.parametrize("command", ["import", "export", "demo"])
def test_every_command_explains_itself(shell: Shell, command: str) -> None:
    """--help says what the command takes and does, and needs no database."""
    done = shell.run(command, "--help")
    assert done.status == 0
    assert done.out.startswith(f"Usage: compliance {command}")


def test_the_commands_work_as_processes_of_their_own(shell: Shell) -> None:
    """Standard input and output, a fresh database that is migrated by itself, and the exit status, from outside."""
    del shell
    environment = {**os.environ, "DATABASE_URL": "sqlite:///own.db", "PYTHONPATH": str(ROOT)}

    def run(*arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-c", START, *arguments]
        return subprocess.run(command, input=given, env=environment, capture_output=True, check=False)

    imported = run("import", "-", given=FULL.encode())
    assert (imported.returncode, imported.stderr) == (0, b"")
    exported = run("export", "dg-2031")
    assert (exported.returncode, exported.stderr) == (0, b"")
    refused = run("import", "-", given=exported.stdout + b"nonsense: 1\n")
    assert refused.returncode == 2
    assert b"nonsense: " in refused.stderr
    assert refused.stdout == b""
