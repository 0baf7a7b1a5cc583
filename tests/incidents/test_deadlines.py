"""Deadlines of a case: they begin and end with its acts, and never move without a recorded reason."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from compliance.contests.models import Contest
from compliance.contests.service import CalendarRules, set_calendar
from compliance.core.access import Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.deadlines import DEFAULTS, Counting, DeadlineAct, Rule, Step, Track, state
from compliance.incidents.models import Deadline, DeadlineChange, Incident
from compliance.incidents.queries.deadlines import waits
from compliance.incidents.terms import Stage
from compliance.transparency.recording import record
from tests.factories import cases
from tests.factories.cases import ASSESSED, DUE, FOUND, REPORTED, TOLD, Setting, setting
from tests.factories.world import World


def running(made: Setting, reference: str) -> dict[Step, date]:
    """What runs in a case, with its due days."""
    with made.world.look(made.officer) as uow:
        found = queries.deadlines(uow.session, made.incident(uow, reference))
        return {one.step: one.due_on for one in found if one.runs}


def deadline(made: Setting, uow: UnitOfWork, reference: str, step: Step) -> Deadline:
    """The deadline of a step that runs."""
    return queries.deadline_of(uow.session, made.incident(uow, reference), step)


@pytest.mark.parametrize(
    ("stage", "steps"),
    [
        (Stage.RECEIVED, {Step.ACKNOWLEDGE, Step.ASSESS}),
        (Stage.INADMISSIBLE, {Step.CONCLUDE}),
        (Stage.ADMISSIBLE, {Step.NOTIFY, Step.STATUS_UPDATE}),
        (Stage.NOTIFIED, {Step.REPLY, Step.STATUS_UPDATE}),
        (Stage.REPLIED, {Step.FACT_FINDING, Step.CONCLUDE, Step.STATUS_UPDATE}),
        (Stage.REPLY_OVERDUE, {Step.FACT_FINDING, Step.CONCLUDE, Step.STATUS_UPDATE}),
        (Stage.CONCLUDED, {Step.REVIEW}),
        (Stage.CLOSED, set()),
    ],
)
def test_each_stage_has_its_deadlines(world: World, stage: Stage, steps: set[Step]) -> None:
    """What may have to be done at a stage runs, and nothing else."""
    made = setting(world)
    assert set(running(made, made.at(stage))) == steps


def test_days_are_counted_by_the_calendar_from_the_day_of_the_act(world: World) -> None:
    """Three working days after a Monday with a free Tuesday end on Friday; the reply is due as the notice says."""
    made = setting(world)
    with world.act() as uow:
        free = CalendarRules(free_days={date(2031, 2, 4): "Founders' Day"})
        set_calendar(uow, uow.session.get_one(Contest, made.contest), free)
    assert running(made, made.at(Stage.RECEIVED))[Step.ACKNOWLEDGE] == REPORTED + timedelta(days=4)
    assert running(made, made.at(Stage.NOTIFIED))[Step.REPLY] == DUE


def test_the_last_thirty_days_are_expedited(world: World) -> None:
    """A step that begins thirty days before the vote is on the expedited track; one that ran before keeps its day."""
    made = setting(world)
    before = made.file("4(a)")
    kept = running(made, before)
    world.clock.advance(days=70)
    late = made.file("4(a)", reported_on=date(2031, 4, 18))
    with world.look(made.officer) as uow:
        tracks = {one.track for one in queries.deadlines(uow.session, made.incident(uow, late))}
    assert tracks == {Track.EXPEDITED}
    assert running(made, late)[Step.ACKNOWLEDGE] == date(2031, 4, 21)
    assert running(made, before) == kept


def test_other_rules_move_nothing_that_runs(world: World) -> None:
    """A change of the rules or of the calendar counts for what begins after it, and for that alone."""
    made = setting(world)
    before = made.file("4(a)")
    kept = running(made, before)
    rules = {**DEFAULTS, (Step.ASSESS, Track.STANDARD): Rule(2, Counting.CALENDAR)}
    with world.act(made.officer) as uow:
        service.set_rules(uow, uow.session.get_one(Contest, made.contest), service.RuleSet(rules))
    assert running(made, before) == kept
    assert running(made, made.file("4(a)"))[Step.ASSESS] == REPORTED + timedelta(days=2)


def test_more_time_is_asked_for_and_granted(world: World) -> None:
    """A request moves nothing; the grant moves the day, for the candidate's page too, and says why."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    world.clock.now -= timedelta(days=4)
    wanted = DUE + timedelta(days=5)
    with world.act(made.candidate) as uow:
        service.request_extension(uow, deadline(made, uow, reference, Step.REPLY), wanted, "I am on mission.")
    assert running(made, reference)[Step.REPLY] == DUE
    with world.act(made.candidate) as uow, pytest.raises(Forbidden, match="asked already"):
        service.request_extension(uow, deadline(made, uow, reference, Step.REPLY), wanted, "Again.")
    with world.act(made.officer) as uow:
        service.grant(uow, deadline(made, uow, reference, Step.REPLY), wanted, "The mission was ordered.")
    assert running(made, reference)[Step.REPLY] == wanted
    with world.look(made.officer) as uow:
        assert made.incident(uow, reference).reply_due_on == wanted
        (view,) = queries.deadlines(uow.session, made.incident(uow, reference), Step.REPLY)
    assert [change.act for change in view.changes] == [DeadlineAct.EXTENSION_ASKED, DeadlineAct.EXTENSION_GRANTED]
    assert view.request is None


