"""The verbs of codes: what they store, what they refuse, and how long a wording can change."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.candidates.terms import RECORDABLE_STATUSES
from compliance.codes import queries, service
from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.codes.outline import ClauseNode, walk
from compliance.codes.starters import starters
from compliance.codes.terms import STATUSES, BindsBy, Modality
from compliance.core.access import Role
from compliance.core.errors import Conflict, Forbidden, Invalid, NotFound
from compliance.transparency.models import LogEntry
from tests.factories.codes import CLAUSES, add_instrument, new_version
from tests.factories.world import World


@pytest.fixture
def frozen() -> Iterator[set[int]]:
    """The ids of versions that somebody has acted on, for as long as a test runs."""
    ids: set[int] = set()

    def question(_session: Session, version_id: int) -> str:
        return "It has been signed." if version_id in ids else ""

    service.FROZEN_BY.append(question)
    yield ids
    service.FROZEN_BY.remove(question)


def _places(refusal: Invalid) -> list[str]:
    return [fault.place for fault in refusal.faults]


def test_the_statuses_of_clauses_are_those_of_candidates() -> None:
    """A clause applies in just those statuses that somebody can record of a candidate."""
    assert tuple(status.value for status in RECORDABLE_STATUSES) == STATUSES


def test_instruments_stand_in_the_order_in_which_they_were_added(world: World) -> None:
    """Each instrument comes after those that the contest has."""
    contest = world.contest()
    with world.act() as uow:
        for key in ("standards", "pledge", "resolution"):
            service.add_instrument(uow, contest, service.NewInstrument(key, key.title(), BindsBy.CANDIDACY, None))
    with world.look() as uow:
        found = [(one.key, one.position) for one in queries.instruments(uow.session, contest)]
    assert found == [("standards", 0), ("pledge", 1), ("resolution", 2)]


def test_an_instrument_with_unusable_words_is_refused_with_every_fault(world: World) -> None:
    """Key, title and authority are checked at once."""
    contest = world.contest()
    with world.look() as uow, pytest.raises(Invalid) as caught:
        service.add_instrument(uow, contest, service.NewInstrument("a/b", " ", BindsBy.OFFICE, "x\x00"))
    assert _places(caught.value) == ["key", "title", "authority"]


def test_a_key_is_taken_once_in_a_contest(world: World) -> None:
    """Another contest may use a key that this one has."""
    contest, other = world.contest(), world.contest("dg-2036")
    add_instrument(world, contest)
    add_instrument(world, other)
    with world.look() as uow, pytest.raises(Invalid) as caught:
        service.add_instrument(uow, contest, service.NewInstrument("pledge", "Pledge", BindsBy.OFFICE))
    assert _places(caught.value) == ["key"]


@pytest.mark.parametrize("nodes", [CLAUSES, *(starter.nodes for starter in starters())])
def test_a_clause_tree_comes_back_as_it_was_stored(world: World, nodes: tuple[ClauseNode, ...]) -> None:
    """Numbers, headings, texts, topics, what is asked and the scope come back in one statement."""
    _instrument, version = add_instrument(world, world.contest(), nodes)
    with world.look() as uow:
        assert queries.clause_nodes(uow.session, version) == nodes
        assert list(queries.clause_ids(uow.session, version)) == [node.number for _depth, node in walk(nodes)]


def test_rows_hold_place_depth_and_parent(world: World) -> None:
    """Each row knows its place in the order of reading, its depth, its parent, and whether it can be tested."""
    _instrument, version = add_instrument(world, world.contest())
    with world.look() as uow:
        rows = uow.session.scalars(select(Clause).where(Clause.version_id == version).order_by(Clause.position)).all()
    number = {row.id: row.number for row in rows}
    found = [(row.number, row.depth, row.is_leaf, number.get(row.parent_id or 0)) for row in rows]
    assert found == [
        ("1", 0, False, None),
        ("1(a)", 1, True, "1"),
        ("1(b)", 1, False, "1"),
        ("1(b)(i)", 2, True, "1(b)"),
        ("2", 0, True, None),
    ]
    assert rows[1].applies_when == ["in_post", "paid_leave"]
    assert rows[4].applies_when is None


def test_every_fault_of_a_version_comes_at_once(world: World) -> None:
    """Label, language, dates and clauses are all looked at before anything is refused."""
    instrument, _version = add_instrument(world, world.contest())
    wrong = (
        ClauseNode("1", "x" * 301, None),
        ClauseNode("1", None, "Text.", applies_when=frozenset({"on_the_moon"})),
    )
    command = service.NewVersion("1", date(2031, 3, 1), date(2031, 2, 1), "English!", wrong)
    with world.look() as uow, pytest.raises(Invalid) as caught:
        service.add_version(uow, uow.session.get_one(Instrument, instrument), command)
    assert _places(caught.value) == [
        "language",
        "label",
        "in_force_until",
        "clauses[0].text",
        "clauses[1].number",
        "clauses[1].applies_when",
        "clauses[0].heading",
    ]


def test_on_one_day_one_version_is_in_force(world: World) -> None:
    """A version that shares days with another is refused with that one's dates."""
    instrument, _version = add_instrument(world, world.contest(), until=date(2031, 2, 28))
    with world.look() as uow, pytest.raises(Invalid) as caught:
        service.add_version(uow, uow.session.get_one(Instrument, instrument), new_version("2", date(2031, 2, 28)))
    assert _places(caught.value) == ["in_force_from"]
    assert "from 1 January 2031 to 28 February 2031" in caught.value.message
    with world.act() as uow:
        service.add_version(uow, uow.session.get_one(Instrument, instrument), new_version("2", date(2031, 3, 1)))


