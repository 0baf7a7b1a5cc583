"""Due process: assessed, put to the candidate, answered, found, concluded, closed; each in its turn and dated."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from compliance.core.access import Role, command_line
from compliance.core.errors import Forbidden, Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.models import Allegation, Finding, Incident, Reply, StageChange
from compliance.incidents.terms import Result, Stage
from tests.factories.cases import ANSWERED, ASSESSED, DUE, FOUND, OVERDUE, REPORTED, TODAY, TOLD, finding, put, setting
from tests.factories.world import World
from tests.incidents.refusals import Act, places, reason

TOMORROW = date(2031, 2, 11)
LONG_BEFORE = date(2031, 2, 1)
ANSWER = service.NewReply("It was a courtesy call.", ANSWERED)


def first(act: Callable[[UnitOfWork, Allegation], object]) -> Act:
    """Let an act on an allegation act on the first of an incident."""

    def on_first(uow: UnitOfWork, incident: Incident) -> object:
        return act(uow, queries.allegation_of(uow.session, incident, 0))

    return on_first


def test_the_whole_course_is_kept_with_its_days_and_names(world: World) -> None:
    """From received to closed, each stage stands in the history with its day and who recorded it."""
    made = setting(world)
    reference = made.at(Stage.CLOSED)
    with world.look(made.officer) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        assert [(step.stage, step.on) for step in case.stages] == [
            *((Stage.RECEIVED, REPORTED), (Stage.ADMISSIBLE, ASSESSED), (Stage.NOTIFIED, TOLD)),
            *((Stage.REPLIED, ANSWERED), (Stage.CONCLUDED, FOUND), (Stage.CLOSED, TODAY)),
        ]
        assert {step.recorded_by for step in case.stages} == {made.officer.name}
        assert (case.without_finding, case.unanswered) == (0, 0)


def test_an_assessment_has_a_reason_and_a_day_between_report_and_today(world: World) -> None:
    """An assessment without a reason, before the report or in the future is refused."""
    made = setting(world)
    reference = made.file("5")

    def act(on: date, why: str) -> set[str]:
        return places(made, reference, lambda uow, it: service.assess(uow, it, service.Assessment(True, why, on)))

    assert act(LONG_BEFORE, " ") == {"reason", "decided_on"}
    assert act(TOMORROW, "Ours.") == {"decided_on"}


def test_an_incident_is_assessed_once(world: World) -> None:
    """A second assessment is refused, whatever the first said."""
    made = setting(world)
    again = service.Assessment(admissible=True, reason="Ours.", decided_on=TODAY)
    for stage in (Stage.ADMISSIBLE, Stage.INADMISSIBLE):
        assert reason(made, made.at(stage), lambda uow, it: service.assess(uow, it, again))


def test_a_notice_needs_an_admissible_incident_and_something_alleged(world: World) -> None:
    """Nothing is put to the candidate before the assessment, nor without a clause to answer on."""
    made = setting(world)
    notice = service.NewNotice("Please answer.", TOLD, DUE)
    assert "assessed" in reason(made, made.file("5"), lambda uow, it: service.notify(uow, it, notice))
    bare = made.file()
    with world.act(made.officer) as uow:
        service.assess(uow, made.incident(uow, bare), service.Assessment(True, "Ours.", ASSESSED))
    assert "alleged" in reason(made, bare, lambda uow, it: service.notify(uow, it, notice))


def test_a_notice_of_the_past_has_its_days_in_order(world: World) -> None:
    """A notice of the past has its day after the assessment, and the due day after its own; people enter none."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    notice = service.NewNotice("Please answer.", REPORTED, LONG_BEFORE)
    act = partial(service.notify, command=notice)
    assert places(made, reference, act, command_line()) == {"notified_on", "reply_due_on"}
    assert "approved wording" in reason(made, reference, act)


def test_a_further_notice_supplements_the_first_and_can_give_more_time(world: World) -> None:
    """The stage stays, both notices stand, and the later due day counts."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        put(uow, made.incident(uow, reference), "The first day was wrong.", TODAY, TOMORROW)
    with world.look(made.officer) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        assert (case.incident.stage, case.incident.reply_due_on) == (Stage.NOTIFIED, TOMORROW)
        assert [notice.notified_on for notice in case.notices] == [TOLD, TODAY]


def test_the_last_allegation_answered_ends_the_wait(world: World) -> None:
    """With two allegations the stage changes on the second answer; a later one supplements and changes nothing."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    for position, stage in ((0, Stage.NOTIFIED), (0, Stage.NOTIFIED), (1, Stage.REPLIED), (1, Stage.REPLIED)):
        with world.act(made.candidate) as uow:
            service.reply(uow, made.allegation(uow, reference, position), ANSWER)
            assert made.incident(uow, reference).stage is stage
    with world.look(made.candidate) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), uow.actor)
        assert [len(allegation.replies) for allegation in case.allegations] == [2, 2]
        assert case.allegations[0].replies[0].recorded_by == made.candidate.name