def test_more_time_is_refused_with_a_reason(world: World) -> None:
    """A refusal leaves the day, needs a reason, and lets the candidate ask again."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    world.clock.now -= timedelta(days=4)
    for _turn in range(2):
        with world.act(made.candidate) as uow:
            wanted = DUE + timedelta(days=5)
            service.request_extension(uow, deadline(made, uow, reference, Step.REPLY), wanted, "I am on mission.")
        with world.act(made.officer) as uow:
            with pytest.raises(Invalid):
                service.refuse(uow, deadline(made, uow, reference, Step.REPLY), " ")
            service.refuse(uow, deadline(made, uow, reference, Step.REPLY), "It was announced long ago.")
    assert running(made, reference)[Step.REPLY] == DUE
    with world.act(made.officer) as uow, pytest.raises(Forbidden, match="No request"):
        service.grant(uow, deadline(made, uow, reference, Step.REPLY), DUE + timedelta(days=9), "So be it.")


def test_a_case_that_waits_is_due_later(world: World) -> None:
    """Four working days of waiting move what the office has to do by four working days, and no reply."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    before = running(made, reference)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.suspend(uow, incident, "They have the accounts.", "The auditors")
        with pytest.raises(Forbidden, match="No time"):
            service.suspend(uow, incident, "Again.", "The auditors")
    later = before[Step.STATUS_UPDATE] + timedelta(days=9)
    with world.act(made.officer) as uow, pytest.raises(Forbidden, match="waits"):
        service.extend(uow, deadline(made, uow, reference, Step.STATUS_UPDATE), later, "Later.")
    world.clock.advance(days=4)
    with world.act(made.officer) as uow:
        service.resume(uow, made.incident(uow, reference), cases.TODAY + timedelta(days=4))
    after = running(made, reference)
    assert after[Step.REPLY] == before[Step.REPLY]
    assert (after[Step.STATUS_UPDATE] - before[Step.STATUS_UPDATE]).days >= 4


