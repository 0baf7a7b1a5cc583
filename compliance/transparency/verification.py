"""Recompute the whole log, and hold the business rows against it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.database import Base, plain
from compliance.transparency.canonical import canonical
from compliance.transparency.commitments import commitments, confidential_values
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


_Rows = dict[tuple[str, int], tuple[int, bytes | None]]


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
    latest: _Rows = {}
    nodes: dict[tuple[int, int], bytes] = {}
    _verify_entries(session, found, latest, nodes, (expected_size, expected_root))
    _verify_nodes(session, found, nodes)
    _verify_rows(session, found, latest)
    return found


def _verify_entries(
    session: Session,
    found: Verification,
    latest: _Rows,
    nodes: dict[tuple[int, int], bytes],
    expected: tuple[int | None, str | None],
) -> None:
    frontier = Frontier.empty()
    before = ""
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
        nodes.update({(level, index): digest for level, index, digest in completed if level > 0})
        if frontier.size == expected[0] and frontier.root.hex() != expected[1]:
            found.differ(f"log at size {frontier.size}", "its root is not the one that was given")
    found.size, found.root = frontier.size, frontier.root.hex()
    if expected[0] is not None and expected[0] > frontier.size:
        found.differ("log", f"it has {frontier.size} entries, fewer than the {expected[0]} that were given")
    _verify_head(session, found, frontier, before)


def _verify_entry(entry: Any, leaf: bytes, before: str, latest: _Rows) -> str:
    """Check one entry against itself; fold its rows into `latest`; return its time."""
    stated = orjson.loads(leaf)
    if canonical(stated) != leaf:
        raise EntryFault("its leaf is not canonical JSON")
    if leaf_hash(leaf) != entry.leaf_hash:
        raise EntryFault("its leaf does not have the recorded hash")
    columns = {"seq": entry.seq, "at": plain(entry.at), "act": entry.act, "contest": entry.contest_id}
    if differing := [name for name, value in columns.items() if stated[name] != value]:
        raise EntryFault(f"its leaf states another {', '.join(differing)}")
    if stated["at"] < before:
        raise EntryFault("its time lies before that of the entry before it")
    opening = orjson.loads(entry.opening)
    if opening["subject"] != entry.subject:
        raise EntryFault("its opening states another subject")
    values = confidential_values(opening["actor"], opening["subject"], opening["rows"])
    if commitments(bytes.fromhex(opening["salt"]), values) != stated["commitments"]:
        raise EntryFault("its opening is not what its leaf commits to")
    for table, key, row in opening["rows"]:
        latest[table, key] = (entry.seq, None if row is None else digest(row))
    return str(stated["at"])


def digest(row: dict[str, Any]) -> bytes:
    """A short stand-in for a row's image while a verification runs."""
    return hashlib.sha256(canonical(row)).digest()


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
    for level, index in sorted(expected.keys() | stored.keys()):
        if expected.get((level, index)) != stored.get((level, index)):
            found.differ(f"log_node {level}/{index}", "it is not what the entries give")


def _verify_rows(session: Session, found: Verification, latest: _Rows) -> None:
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table)):
        if mapper.class_.unrecorded is not None:
            continue
        table: str = mapper.class_.__tablename__
        names = [attribute.key for attribute in mapper.column_attrs]
        columns = [attribute.columns[0].label(attribute.key) for attribute in mapper.column_attrs]
        for key, row in _rows(session, columns, mapper.primary_key[0]):
            found.rows += 1
            _verify_row(found, f"{table} {key}", names, row, latest.pop((table, key), None))
    for (table, key), (seq, row_digest) in latest.items():
        if row_digest is not None:
            found.differ(f"{table} {key}", f"entry {seq} of the log knows it, the database does not")


def _verify_row(
    found: Verification, place: str, names: list[str], row: Any, known: tuple[int, bytes | None] | None
) -> None:
    if known is None:
        found.differ(place, "no entry of the log knows it")
        return
    seq, expected = known
    if expected is None:
        found.differ(place, f"entry {seq} of the log says that it was deleted")
        return
    if row is None:
        found.differ(place, "it cannot be read")
    elif (
        digest({name: plain(value) for name, value in zip(names, row[:-1], strict=True) if value is not None})
        != expected
    ):
        found.differ(place, f"it is not as entry {seq} of the log recorded it")


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
