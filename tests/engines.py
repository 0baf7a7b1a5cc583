"""The two database engines, behind one question: a fresh database, empty or a copy of a prepared one."""

import itertools
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from tests import postgres
from tests.postgres import Server

NAMES = ("sqlite", "postgresql")


class Databases(Protocol):
    """Where databases of one engine come from. An address is what SQLAlchemy takes."""

    def fresh(self, *, like: str | None = None) -> str:
        """Make a database and return its address: empty, or a copy of that at the address `like`.

        Nobody may be connected to the one that is copied: dispose of its engine first.
        """

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` made."""


class SQLiteDatabases:
    """Files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def fresh(self, *, like: str | None = None) -> str:
        """Name a file that is not there yet, or copy one."""
        path = self._folder / f"fresh-{next(self._numbers)}.db"
        if like is not None:
            shutil.copyfile(_name(like), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """Remove the file and what SQLite and we keep beside it."""
        path = Path(_name(url))
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()


class PostgreSQLDatabases:
    """Databases on one server.

    To make one costs a thousand files. So a copy that is given back is emptied to what its original holds, and given
    out again; but for one whose tables were altered, which is dropped.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._originals: dict[str, postgres.Original] = {}
        self._copy_of: dict[str, str] = {}
        self._emptied: defaultdict[str, list[str]] = defaultdict(list)

    def fresh(self, *, like: str | None = None) -> str:
        """Create a database from PostgreSQL's pristine template, or from another database."""
        if like is None:
            return self._server.create(f"fresh_{next(self._numbers)}")
        if self._emptied[like]:
            return self._emptied[like].pop()
        if like not in self._originals:
            self._originals[like] = self._server.look_at(_name(like))
        url = self._server.create(f"fresh_{next(self._numbers)}", template=_name(like))
        self._copy_of[url] = like
        return url

    def drop(self, url: str) -> None:
        """Take a database back, whoever is still connected; a copy is kept for the next test if it can be emptied."""
        like = self._copy_of.get(url)
        if like is not None and self._server.restore(_name(url), self._originals[like]):
            self._emptied[like].append(url)
        else:
            self._server.drop(_name(url))


def _name(url: str) -> str:
    name = make_url(url).database
    if name is None:
        raise ValueError(f"no database is named in {url}")
    return name
