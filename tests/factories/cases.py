"""A contest with a code, two candidates and an officer, and incidents at any stage, made by the verbs of production."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.codes.terms import BindsBy, Modality
from compliance.core.access import Actor, Role, command_line
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.models import Allegation, Incident
from compliance.incidents.terms import InadmissibilityGround, Kind, Result, Stage, StandardOfProof
from compliance.transparency.recording import record
from tests.factories.world import World

TIMEZONE = "Europe/Zurich"
HAPPENED = date(2031, 1, 16)
REPORTED = date(2031, 2, 3)
ASSESSED = date(2031, 2, 4)
TOLD = date(2031, 2, 5)
DUE = date(2031, 2, 7)
ANSWERED = date(2031, 2, 6)
OVERDUE = date(2031, 2, 8)
FOUND = date(2031, 2, 9)
TODAY = date(2031, 2, 10)

INCIDENT = service.NewIncident(
    candidacy_id=0,
    kind=Kind.TRAVEL,
    title="Mission used for campaign meetings",
    occurred_from=HAPPENED,
    occurred_until=date(2031, 1, 20),
    reported_on=REPORTED,
    summary="Two of five days were spent with delegations.",
    details={"destination": "Nairobi", "paid_by": "organisation", "authorisation": "refused"},
)


@dataclass
class Setting:
    """A contest under way, with `clauses` by number.

    `4(a)`, `4(b)` and `5` of the standards bind; `9` of the old ones, which are no longer in force, does not.
    """

    world: World
    contest: int
    alder: int
    birch: int
    officer: Actor
    candidate: Actor
    clauses: dict[str, int] = field(default_factory=dict)

    def new(self, *numbers: str, **changes: Any) -> service.NewIncident:
        """What to file against Alder."""
        allegations = tuple(service.NewAllegation(self.clauses[number]) for number in numbers)
        values: dict[str, Any] = {"candidacy_id": self.alder, "allegations": allegations, **changes}
        return replace(INCIDENT, **values)

    def file(self, *numbers: str, **changes: Any) -> str:
        """File an incident; return its reference."""
        with self.world.act(self.officer) as uow:
            return service.file_incident(uow, self.contest, self.new(*numbers, **changes), timezone=TIMEZONE).reference

    def at(self, stage: Stage, *numbers: str, **changes: Any) -> str:
        """File an incident and lead it to a stage by the legal acts; return its reference."""
        reference = self.file(*(numbers or ("4(a)", "4(b)")), **changes)
        with self.world.act(self.officer) as uow:
            lead_to(uow, self.incident(uow, reference), stage)
        return reference

    def publish(self, reference: str, summary: str = "A mission served two ends.") -> None:
        """Let two officers publish a concluded case."""
        second = self.world.actor(self.world.user(Role.OFFICER, self.contest))
        with self.world.act(self.officer) as uow:
            service.propose_publication(uow, self.incident(uow, reference), summary)
        with self.world.act(second) as uow:
            service.confirm_publication(uow, self.incident(uow, reference))

    def incident(self, uow: UnitOfWork, reference: str) -> Incident:
        """An incident as the actor of a unit of work gets it."""
        return queries.by_reference(uow.session, uow.actor, reference)

    def allegation(self, uow: UnitOfWork, reference: str, position: int = 0) -> Allegation:
        """One of its allegations."""
        return queries.allegation_of(uow.session, self.incident(uow, reference), position)


def lead_to(uow: UnitOfWork, incident: Incident, stage: Stage) -> None:
    """Lead an incident from received to a stage."""
    if stage is Stage.RECEIVED:
        return
    ground = InadmissibilityGround.NO_CLAUSE if stage is Stage.INADMISSIBLE else None
    service.assess(uow, incident, service.Assessment(ground is None, "It is for us.", ASSESSED, ground))
    if stage in (Stage.ADMISSIBLE, Stage.INADMISSIBLE):
        return
    put(uow, incident, "You are asked to answer.", TOLD, DUE)
    if stage is Stage.NOTIFIED:
        return
    if stage is Stage.REPLY_OVERDUE:
        service.close_replies(uow, incident, OVERDUE)
        return
    positions = range(len(queries.case(uow.session, incident, uow.actor).allegations))
    allegations = [queries.allegation_of(uow.session, incident, position) for position in positions]
    for allegation in allegations:
        service.reply(uow, allegation, service.NewReply("It was a courtesy call.", ANSWERED))
    if stage is Stage.REPLIED:
        return
    for allegation in allegations:
        service.find(uow, allegation, finding())
    service.conclude(uow, incident, FOUND)
    if stage is Stage.CLOSED:
        service.close(uow, incident, TODAY, "Nothing is left to do.")


def put(uow: UnitOfWork, incident: Incident, text: str, on: date, due: date | None) -> None:
    """Enter a notice that was put in the past, in the name of the actor, as a file's import does."""
    by = UnitOfWork(uow.session, command_line(uow.actor.name), uow.now)
    service.notify(by, incident, service.NewNotice(text, on, due))


def finding(result: Result = Result.NOT_SUBSTANTIATED, **changes: Any) -> service.NewFinding:
    """What was found."""
    found = service.NewFinding(result, StandardOfProof.BALANCE_OF_PROBABILITIES, FOUND, "The diary shows it.")
    return replace(found, **changes)


def setting(world: World) -> Setting:
    """Make the contest, its code, two candidates, an officer and the first candidate's account."""
    contest = world.contest()
    alder = world.candidacy(contest)
    birch = world.candidacy(contest, "birch", "Kim Birch", 1)
    officer = world.actor(world.user(Role.OFFICER, contest))
    candidate = world.actor(world.user(Role.CANDIDATE, contest, alder))
    made = Setting(world, contest, alder, birch, officer, candidate)
    made.clauses = code(world, contest)
    return made


def code(world: World, contest_id: int) -> dict[str, int]:
    """Make standards in two versions, of which the second is in force; return the clauses by number."""
    with world.act() as uow:
        instrument = Instrument(
            contest_id=contest_id, key="standards", position=0, title="Standards of Conduct", binds_by=BindsBy.OFFICE
        )
        uow.session.add(instrument)
        uow.session.flush()
        old = InstrumentVersion(
            instrument_id=instrument.id,
            ordinal=1,
            label="2001",
            in_force_from=date(2001, 1, 1),
            in_force_until=date(2014, 11, 30),
            language="en",
        )
        new = InstrumentVersion(
            instrument_id=instrument.id, ordinal=2, label="2014", in_force_from=date(2014, 12, 1), language="en"
        )
        uow.session.add_all([old, new])
        uow.session.flush()
        heading = _clause(new.id, 0, "4", is_leaf=False)
        uow.session.add(heading)
        uow.session.flush()
        leaves = [
            _clause(new.id, 1, "4(a)"),
            _clause(new.id, 2, "4(b)"),
            _clause(new.id, 3, "5"),
            _clause(old.id, 0, "9"),
        ]
        uow.session.add_all(leaves)
        uow.session.flush()
        record(uow, "code.created", "instrument:standards", contest_id=contest_id)
        return {clause.number: clause.id for clause in (heading, *leaves)}


def _clause(version_id: int, position: int, number: str, *, is_leaf: bool = True) -> Clause:
    return Clause(
        version_id=version_id,
        position=position,
        depth=0,
        is_leaf=is_leaf,
        number=number,
        text=f"Text of clause {number}." if is_leaf else None,
        modality=Modality.MUST_NOT,
        topics=[],
    )
