"""One row in each recorded table, made from the schema itself, so that a new table cannot be forgotten."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Integer, LargeBinary, inspect

from compliance.core.database import Base, UTCDateTime
from compliance.transparency.recording import record
from tests.factories.world import World


def recorded_classes() -> dict[str, type[Base]]:
    """The mapped class of each recorded table, those that others refer to first."""
    classes = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    ordered = [classes[table.name] for table in Base.metadata.sorted_tables]
    return {one.__tablename__: one for one in ordered if one.unrecorded is None}


def everything(world: World) -> dict[str, int]:
    """Fill each recorded table with one row, every column set; return the key of each table's row."""
    keys: dict[str, int] = {}
    with world.act() as uow:
        for table, mapped in recorded_classes().items():
            row = mapped(**{name: _value(column, keys) for name, column in columns(mapped).items() if _given(column)})
            uow.session.add(row)
            uow.session.flush()
            keys[table] = row.__dict__["id"]
        record(uow, "test.filled", "everything")
    return keys


def columns(mapped: type[Base]) -> "dict[str, Column[Any]]":
    """The columns of a mapped class by the names of its attributes."""
    return {attribute.key: attribute.columns[0] for attribute in inspect(mapped).column_attrs}  # type: ignore[misc]


def _given(column: "Column[Any]") -> bool:
    return not column.primary_key and column.key != "revision"


def _value(column: "Column[Any]", keys: dict[str, int]) -> Any:
    for key in column.foreign_keys:
        return keys.get(key.column.table.name)
    kinds: dict[type, Any] = {
        Enum: next(iter(getattr(column.type, "enum_class", None) or [None])),
        Boolean: False,
        Date: date(2031, 1, 15),
        UTCDateTime: datetime(2031, 1, 15, 12, tzinfo=UTC),
        JSON: {"key": "value"},
        LargeBinary: b"bytes",
        Integer: 7,
    }
    return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), f"{column.key} of a test")
