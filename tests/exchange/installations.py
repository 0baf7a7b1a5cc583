"""Imports contest files into installations of a test, and looks at what that changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from compliance.core.access import command_line
from compliance.core.database import Base, create_engine, session_factory
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.checks import read
from compliance.exchange.export import export_text
from compliance.exchange.service import import_contest
from compliance.transparency.recording import install
from tests import engines
from tests.factories.world import STANDARD_NOW


class Installation:
    """A migrated database, without an application."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def take(self, text: str | bytes, now: datetime = STANDARD_NOW) -> int:
        """Import a contest file; return the contest's row."""
        data = text.encode() if isinstance(text, str) else text
        file = read(data, name="contest.yaml")
        with session_factory(self.engine, writes=True)() as session:
            contest = import_contest(UnitOfWork(session, command_line(), now), file)
            session.commit()
            return contest.id

    def give(self, contest_id: int) -> str:
        """Export a contest."""
        with self.reading() as session:
            return export_text(session, contest_id)

    def counts(self) -> dict[str, int]:
        """How many rows each table has, the log's among them."""
        with self.reading() as session:
            return {
                name: session.scalars(select(func.count()).select_from(table)).one()
                for name, table in Base.metadata.tables.items()
            }

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with session_factory(self.engine, writes=False)() as session:
            yield session


@contextmanager
def installation(databases: engines.Databases, migrated: str) -> Iterator[Installation]:
    """An empty installation."""
    url = databases.fresh(like=migrated)
    install()
    engine = create_engine(url)
    try:
        yield Installation(engine)
    finally:
        engine.dispose()
        databases.drop(url)
