"""Reading the rows of which a rulebook is made.

Each query is written once and kept: writing it anew costs five times as much as reading a few rows by it.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy, StatusPeriod
from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.contests.models import Contest
from compliance.pledges.models import Acknowledgement, ClauseDecision

Rows = Sequence[Row[*tuple[Any, ...]]]
Query = Select[*tuple[Any, ...]]

_CONTEST: BindParameter[int] = bindparam("contest_id")
_CANDIDACY: BindParameter[int] = bindparam("candidacy_id")
_CLAUSES: BindParameter[list[int]] = bindparam("clause_ids", expanding=True)
_VERSIONS: BindParameter[list[int]] = bindparam("version_ids", expanding=True)


def leaves(session: Session, contest_id: int, clause_ids: Collection[int] | None) -> Rows:
    """The leaf clauses of a contest, or only these of them, with version and instrument, in the order of the file."""
    if clause_ids is None:
        return _rows(session, _leaves_query(narrowed=False), contest_id=contest_id)
    return _rows(session, _leaves_query(narrowed=True), contest_id=contest_id, clause_ids=sorted(clause_ids))


@cache
def _leaves_query(*, narrowed: bool) -> Query:
    query = (
        select(
            *(Clause.id, Clause.parent_id, Clause.number, Clause.heading, Clause.text, Clause.modality, Clause.topics),
            *(Clause.applies_when, Clause.version_id, InstrumentVersion.label, InstrumentVersion.ordinal),
            *(InstrumentVersion.in_force_from, InstrumentVersion.in_force_until, Instrument.id.label("instrument_id")),
            *(Instrument.key, Instrument.title, Instrument.binds_by),
        )
        .join(InstrumentVersion, InstrumentVersion.id == Clause.version_id)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .where(Instrument.contest_id == _CONTEST, Clause.is_leaf)
        .order_by(Instrument.position, Instrument.id, InstrumentVersion.ordinal, Clause.position)
    )
    return query.where(Clause.id.in_(_CLAUSES)) if narrowed else query


def headings(session: Session, version_ids: set[int]) -> dict[int, tuple[int | None, str | None]]:
    """The parent and heading of every clause with children in some versions."""
    if not version_ids:
        return {}
    found = _rows(session, _headings_query(), version_ids=sorted(version_ids))
    return {row.id: (row.parent_id, row.heading) for row in found}


@cache
def _headings_query() -> Query:
    query = select(Clause.id, Clause.parent_id, Clause.heading)
    return query.where(Clause.version_id.in_(_VERSIONS), Clause.is_leaf.is_(False))


def standings(session: Session, contest_id: int, candidacy_id: int | None) -> Rows:
    """The candidacies of a contest, or only this one: a row for each status period, or one without a status."""
    query = _standings_query(narrowed=candidacy_id is not None)
    return _rows(session, query, contest_id=contest_id, **_if_given(candidacy_id=candidacy_id))


@cache
def _standings_query(*, narrowed: bool) -> Query:
    query = (
        select(
            *(Candidacy.id, Candidacy.key, Candidacy.name, Candidacy.announced_on, Candidacy.withdrawn_on),
            *(Contest.votes_on, StatusPeriod.status, StatusPeriod.from_on, StatusPeriod.until_on),
        )
        .join(Contest, Contest.id == Candidacy.contest_id)
        .outerjoin(StatusPeriod, StatusPeriod.candidacy_id == Candidacy.id)
        .where(Candidacy.contest_id == _CONTEST)
        .order_by(Candidacy.position, Candidacy.id, StatusPeriod.from_on)
    )
    return query.where(Candidacy.id == _CANDIDACY) if narrowed else query


def acknowledgements(
    session: Session, contest_id: int, clause_ids: Collection[int] | None, candidacy_id: int | None
) -> Rows:
    """A row for each decision in each acknowledgement of each instrument, in the order of recording."""
    query = _acknowledgements_query(of_one=candidacy_id is not None, narrowed=clause_ids is not None)
    narrowing = _if_given(candidacy_id=candidacy_id, clause_ids=None if clause_ids is None else sorted(clause_ids))
    return _rows(session, query, contest_id=contest_id, **narrowing)


@cache
def _acknowledgements_query(*, of_one: bool, narrowed: bool) -> Query:
    given = Acknowledgement.version_id == InstrumentVersion.id
    if of_one:
        given = and_(given, Acknowledgement.candidacy_id == _CANDIDACY)
    decided = ClauseDecision.acknowledgement_id == Acknowledgement.id
    if narrowed:
        decided = and_(decided, ClauseDecision.clause_id.in_(_CLAUSES))
    return (
        select(
            *(Instrument.id.label("instrument_id"), Instrument.key, Instrument.binds_by, Acknowledgement.id),
            *(Acknowledgement.candidacy_id, Acknowledgement.version_id, Acknowledgement.signed_on),
            *(Acknowledgement.withdrawn_on, ClauseDecision.decision, Clause.number),
        )
        .outerjoin(InstrumentVersion, InstrumentVersion.instrument_id == Instrument.id)
        .outerjoin(Acknowledgement, given)
        .outerjoin(ClauseDecision, decided)
        .outerjoin(Clause, Clause.id == ClauseDecision.clause_id)
        .where(Instrument.contest_id == _CONTEST)
        .order_by(Instrument.position, Instrument.id, Acknowledgement.id)
    )


def _rows(session: Session, query: Query, **given: Any) -> Rows:
    """Read past the session, as plain columns, what it has been told so far."""
    session.flush()
    return session.connection().execute(query, given).all()


def _if_given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
