"""What the commands of every area share: the database that the environment names, and who acts there."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import click
from sqlalchemy import Engine

from compliance.core.access import Actor, command_line
from compliance.core.database import session_factory
from compliance.core.storage import FileStore
from compliance.core.unit_of_work import UnitOfWork
from compliance.web.transaction import utc_now
from config import Config


@dataclass
class Installation:
    """What a command works on. The database is opened when it is first asked for, so that --help needs none.

    `open_engine` takes an address and gives a migrated database, or raises Invalid with what to do.
    """

    config: Config
    open_engine: Callable[[str], Engine]

    @cached_property
    def engine(self) -> Engine:
        """The database, migrated."""
        return self.open_engine(self.config.database_url)

    def close(self) -> None:
        """Give up the connections to the database, if it was opened."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    @property
    def files(self) -> FileStore:
        """The files of evidence and of paper pledges."""
        return FileStore(self.config.evidence_folder)


def installation() -> Installation:
    """The installation that the running command works on."""
    found: Installation = click.get_current_context().find_object(Installation)  # type: ignore[assignment]
    return found


@contextmanager
def acting() -> Iterator[UnitOfWork]:
    """A unit of work that is committed at its end, unless something is raised."""
    with session_factory(installation().engine, writes=True)() as session:
        yield UnitOfWork(session, _whoever_has_the_shell(), utc_now())
        session.commit()


@contextmanager
def reading() -> Iterator[UnitOfWork]:
    """A unit of work that only reads."""
    with session_factory(installation().engine, writes=False)() as session:
        yield UnitOfWork(session, _whoever_has_the_shell(), utc_now())


def _whoever_has_the_shell() -> Actor:
    return command_line(f"command line ({getpass.getuser()})")
