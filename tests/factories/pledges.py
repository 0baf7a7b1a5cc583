"""Codes to acknowledge, and acknowledgements on demand, for tests of what bound whom."""

from datetime import date

from sqlalchemy import select

from compliance.candidates.models import StatusPeriod
from compliance.candidates.terms import Status
from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.codes.terms import BindsBy, Modality
from compliance.core.references import new_reference
from compliance.pledges.models import Acknowledgement, ClauseDecision
from compliance.pledges.terms import Decision, Medium
from compliance.transparency.recording import record
from tests.factories.world import World

Leaf = tuple[str, str, str]
"""Number, heading, text."""
PLEDGE: tuple[Leaf, ...] = (
    ("1", "Travel", "Candidates do not combine missions with campaign meetings."),
    ("2", "Press", "Candidates tell the press in which capacity they speak."),
    ("3", "Staff", "Candidates do not ask staff to take sides."),
)


def instrument(world: World, contest_id: int, key: str = "pledge", **values: object) -> int:
    """Make an instrument, by acknowledgement unless told otherwise, after those that there are; return its id."""
    given = {"title": key.title(), "binds_by": BindsBy.ACKNOWLEDGEMENT, **values}
    with world.act() as uow:
        others = uow.session.scalars(select(Instrument.id).where(Instrument.contest_id == contest_id)).all()
        made = Instrument(contest_id=contest_id, key=key, position=given.pop("position", len(others)), **given)
        uow.session.add(made)
        uow.session.flush()
        record(uow, "instrument.created", f"instrument:{key}", contest_id=contest_id)
        return made.id


def version(
    world: World,
    contest_id: int,
    instrument_id: int,
    label: str = "1",
    *,
    clauses: tuple[Leaf, ...] = PLEDGE,
    in_force_from: date = date(2030, 10, 1),
    in_force_until: date | None = None,
    applies_when: list[str] | None = None,
) -> int:
    """Make a version whose leaves stand under one heading, "Conduct of candidates"; return its id."""
    with world.act() as uow:
        made = InstrumentVersion(
            instrument_id=instrument_id,
            ordinal=int(label) - 1,
            label=label,
            in_force_from=in_force_from,
            in_force_until=in_force_until,
            language="en",
        )
        uow.session.add(made)
        uow.session.flush()
        top = Clause(version_id=made.id, position=0, depth=0, is_leaf=False, number="A", modality=Modality.MUST)
        top.heading, top.topics = "Conduct of candidates", []
        uow.session.add(top)
        uow.session.flush()
        for position, (number, heading, text) in enumerate(clauses, start=1):
            leaf = Clause(version_id=made.id, parent_id=top.id, position=position, depth=1, is_leaf=True, number=number)
            leaf.heading, leaf.text, leaf.modality, leaf.topics = heading, text, Modality.MUST, ["conduct"]
            leaf.applies_when = applies_when
            uow.session.add(leaf)
        record(uow, "version.created", f"version:{label}", contest_id=contest_id)
        return made.id


def clause_id(world: World, version_id: int, number: str) -> int:
    """The row of a clause."""
    with world.look() as uow:
        query = select(Clause.id).where(Clause.version_id == version_id, Clause.number == number)
        return uow.session.scalars(query).one()


def acknowledged(
    world: World,
    contest_id: int,
    candidacy_id: int,
    version_id: int,
    signed_on: date,
    *,
    withdrawn_on: date | None = None,
    decisions: dict[str, Decision] | None = None,
) -> int:
    """Put an acknowledgement on record as a plain row, without the text that was signed; return its id."""
    with world.act() as uow:
        made = Acknowledgement(
            reference=new_reference(),
            candidacy_id=candidacy_id,
            version_id=version_id,
            medium=Medium.IMPORT,
            signed_on=signed_on,
            withdrawn_on=withdrawn_on,
            signed_text="{}",
            signed_digest="",
            recorded_at=uow.now,
            recorded_by=uow.actor.name,
        )
        uow.session.add(made)
        uow.session.flush()
        for number, decision in (decisions or {}).items():
            query = select(Clause.id).where(Clause.version_id == version_id, Clause.number == number)
            clause = uow.session.scalars(query).one()
            uow.session.add(ClauseDecision(acknowledgement_id=made.id, clause_id=clause, decision=decision))
        record(uow, "pledge.acknowledged", f"acknowledgement:{made.reference}", contest_id=contest_id)
        return made.id


def status(world: World, contest_id: int, candidacy_id: int, status: Status, start: date, until: date | None) -> None:
    """Replace the periods of a candidacy by one of `status`, in post before it since 2021."""
    with world.act() as uow:
        for old in uow.session.scalars(select(StatusPeriod).where(StatusPeriod.candidacy_id == candidacy_id)):
            uow.session.delete(old)
        before = date.fromordinal(start.toordinal() - 1)
        kept = StatusPeriod(candidacy_id=candidacy_id, status=Status.IN_POST, from_on=date(2021, 9, 1), until_on=before)
        uow.session.add_all(
            [kept, StatusPeriod(candidacy_id=candidacy_id, status=status, from_on=start, until_on=until)]
        )
        record(uow, "candidacy.status_changed", "candidacy:one", contest_id=contest_id)
