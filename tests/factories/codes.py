"""Codes of conduct for tests."""

from datetime import date

from compliance.codes import service
from compliance.codes.models import Instrument
from compliance.codes.outline import ClauseNode
from compliance.codes.terms import BindsBy, Modality
from tests.factories.world import World

CLAUSES = (
    ClauseNode(
        "1",
        "Resources",
        "The candidate keeps office and campaign apart.",
        children=(
            ClauseNode(
                "1(a)",
                None,
                "I shall not use funds of the Organisation for my campaign.",
                topics=("resources", "funding"),
                modality=Modality.MUST_NOT,
                applies_when=frozenset({"in_post", "paid_leave"}),
            ),
            ClauseNode(
                "1(b)",
                "Travel",
                None,
                children=(ClauseNode("1(b)(i)", None, "I shall disclose journeys.", modality=Modality.DISCLOSE),),
            ),
        ),
    ),
    ClauseNode("2", None, "I shall treat opponents\nwith respect.", topics=("respect",)),
)


def new_version(
    label: str = "1",
    start: date = date(2031, 1, 1),
    until: date | None = None,
    clauses: tuple[ClauseNode, ...] = CLAUSES,
    *,
    end_previous: bool = False,
) -> service.NewVersion:
    """A version to add."""
    return service.NewVersion(label, start, until, "en", clauses, end_previous=end_previous)


def add_instrument(
    world: World,
    contest_id: int,
    clauses: tuple[ClauseNode, ...] = CLAUSES,
    *,
    key: str = "pledge",
    binds_by: BindsBy = BindsBy.ACKNOWLEDGEMENT,
    start: date = date(2031, 1, 1),
    until: date | None = None,
) -> tuple[int, int]:
    """Make an instrument with one version, in force from 1 January 2031; return the row ids of both."""
    with world.act() as uow:
        command = service.NewInstrument(key, key.title(), binds_by, "Council")
        instrument: Instrument = service.add_instrument(uow, contest_id, command)
        version = service.add_version(uow, instrument, new_version("1", start, until, clauses))
        return instrument.id, version.id