def test_what_begins_while_the_case_waits_waits_too(world: World) -> None:
    """The wait ends by the act of somebody who says so, not because another step was taken, and moves every step."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        service.suspend(uow, made.incident(uow, reference), "They have the accounts.", "The auditors")
    world.clock.advance(days=1)
    with world.act(made.candidate) as uow:
        for position in range(len(queries.allegations(uow.session, made.incident(uow, reference).id))):
            reply = service.NewReply("No.", uow.today(cases.TIMEZONE))
            service.reply(uow, made.allegation(uow, reference, position), reply)
    before = running(made, reference)
    with world.look(made.officer) as uow:
        changes = queries.deadlines(uow.session, made.incident(uow, reference))
    assert {one.step for one in changes if one.suspended_on} == {Step.STATUS_UPDATE, Step.FACT_FINDING, Step.CONCLUDE}
    world.clock.advance(days=7)
    with world.act(made.officer) as uow:
        service.resume(uow, made.incident(uow, reference), uow.today(cases.TIMEZONE))
    after = running(made, reference)
    assert all(after[step] > before[step] for step in (Step.FACT_FINDING, Step.CONCLUDE))
    with world.act(made.officer) as uow:
        service.suspend(uow, made.incident(uow, reference), "They have the minutes.", "The host state")
    world.clock.advance(days=1)
    with world.act() as uow:
        for position in range(len(queries.allegations(uow.session, made.incident(uow, reference).id))):
            found = cases.finding(decided_on=uow.today(cases.TIMEZONE))
            service.find(uow, made.allegation(uow, reference, position), found)
        service.conclude(uow, made.incident(uow, reference), uow.today(cases.TIMEZONE))
    with world.look() as uow:
        assert waits(uow.session, made.incident(uow, reference).id) is None
    made_later = made.at(Stage.REPLIED)
    with world.look(made.officer) as uow:
        assert not any(one.suspended_on for one in queries.deadlines(uow.session, made.incident(uow, made_later)))


def test_another_track_needs_a_reason_and_moves_the_office_alone(world: World) -> None:
    """A switch by hand brings the office's steps forward, is refused without a reason, and leaves the reply."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    before = running(made, reference)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        with pytest.raises(Invalid):
            service.switch_track(uow, incident, Track.EXPEDITED, "")
        service.switch_track(uow, incident, Track.EXPEDITED, "The council meets next week.")
    after = running(made, reference)
    assert after[Step.CONCLUDE] < before[Step.CONCLUDE]
    assert after[Step.FACT_FINDING] == date(2031, 2, 13)
    with world.act(made.officer) as uow, pytest.raises(Forbidden, match="already"):
        service.switch_track(uow, made.incident(uow, reference), Track.EXPEDITED, "Again.")


def test_word_on_how_it_stands_is_due_again(world: World) -> None:
    """Once it was given, the next is due after as long again; a step that does not apply is lifted with a reason."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        service.done(uow, deadline(made, uow, reference, Step.STATUS_UPDATE), FOUND)
    assert running(made, reference)[Step.STATUS_UPDATE] == date(2031, 3, 11)
    with world.act(made.officer) as uow:
        service.waive(uow, deadline(made, uow, reference, Step.STATUS_UPDATE), "Nobody reported it.")
    assert Step.STATUS_UPDATE not in running(made, reference)


def test_whoever_reported_hears_from_the_office(world: World) -> None:
    """The first word acknowledges; a later one is a status update, and the next is due after as long again."""
    made = setting(world)
    reference = made.file("4(a)")
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.reporter_told(uow, incident, ASSESSED)
        cases.lead_to(uow, incident, Stage.ADMISSIBLE)
    assert set(running(made, reference)) == {Step.NOTIFY, Step.STATUS_UPDATE}
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.reporter_told(uow, incident, FOUND)
        record(uow, "test.told", f"incident:{reference}")
    assert running(made, reference)[Step.STATUS_UPDATE] == date(2031, 3, 11)


def test_nobody_is_late_who_asks_for_no_review() -> None:
    """The time to ask for a review ends without being overdue; what the office owes is."""
    days = (date(2031, 2, 10), date(2031, 2, 11))
    assert [state(step, *days) for step in (Step.REVIEW, Step.CONCLUDE)] == ["over", "overdue"]
    assert [state(step, *reversed(days)) for step in (Step.REVIEW, Step.CONCLUDE)] == ["soon", "soon"]
    assert [state(step, *days, lifted=True) for step in (Step.REPLY, Step.ACKNOWLEDGE)] == ["over", "lifted"]


def test_a_further_notice_sets_the_day_anew(world: World) -> None:
    """The time to reply goes on to the day of the further notice, and the change is on record."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act() as uow:
        notice = service.NewNotice("More is alleged.", TOLD, DUE + timedelta(days=7))
        service.notify(uow, made.incident(uow, reference), notice)
    with world.look(made.officer) as uow:
        (view,) = queries.deadlines(uow.session, made.incident(uow, reference), Step.REPLY)
    assert view.due_on == DUE + timedelta(days=7)
    assert [change.act for change in view.changes] == [DeadlineAct.EXTENDED]


