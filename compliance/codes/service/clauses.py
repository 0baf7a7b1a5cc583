"""Storing a clause tree as rows."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.codes.models import Clause
from compliance.codes.outline import ClauseNode, walk


def store(session: Session, version_id: int, clauses: Sequence[ClauseNode]) -> None:
    """Write a version's clause tree, in place of what it has. Rows keep their identity where the numbering stays."""
    query = select(Clause).where(Clause.version_id == version_id).order_by(Clause.position)
    stored = session.scalars(query).all()
    wanted = list(walk(clauses))
    if [(row.depth, row.number) for row in stored] == [(depth, node.number) for depth, node in wanted]:
        for row, (_depth, node) in zip(stored, wanted, strict=True):
            _fill(row, node)
        return
    _delete(session, stored)
    _insert(session, version_id, wanted)


def _fill(row: Clause, node: ClauseNode) -> None:
    row.is_leaf = node.is_leaf
    row.heading = node.heading
    row.text = node.text
    row.modality = node.modality
    row.topics = list(dict.fromkeys(node.topics))
    row.applies_when = None if node.applies_when is None else sorted(node.applies_when)


def _delete(session: Session, stored: Sequence[Clause]) -> None:
    """Delete from the deepest level upwards: a parent stays until nothing stands under it."""
    for depth in sorted({row.depth for row in stored}, reverse=True):
        for row in stored:
            if row.depth == depth:
                session.delete(row)
        session.flush()


def _insert(session: Session, version_id: int, wanted: Sequence[tuple[int, ClauseNode]]) -> None:
    """Insert from the top level downwards: a parent has its row before anything stands under it."""
    rows: list[Clause] = []
    parents: list[Clause | None] = []
    above: list[Clause] = []
    for position, (depth, node) in enumerate(wanted):
        del above[depth:]
        row = Clause(version_id=version_id, position=position, depth=depth, number=node.number)
        _fill(row, node)
        parents.append(above[-1] if above else None)
        rows.append(row)
        above.append(row)
    for depth in sorted({row.depth for row in rows}):
        for row, parent in zip(rows, parents, strict=True):
            if row.depth == depth:
                row.parent_id = None if parent is None else parent.id
                session.add(row)
        session.flush()
