"""An installation to measure: the contest, an officer who is signed in, and both applications served side by side."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from compliance import schema
from compliance.app import create_app
from compliance.core.access import Role
from compliance.core.database import create_engine
from compliance.web.transaction import utc_now
from config import Config
from tests.benchmarks import seed
from tests.benchmarks.serving import served
from tests.factories.world import Clock, World

SECRET = "only for measurements, and long enough"


class _Running(Clock):
    def __call__(self) -> datetime:
        return utc_now()


@dataclass(frozen=True, slots=True)
class Installed:
    """A migrated database with the contest, and the headers and token of an officer's browser."""

    world: World
    engine: Engine
    contest_id: int
    officer_id: int
    cookie: str
    csrf: str
    environment: dict[str, str]

    @contextmanager
    def served(self, floor_url: str | None = None) -> Iterator[tuple[int, int]]:
        """Serve the application on this database, and the floor on it or on a copy; give both ports."""
        self.engine.dispose()
        bare = {**self.environment, "DATABASE_URL": floor_url or self.environment["DATABASE_URL"]}
        with served("wsgi:app", self.environment) as ours, served("tests.benchmarks.bare:app", bare) as floor:
            yield ours, floor


def install(url: str, folder: Path) -> Installed:
    """Set up an installation in an empty database."""
    engine = create_engine(url)
    schema.upgrade(engine)
    contest_id = seed.contest(engine)
    engine.dispose()
    config = Config(url, folder, SECRET, folder / "evidence", secure_cookies=False)
    world = World(create_app(config, _Running(utc_now())), _Running(utc_now()))
    officer_id = world.user(Role.OFFICER, contest_id)
    browser = world.browser(officer_id)
    csrf = browser.csrf()
    cookie = browser.http.get_cookie("session")
    assert cookie is not None
    environment = {
        "DATABASE_URL": url,
        "INSTANCE_FOLDER": str(folder),
        "SECRET_KEY": SECRET,
        "SECURE_COOKIES": "no",
    }
    return Installed(world, world.edge.engine, contest_id, officer_id, f"session={cookie.value}", csrf, environment)