def test_an_agent_answers_and_a_paper_reply_says_who_entered_it(world: World) -> None:
    """The agent replies on the candidate's behalf, and what the office enters comes from paper: both say so."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    agent = world.actor(world.user(Role.AGENT, made.contest, made.alder))
    for actor in (agent, made.officer):
        with world.act(actor) as uow:
            service.reply(uow, made.allegation(uow, reference), ANSWER)
    with world.look() as uow:
        names = uow.session.scalars(select(Reply.recorded_by).order_by(Reply.id)).all()
        assert names == [
            f"{agent.name}, on the candidate's behalf",
            f"{made.officer.name}, from the candidate's reply on paper",
        ]


def test_a_reply_has_words_and_a_day_between_notice_and_today(world: World) -> None:
    """Empty words, a day before the notice and a day to come are refused."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)

    def act(text: str, on: date) -> set[str]:
        new = service.NewReply(text, on)
        return places(made, reference, first(lambda uow, it: service.reply(uow, it, new)), made.candidate)

    assert act(" ", ASSESSED) == {"text", "replied_on"}
    assert act("No.", TOMORROW) == {"replied_on"}


@pytest.mark.parametrize("stage", [Stage.ADMISSIBLE, Stage.CONCLUDED])
def test_there_is_no_reply_before_the_notice_nor_after_the_conclusion(world: World, stage: Stage) -> None:
    """The office cannot enter a reply to what was not put, nor to what is decided."""
    made = setting(world)
    act = first(lambda uow, it: service.reply(uow, it, ANSWER))
    assert reason(made, made.at(stage), act)


def test_replies_are_closed_after_the_last_day_and_a_late_one_still_counts(world: World) -> None:
    """Not on the due day itself, nor before it; a reply that comes later leads back to replied."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED, "5")
    assert places(made, reference, lambda uow, it: service.close_replies(uow, it, DUE)) == {"on"}
    with world.act(made.officer) as uow:
        service.close_replies(uow, made.incident(uow, reference), OVERDUE, "Nothing came.")
        assert made.incident(uow, reference).stage is Stage.REPLY_OVERDUE
    with world.act(made.candidate) as uow:
        service.reply(uow, made.allegation(uow, reference), ANSWER)
        assert made.incident(uow, reference).stage is Stage.REPLIED
    with world.look() as uow:
        days = uow.session.scalars(select(StageChange.on).order_by(StageChange.id)).all()
        assert list(days) == sorted(days)


def test_the_time_to_reply_is_the_candidates_until_its_last_day_is_over(world: World) -> None:
    """While the due day lasts the office is told that the candidate may still reply."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        put(uow, made.incident(uow, reference), "Please answer.", TODAY, TODAY)
    assert "10 February 2031" in reason(made, reference, lambda uow, it: service.close_replies(uow, it, TODAY))


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.ADMISSIBLE, Stage.INADMISSIBLE, Stage.NOTIFIED])
def test_nothing_is_found_or_concluded_before_the_answer(world: World, stage: Stage) -> None:
    """A finding and a conclusion wait for the reply or for the end of the time for it."""
    made = setting(world)
    reference = made.at(stage)
    assert reason(made, reference, first(lambda uow, it: service.find(uow, it, finding())))
    assert reason(made, reference, lambda uow, it: service.conclude(uow, it, TODAY))


