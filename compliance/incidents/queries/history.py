"""Everything that was recorded of a case, from the log itself. For the officers of the case."""

from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.identity import queries as identity
from compliance.incidents.models import Clarification, EvidenceItem, Incident, PreparedNotice, Source
from compliance.transparency.queries import ActDone, acts_on


@dataclass(frozen=True, slots=True)
class History:
    """What was done, oldest first, and the names of the clauses and reviewers that it speaks of, by their keys."""

    acts: list[ActDone]
    clauses: dict[int, str]
    people: dict[int, str]


def history(session: Session, incident: Incident) -> History:
    """Read the acts on a case, on its evidence and sources, its notices and requests; at most four statements."""
    parts = union_all(
        *(
            select(literal(kind).label("kind"), table.reference.label("reference")).where(
                table.incident_id == incident.id
            )
            for kind, table in (
                ("evidence", EvidenceItem),
                ("source", Source),
                ("notice", PreparedNotice),
                ("clarification", Clarification),
            )
        )
    )
    subjects = [f"incident:{incident.reference}", *(f"{row.kind}:{row.reference}" for row in session.execute(parts))]
    acts = acts_on(session, subjects)
    clauses = _clauses(session, _keys(acts, "allegation", "clause_id"))
    return History(acts, clauses, identity.names(session, _keys(acts, "review", "reviewer_id")))


def _keys(acts: list[ActDone], table: str, column: str) -> set[int]:
    """What a column of a table held in some acts, where it held anything."""
    changes = [change for act in acts for change in act.changes if change.table == table]
    rows = [row for change in changes for row in (change.before, change.after) if row is not None]
    return {row[column] for row in rows if column in row}


def _clauses(session: Session, keys: set[int]) -> dict[int, str]:
    query = (
        select(Clause.id, Clause.number, Instrument.title)
        .join(InstrumentVersion, InstrumentVersion.id == Clause.version_id)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(Clause.id.in_(keys))
    )
    return {row.id: f"{row.number}, {row.title}" for row in session.execute(query)}
