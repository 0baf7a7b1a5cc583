"""Whatever is changed behind the application's back is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Enum,
    Integer,
    LargeBinary,
    Table,
    delete,
    select,
    true,
    update,
)
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from compliance.core.database import Base, UTCDateTime
from compliance.transparency.verification import verify
from tests.factories.everything import columns, everything, recorded_classes
from tests.factories.world import World

OF_THE_LOG = ("log_entry", "log_head", "log_node")


@contextmanager
def _behind_the_back(world: World, table: Table) -> Iterator[Connection]:
    """A connection on which no constraint of the table holds, and which leaves everything as it was."""
    engine = world.edge.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.execute("PRAGMA foreign_keys=OFF")
            connection.connection.execute("PRAGMA ignore_check_constraints=ON")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            for check in table.constraints:
                if type(check).__name__ == "CheckConstraint":
                    connection.exec_driver_sql(f'ALTER TABLE {table.name} DROP CONSTRAINT IF EXISTS "{check.name}"')
        yield connection
        connection.rollback()
        connection.invalidate()  # what was switched off does not come back to the pool


def _changed(column: "Column[Any]", now: Any) -> Any:
    """Another value than the one there is now, of the column's type."""
    if isinstance(column.type, Enum):
        members = list(column.type.enum_class or ())
        return next(member for member in members if member is not now)
    if isinstance(column.type, Boolean):
        return not now
    for kind, value in (
        (Integer, 1_000_003),
        (Date, date(2001, 2, 3)),
        (UTCDateTime, datetime(2001, 2, 3, tzinfo=UTC)),
        (JSON, {"tampered": "with"}),
        (LargeBinary, b"tampered with"),
    ):
        if isinstance(column.type, kind):
            return value
    return "tampered with"


def _drill(world: World, mapped: type[Base], column: "Column[Any]", value: Any) -> list[str]:
    """Set a column by SQL, and return what the verification then names."""
    table: Table = mapped.__table__  # type: ignore[assignment]
    with _behind_the_back(world, table) as connection:
        connection.execute(update(table).values({column: value}))
        with Session(connection) as session:
            return [difference.place for difference in verify(session).differences]


def test_every_column_of_every_recorded_table_is_watched(world: World) -> None:
    """Changed one at a time by SQL, each column makes the verification name its row."""
    keys = everything(world)
    with world.look() as uow:
        assert verify(uow.session).differences == []
        values = {
            (table, column.key): uow.session.scalar(select(column))
            for table, mapped in recorded_classes().items()
            for column in columns(mapped).values()
        }
    missed = []
    for table, mapped in recorded_classes().items():
        for column in columns(mapped).values():
            place = f"{table} {keys[table]}"
            if place not in _drill(world, mapped, column, _changed(column, values[table, column.key])):
                missed.append(f"{table}.{column.key}")
            if (
                column.nullable
                and values[table, column.key] is not None
                and place not in _drill(world, mapped, column, None)
            ):
                missed.append(f"{table}.{column.key} emptied")
    assert missed == []
    assert len(values) > 100


def test_a_truth_that_only_some_readers_see_is_named(world: World) -> None:
    """SQLite takes a 2 for true or false, which no query for true would find; PostgreSQL refuses it."""
    key = everything(world)["clause"]
    with world.edge.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            with pytest.raises(ProgrammingError, match="boolean"):
                connection.exec_driver_sql("UPDATE clause SET is_leaf = 2")
            return
        connection.exec_driver_sql("UPDATE clause SET is_leaf = 2")
        with Session(connection) as session:
            assert f"clause {key}" in [difference.place for difference in verify(session).differences]
        connection.rollback()


def test_a_row_added_or_removed_is_named(world: World) -> None:
    """A row that no entry speaks of, and one that is gone, are named too."""
    keys = everything(world)
    for table, mapped in recorded_classes().items():
        with _behind_the_back(world, mapped.__table__) as connection:  # type: ignore[arg-type]
            connection.execute(delete(mapped.__table__))  # type: ignore[arg-type]
            with Session(connection) as session:
                assert f"{table} {keys[table]}" in [found.place for found in verify(session).differences]


@pytest.mark.parametrize("table", OF_THE_LOG)
def test_every_column_of_the_log_itself_is_watched(world: World, table: str) -> None:
    """Nor can an entry, its opening, the head or a kept subtree be changed unnoticed."""
    for number in range(257):  # enough for a kept subtree
        world.contest(f"c{number}")
    mapped = next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table)
    for column in mapped.__table__.columns:
        with _behind_the_back(world, mapped.__table__) as connection:
            where = mapped.__table__.c.seq == 5 if table == "log_entry" else true()
            value = "[]" if column.key in ("leaf", "opening") else _changed(column, None)
            connection.execute(update(mapped.__table__).where(where).values({column: value}))
            with Session(connection) as session:
                named = [found.place for found in verify(session).differences]
        assert any(place.startswith(table) for place in named), column.key