def test_more_time_ends_on_a_working_day_before_the_vote(world: World) -> None:
    """Neither a Saturday nor a day after the vote is taken; both are refused at the field."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    for day in (date(2031, 4, 5), date(2032, 4, 5)):
        with world.act(made.officer) as uow:
            one = deadline(made, uow, reference, Step.CONCLUDE)
            with pytest.raises(Invalid) as refusal:
                service.extend(uow, one, day, "It takes longer.")
            assert [fault.place for fault in refusal.value.faults] == ["due_on"]


def test_who_has_no_part_in_the_case_moves_nothing(world: World) -> None:
    """The chair and a recused officer find no deadline, and the candidate extends none."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    chair = world.actor(world.user(Role.CHAIR, made.contest))
    with world.look(made.officer) as uow:
        held = deadline(made, uow, reference, Step.REPLY).id
    for actor, refusal in ((chair, NotFound), (made.candidate, NotFound)):
        with world.act(actor) as uow, pytest.raises(refusal):
            service.extend(uow, uow.session.get_one(Deadline, held), DUE + timedelta(days=3), "So be it.")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["extend", "suspend", "resume", "track", "done", "ask", "grant", "refuse", "waive"]),
        st.sampled_from(list(Step)),
        st.integers(-2, 20),
        st.integers(0, 6),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(acts=ACTS, stage=st.sampled_from([Stage.RECEIVED, Stage.ADMISSIBLE, Stage.NOTIFIED, Stage.REPLIED]))
def test_no_deadline_moves_without_a_recorded_reason(
    world: World, acts: list[tuple[str, Step, int, int]], stage: Stage
) -> None:
    """Whatever is done, the changes of a deadline lead from its first day to its last, each with a reason."""
    made = world.__dict__.setdefault("made", None) or setting(world)
    world.__dict__["made"] = made
    started = world.clock.now
    reference = made.at(stage)
    for act, step, days, later in acts:
        world.clock.advance(days=later)
        attempt(made, reference, act, step, days)
    world.clock.now = started
    with world.look() as uow:
        incident = uow.session.scalars(select(Incident).where(Incident.reference == reference)).one()
        for one in uow.session.scalars(select(Deadline).where(Deadline.incident_id == incident.id)):
            changes = uow.session.scalars(
                select(DeadlineChange).where(DeadlineChange.deadline_id == one.id).order_by(DeadlineChange.id)
            ).all()
            days_of = [change.old_due_on for change in changes] + [one.due_on]
            assert [change.new_due_on for change in changes] == days_of[1:]
            assert all(change.reason for change in changes)
            switched = any(change.act is DeadlineAct.TRACK_SWITCHED for change in changes)
            assert days_of[0] == one.by_rule_on or switched


def attempt(made: Setting, reference: str, act: str, step: Step, days: int) -> None:
    """Try one act on a deadline; what is refused changes nothing."""
    who = made.candidate if act == "ask" else made.officer
    with made.world.edge.writers() as session:
        uow = UnitOfWork(session, who, made.world.clock())
        try:
            incident = made.incident(uow, reference)
            one = queries.deadline_of(session, incident, step)
            day = one.due_on + timedelta(days=days)
            verbs: dict[str, Callable[[], object]] = {
                "extend": lambda: service.extend(uow, one, day, "It takes longer."),
                "ask": lambda: service.request_extension(uow, one, day, "I need longer."),
                "grant": lambda: service.grant(uow, one, day, "So be it."),
                "refuse": lambda: service.refuse(uow, one, "It is long enough."),
                "suspend": lambda: service.suspend(uow, incident, "It waits.", "The host state"),
                "resume": lambda: service.resume(uow, incident, uow.today(cases.TIMEZONE)),
                "track": lambda: service.switch_track(uow, incident, list(Track)[days % 2], "It must."),
                "done": lambda: service.done(uow, one, uow.today(cases.TIMEZONE)),
                "waive": lambda: service.waive(uow, one, "It does not apply."),
            }
            verbs[act]()
        except (Forbidden, Invalid, NotFound):
            session.rollback()
        else:
            session.commit()


def test_what_a_file_says_makes_no_reason_up(world: World) -> None:
    """A case that an import leads to its end has met its deadlines on the days of the file."""
    made = setting(world)
    with world.act() as uow:
        incident = service.file_incident(uow, made.contest, made.new("4(a)"), timezone=cases.TIMEZONE)
        cases.lead_to(uow, incident, Stage.CLOSED)
        reference = incident.reference
    with world.look() as uow:
        found = queries.deadlines(uow.session, made.incident(uow, reference))
    assert all(one.met_on for one in found)
    assert {one.step: one.met_on for one in found}[Step.ASSESS] == ASSESSED
