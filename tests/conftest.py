"""Fixtures for every test, from the machine upwards: databases, the browser, where pictures go.

Those that need the application build on these.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from compliance import schema
from compliance.core.database import create_engine
from config import Config
from tests import chromium as chromium_browser
from tests import engines, postgres
from tests.applications import application
from tests.factories.world import STANDARD_NOW, Clock, World

pytest_plugins = ["tests.api", "tests.unrun"]

# A deadline would measure how busy the machine is. CI tries the same examples each time, so that it never fails on
# a change that has nothing to do with it; a developer's run looks for new ones and keeps those that failed.
settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI", "").lower() == "true" else "default")


LONGEST = (
    "browser/test_story.py",
    "transparency/test_tampering.py",
    "overview/test_api.py",
    "journeys/",
    "migrations/",
    "browser/",
)
"""Files that take a minute or so: begun first, so that no worker is left alone with one in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first, and leave all others in their order."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(here).as_posix()
        return next((at for at, start in enumerate(LONGEST) if path.startswith(start)), len(LONGEST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """A PostgreSQL server of this process's own, so that parallel workers share nothing."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def kept() -> dict[str, engines.Databases]:
    """The sources of databases so far, by engine: a parametrised fixture forgets its own at each change of engine."""
    return {}


@pytest.fixture(scope="session", params=engines.NAMES)
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, kept: dict[str, engines.Databases]
) -> engines.Databases:
    """Where fresh databases come from: a test that asks runs once on each engine."""
    if request.param not in kept:
        if request.param == "sqlite":
            kept["sqlite"] = engines.SQLiteDatabases(tmp_path_factory.mktemp("sqlite"))
        else:
            kept["postgresql"] = engines.PostgreSQLDatabases(request.getfixturevalue("postgresql"))
    return kept[request.param]


@pytest.fixture
def database_url(databases: engines.Databases) -> Iterator[str]:
    """The address of an empty database."""
    url = databases.fresh()
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed Chromium, without a window."""
    executable = chromium_browser.path()
    if executable is None:
        pytest.skip("no Chromium on PATH or in CHROMIUM: run `make chromium`")
    with chromium_browser.running(executable) as browser:
        yield browser


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where a test leaves screenshots for a person to look at: tests/output, which git ignores."""
    folder = Path(__file__).parent / "output"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def templates() -> dict[engines.Databases, str]:
    """The migrated databases so far, kept for the same reason."""
    return {}


@pytest.fixture(scope="session")
def migrated(databases: engines.Databases, templates: dict[engines.Databases, str]) -> str:
    """The address of a migrated and otherwise empty database, to be copied."""
    if databases not in templates:
        url = databases.fresh()
        engine = create_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        templates[databases] = url
    return templates[databases]


@pytest.fixture
def world(databases: engines.Databases, migrated: str, tmp_path: Path) -> Iterator[World]:
    """The application on a fresh migrated database, with a clock that stands still at STANDARD_NOW."""
    with standing(databases, migrated, tmp_path) as made:
        yield made


@pytest.fixture
def own_world(databases: engines.Databases, migrated: str, tmp_path: Path) -> Iterator[World]:
    """The same with an application that nobody has used, for tests that add routes to it."""
    with standing(databases, migrated, tmp_path, unused=True) as made:
        yield made


@pytest.fixture(scope="module")
def shared_world(
    databases: engines.Databases, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The same, made once for all tests of a module on each engine: they must leave nothing behind in it."""
    with standing(databases, migrated, tmp_path_factory.mktemp("shared")) as made:
        yield made


@contextmanager
def standing(databases: engines.Databases, migrated: str, folder: Path, *, unused: bool = False) -> Iterator[World]:
    """The application on a copy of a migrated database, which goes in the end."""
    url = databases.fresh(like=migrated)
    clock = Clock(STANDARD_NOW)
    config = Config(
        database_url=url,
        instance_folder=folder,
        evidence_folder=folder / "evidence",
        secret_key="only for tests, and long enough",
        secure_cookies=False,
    )
    try:
        with application(config, clock, unused=unused) as app:
            yield World(app, clock)
    finally:
        databases.drop(url)
