"""Reading codes of conduct: instruments, their versions, and clause trees."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.codes.outline import ClauseNode


def instruments(session: Session, contest_id: int) -> Sequence[Instrument]:
    """Return a contest's instruments in their order."""
    query = select(Instrument).where(Instrument.contest_id == contest_id).order_by(Instrument.position, Instrument.id)
    return session.scalars(query).all()


def instrument(session: Session, contest_id: int, key: str) -> Instrument | None:
    """Return the instrument of a contest with a key."""
    return session.scalar(select(Instrument).where(Instrument.contest_id == contest_id, Instrument.key == key))


def versions(session: Session, instrument_id: int) -> Sequence[InstrumentVersion]:
    """Return an instrument's versions, by the day on which each came into force."""
    query = select(InstrumentVersion).where(InstrumentVersion.instrument_id == instrument_id)
    return session.scalars(query.order_by(InstrumentVersion.in_force_from, InstrumentVersion.id)).all()


def version(session: Session, contest_id: int, key: str, ordinal: int) -> tuple[Instrument, InstrumentVersion] | None:
    """Return an instrument of a contest and its version with an ordinal (1-based)."""
    query = (
        select(Instrument, InstrumentVersion)
        .join(InstrumentVersion, InstrumentVersion.instrument_id == Instrument.id)
        .where(Instrument.contest_id == contest_id, Instrument.key == key, InstrumentVersion.ordinal == ordinal)
    )
    found = session.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def clause_nodes(session: Session, version_id: int) -> tuple[ClauseNode, ...]:
    """Return a version's clause tree, in one statement."""
    columns = (
        Clause.depth,
        Clause.number,
        Clause.heading,
        Clause.text,
        Clause.topics,
        Clause.modality,
        Clause.applies_when,
    )
    rows = session.execute(select(*columns).where(Clause.version_id == version_id).order_by(Clause.position))
    return _tree(rows.all())


def clause_ids(session: Session, version_id: int) -> dict[str, int]:
    """Return the row id of each clause of a version, headings too, by its number."""
    query = select(Clause.number, Clause.id).where(Clause.version_id == version_id).order_by(Clause.position)
    return {row.number: row.id for row in session.execute(query)}


@dataclass(frozen=True, slots=True)
class Overview:
    """An instrument with its versions by the day on which each came into force, each with its number of clauses."""

    instrument: Instrument
    versions: tuple[tuple[InstrumentVersion, int], ...]


def overview(session: Session, contest_id: int) -> tuple[Overview, ...]:
    """Return all of a contest's instruments with their versions, in two statements. Only clauses with a text count."""
    query = (
        select(InstrumentVersion, func.count(Clause.id))
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .outerjoin(Clause, (Clause.version_id == InstrumentVersion.id) & Clause.is_leaf)
        .where(Instrument.contest_id == contest_id)
        .group_by(InstrumentVersion.id)
        .order_by(InstrumentVersion.in_force_from, InstrumentVersion.id)
    )
    of: dict[int, list[tuple[InstrumentVersion, int]]] = defaultdict(list)
    for row, count in session.execute(query):
        of[row.instrument_id].append((row, count))
    return tuple(Overview(one, tuple(of[one.id])) for one in instruments(session, contest_id))


@dataclass(slots=True)
class _Open:
    """A clause whose children are still being read."""

    row: Any
    children: list["_Open"] = field(default_factory=list)


def _tree(rows: Iterable[Any]) -> tuple[ClauseNode, ...]:
    """Build the tree from rows in reading order, by their depth."""
    roots: list[_Open] = []
    stack: list[_Open] = []
    for row in rows:
        del stack[row.depth :]
        fresh = _Open(row)
        (stack[-1].children if stack else roots).append(fresh)
        stack.append(fresh)
    return tuple(_node(root) for root in roots)


def _node(clause: _Open) -> ClauseNode:
    row = clause.row
    return ClauseNode(
        number=row.number,
        heading=row.heading,
        text=row.text,
        topics=tuple(row.topics),
        modality=row.modality,
        applies_when=None if row.applies_when is None else frozenset(row.applies_when),
        children=tuple(_node(child) for child in clause.children),
    )
