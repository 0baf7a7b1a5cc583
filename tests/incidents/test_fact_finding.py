"""Finding the facts of a case: tasks, interviews, contested facts, referrals."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Conflict, Forbidden, NotFound
from compliance.incidents import queries, service
from compliance.incidents.models import Task
from compliance.incidents.service import fact_finding as verbs
from compliance.incidents.terms import Claimant, FactStatus, ReferralBody, Stage, TaskState
from compliance.notifications.models import Intent
from compliance.transparency.models import LogEntry
from tests.factories.cases import ANSWERED, TODAY, Setting, setting
from tests.factories.world import World
from tests.incidents.refusals import places, reason
from tests.incidents.test_reading import EVIDENCE, SOURCE

DUE = date(2031, 2, 14)
RECORD = verbs.InterviewRecord(
    person="A driver of the mission",
    held_on=ANSWERED,
    place="Room 4",
    present="The officer and a note-taker",
    accompaniment_offered=True,
    record="The car went to the delegation twice.",
)
FACT = verbs.NewFact(
    "Was the dinner part of the mission?",
    (
        verbs.NewClaim(Claimant.OFFICE, "The programme does not name it."),
        verbs.NewClaim(Claimant.CANDIDATE, "It was a courtesy."),
    ),
)


def task(made: Setting, what: str = "Ask for the programme") -> verbs.TaskValues:
    """A task for the officer of the case."""
    assert made.officer.user_id is not None
    return verbs.TaskValues(what, made.officer.user_id, DUE)


def test_a_task_keeps_its_first_values_and_each_change(world: World) -> None:
    """What a task was when it was given stays readable beside what became of it."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        given = verbs.give_task(uow, incident, task(made))
        later = replace(task(made, "Ask for the programme and the bills"), due_on=None)
        verbs.change_task(uow, given, verbs.TaskUpdate(later, TaskState.OPEN, "Bills too."), given.revision)
        verbs.change_task(uow, given, verbs.TaskUpdate(later, TaskState.DONE, None), given.revision)
    with world.look(made.officer) as uow:
        (seen,) = queries.fact_finding(uow.session, made.incident(uow, reference)).tasks
    assert [(one.what, one.due_on, one.state, one.note) for one in seen.history] == [
        ("Ask for the programme", DUE, TaskState.OPEN, None),
        ("Ask for the programme and the bills", None, TaskState.OPEN, "Bills too."),
        ("Ask for the programme and the bills", None, TaskState.DONE, None),
    ]


def test_a_task_goes_to_an_officer_who_may_handle_the_case_and_tells_them(world: World) -> None:
    """Nobody who keeps out gets a task; whoever gets one is told that there is something for them."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    other, third, apart = (world.user(role, made.contest) for role in (Role.OFFICER, Role.OFFICER, Role.CHAIR))
    wrong = verbs.TaskValues(" ", apart, date(2031, 2, 1))
    assert places(made, reference, lambda uow, it: verbs.give_task(uow, it, wrong)) == {"what", "person", "due_on"}
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        verbs.give_task(uow, incident, replace(task(made), user_id=other))
        told = select(Intent.user_id, Intent.subject).where(Intent.event == "task.given")
        assert uow.session.execute(told).all() == [(other, f"incident:{reference}")]
        service.restrict(uow, incident, "Retaliation is feared.", [made.officer.user_id or 0, third])
    confined, assigned = replace(task(made), user_id=other), world.actor(made.officer.user_id or 0)
    assert places(made, reference, lambda uow, it: verbs.give_task(uow, it, confined), assigned) == {"person"}


def test_a_task_is_not_changed_from_what_is_no_longer_there(world: World) -> None:
    """Whoever changes a task from an older form sees both texts, and nothing is overwritten."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        given = verbs.give_task(uow, made.incident(uow, reference), task(made))
    with world.act(made.officer) as uow:
        row = uow.session.scalars(select(Task).where(Task.reference == given.reference)).one()
        with pytest.raises(Conflict) as refusal:
            verbs.change_task(uow, row, verbs.TaskUpdate(task(made, "Else"), TaskState.OPEN, "So."), row.revision - 1)
        uow.session.rollback()
    assert refusal.value.yours["Task"] == "Else"
    assert refusal.value.theirs["Task"] == "Ask for the programme"


