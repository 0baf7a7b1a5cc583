"""What decides which clause bound whom, read from the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import event

from compliance.candidates.terms import Status
from compliance.codes.outline import ClauseNode
from compliance.codes.terms import BindsBy
from compliance.core.periods import Period
from compliance.pledges.queries import Rulebook, rulebook
from compliance.pledges.terms import Decision, Outcome
from tests.factories import pledges
from tests.factories.pledges import SIGNED
from tests.factories.world import World

MISSION = Period(date(2031, 1, 16), date(2031, 1, 20))


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """The statements that the application sends meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(world.edge.engine, "before_cursor_execute", note)
    yield sent
    event.remove(world.edge.engine, "before_cursor_execute", note)


def read(world: World, contest_id: int, **filters: object) -> Rulebook:
    """The rulebook of a contest."""
    with world.look() as uow:
        return rulebook(uow.session, contest_id, **filters)  # type: ignore[arg-type]


def test_the_clauses_come_in_the_order_of_the_file_with_their_headings(world: World) -> None:
    """Instruments by position, versions by ordinal, clauses by position; headings themselves are no leaves."""
    contest = world.contest()
    standards = pledges.instrument(world, contest, "standards", BindsBy.OFFICE)
    pledge = pledges.instrument(world, contest, "pledge")
    pledges.version(world, pledge, "1", applies_when=frozenset({"in_post"}))
    new = (ClauseNode("9", "New", "Something new."),)
    second = pledges.version(world, pledge, "2", clauses=new, in_force_from=date(2031, 3, 1))
    funds = (ClauseNode("4(a)", None, "Funds are official.", topics=("resources",)),)
    pledges.version(world, standards, "1", clauses=funds)
    book = read(world, contest)
    order = [(one.instrument_key, one.version_label, one.number) for one in book.clauses]
    assert order == [("standards", "1", "4(a)"), *(("pledge", "1", n) for n in "123"), ("pledge", "2", "9")]
    assert book.clauses[-1].path == ("Conduct of candidates", "New")
    assert book.clauses[-1].version_id == second
    assert book.clauses[1].rule.applies_when == frozenset({Status.IN_POST})
    assert book.clauses[0].rule.applies_when is None
    assert book.clauses[0].topics == ("resources",)


def test_a_late_pledge_leaves_days_uncovered(world: World) -> None:
    """Runs, days without a pledge and gaps of leave come out of the rows as the rules say."""
    contest = world.contest()
    alder = world.candidacy(contest)
    birch = world.candidacy(contest, "birch", "Kim Birch", 1)
    pledges.status(world, alder, Status.UNPAID_LEAVE, date(2031, 3, 15), date(2031, 5, 12))
    version = pledges.version(world, pledges.instrument(world, contest))
    decisions = {"2": Decision.DECLINED, "3": Decision.ACCEPTED_WITH_RESERVATION}
    pledges.acknowledged(world, alder, version, SIGNED, decisions=decisions)
    book = read(world, contest)
    first, second, third = (one.id for one in book.clauses)
    assert [run.outcome for run in book.runs(alder, first, MISSION)] == [Outcome.NOT_YET_ACKNOWLEDGED]
    assert [run.outcome for run in book.runs(alder, first, Period(SIGNED, SIGNED))] == [Outcome.BINDING]
    assert [run.outcome for run in book.runs(alder, second, Period(SIGNED, SIGNED))] == [Outcome.DECLINED]
    assert book.runs(alder, third, Period(SIGNED, SIGNED))[0].outcome is Outcome.BINDING_WITH_RESERVATION
    assert book.runs(birch, first, MISSION)[0].outcome is Outcome.NEVER_ACKNOWLEDGED
    assert book.days_unpledged(alder) == {"pledge": 144}
    assert book.days_unpledged(birch) == {"pledge": 225}
    assert book.leave_gaps(alder) == [Period(date(2031, 5, 13), date(2031, 5, 15))]
    assert [(one.key, one.name) for one in book.candidacies] == [("alder", "Robin Alder"), ("birch", "Kim Birch")]


def test_filters_change_what_is_read_and_no_answer(world: World) -> None:
    """Asked for one candidacy and some clauses, the rulebook says of them what the whole one says."""
    contest = world.contest()
    alder, birch = world.candidacy(contest), world.candidacy(contest, "birch", "Kim Birch", 1)
    pledge = pledges.instrument(world, contest)
    pledges.instrument(world, contest, "assurance")
    version = pledges.version(world, pledge)
    pledges.acknowledged(world, alder, version, date(2031, 1, 18), decisions={"1": Decision.DECLINED})
    pledges.acknowledged(world, alder, version, date(2031, 1, 20), decisions={"2": Decision.DECLINED})
    pledges.acknowledged(world, birch, version, SIGNED)
    whole = read(world, contest)
    wanted = [pledges.clause_id(world, version, "1")]
    part = read(world, contest, clause_ids=wanted, candidacy_id=alder)
    assert [one.id for one in part.clauses] == wanted
    assert part.clause(wanted[0]) == whole.clause(wanted[0])
    assert part.runs(alder, wanted[0], MISSION) == whole.runs(alder, wanted[0], MISSION)
    assert part.days_unpledged(alder) == whole.days_unpledged(alder) == {"pledge": 107, "assurance": 225}
    assert list(part.standings) == [alder]
    assert read(world, contest, clause_ids=[]).clauses == ()


def test_the_number_of_statements_does_not_grow(world: World) -> None:
    """One contest with little in it and one with much cost four statements each, and none of another contest shows."""
    small, large = world.contest(), world.contest("dg-2037")
    world.candidacy(small)
    pledges.version(world, pledges.instrument(world, small))
    for position in range(3):
        candidacy = world.candidacy(large, f"one{position}", "Some One", position)
        version = pledges.version(world, pledges.instrument(world, large, f"pledge{position}"))
        pledges.acknowledged(world, candidacy, version, SIGNED, decisions={"1": Decision.DECLINED})
    for contest, clauses in ((small, 3), (large, 9)):
        with statements(world) as sent:
            book = read(world, contest)
        assert len([one for one in sent if one.startswith("SELECT")]) == 4
        assert len(book.clauses) == clauses
