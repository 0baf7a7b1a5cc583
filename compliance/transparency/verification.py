"""Recompute the whole log, and hold the business rows against it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    String,
    TypeDecorator,
    select,
    type_coerce,
)
from sqlalchemy.orm import Mapper, Session

from compliance.core.database import Base, UTCDateTime, plain
from compliance.transparency.canonical import canonical
from compliance.transparency.commitments import commitments, committed_texts
from compliance.transparency.merkle import Frontier, leaf_hash
from compliance.transparency.models import LogEntry, LogHead, LogNode

CHUNK = 1000
UNREADABLE = (ValueError, TypeError, LookupError)
"""What reading a column raises whose stored value is none of its type."""


class EntryFault(ValueError):  # noqa: N818 - it is reported, never raised to a caller
    """What is wrong with one entry of the log."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the log says: where, and what is wrong with it."""

    place: str
    fault: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}"


@dataclass(slots=True)
class Verification:
    """What a verification found: the log's size and root as recomputed, and every difference."""

    size: int = 0
    root: str = ""
    rows: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def differ(self, place: str, fault: str) -> None:
        """Note one difference."""
        self.differences.append(Difference(place, fault))


Latest = dict[str, dict[int, bytes]]
"""By table and key: the digest of the image that the log recorded last; GONE for a row that it says was deleted."""
GONE = b""


def verify(session: Session, *, expected_size: int | None = None, expected_root: str | None = None) -> Verification:
    """Recompute the log from its first entry and compare everything that depends on it.

    Args:
        session: reads only.
        expected_size: a size printed earlier, for instance in a report.
        expected_root: the root, in hexadecimal, that was printed with it.

    Returns:
        The verification. It names entries, derived rows and business rows that differ; it never raises for them.
    """
    found = Verification()
    latest: Latest = {}
    nodes = _verify_entries(session, found, latest, (expected_size, expected_root))
    _verify_nodes(session, found, nodes)
    _verify_tables(session, found, latest)
    return found


def _verify_entries(
    session: Session, found: Verification, latest: Latest, expected: tuple[int | None, str | None]
) -> dict[tuple[int, int], bytes]:
    frontier, before = Frontier.empty(), ""
    nodes: dict[tuple[int, int], bytes] = {}
    columns = LogEntry.__table__.c
    for seq, entry in _rows(session, list(columns), columns.seq):
        place = f"log_entry {seq}"
        if seq != frontier.size:
            found.differ(place, f"entry {frontier.size} is missing before it")
        leaf = b""
        try:
            leaf = entry.leaf.encode()
            before = _verify_entry(entry, leaf, before, latest)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            found.differ(place, str(fault) if type(fault) is EntryFault else "it cannot be read")
        frontier, completed = frontier.append(leaf_hash(leaf))
        if len(completed) > 1:
            nodes.update({(level, position): digest for level, position, digest in completed[1:]})
        if frontier.size == expected[0] and frontier.root.hex() != expected[1]:
            found.differ(f"log at size {frontier.size}", "its root is not the one that was given")
    found.size, found.root = frontier.size, frontier.root.hex()
    if expected[0] is not None and expected[0] > frontier.size:
        found.differ("log", f"it has {frontier.size} entries, fewer than the {expected[0]} that were given")
    _verify_head(session, found, frontier, before)
    return nodes


def _verify_entry(entry: Any, leaf: bytes, before: str, latest: Latest) -> str:
    """Check one entry against itself; fold its rows into `latest`; return its time."""
    stated = orjson.loads(leaf)
    if _canonical(stated) != leaf:
        raise EntryFault("its leaf is not canonical JSON")
    if leaf_hash(leaf) != entry.leaf_hash:
        raise EntryFault("its leaf does not have the recorded hash")
    at: str = stated["at"]
    columns = (entry.seq, plain(entry.at), entry.act, entry.contest_id)
    if columns != (stated["seq"], at, stated["act"], stated["contest"]):
        raise EntryFault("its leaf states another number, time, act or contest")
    if at < before:
        raise EntryFault("its time lies before that of the entry before it")
    opening = orjson.loads(entry.opening)
    rows = opening["rows"]
    if opening["subject"] != entry.subject:
        raise EntryFault("its opening states another subject")
    texts = committed_texts(opening["actor"], opening["subject"], rows)
    if commitments(opening["salts"], texts) != stated["commitments"]:
        raise EntryFault("its opening is not what its leaf commits to")
    for table, key, image in rows:
        latest.setdefault(table, {})[key] = GONE if image is None else hashlib.sha256(image.encode()).digest()
    return at


def _canonical(value: Any) -> bytes:
    """Canonical JSON of what was read from JSON or from columns, in which nothing is of a strange type."""
    written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_NAIVE_UTC)
    return written if written.isascii() else canonical(orjson.loads(written))


