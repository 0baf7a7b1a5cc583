"""Migrations run up and down, on both databases, with data in every table."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, inspect, select

from compliance import schema
from compliance.core.database import Base, create_engine
from compliance.transparency.verification import verify
from tests.factories.everything import everything
from tests.factories.world import World

NUMBERED = re.compile(r"(\d{4})_[a-z0-9_]+\.py")
VERSIONS = sorted((schema.ROOT / "migrations" / "versions").glob("*.py"))


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def _columns(engine: Engine) -> dict[str, set[str]]:
    """The columns of each table that is there."""
    tables = inspect(engine)
    return {table: {column["name"] for column in tables.get_columns(table)} for table in tables.get_table_names()}


def test_migrations_are_numbered_without_gaps() -> None:
    """The files are 0001, 0002 and so on, each after the one before."""
    numbers = [match.group(1) for path in VERSIONS if (match := NUMBERED.fullmatch(path.name))]
    assert numbers == [f"{number:04}" for number in range(1, len(VERSIONS) + 1)]


def test_models_and_database_agree(world: World) -> None:
    """A migrated database is what the models say, column by column."""
    assert schema.differences(world.edge.engine) == []


def test_a_database_that_differs_is_told(world: World) -> None:
    """A column that no migration made is named."""
    with world.edge.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE contest ADD COLUMN odd INTEGER")
    assert any("odd" in difference for difference in schema.differences(world.edge.engine))


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_each_migration_can_be_undone_and_done_again(world: World, path: Path) -> None:
    """Down to before a migration and up again: all data that the older schema holds is still there."""
    everything(world)
    engine = world.edge.engine
    before, now = _counts(engine), _columns(engine)
    number = path.name[:4]
    engine.dispose()
    schema.downgrade(engine, "base" if number == "0001" else f"{int(number) - 1:04}")
    older = _columns(engine)
    engine.dispose()
    schema.upgrade(engine)
    assert schema.differences(engine) == []
    if number == "0001":
        assert sum(_counts(engine).values()) == 1  # the head of an empty log
        return
    held = {table for table in now if older.get(table) == now[table]}
    after = _counts(engine)
    assert {table: after[table] for table in before if table in older} == {
        table: before[table] for table in before if table in older
    }
    with world.look() as uow:
        differing = {difference.place.partition(" ")[0] for difference in verify(uow.session).differences}
    assert differing.isdisjoint(held)


def test_an_unmigrated_database_is_told_apart(database_url: str) -> None:
    """An empty database is at no revision, a migrated one at the newest."""
    engine = create_engine(database_url)
    assert schema.current(engine) is None
    schema.upgrade(engine)
    assert schema.current(engine) == schema.newest()
    engine.dispose()
