"""What decided which clauses bound whom, from the rows that the log gives back."""

from datetime import date

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.core.periods import Period
from compliance.pledges.queries import Rulebook, rulebook, rulebook_from
from compliance.pledges.terms import Decision, Outcome
from compliance.transparency.queries import checkpoint_at, rows_at
from tests.factories import pledges
from tests.factories.world import World


def recorded(world: World, contest_id: int) -> Rulebook:
    """The rulebook as it is recorded by now."""
    with world.look() as uow:
        size = checkpoint_at(uow.session, uow.now).size
        return rulebook_from(rows_at(uow.session, contest_id, size), contest_id)


def test_the_log_gives_back_the_same_rulebook(world: World) -> None:
    """Rows of the log and rows of the tables make equal rulebooks, decisions, withdrawals and statuses included."""
    contest = world.contest()
    alder = world.candidacy(contest)
    birch = world.candidacy(contest, "birch", "Sam Birch", position=1)
    pledges.status(world, birch, Status.UNPAID_LEAVE, date(2031, 3, 15), date(2031, 5, 12))
    standards = pledges.instrument(world, contest, "standards", binds_by=BindsBy.OFFICE)
    pledge = pledges.instrument(world, contest, "pledge")
    pledges.version(world, standards, "2", applies_when=frozenset({"in_post"}))
    first = pledges.version(world, pledge, "1")
    second = pledges.version(world, pledge, "2", in_force_from=date(2031, 3, 1))
    pledges.acknowledged(
        world, alder, first, date(2031, 2, 24), decisions={"2": Decision.DECLINED, "1": Decision.ACCEPTED}
    )
    pledges.acknowledged(world, alder, second, date(2031, 3, 2), withdrawn_on=date(2031, 3, 9))
    pledges.acknowledged(world, birch, first, date(2031, 1, 2))
    with world.look() as uow:
        now = rulebook(uow.session, contest)
    assert recorded(world, contest) == now
    assert len(now.clauses) == 9
    assert now.acknowledged(alder, first)[0].decisions["2"] is Decision.DECLINED


def test_what_was_recorded_later_is_not_known_yet(world: World) -> None:
    """A rulebook of an earlier instant knows no pledge that was put on record after it, whatever its date."""
    contest = world.contest()
    alder = world.candidacy(contest)
    pledge = pledges.version(world, pledges.instrument(world, contest))
    before = recorded(world, contest)
    world.clock.advance(days=1)
    pledges.acknowledged(world, alder, pledge, date(2031, 1, 2))
    clause = pledges.clause_id(world, pledge, "1")
    day = Period(date(2031, 1, 16), date(2031, 1, 16))
    assert [run.outcome for run in before.runs(alder, clause, day)] == [Outcome.NEVER_ACKNOWLEDGED]
    assert [run.outcome for run in recorded(world, contest).runs(alder, clause, day)] == [Outcome.BINDING]
