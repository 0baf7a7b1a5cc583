"""Codes to acknowledge, and acknowledgements on demand, for tests of what bound whom."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from compliance.candidates.models import Candidacy
from compliance.candidates.service import StatusSpan, set_statuses
from compliance.candidates.terms import Status
from compliance.codes import queries as codes
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.outline import ClauseNode
from compliance.codes.service import NewInstrument, NewVersion, add_instrument, add_version
from compliance.codes.terms import BindsBy
from compliance.core.periods import ONE_DAY
from compliance.pledges.receipt import Choice
from compliance.pledges.service import ImportedPledge, SignPledge, acknowledge_from_import, sign
from compliance.pledges.terms import Decision
from tests.factories.world import World

PLEDGE = (
    ClauseNode("1", "Travel", "Candidates do not combine missions with campaign meetings.", topics=("travel",)),
    ClauseNode("2", "Press", "Candidates tell the press in which capacity they speak.", topics=("press",)),
    ClauseNode("3", "Staff", "Candidates do not ask staff to take sides.", topics=("staff",)),
)
SIGNED = date(2031, 2, 24)


def instrument(world: World, contest_id: int, key: str = "pledge", binds_by: BindsBy = BindsBy.ACKNOWLEDGEMENT) -> int:
    """Make an instrument after those that there are; return its id."""
    with world.act() as uow:
        return add_instrument(uow, contest_id, NewInstrument(key, key.title(), binds_by)).id


def version(
    world: World,
    instrument_id: int,
    label: str = "1",
    *,
    clauses: tuple[ClauseNode, ...] = PLEDGE,
    in_force_from: date = date(2030, 10, 1),
    applies_when: frozenset[str] | None = None,
) -> int:
    """Make a version whose leaves stand under one heading, "Conduct of candidates"; return its id.

    It ends the version before it.
    """
    scoped = tuple(replace(leaf, applies_when=applies_when) for leaf in clauses)
    tree = (ClauseNode("A", "Conduct of candidates", None, children=scoped),)
    with world.act() as uow:
        made = NewVersion(label, in_force_from, None, "en", tree, end_previous=True)
        return add_version(uow, uow.session.get_one(Instrument, instrument_id), made).id


def clause_id(world: World, version_id: int, number: str) -> int:
    """The row of a clause."""
    with world.look() as uow:
        return codes.clause_ids(uow.session, version_id)[number]


def acknowledged(
    world: World,
    candidacy_id: int,
    version_id: int,
    signed_on: date = SIGNED,
    *,
    withdrawn_on: date | None = None,
    decisions: dict[str, Decision] | None = None,
) -> int:
    """Put an acknowledgement on record as a contest file would; return its id."""
    choices = {number: Choice(decision) for number, decision in (decisions or {}).items()}
    with world.act() as uow:
        given = ImportedPledge(signed_on, withdrawn_on, "Chair of the Council", choices)
        candidacy = uow.session.get_one(Candidacy, candidacy_id)
        return acknowledge_from_import(uow, candidacy, uow.session.get_one(InstrumentVersion, version_id), given).id


def signed(world: World, user_id: int, candidacy_id: int, version_id: int, **choices: Choice) -> int:
    """Sign as the candidate, now; clauses that are not named ("n1" is clause 1) are accepted; return its id."""
    with world.act(world.actor(user_id)) as uow:
        candidacy = uow.session.get_one(Candidacy, candidacy_id)
        row = uow.session.get_one(InstrumentVersion, version_id)
        decided = {leaf.number: Choice(Decision.ACCEPTED) for leaf in PLEDGE}
        decided |= {number.removeprefix("n"): choice for number, choice in choices.items()}
        return sign(uow, candidacy, row, SignPledge(decided, candidacy.name, "Chair of the Council")).id


def status(world: World, candidacy_id: int, status: Status, start: date, until: date | None) -> None:
    """Make `status` that of a candidacy over a period, in post before it since 2021."""
    with world.act() as uow:
        before = StatusSpan(Status.IN_POST, date(2021, 9, 1), start - ONE_DAY)
        candidacy = uow.session.scalars(select(Candidacy).where(Candidacy.id == candidacy_id)).one()
        set_statuses(uow, candidacy, [before, StatusSpan(status, start, until)])