def test_to_change_or_drop_a_task_needs_a_word(world: World) -> None:
    """A change without a note, and a change of nothing, are refused."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        given = verbs.give_task(uow, made.incident(uow, reference), task(made)).reference

    def change(state: TaskState, what: str) -> set[str]:
        command = verbs.TaskUpdate(task(made, what), state, None)
        return places(
            made,
            reference,
            lambda uow, it: verbs.change_task(uow, queries.task_of(uow.session, it, given), command, 1),
        )

    assert change(TaskState.DROPPED, "Ask for the programme") == {"note"}
    assert change(TaskState.OPEN, "Ask for the bill") == {"note"}
    assert change(TaskState.OPEN, "Ask for the programme") == {""}


def test_the_record_of_an_interview_is_superseded_and_never_overwritten(world: World) -> None:
    """Corrections and confirmation make a new version; the first record stays as it was."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        held = verbs.record_interview(uow, made.incident(uow, reference), RECORD)
        later = replace(RECORD, sent_on=TODAY, corrections="Once, not twice.", corrections_on=TODAY, confirmed_on=TODAY)
        verbs.amend_interview(uow, held, later, "Corrected by the person who was heard.", 1)
        with pytest.raises(Conflict):
            verbs.amend_interview(uow, held, RECORD, "An older form.", 1)
    with world.look(made.officer) as uow:
        (seen,) = queries.fact_finding(uow.session, made.incident(uow, reference)).interviews
        kept = [(one.number, one.corrections, one.reason) for one in seen.versions]
    assert kept == [
        (1, None, None),
        (2, "Once, not twice.", "Corrected by the person who was heard."),
    ]


def test_the_days_of_an_interview_follow_each_other(world: World) -> None:
    """Nothing is confirmed before it was said, and corrections come with a day, after the record was sent."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    wrong = replace(RECORD, person="", record=" ", confirmed_on=date(2031, 2, 1), corrections="No.")
    refused = places(made, reference, lambda uow, it: verbs.record_interview(uow, it, wrong))
    assert refused == {"person", "record", "confirmed_on", "corrections_on"}
    unsent = replace(RECORD, corrections="No.", corrections_on=TODAY)
    assert places(made, reference, lambda uow, it: verbs.record_interview(uow, it, unsent)) == {"sent_on"}


def test_a_contested_fact_holds_accounts_with_what_supports_them(world: World) -> None:
    """Each account names its evidence, source, interview and reply, and the assessments stand in their order."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        item = service.add_evidence(uow, incident, EVIDENCE)
        source = service.add_source(uow, incident, SOURCE)
        heard = verbs.record_interview(uow, incident, RECORD)
        choices = queries.supports(uow.session, incident)
        assert [key for key, _label in choices.evidence] == [item.reference]
        support = verbs.Support(
            frozenset({item.reference}),
            frozenset({source.reference}),
            frozenset({heard.reference}),
            frozenset({int(choices.replies[0][0])}),
        )
        claims = (replace(FACT.claims[0], support=support), FACT.claims[1])
        fact = verbs.contest(uow, incident, replace(FACT, claims=claims))
        verbs.add_claim(uow, fact, verbs.NewClaim(Claimant.STATE, "We invited them.", "Freedonia"))
        verbs.assess_fact(uow, fact, verbs.NewAssessment(FactStatus.CONTESTED, "Two accounts.", ANSWERED))
        verbs.assess_fact(uow, fact, verbs.NewAssessment(FactStatus.RESOLVED, "The bill shows it.", TODAY))
    with world.look(made.officer) as uow:
        (seen,) = queries.fact_finding(uow.session, made.incident(uow, reference)).facts
    assert [claim.claimant for claim in seen.claims] == [Claimant.OFFICE, Claimant.CANDIDATE, Claimant.STATE]
    first = seen.claims[0].support
    assert [bool(one.evidence) + 2 * bool(one.source) + 4 * bool(one.interview) for one in first] == [1, 2, 4, 0]
    assert first[3].reply == (0, ANSWERED)
    assert (seen.status, [one.reasons for one in seen.assessments]) == (
        FactStatus.RESOLVED,
        ["Two accounts.", "The bill shows it."],
    )


