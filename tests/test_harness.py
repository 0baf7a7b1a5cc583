"""The harness itself: what the other tests stand on."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import create_engine, inspect, text

from tests.engines import Databases

ROOT = Path(__file__).parent.parent


def test_a_fresh_database_is_empty_and_takes_a_table(database_url: str) -> None:
    """A test that asks for a database gets an empty one that it can write to."""
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE clause (number TEXT)"))
        connection.execute(text("INSERT INTO clause VALUES ('4(a) – £')"))
        assert connection.execute(text("SELECT number FROM clause")).scalar_one() == "4(a) – £"
    engine.dispose()


def test_a_copy_holds_what_the_original_held_and_is_apart_from_it(databases: Databases) -> None:
    """A copy of a prepared database has its rows, and what is written to the copy stays there."""
    original = databases.fresh()
    engine = create_engine(original)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE clause (number TEXT)"))
    engine.dispose()
    for _attempt in range(2):
        url = databases.fresh(like=original)
        copy = create_engine(url)
        with copy.begin() as connection:
            assert connection.execute(text("SELECT count(*) FROM clause")).scalar_one() == 0
            connection.execute(text("INSERT INTO clause VALUES ('1')"))
        copy.dispose()
        databases.drop(url)
    databases.drop(original)


def test_a_page_can_be_looked_at(chromium: Browser, pictures: Path) -> None:
    """The browser renders a page, runs no host's script but ours, and leaves a picture."""
    page = chromium.new_page()
    page.set_content("<!doctype html><title>Record</title><h1>Code of conduct</h1>")
    assert page.locator("h1").inner_text() == "Code of conduct"
    picture = pictures / "harness.png"
    page.screenshot(path=picture)
    page.close()
    assert picture.read_bytes().startswith(b"\x89PNG")


SKIPS_INSIDE = (
    "import pytest\ndef test_that_runs() -> None: pass\ndef test_that_does_not() -> None: pytest.skip('no printer')\n"
)
SKIPS_WHOLE = "import pytest\npytest.skip('no scanner', allow_module_level=True)\n"


def _run(folder: Path, *arguments: str, ci: str) -> subprocess.CompletedProcess[str]:
    folder.joinpath("pytest.ini").write_text("[pytest]\n")
    folder.joinpath("test_inside.py").write_text(SKIPS_INSIDE)
    folder.joinpath("test_whole.py").write_text(SKIPS_WHOLE)
    command = [sys.executable, "-m", "pytest", "-p", "tests.unrun", "-p", "no:cacheprovider", *arguments, str(folder)]
    environment = {"CI": ci, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=environment)


@pytest.mark.parametrize("arguments", [[], ["-n", "2"]], ids=["alone", "in parallel"])
@pytest.mark.parametrize(("ci", "exit_status"), [("true", 1), ("", 0)])
def test_what_did_not_run_is_said_and_fails_ci(tmp_path: Path, arguments: list[str], ci: str, exit_status: int) -> None:
    """A skipped test or module is named with its reason at the end, and fails the run where CI is true."""
    done = _run(tmp_path, *arguments, ci=ci)
    assert "did not run" in done.stdout
    assert "no printer" in done.stdout
    assert "no scanner" in done.stdout
    assert done.returncode == exit_status, done.stdout + done.stderr
