"""Whatever anybody tries in whatever order, due process holds."""

import itertools
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from compliance.core.access import Role
from compliance.incidents import workflow
from compliance.incidents.models import (
    ContactAttempt,
    Deadline,
    DeadlineChange,
    FactAllegation,
    Finding,
    Incident,
    NoticeFact,
    PreparedNotice,
    StageChange,
    Unreachable,
    UnreachableProposal,
)
from compliance.incidents.terms import Stage
from compliance.transparency.verification import verify
from tests import engines
from tests.conftest import standing
from tests.factories.world import World
from tests.proofs.acts import NAMES, history, keep_two_out, put_one, table, try_what_is_forbidden

EXAMPLES = 8
STEPS = 40
SATURDAY = 5
OF_THE_CANDIDATE = frozenset({"reply", "ask for time"})
"""What a candidate's side may do in a case; everything else is for its officers."""

OF_THE_CHAIR = frozenset({"out of reach"})
"""What the chair may answer as the second person, where no officer is left who may."""


class Process(RuleBasedStateMachine):
    """People at a table, who try acts in any order."""

    def __init__(self, databases: engines.Databases, migrated: str, folder: Path) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.table = table(self.stack.enter_context(standing(databases, migrated, folder)))
        self.due: dict[int, date] = {}
        dice = itertools.count(1)
        while len(self.table.cases) < 2:
            self.table.play("file", next(dice))
        put_one(self.table)
        keep_two_out(self.table)

    @rule(name=st.sampled_from(NAMES), dice=st.integers(0, 1 << 30))
    def act(self, name: str, dice: int) -> None:
        """Somebody tries something."""
        self.table.play(name, dice)

    @invariant()
    def nobody_acted_whom_it_is_not_for(self) -> None:
        """What was done was done by an officer who did not keep out, or was for the candidate's side to do."""
        if not self.table.done:
            return
        name, actor, incident = self.table.done.pop()
        assert incident.candidacy_id not in actor.recused_candidacies, name
        assert incident.id not in actor.recused_incidents, name
        own = name in OF_THE_CANDIDATE and incident.candidacy_id in actor.candidacies()
        second = name in OF_THE_CHAIR and actor.contests(Role.CHAIR)
        assert actor.contests(Role.OFFICER) or own or second, f"{actor.name}: {name}"

    @invariant()
    def stages_follow_each_other_legally(self) -> None:
        """Each case is at the last stage of its history, to which only legal moves led."""
        with self.table.world.look() as uow:
            stages: dict[int, list[Stage]] = {}
            for change in uow.session.scalars(select(StageChange).order_by(StageChange.id)):
                stages.setdefault(change.incident_id, []).append(change.stage)
            for incident in uow.session.scalars(select(Incident)):
                course = stages[incident.id]
                assert (course[0], course[-1]) == (Stage.RECEIVED, incident.stage)
                for before, after in itertools.pairwise(course):
                    assert before is after or after in workflow.MOVES[before], course

    @invariant()
    def nothing_is_found_that_was_not_put(self) -> None:
        """Each finding came after the release of a notice that stated a fact for this very allegation."""
        with self.table.world.look() as uow:
            told = (
                select(func.min(PreparedNotice.released_at))
                .join(NoticeFact, NoticeFact.prepared_id == PreparedNotice.id)
                .join(FactAllegation, FactAllegation.fact_id == NoticeFact.id)
                .where(FactAllegation.allegation_id == Finding.allegation_id)
            )
            for at, released_at in uow.session.execute(select(Finding.recorded_at, told.scalar_subquery())):
                assert released_at is not None
                assert released_at <= at

    @invariant()
    def nobody_is_out_of_reach_by_one_persons_word(self) -> None:
        """Who is found out of reach was sought on two days by two ways, and somebody confirmed it who did not seek."""
        with self.table.world.look() as uow:
            for found in uow.session.scalars(select(Unreachable)):
                of_case = {"incident_id": found.incident_id}
                tried = uow.session.query(ContactAttempt).filter_by(**of_case).all()
                (agreed,) = uow.session.query(UnreachableProposal).filter_by(**of_case, decided_at=found.recorded_at)
                assert agreed.agreed
                assert agreed.reason
                assert agreed.decision_reason
                before = [one for one in tried if one.recorded_at <= found.recorded_at]
                assert agreed.decided_by_id not in {agreed.requested_by_id, *(one.recorded_by_id for one in before)}
                assert len({one.tried_on for one in before if one.tried_on.weekday() < SATURDAY}) > 1
                assert len({one.way for one in before}) > 1

    @invariant()
    def no_deadline_moves_without_a_reason(self) -> None:
        """A due day differs from what it was only by a change that is on record with its reason."""
        with self.table.world.look() as uow:
            changes = uow.session.scalars(select(DeadlineChange).order_by(DeadlineChange.id)).all()
            assert all(change.reason.strip() for change in changes)
            last = {change.deadline_id: change.new_due_on for change in changes}
            for deadline in uow.session.scalars(select(Deadline)):
                before = self.due.get(deadline.id, deadline.due_on)
                if deadline.due_on != before:
                    assert last.get(deadline.id) == deadline.due_on, deadline.step
                self.due[deadline.id] = deadline.due_on

    def teardown(self) -> None:
        """What is forbidden is refused at the end of any history; the log holds all of it."""
        try_what_is_forbidden(self.table)
        self.nothing_is_found_that_was_not_put()
        self.no_deadline_moves_without_a_reason()
        with self.table.world.look() as uow:
            assert verify(uow.session).differences == []
        self.stack.close()


def test_due_process_holds_whatever_is_tried(databases: engines.Databases, migrated: str, tmp_path: Path) -> None:
    """Random acts by random people in random order break none of the rules of due process."""
    chosen = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    run_state_machine_as_test(partial(Process, databases, migrated, tmp_path), settings=chosen)  # type: ignore[arg-type]


def test_histories_go_far(world: World) -> None:
    """The dice lead cases to their end: among some histories there are findings, conclusions and refusals."""
    made = table(world)
    for seed in range(4):
        for name, dice in history(seed, 120):
            made.play(name, dice)
    with world.look() as uow:
        stages = set(uow.session.scalars(select(Incident.stage)))
        findings = uow.session.scalars(select(func.count(Finding.id))).one()
    assert {Stage.NOTIFIED, Stage.CONCLUDED} & stages
    assert findings > 0
    assert any("Forbidden" in told for told in made.told)
    assert sum("done by" in told for told in made.told) > 60


def test_some_are_found_out_of_reach(world: World) -> None:
    """The dice get there too: of some who do not answer it is found by two people that they cannot be reached."""
    for seed in range(3, 9):
        made = table(world, slug=f"dg-{2031 + seed}")
        made.play("file", seed)
        made.play("file", seed + 1)
        put_one(made)
        for dice in range(20):
            made.play("out of reach", dice)
    with world.look() as uow:
        found = uow.session.scalars(select(func.count(Unreachable.id))).one()
    assert found > 0
