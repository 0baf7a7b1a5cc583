"""Reading the log: its checkpoint now and at an instant, proofs, and what the rows of a contest were at a size."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from compliance.transparency import merkle
from compliance.transparency.models import LogEntry, LogHead, LogNode


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far the log had come: its size, its root in hexadecimal, the time of its last entry."""

    size: int
    root: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Proof:
    """That one entry stands in the log at a checkpoint (RFC 6962, section 2.1.1); all hashes in hexadecimal."""

    seq: int
    leaf_hash: str
    checkpoint: Checkpoint
    path: list[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as anybody may read it: its leaf holds no names and no content, only commitments to them."""

    seq: int
    at: datetime
    act: str
    leaf: str


@dataclass(frozen=True, slots=True)
class Deed:
    """That somebody did something, and when: for those whom it was done to."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an act did to a row: its values before, None if it is new, and after, None if it was deleted."""

    table: str
    key: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ActDone:
    """One act on a subject with the rows that it changed, for those who may see all of it."""

    seq: int
    at: datetime
    act: str
    subject: str
    by: str
    changes: tuple[RowChange, ...]


Rows = dict[str, dict[int, dict[str, Any]]]
"""Rows by table and key: `{"incident": {7: {"id": 7, "title": …}}}`, plain data, without empty columns."""


def head(session: Session) -> Checkpoint:
    """Return the checkpoint now."""
    row = session.execute(select(LogHead.size, LogHead.root, LogHead.at)).one()
    return Checkpoint(row.size, row.root, row.at)


def checkpoint_at(session: Session, instant: datetime) -> Checkpoint:
    """Return the checkpoint that was the last one at an instant."""
    query = select(LogEntry.seq, LogEntry.at).where(LogEntry.at <= instant)
    last = session.execute(query.order_by(LogEntry.at.desc(), LogEntry.seq.desc()).limit(1)).one_or_none()
    if last is None:
        return Checkpoint(0, merkle.EMPTY_ROOT.hex(), None)
    now = head(session)
    size = last.seq + 1
    if size == now.size:
        return now
    return Checkpoint(size, merkle.root_at(size, _hashes_at(session)).hex(), last.at)


def checkpoint_of(session: Session, size: int) -> Checkpoint | None:
    """Return the checkpoint of the log at a size that it once had; None if it has never come so far."""
    now = head(session)
    if size == now.size:
        return now
    if not 0 < size < now.size:
        return Checkpoint(0, merkle.EMPTY_ROOT.hex(), None) if size == 0 else None
    last = session.scalars(select(LogEntry.at).where(LogEntry.seq == size - 1)).one()
    return Checkpoint(size, merkle.root_at(size, _hashes_at(session)).hex(), last)


def prove(session: Session, seq: int) -> Proof | None:
    """Prove that an entry stands in the log as it is now; None if there is no such entry."""
    leaf = session.scalar(select(LogEntry.leaf_hash).where(LogEntry.seq == seq))
    if leaf is None:
        return None
    now = head(session)
    path = merkle.inclusion_proof(seq, now.size, _hashes_at(session))
    return Proof(seq, leaf.hex(), now, [one.hex() for one in path])


def entries(contest_id: int) -> tuple[Select[int, datetime, str, bytes], InstrumentedAttribute[int]]:
    """Return the query of a contest's entries, and the key by which it is paginated."""
    columns = (LogEntry.seq, LogEntry.at, LogEntry.act, LogEntry.leaf_hash)
    return select(*columns).where(LogEntry.contest_id == contest_id), LogEntry.seq


def entry(session: Session, contest_id: int, seq: int) -> Entry | None:
    """Return one entry of a contest."""
    columns = (LogEntry.seq, LogEntry.at, LogEntry.act, LogEntry.leaf)
    row = session.execute(select(*columns).where(LogEntry.seq == seq, LogEntry.contest_id == contest_id)).one_or_none()
    return None if row is None else Entry(*row)


def deeds(session: Session, act: str, subject: str, most: int = 5) -> list[Deed]:
    """Return who did something to a subject, such as `user:K7Q2MD4`, and when; newest first. One act counts once."""
    query = (
        select(LogEntry.at, LogEntry.opening)
        .where(LogEntry.subject == subject, LogEntry.act == act, LogEntry.contest_id.is_(None))
        .order_by(LogEntry.seq.desc())
        .limit(most)
    )
    return [Deed(at, orjson.loads(opening)["actor"]) for at, opening in session.execute(query)]


def acts_on(session: Session, subjects: Collection[str]) -> list[ActDone]:
    """Return everything that was done to some subjects, such as `incident:K7Q2MD`, in order, by one statement.

    What a row was before is what an earlier one of these acts left.
    """
    columns = (LogEntry.seq, LogEntry.at, LogEntry.act, LogEntry.subject, LogEntry.opening)
    query = select(*columns).where(LogEntry.subject.in_(subjects))
    known: dict[tuple[str, int], dict[str, Any]] = {}
    done = []
    for seq, at, act, subject, text in session.execute(query.order_by(LogEntry.seq)):
        opening, changes = orjson.loads(text), []
        for table, key, image in opening["rows"]:
            after = None if image is None else orjson.loads(image)
            changes.append(RowChange(table, key, known.pop((table, key), None), after))
            if after is not None:
                known[table, key] = after
        done.append(ActDone(seq, at, act, subject, opening["actor"], tuple(changes)))
    return done


def rows_at(session: Session, contest_id: int, size: int) -> Rows:
    """Return the rows of one contest as they were when the log had that size.

    Every recorded act of the contest is folded, in order: the cost grows with the acts of the contest, not with the
    installation.
    """
    return _folded(session, select(LogEntry.opening).where(LogEntry.contest_id == contest_id, LogEntry.seq < size))


def rows_of(session: Session, subjects: Collection[str], size: int) -> Rows:
    """Return the rows that changed in acts on some subjects, such as `user:K7Q2MD4`, as they were at that size."""
    return _folded(session, select(LogEntry.opening).where(LogEntry.subject.in_(subjects), LogEntry.seq < size))


def _folded(session: Session, openings: Select[str]) -> Rows:
    latest: dict[str, dict[int, str]] = {}
    for opening in session.scalars(openings.order_by(LogEntry.seq).execution_options(yield_per=1000)):
        for table, key, image in orjson.loads(opening)["rows"]:
            if image is None:
                latest.get(table, {}).pop(key, None)
            else:
                latest.setdefault(table, {})[key] = image
    return {table: {key: orjson.loads(image) for key, image in images.items()} for table, images in latest.items()}


def _hashes_at(session: Session) -> merkle.HashesAt:
    def hashes_at(level: int, start: int, stop: int) -> Sequence[bytes]:
        if level == 0:
            within = and_(LogEntry.seq >= start, LogEntry.seq < stop)
            return session.scalars(select(LogEntry.leaf_hash).where(within).order_by(LogEntry.seq)).all()
        within = and_(LogNode.level == level, LogNode.position >= start, LogNode.position < stop)
        return session.scalars(select(LogNode.hash).where(within).order_by(LogNode.position)).all()

    return hashes_at
