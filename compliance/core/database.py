"""The database: one declarative base, two engines (SQLite and PostgreSQL), and the types that both hold alike.

Instants are aware UTC datetimes, days are dates, enumerations are stored by value. A rule that the database can hold
is a named constraint.
"""

import enum
import fcntl
import os
from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeVar

import orjson
from sqlalchemy import JSON, CheckConstraint, Connection, DateTime, Dialect, Engine, Enum, MetaData, String, event
from sqlalchemy import create_engine as sqlalchemy_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_MS = 20_000
COMMON: dict[str, Any] = {
    "hide_parameters": True,  # an error may be logged by whoever serves us, and what somebody wrote must not be
    "json_serializer": lambda value: orjson.dumps(value).decode(),
    "json_deserializer": orjson.loads,
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Only aware datetimes go in; UTC comes out, on SQLite too, which knows no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime, which names no instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table shares. A table that the log does not hold says why in `unrecorded`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        str: String(),
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
    }
    unrecorded: ClassVar[str | None] = None


class Revised:
    """A row that people edit: its revision grows with each change, and a form made from an older one is refused."""

    revision: Mapped[int]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Let SQLAlchemy count, and check on each update that nobody else has."""
        return {"version_id_col": cls.revision}


E = TypeVar("E", bound=enum.Enum)


def enum_by_value(enumeration: type[E]) -> Enum:
    """A column type that stores an enumeration by its values, held by a named check constraint on both databases."""
    return Enum(
        enumeration,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        name=enumeration.__name__.lower(),
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def ordered_days(start: str, end: str) -> CheckConstraint:
    """A constraint: the day in column `end` is absent or not before that in `start`."""
    return CheckConstraint(f"{end} IS NULL OR {end} >= {start}", name=f"{end}_not_before_{start}")


def create_engine(url: str) -> Engine:
    """Open a database. On SQLite, durability and foreign keys are set and checked on every connection."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            os.makedirs(os.path.dirname(os.path.abspath(parsed.database)), exist_ok=True)  # noqa: PTH103, PTH100, PTH120
        engine = sqlalchemy_engine(parsed, connect_args={"isolation_level": None, "check_same_thread": False}, **COMMON)
        _set_up_sqlite(engine, parsed.database)
        return engine
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    connect_args = {"options": "-c timezone=UTC"}
    return sqlalchemy_engine(parsed, pool_pre_ping=True, pool_size=10, connect_args=connect_args, **COMMON)


def session_factory(engine: Engine, *, writes: bool) -> sessionmaker[Session]:
    """Sessions that only read, or that write from their first statement on (`BEGIN IMMEDIATE` on SQLite)."""
    return sessionmaker(engine.execution_options(writes=writes), expire_on_commit=False)


def _set_up_sqlite(engine: Engine, path: str | None) -> None:
    """Check every pragma, begin transactions ourselves, and queue writers on a file lock.

    SQLite's own busy wait is unfair: of eight writers one may starve for seconds. A lock on a file beside the database
    makes them queue.
    """

    @event.listens_for(engine, "connect")
    def connect(connection: Any, entry: ConnectionPoolEntry) -> None:
        _set_pragmas(connection, in_memory=not path)
        entry.info["write_lock"] = open(f"{path}.lock", "w") if path else None  # noqa: SIM115, PTH123

    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _unlock)
    event.listen(engine, "close", _close)


def _set_pragmas(connection: Any, *, in_memory: bool) -> None:
    for pragma, value, answer in (
        ("journal_mode", "WAL", "memory" if in_memory else "wal"),
        ("synchronous", "FULL", 2),
        ("foreign_keys", "ON", 1),
        ("busy_timeout", BUSY_TIMEOUT_MS, BUSY_TIMEOUT_MS),
    ):
        connection.execute(f"PRAGMA {pragma}={value}").fetchall()
        (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
        if found != answer:
            raise RuntimeError(f"SQLite did not take {pragma}={value}: it answers {found}")


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("BEGIN")
        return
    if lock := connection.info.get("write_lock"):
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection.info["locked"] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _unlock(_connection: Any, entry: ConnectionPoolEntry) -> None:
    if entry.info.pop("locked", False):
        fcntl.flock(entry.info["write_lock"], fcntl.LOCK_UN)


def _close(_connection: Any, entry: ConnectionPoolEntry) -> None:
    if lock := entry.info.pop("write_lock", None):
        lock.close()


def plain(value: Any) -> Any:
    """A column's value as plain data that canonical JSON holds: the same from Python and from either database."""
    if value is None or isinstance(value, (bool, int)) or type(value) is str:
        return value
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value