def test_a_contested_fact_needs_a_question_and_two_accounts(world: World) -> None:
    """A single account is no contested fact, and whose account it is must be said."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    wrong = verbs.NewFact("", (verbs.NewClaim(Claimant.OTHER, " "),))
    refused = places(made, reference, lambda uow, it: verbs.contest(uow, it, wrong))
    assert refused == {"question", "claims", "claims[0].text", "claims[0].who"}


def test_an_account_rests_on_its_own_case(world: World) -> None:
    """Evidence of another case is not found."""
    made = setting(world)
    reference, elsewhere = made.at(Stage.ADMISSIBLE), made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        item = service.add_evidence(uow, made.incident(uow, elsewhere), EVIDENCE)
        claim = replace(FACT.claims[0], support=verbs.Support(evidence=frozenset({item.reference})))
        with pytest.raises(NotFound):
            verbs.contest(uow, made.incident(uow, reference), replace(FACT, claims=(claim, FACT.claims[1])))
        uow.session.rollback()


def test_a_referral_keeps_to_whom_and_when_and_nothing_else(world: World) -> None:
    """There is no column in which to say who or what it is about."""
    made = setting(world)
    reference = made.file()
    with world.act(made.officer) as uow:
        made_of = verbs.refer(
            uow, made.incident(uow, reference), verbs.NewReferral(ReferralBody.OMBUDSPERSON, ANSWERED)
        )
        kept = set(made_of.__table__.columns.keys())
    assert kept == {"id", "incident_id", "body", "referred_on", "recorded_at", "recorded_by"}
    ahead = verbs.NewReferral(ReferralBody.OTHER, DUE)
    assert places(made, reference, lambda uow, it: verbs.refer(uow, it, ahead)) == {"referred_on"}


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.INADMISSIBLE, Stage.CONCLUDED, Stage.CLOSED])
def test_facts_are_found_from_admissible_until_concluded(world: World, stage: Stage) -> None:
    """Before and after that nothing new is begun, with a reason."""
    made = setting(world)
    reference = made.at(stage)
    assert reason(made, reference, lambda uow, it: verbs.give_task(uow, it, task(made)))
    assert reason(made, reference, lambda uow, it: verbs.record_interview(uow, it, RECORD))
    assert reason(made, reference, lambda uow, it: verbs.contest(uow, it, FACT))


def test_the_candidate_finds_no_facts(world: World) -> None:
    """For the candidate there is no fact-finding at all."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    with world.act(made.candidate) as uow:
        incident = made.incident(uow, reference)
        with pytest.raises(NotFound):
            verbs.contest(uow, incident, FACT)
        with pytest.raises(NotFound):
            verbs.refer(uow, incident, verbs.NewReferral(ReferralBody.OTHER, TODAY))
        uow.session.rollback()


def test_the_log_tells_that_facts_are_sought_and_not_how(world: World) -> None:
    """Tasks, interviews, facts and referrals are one act in the log, whose leaves hold none of their words."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        verbs.give_task(uow, incident, task(made))
        verbs.record_interview(uow, incident, RECORD)
        verbs.contest(uow, incident, FACT)
        verbs.refer(uow, incident, verbs.NewReferral(ReferralBody.STAFF_COUNSELLOR, TODAY))
    with world.look() as uow:
        entries = uow.session.scalars(select(LogEntry).order_by(LogEntry.seq.desc()).limit(4)).all()
        assert {entry.act for entry in entries} == {"incident.fact_finding"}
        words = ("programme", "driver", "dinner", "counsellor")
        assert not any(word in entry.leaf for entry in entries for word in words)


def test_what_was_begun_is_completed_after_the_conclusion(world: World) -> None:
    """A record is confirmed and a task ends when the case is concluded, but not when it is closed."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        held = verbs.record_interview(uow, incident, RECORD)
        given = verbs.give_task(uow, incident, task(made))
        incident.stage = Stage.CONCLUDED
        verbs.amend_interview(uow, held, replace(RECORD, confirmed_on=TODAY), "Confirmed.", 1)
        verbs.change_task(uow, given, verbs.TaskUpdate(task(made), TaskState.DONE, None), given.revision)
        uow.session.flush()
        incident.stage = Stage.CLOSED
        uow.session.flush()
        with pytest.raises(Forbidden):
            verbs.change_task(uow, given, verbs.TaskUpdate(task(made), TaskState.OPEN, "Again."), given.revision)
        uow.session.rollback()
