"""What follows from findings: measures, how they are followed, and the rules of concluding."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, String, and_, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.incidents.models import Allegation, ConclusionRules, Finding, Incident, Measure, MeasureStep
from compliance.incidents.queries.parts import one_of
from compliance.incidents.terms import FollowUp, MeasureKind, MeasureState, Result, StandardOfProof

USUAL_STANDARD = StandardOfProof.BALANCE_OF_PROBABILITIES
USUAL_REVIEW_DAYS = 10


@dataclass(frozen=True, slots=True)
class RulesView:
    """The usual standard of proof and the days for a review in a contest; `revision` 0 if nobody set them."""

    standard_of_proof: StandardOfProof
    review_days: int
    revision: int


@dataclass(frozen=True, slots=True)
class StepView:
    """One step in following up. `has_file`: whether a file came with it."""

    id: int
    step: FollowUp
    on: date
    due_on: date | None
    text: str | None
    file_name: str | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """What follows from a finding. `position` is that of the allegation it rests on; None: on the case as a whole."""

    reference: str
    kind: MeasureKind
    text: str
    amount: str | None
    currency: str | None
    decided_on: date
    due_on: date | None
    due_now_on: date | None
    state: MeasureState
    position: int | None
    recorded_at: datetime
    recorded_by: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """How one allegation ended: the clause, and the finding that stands; without one, the latter are None."""

    position: int
    number: str
    heading: str | None
    instrument_title: str
    finding_id: int | None
    result: Result | None
    standard_of_proof: StandardOfProof | None
    decided_on: date | None
    found_by: str | None
    found_by_id: int | None
    standard_reason: str | None


def conclusion_rules_row(session: Session, contest_id: int) -> ConclusionRules | None:
    """The rules that were set for a contest, as an object; None if nobody did."""
    return session.scalar(select(ConclusionRules).where(ConclusionRules.contest_id == contest_id))


def conclusion_rules(session: Session, contest_id: int) -> RulesView:
    """How cases of a contest are concluded: as was set, else on the balance of probabilities, review in ten days."""
    row = conclusion_rules_row(session, contest_id)
    if row is None:
        return RulesView(USUAL_STANDARD, USUAL_REVIEW_DAYS, 0)
    return RulesView(row.standard_of_proof, row.review_days, row.revision)


def standing_findings(session: Session, incident_id: int) -> list[Finding]:
    """The findings of a case that no other supersedes, in the order of what is alleged."""
    later = aliased(Finding)
    query = (
        select(Finding)
        .join(Allegation, Allegation.id == Finding.allegation_id)
        .outerjoin(later, later.supersedes_id == Finding.id)
        .where(Allegation.incident_id == incident_id, later.id.is_(None))
        .order_by(Allegation.position)
    )
    return list(session.scalars(query))


def endings(session: Session, incident_id: int) -> list[Ending]:
    """How each allegation of a case ended, in order; one statement."""
    later = aliased(Finding)
    stands = and_(Finding.allegation_id == Allegation.id, ~exists().where(later.supersedes_id == Finding.id))
    query = (
        select(
            *(Allegation.position, Clause.number, Clause.heading, Instrument.title, Finding.id, Finding.result),
            *(Finding.standard_of_proof, Finding.decided_on, Finding.recorded_by, Finding.recorded_by_id),
            Finding.standard_reason,
        )
        .join(Clause, Clause.id == Allegation.clause_id)
        .join(InstrumentVersion, InstrumentVersion.id == Clause.version_id)
        .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
        .outerjoin(Finding, stands)
        .where(Allegation.incident_id == incident_id)
        .order_by(Allegation.position)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    return [Ending(*row) for row in rows]


def measures(session: Session, incident_id: int) -> list[MeasureView]:
    """What follows in a case, each with its steps, in the order of recording; one statement."""
    query = (
        select(Measure, Allegation.position, MeasureStep)
        .outerjoin(Finding, Finding.id == Measure.finding_id)
        .outerjoin(Allegation, Allegation.id == Finding.allegation_id)
        .outerjoin(MeasureStep, MeasureStep.measure_id == Measure.id)
        .where(Measure.incident_id == incident_id)
        .order_by(Measure.id, MeasureStep.id)
    )
    taken: defaultdict[int, list[StepView]] = defaultdict(list)
    found: dict[int, tuple[Measure, int | None]] = {}
    for one, position, step in session.execute(query):
        found[one.id] = one, position
        if step is not None:
            taken[one.id].append(
                StepView(
                    *(step.id, step.step, step.on, step.due_on, step.text, step.file_name),
                    *(step.recorded_at, step.recorded_by),
                )
            )
    return [
        MeasureView(
            *(one.reference, one.kind, one.text, one.amount, one.currency, one.decided_on, one.due_on, one.due_now_on),
            *(one.state, position, one.recorded_at, one.recorded_by, tuple(taken[one.id])),
        )
        for one, position in found.values()
    ]


def measure_of(session: Session, incident: Incident, reference: str) -> Measure:
    """A measure of a case by its reference. NotFound if it is none of this case."""
    return one_of(session, select(Measure).where(Measure.incident_id == incident.id, Measure.reference == reference))


def step_of(session: Session, measure: Measure, key: str) -> MeasureStep:
    """A step of a measure by its key, as it stands in addresses. NotFound if it is none of this measure."""
    of_measure = select(MeasureStep).where(MeasureStep.measure_id == measure.id)
    return one_of(session, of_measure.where(cast(MeasureStep.id, String) == key))


def last_decided(session: Session, incident_id: int) -> date | None:
    """The day of the latest finding in a case."""
    query = select(func.max(Finding.decided_on)).join(Allegation, Allegation.id == Finding.allegation_id)
    return session.scalar(query.where(Allegation.incident_id == incident_id))
