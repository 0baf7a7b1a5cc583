"""Everything that was recorded of a case, from the log itself. For the officers of the case."""

from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.incidents.models import Clarification, EvidenceItem, Incident, PreparedNotice, Source
from compliance.transparency.queries import ActDone, acts_on


@dataclass(frozen=True, slots=True)
class History:
    """What was done, oldest first, and the names of the clauses that it speaks of, by their keys."""

    acts: list[ActDone]
    clauses: dict[int, str]


def history(session: Session, incident: Incident) -> History:
    """Read the acts on a case, on its evidence and sources, its notices and requests; three statements."""
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
    keys = {
        row["clause_id"]
        for act in acts
        for change in act.changes
        if change.table == "allegation" and (row := change.after or change.before)
    }
    return History(acts, _clauses(session, keys))


def _clauses(session: Session, keys: set[int]) -> dict[int, str]:
    query = (
        select(Clause.id, Clause.number, Instrument.title)
        .join(InstrumentVersion, InstrumentVersion.id == Clause.version_id)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(Clause.id.in_(keys))
    )
    return {row.id: f"{row.number}, {row.title}" for row in session.execute(query)}