def test_a_new_version_ends_the_previous_one_the_day_before(world: World) -> None:
    """If asked, the version without end gets one, and both acts stand in the log."""
    instrument, first = add_instrument(world, world.contest())
    with world.look() as uow, pytest.raises(Invalid, match="without end"):
        service.add_version(uow, uow.session.get_one(Instrument, instrument), new_version("2", date(2031, 3, 1)))
    with world.act() as uow:
        command = new_version("2", date(2031, 3, 1), end_previous=True)
        second = service.add_version(uow, uow.session.get_one(Instrument, instrument), command)
        assert second.ordinal == 2
    with world.look() as uow:
        assert uow.session.get_one(InstrumentVersion, first).in_force_until == date(2031, 2, 28)
        acts = uow.session.scalars(select(LogEntry.act).order_by(LogEntry.seq)).all()
    assert list(acts)[-2:] == ["version.ended", "version.added"]


def test_a_version_is_edited_with_its_clauses(world: World) -> None:
    """Clauses can change their words, their order and their number as long as nobody acted on the version."""
    _instrument, version = add_instrument(world, world.contest())
    reordered = (ClauseNode("1", None, "Now first."), ClauseNode("3", "New", None, children=CLAUSES[0].children))
    for nodes in (reordered, CLAUSES, (*CLAUSES[:1], ClauseNode("2", None, "Reworded.", modality=Modality.DISCLOSE))):
        with world.act() as uow:
            row = uow.session.get_one(InstrumentVersion, version)
            before = row.revision
            service.replace_clauses(uow, row, nodes, expected_revision=before)
        with world.look() as uow:
            assert queries.clause_nodes(uow.session, version) == nodes
            assert uow.session.get_one(InstrumentVersion, version).revision > before


def test_clauses_keep_their_identity_while_the_numbering_stays(world: World) -> None:
    """Rewording does not make other clauses of them."""
    _instrument, version = add_instrument(world, world.contest())
    with world.act() as uow:
        before = queries.clause_ids(uow.session, version)
        reworded = (*CLAUSES[:1], ClauseNode("2", None, "Reworded."))
        row = uow.session.get_one(InstrumentVersion, version)
        service.replace_clauses(uow, row, reworded, expected_revision=row.revision)
        assert queries.clause_ids(uow.session, version) == before


def test_a_frozen_version_can_only_be_ended(world: World, frozen: set[int]) -> None:
    """Once somebody acted on a version its wording stays, and so does what makes the instrument bind."""
    instrument, version = add_instrument(world, world.contest())
    frozen.add(version)
    with world.act() as uow:
        row = uow.session.get_one(InstrumentVersion, version)
        with pytest.raises(Forbidden, match="It has been signed"):
            service.replace_clauses(uow, row, CLAUSES, expected_revision=row.revision)
        thing = uow.session.get_one(Instrument, instrument)
        edit = service.InstrumentEdit("Pledge", BindsBy.OFFICE)
        with pytest.raises(Invalid, match="It has been signed"):
            service.edit_instrument(uow, thing, edit, expected_revision=thing.revision)
        service.end_version(uow, row, date(2031, 4, 1))
    with world.look() as uow:
        assert uow.session.get_one(InstrumentVersion, version).in_force_until == date(2031, 4, 1)


def test_an_end_leaves_a_version_a_day_and_other_versions_theirs(world: World) -> None:
    """A version cannot end before it begins, nor run into the next one."""
    instrument, version = add_instrument(world, world.contest(), until=date(2031, 2, 28))
    with world.act() as uow:
        service.add_version(uow, uow.session.get_one(Instrument, instrument), new_version("2", date(2031, 3, 1)))
    for day in (date(2031, 1, 1) - timedelta(days=1), date(2031, 3, 1)):
        with world.look() as uow, pytest.raises(Invalid) as caught:
            service.end_version(uow, uow.session.get_one(InstrumentVersion, version), day)
        assert _places(caught.value) == ["in_force_until"]


def test_two_people_do_not_overwrite_each_other(world: World) -> None:
    """An edit made from an older revision is refused with both texts."""
    instrument, version = add_instrument(world, world.contest())
    mine = (ClauseNode("9", None, "Mine."),)
    with world.look() as uow, pytest.raises(Conflict) as caught:
        service.replace_clauses(uow, uow.session.get_one(InstrumentVersion, version), mine, expected_revision=0)
    assert "Mine." in caught.value.yours["Clauses"]
    assert "I shall not use funds" in caught.value.theirs["Clauses"]
    edit = service.InstrumentEdit("My title", BindsBy.ACKNOWLEDGEMENT)
    with world.look() as uow, pytest.raises(Conflict) as caught:
        service.edit_instrument(uow, uow.session.get_one(Instrument, instrument), edit, expected_revision=0)
    assert caught.value.yours["Title"] == "My title"


def test_officers_write_codes_and_others_read_them(world: World) -> None:
    """Members of the contest are told why they may not; whoever has no part in it learns nothing."""
    contest = world.contest()
    command = service.NewInstrument("pledge", "Pledge", BindsBy.ACKNOWLEDGEMENT)
    for role, refusal in ((Role.CHAIR, Forbidden), (Role.OBSERVER, Forbidden), (None, NotFound)):
        somebody = world.actor(world.user(role, contest if role else None))
        with world.look(somebody) as uow, pytest.raises(refusal):
            service.add_instrument(uow, contest, command)
    with world.act(world.actor(world.user(Role.OFFICER, contest))) as uow:
        service.add_instrument(uow, contest, command)
