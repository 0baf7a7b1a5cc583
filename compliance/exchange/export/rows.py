"""Reads everything of a contest that its file holds, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy, MediaAccount, StatusPeriod
from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.contests.models import Contest
from compliance.incidents.models import (
    Allegation,
    Finding,
    Incident,
    Measure,
    Notice,
    Publication,
    Reply,
    StageChange,
)
from compliance.incidents.queries import MeasureView, measures
from compliance.incidents.terms import Kind, PublicationState, Stage
from compliance.pledges.models import Acknowledgement, ClauseDecision
from compliance.pledges.queries import Rulebook, rulebook

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Codes:
    """Instruments in order; versions by instrument and clauses by version, each in order."""

    instruments: Sequence[Instrument]
    versions: Mapping[int, list[InstrumentVersion]]
    clauses: Mapping[int, list[Clause]]


@dataclass(frozen=True, slots=True)
class People:
    """Candidacies in order, what belongs to each by its row, and acknowledgements in the order of recording."""

    candidacies: Sequence[Candidacy]
    statuses: Mapping[int, list[StatusPeriod]]
    accounts: Mapping[int, list[MediaAccount]]
    acknowledgements: Sequence[Acknowledgement]
    decisions: Mapping[int, list[ClauseDecision]]


@dataclass(frozen=True, slots=True)
class Cases:
    """Incidents in the order of filing, and what belongs to each, or to each allegation, by its row.

    `assessments` are the stage changes by which an incident was admitted or not; `book` says what bound.
    """

    incidents: Sequence[Incident]
    allegations: Mapping[int, list[Allegation]]
    assessments: Mapping[int, list[StageChange]]
    notices: Mapping[int, list[Notice]]
    replies: Mapping[int, list[Reply]]
    findings: Mapping[int, list[Finding]]
    measures: Mapping[int, list[MeasureView]]
    withheld: frozenset[int]
    book: Rulebook


def read_codes(session: Session, contest: Contest) -> Codes:
    """Read the instruments of a contest with all their wordings."""
    of_contest = Instrument.contest_id == contest.id
    versions = select(InstrumentVersion).join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
    clauses = (
        select(Clause)
        .join(InstrumentVersion, InstrumentVersion.id == Clause.version_id)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
    )
    return Codes(
        session.scalars(select(Instrument).where(of_contest).order_by(Instrument.position, Instrument.id)).all(),
        _by(session, versions.where(of_contest).order_by(InstrumentVersion.ordinal), "instrument_id"),
        _by(session, clauses.where(of_contest).order_by(Clause.position), "version_id"),
    )


def read_people(session: Session, contest: Contest) -> People:
    """Read the candidates of a contest and what they acknowledged."""
    of_contest = Candidacy.contest_id == contest.id
    statuses = select(StatusPeriod).join(Candidacy, Candidacy.id == StatusPeriod.candidacy_id).where(of_contest)
    accounts = select(MediaAccount).join(Candidacy, Candidacy.id == MediaAccount.candidacy_id).where(of_contest)
    signed = select(Acknowledgement).join(Candidacy, Candidacy.id == Acknowledgement.candidacy_id).where(of_contest)
    decided = (
        select(ClauseDecision)
        .join(Clause, Clause.id == ClauseDecision.clause_id)
        .join(Acknowledgement, Acknowledgement.id == ClauseDecision.acknowledgement_id)
        .join(Candidacy, Candidacy.id == Acknowledgement.candidacy_id)
        .where(of_contest)
    )
    return People(
        session.scalars(select(Candidacy).where(of_contest).order_by(Candidacy.position, Candidacy.id)).all(),
        _by(session, statuses.order_by(StatusPeriod.from_on), "candidacy_id"),
        _by(session, accounts.order_by(MediaAccount.id), "candidacy_id"),
        session.scalars(signed.order_by(Acknowledgement.id)).all(),
        _by(session, decided.order_by(Clause.position), "acknowledgement_id"),
    )


def read_cases(session: Session, contest: Contest) -> Cases:
    """Read the incidents of a contest with all that due process added to them, but for sources and evidence.

    Cases of retaliation stay where they are handled.
    """
    of_contest = and_(Incident.contest_id == contest.id, Incident.kind != Kind.RETALIATION)

    def of_incident(model: Any) -> Select[Any]:
        return select(model).join(Incident, Incident.id == model.incident_id).where(of_contest)

    def of_allegation(model: Any) -> Select[Any]:
        alleged = select(model).join(Allegation, Allegation.id == model.allegation_id)
        return alleged.join(Incident, Incident.id == Allegation.incident_id).where(of_contest).order_by(model.id)

    held = select(Publication.incident_id).join(Incident, Incident.id == Publication.incident_id).where(of_contest)
    withheld = held.where(Publication.state != PublicationState.PUBLISHED)
    with_measures = session.scalars(
        select(Measure.incident_id).join(Incident, Incident.id == Measure.incident_id).where(of_contest).distinct()
    ).all()
    assessed = of_incident(StageChange).where(StageChange.stage.in_((Stage.ADMISSIBLE, Stage.INADMISSIBLE)))
    return Cases(
        session.scalars(select(Incident).where(of_contest).order_by(Incident.id)).all(),
        _by(session, of_incident(Allegation).order_by(Allegation.position), "incident_id"),
        _by(session, assessed.order_by(StageChange.id), "incident_id"),
        _by(session, of_incident(Notice).order_by(Notice.notified_on, Notice.id), "incident_id"),
        _by(session, of_allegation(Reply), "allegation_id"),
        _by(session, of_allegation(Finding), "allegation_id"),
        {one: measures(session, one) for one in with_measures},
        frozenset(session.scalars(withheld)),
        rulebook(session, contest.id),
    )


def _by(session: Session, query: Select[Row], name: str) -> defaultdict[int, list[Row]]:
    """Run a query; return its rows by the row that they belong to, which `name` holds."""
    return grouped(session.scalars(query), name)


def grouped(rows: Iterable[Row], name: str) -> defaultdict[int, list[Row]]:
    """Sort rows by what one attribute says, in order."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