def test_a_finding_has_reasons_and_a_day_between_notice_and_today(world: World) -> None:
    """Without reasons, before the candidate was told or in the future, it is refused."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)

    def act(command: service.NewFinding) -> set[str]:
        return places(made, reference, first(lambda uow, it: service.find(uow, it, command)))

    assert act(finding(rationale=" ", decided_on=TOMORROW)) == {"rationale", "decided_on"}
    assert act(finding(decided_on=ASSESSED)) == {"decided_on"}
    assert act(finding(decided_on=LONG_BEFORE)) == {"decided_on"}


def test_a_clause_that_did_not_bind_is_only_found_out_of_scope_or_withdrawn(world: World) -> None:
    """Whatever was alleged against it, no rule that did not bind is held against anybody."""
    made = setting(world)
    given = service.NewAllegation(made.clauses["9"], "The Council asked for it.")
    reference = made.at(Stage.REPLY_OVERDUE, allegations=(given,))
    for result in set(Result) - {Result.OUT_OF_SCOPE, Result.WITHDRAWN}:
        act = first(lambda uow, it, result=result: service.find(uow, it, finding(result)))  # type: ignore[misc]
        assert places(made, reference, act) == {"result"}
    with world.act(made.officer) as uow:
        service.find(uow, made.allegation(uow, reference), finding(Result.OUT_OF_SCOPE))


def test_a_correction_supersedes_and_says_why(world: World) -> None:
    """The first finding stays; the second needs a reason and a day not before the first; also once it is closed."""
    made = setting(world)
    reference = made.at(Stage.CLOSED, "5")
    act = first(lambda uow, it: service.find(uow, it, finding(decided_on=OVERDUE)))
    assert places(made, reference, act) == {"correction_reason", "decided_on"}
    with world.act(made.officer) as uow:
        allegation = made.allegation(uow, reference)
        service.find(
            uow, allegation, finding(Result.INCONCLUSIVE, decided_on=TODAY, correction_reason="A new receipt.")
        )
    with world.look(made.officer) as uow:
        (shown,) = queries.case(uow.session, made.incident(uow, reference), uow.actor).allegations
        assert shown.finding is not None
        assert (shown.finding.result, shown.finding.correction_reason) == (Result.INCONCLUSIVE, "A new receipt.")
        assert [earlier.result for earlier in shown.superseded] == [Result.NOT_SUBSTANTIATED]
        assert len(uow.session.scalars(select(Finding.id)).all()) == 2


def test_a_case_is_concluded_when_each_allegation_has_its_finding(world: World) -> None:
    """One that lacks a finding holds it up; the day is not before the last finding, nor in the future."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    assert "2 lack one" in reason(made, reference, lambda uow, it: service.conclude(uow, it, TODAY))
    with world.act(made.officer) as uow:
        for position in (0, 1):
            service.find(uow, made.allegation(uow, reference, position), finding())
    for wrong in (OVERDUE, TOMORROW):
        assert places(made, reference, lambda uow, it, on=wrong: service.conclude(uow, it, on)) == {"on"}  # type: ignore[misc]
    with world.act(made.officer) as uow:
        service.conclude(uow, made.incident(uow, reference), FOUND)


def test_what_is_concluded_or_inadmissible_is_closed_with_a_reason(world: World) -> None:
    """Nothing else can be closed, nothing without a reason, and what is closed takes no more."""
    made = setting(world)
    open_case, inadmissible = made.at(Stage.REPLIED), made.at(Stage.INADMISSIBLE)
    assert reason(made, open_case, lambda uow, it: service.close(uow, it, TODAY, "Done."))
    assert places(made, inadmissible, lambda uow, it: service.close(uow, it, REPORTED, "")) == {"reason", "on"}
    with world.act(made.officer) as uow:
        service.close(uow, made.incident(uow, inadmissible), TODAY, "Nothing to do.")
    assert "closed" in reason(made, inadmissible, lambda uow, it: service.close(uow, it, TODAY, "Again."))


def test_a_candidate_only_answers(world: World) -> None:
    """What the office does is refused to the candidate with a word that the office does it."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    acts: list[Act] = [
        lambda uow, it: service.notify(uow, it, service.NewNotice("No.", TODAY, TODAY)),
        lambda uow, it: service.conclude(uow, it, TODAY),
        lambda uow, it: service.close(uow, it, TODAY, "Done."),
        first(lambda uow, it: service.find(uow, it, finding())),
    ]
    assert {reason(made, reference, act, made.candidate) for act in acts} == {"The ethics office does this."}


def test_a_file_puts_an_incident_at_its_stage_and_people_do_not(world: World) -> None:
    """Findings without any known notice are taken over from a file; an officer goes through the acts."""
    made = setting(world)
    reference = made.file("5")
    with world.act() as uow:
        incident = made.incident(uow, reference)
        service.find(uow, made.allegation(uow, reference), finding(Result.SUBSTANTIATED))
        service.take_over(uow, incident, Stage.CONCLUDED, FOUND)
        assert incident.stage is Stage.CONCLUDED
    with world.act(made.officer) as uow, pytest.raises((Invalid, Forbidden)):
        service.take_over(uow, made.incident(uow, reference), Stage.CLOSED, TODAY)