def _verify_head(session: Session, found: Verification, frontier: Frontier, last_at: str) -> None:
    heads = session.execute(select(*LogHead.__table__.c)).all()
    if len(heads) != 1:
        found.differ("log_head", f"there are {len(heads)} rows instead of one")
        return
    (head,) = heads
    expected = {
        "id": 1,
        "size": frontier.size,
        "frontier": frontier.dump(),
        "root": frontier.root.hex(),
        "at": last_at or None,
    }
    for column, value in expected.items():
        if plain(getattr(head, column)) != value:
            found.differ(f"log_head.{column}", "it is not what the entries give")


def _verify_nodes(session: Session, found: Verification, expected: dict[tuple[int, int], bytes]) -> None:
    stored = {(node.level, node.position): node.hash for node in session.execute(select(*LogNode.__table__.c))}
    for level, position in sorted(expected.keys() | stored.keys()):
        if expected.get((level, position)) != stored.get((level, position)):
            found.differ(f"log_node {level}/{position}", "it is not what the entries give")


def _verify_tables(session: Session, found: Verification, latest: Latest) -> None:
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table)):
        if mapper.class_.unrecorded is None:
            _verify_table(session, found, mapper, latest.pop(mapper.class_.__tablename__, {}))
    for table in latest:
        found.differ(table, "the log knows rows of it, but there is no such table")


def _verify_table(session: Session, found: Verification, mapper: Mapper[Any], known: dict[int, bytes]) -> None:
    table: str = mapper.class_.__tablename__
    names = [attribute.key for attribute in mapper.column_attrs]
    columns = [_stored(attribute.columns[0]).label(attribute.key) for attribute in mapper.column_attrs]
    for key, row in _rows(session, columns, mapper.primary_key[0]):
        found.rows += 1
        recorded = known.pop(key, None)
        if recorded is None:
            found.differ(f"{table} {key}", "no entry of the log knows it")
        elif recorded == GONE:
            found.differ(f"{table} {key}", "the log says that it was deleted")
        elif row is None:
            found.differ(f"{table} {key}", "it cannot be read")
        elif _image_digest(names, row) != recorded:
            found.differ(f"{table} {key}", "it is not as the log recorded it last")
    for key, recorded in known.items():
        if recorded != GONE:
            found.differ(f"{table} {key}", "the log knows it, the database does not")


def _image_digest(names: list[str], row: Any) -> bytes:
    image = {name: value for name, value in zip(names, row, strict=False) if value is not None}
    try:
        return hashlib.sha256(_canonical(image)).digest()
    except UNREADABLE:
        return GONE


class _Truth(TypeDecorator[object]):
    """True or false as stored. SQLite keeps numbers: a 2 reads as true, and yet no query for true finds it."""

    impl = Integer
    cache_ok = True

    def process_result_value(self, value: object, dialect: Dialect) -> object:
        """Give the truth; anything but 1 and 0 as it is, which the log never recorded."""
        del dialect
        return bool(value) if value in (0, 1) else value


class _Hexadecimal(TypeDecorator[str]):
    """Bytes as an image holds them."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Give them in hexadecimal. What is none of their type raises, and counts as unreadable."""
        del dialect
        return None if value is None else bytes(value).hex()


def _stored(column: Any) -> ColumnElement[Any]:
    """A column read as it is stored, spared the conversions that only the application needs."""
    if isinstance(column.type, UTCDateTime):
        return type_coerce(column, DateTime(timezone=True))
    if isinstance(column.type, Boolean):
        return type_coerce(column, _Truth())
    if isinstance(column.type, LargeBinary):
        return type_coerce(column, _Hexadecimal())
    return column if isinstance(column.type, JSON | Integer) else type_coerce(column, String())


def _rows(session: Session, columns: list[Any], key: Any) -> Iterator[tuple[int, Any]]:
    """Read a table in the order of its key, in chunks: each key with its row, or with None if it cannot be read."""
    last = None
    while True:
        chunk = select(*columns, key.label("_key")).order_by(key).limit(CHUNK)
        chunk = chunk if last is None else chunk.where(key > last)
        try:
            rows = [(row[-1], row) for row in session.execute(chunk)]
        except UNREADABLE:
            keys = session.scalars(chunk.with_only_columns(key)).all()
            rows = [(one, _row(session, select(*columns, key.label("_key")).where(key == one))) for one in keys]
        yield from rows
        if len(rows) < CHUNK:
            return
        last = rows[-1][0]


def _row(session: Session, query: Any) -> Any:
    try:
        return session.execute(query).one()
    except UNREADABLE:
        return None
