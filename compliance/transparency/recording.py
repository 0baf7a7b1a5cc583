"""Every verb appends a leaf, in its own transaction. A transaction that changed a row without one is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import bindparam, event, insert, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session, object_mapper

from compliance.core.database import Base, plain
from compliance.core.unit_of_work import UnitOfWork
from compliance.transparency.canonical import canonical
from compliance.transparency.commitments import RecordedRow, commitments, committed_texts, new_salts
from compliance.transparency.merkle import Frontier, leaf_hash
from compliance.transparency.models import LogEntry, LogHead, LogNode

_CHANGED = "rows changed and not yet recorded"
_PENDING = "entries recorded and not yet appended"

# Statements of every transaction, written once, and executed without a detour through the session.
_HEAD = select(LogHead.size, LogHead.frontier, LogHead.at).with_for_update()
_NEW_ENTRY = insert(LogEntry)
_NEW_NODE = insert(LogNode)
_NEW_HEAD = update(LogHead).values(
    size=bindparam("new_size"), frontier=bindparam("new_frontier"), root=bindparam("new_root"), at=bindparam("new_at")
)


class UnrecordedChangeError(RuntimeError):
    """A transaction was about to commit changed rows that no log entry speaks of: a fault of ours, never of a user."""


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded act, before it has its place in the log."""

    act: str
    at: datetime
    actor: str
    subject: str
    contest_id: int | None
    facts: Mapping[str, Any]
    rows: list[RecordedRow]


def record(
    uow: UnitOfWork,
    act: str,
    subject: str,
    *,
    contest_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Append one act to the log when the transaction commits, with every row that changed since the act before it.

    Args:
        uow: who acts, when, in which session.
        act: what was done, as `area.verb_in_the_past`: `incident.filed`.
        subject: what it was done to, as `kind:reference`: `incident:K7Q2MD`.
        contest_id: the contest it belongs to, which decides who may read it.
        facts: what anybody may know of it, plain data. Everything else stays behind commitments.
    """
    uow.session.flush()
    changed: dict[tuple[str, int], Base | None] = uow.session.info.pop(_CHANGED, {})
    rows = [(table, key, None if row is None else image(row)) for (table, key), row in changed.items()]
    uow.session.info.setdefault(_PENDING, []).append(
        Act(act, uow.now, uow.actor.name, subject, contest_id, facts or {}, rows)
    )


def image(row: Base) -> str:
    """A row as canonical JSON, without its empty columns: a column added later leaves old commitments true."""
    values = row.__dict__
    return canonical(
        {key: plain(value) for key in _columns(type(row)) if (value := values.get(key)) is not None}
    ).decode()


@cache
def _columns(mapped: type[Base]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in inspect(mapped).column_attrs)


def install() -> None:
    """Watch every session for changes of recorded rows, and append its entries before it commits."""
    if not event.contains(Session, "after_flush", _collect):
        event.listen(Session, "after_flush", _collect)
        event.listen(Session, "before_commit", _append)
        event.listen(Session, "after_rollback", _forget)
        event.listen(Session, "do_orm_execute", _refuse_bulk_change)


def _key(row: Base) -> int:
    (key,) = object_mapper(row).primary_key_from_instance(row)
    return int(key)


def _collect(session: Session, _context: object) -> None:
    changed: dict[tuple[str, int], Base | None] = session.info.setdefault(_CHANGED, {})
    for row in (*session.new, *(row for row in session.dirty if session.is_modified(row))):
        if row.unrecorded is None:
            changed[row.__tablename__, _key(row)] = row
    for row in session.deleted:
        if row.unrecorded is None:
            changed[row.__tablename__, _key(row)] = None


def _refuse_bulk_change(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete or state.is_insert) and state.bind_mapper is not None:
        table = state.bind_mapper.class_
        if getattr(table, "unrecorded", "") is None:
            raise UnrecordedChangeError(f"{table.__name__} is recorded: change its rows one by one, as objects")


def _forget(session: Session) -> None:
    session.info.pop(_CHANGED, None)
    session.info.pop(_PENDING, None)


def _append(session: Session) -> None:
    session.flush()
    if unrecorded := session.info.get(_CHANGED):
        names = ", ".join(f"{table} {key}" for table, key in unrecorded)
        raise UnrecordedChangeError(f"these rows changed without a log entry: {names}")
    acts: list[Act] = session.info.pop(_PENDING, [])
    if not acts:
        return
    connection = session.connection()
    head = connection.execute(_HEAD).one()
    frontier = Frontier.load(head.size, head.frontier)
    at = head.at or datetime.min.replace(tzinfo=UTC)
    entries: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = []
    for act in acts:
        at = max(at, act.at)
        entry = dict(_entry(act, frontier.size, at))
        frontier, completed = frontier.append(entry["leaf_hash"])
        entries.append(entry)
        nodes.extend(
            {"level": level, "position": index, "hash": digest} for level, index, digest in completed if level > 0
        )
    connection.execute(_NEW_ENTRY, entries)
    if nodes:
        connection.execute(_NEW_NODE, nodes)
    connection.execute(
        _NEW_HEAD,
        {"new_size": frontier.size, "new_frontier": frontier.dump(), "new_root": frontier.root.hex(), "new_at": at},
    )


def _entry(act: Act, seq: int, at: datetime) -> Iterator[tuple[str, Any]]:
    texts = list(committed_texts(act.actor, act.subject, act.rows))
    salts = new_salts(len(texts))
    leaf = canonical(
        {
            "act": act.act,
            "at": plain(at),
            "commitments": commitments(salts, texts),
            "contest": act.contest_id,
            "facts": dict(act.facts),
            "seq": seq,
            "v": 1,
        }
    )
    opening = {"actor": act.actor, "rows": act.rows, "salts": salts, "subject": act.subject}
    yield from {
        "seq": seq,
        "at": at,
        "act": act.act,
        "contest_id": act.contest_id,
        "subject": act.subject,
        "leaf": leaf.decode(),
        "leaf_hash": leaf_hash(leaf),
        "opening": orjson.dumps(opening).decode(),
    }.items()
