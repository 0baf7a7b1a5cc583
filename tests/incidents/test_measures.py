"""What follows from findings: who decides it, what it needs, and how it is followed up."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from compliance.core.access import Actor, Role
from compliance.core.errors import Conflict, Forbidden, Invalid, NotFound
from compliance.incidents import queries, service
from compliance.incidents.terms import FollowUp, MeasureKind, MeasureState, Result, Stage, StandardOfProof
from compliance.notifications.models import Intent
from tests.factories.cases import FOUND, TODAY, Setting, finding, setting
from tests.factories.world import World
from tests.incidents.refusals import refused_at

ASKED = service.NewMeasure(MeasureKind.CORRECTION_ASKED, "Take the post down.", FOUND, due_on=date(2031, 2, 20))


def found(scene: Setting, *results: Result) -> str:
    """A case with findings of these results; return its reference."""
    reference = scene.at(Stage.REPLIED, *("4(a)", "4(b)", "5")[: len(results)])
    with scene.world.act(scene.officer) as uow:
        for position, result in enumerate(results):
            service.find(uow, scene.allegation(uow, reference, position), finding(result))
    return reference


def ordered(scene: Setting, reference: str, command: service.NewMeasure = ASKED, **changes: Any) -> str:
    """Decide on a measure; return its reference."""
    with scene.world.act(scene.officer) as uow:
        return service.order_measure(uow, scene.incident(uow, reference), replace(command, **changes)).reference


def stepped(scene: Setting, actor: Actor, case: str, measure: str, command: service.NewStep) -> None:
    """Take a step as somebody."""
    with scene.world.act(actor) as uow:
        row = queries.measure_of(uow.session, scene.incident(uow, case), measure)
        verb = service.report_done if command.step is FollowUp.DONE else service.follow_up
        verb(uow, row, command)


def seen(scene: Setting, case: str) -> list[queries.MeasureView]:
    """The measures of a case as the respondent reads them."""
    with scene.world.look(scene.candidate) as uow:
        return queries.measures(uow.session, scene.incident(uow, case).id)


def test_a_measure_follows_from_a_finding_and_is_followed_up(world: World) -> None:
    """Asked, answered by the candidate with a note, extended with a reason, and found fulfilled: all on record."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    measure = ordered(scene, case)
    day = date(2031, 2, 10)
    stepped(scene, scene.candidate, case, measure, service.NewStep(FollowUp.DONE, day, "Taken down."))
    later = service.NewStep(FollowUp.EXTENDED, day, "A copy is still there.", due_on=date(2031, 3, 1))
    stepped(scene, scene.officer, case, measure, later)
    (one,) = seen(scene, case)
    assert (one.state, one.due_on, one.due_now_on) == (MeasureState.DUE, date(2031, 2, 20), date(2031, 3, 1))
    stepped(scene, scene.officer, case, measure, service.NewStep(FollowUp.FULFILLED, day))
    (one,) = seen(scene, case)
    assert one.state is MeasureState.FULFILLED
    assert [step.step for step in one.steps] == [FollowUp.DONE, FollowUp.EXTENDED, FollowUp.FULFILLED]
    for actor, step in ((scene.officer, FollowUp.WAIVED), (scene.candidate, FollowUp.DONE)):
        with pytest.raises(Forbidden, match="fulfilled"):
            stepped(scene, actor, case, measure, service.NewStep(step, day, "Once more."))


@pytest.mark.parametrize("result", [one for one in Result if one is not Result.OUT_OF_SCOPE])
def test_nobody_bears_a_measure_about_whom_nothing_was_found(world: World, result: Result) -> None:
    """Requests, repayments and warnings need a finding of a breach; advice and referral do not."""
    scene = setting(world)
    case = found(scene, result)
    breach = result in (Result.SUBSTANTIATED, Result.PARTIALLY_SUBSTANTIATED, Result.CORRECTED)
    for kind in MeasureKind:
        money: dict[str, Any] = {"amount": "180", "currency": "EUR"} if kind is MeasureKind.REPAYMENT else {}
        if breach or kind in (MeasureKind.ADVICE, MeasureKind.REFERRAL):
            ordered(scene, case, kind=kind, **money)
        else:
            with refused_at("kind"):
                ordered(scene, case, kind=kind, **money)


def test_what_a_measure_needs(world: World) -> None:
    """Words, a day where something is asked, an amount for a repayment and for nothing else, a finding that stands."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED, Result.NOT_SUBSTANTIATED)
    with world.look(scene.officer) as uow:
        breach, other = queries.standing_findings(uow.session, scene.incident(uow, case).id)
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("text", {"text": " "}),
        ("due_on", {"due_on": None}),
        ("due_on", {"due_on": date(2031, 2, 1)}),
        ("decided_on", {"decided_on": date(2031, 2, 11)}),
        ("amount", {"amount": "180"}),
        ("finding", {"finding_id": 4711}),
        ("kind", {"finding_id": other.id}),
    ]
    for place, changes in wrong:
        with refused_at(place):
            ordered(scene, case, **changes)
    with refused_at("amount", "currency"):
        ordered(scene, case, kind=MeasureKind.REPAYMENT, amount="much", currency="euro")
    ordered(scene, case, finding_id=breach.id)
    assert [one.position for one in seen(scene, case)] == [0]


def test_no_measure_before_a_finding_or_after_the_end(world: World) -> None:
    """Before anything was found, and once the case is closed, none is decided; what stands is still followed up."""
    scene = setting(world)
    with pytest.raises(Forbidden, match="follows from a finding"):
        ordered(scene, scene.at(Stage.NOTIFIED, "4(a)"))
    with pytest.raises(Forbidden, match="decide on an allegation first"):
        ordered(scene, scene.at(Stage.REPLIED, "4(a)"))
    case = found(scene, Result.SUBSTANTIATED)
    measure = ordered(scene, case)
    with world.act(scene.officer) as uow:
        service.conclude(uow, scene.incident(uow, case), FOUND)
        service.close(uow, scene.incident(uow, case), TODAY, "Nothing is left to do.")
    with pytest.raises(Forbidden, match="closed"):
        ordered(scene, case)
    stepped(scene, scene.officer, case, measure, service.NewStep(FollowUp.FULFILLED, TODAY))


def test_a_measure_ends_with_the_finding_from_which_it_followed(world: World) -> None:
    """Where a finding is changed so that no breach stands, what was asked because of it is waived, and says why."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED, Result.SUBSTANTIATED)
    with world.look(scene.officer) as uow:
        first, second = queries.standing_findings(uow.session, scene.incident(uow, case).id)
    for of in (first.id, second.id, None):
        ordered(scene, case, finding_id=of)
    advice = ordered(scene, case, kind=MeasureKind.ADVICE, due_on=None, finding_id=first.id)

    def change(position: int) -> list[MeasureState]:
        corrected = replace(finding(Result.NOT_SUBSTANTIATED), correction_reason="A receipt was found.")
        with world.act(scene.officer) as uow:
            service.find(uow, scene.allegation(uow, case, position), corrected)
        return [one.state for one in seen(scene, case) if one.reference != advice]

    due, waived = MeasureState.DUE, MeasureState.WAIVED
    assert change(0) == [waived, due, due]
    assert change(1) == [waived, waived, waived]
    assert [step.text for step in seen(scene, case)[0].steps] == ["The finding from which it followed was changed."]
    assert [one.state for one in seen(scene, case) if one.reference == advice] == [due]


def test_what_a_step_needs(world: World) -> None:
    """A reason to extend, waive or take a part; a later day to extend; a day that has passed to be overdue."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    measure = ordered(scene, case)
    for place, step in (
        ("text", service.NewStep(FollowUp.WAIVED, TODAY)),
        ("text", service.NewStep(FollowUp.PARTLY, TODAY)),
        ("due_on", service.NewStep(FollowUp.EXTENDED, TODAY, "Why.", due_on=date(2031, 2, 20))),
        ("due_on", service.NewStep(FollowUp.EXTENDED, TODAY, "Why.")),
        ("due_on", service.NewStep(FollowUp.FULFILLED, TODAY, due_on=date(2031, 3, 1))),
        ("on", service.NewStep(FollowUp.OVERDUE, TODAY)),
        ("on", service.NewStep(FollowUp.FULFILLED, date(2031, 2, 11))),
    ):
        with refused_at(place):
            stepped(scene, scene.officer, case, measure, step)
    with refused_at("text"):
        stepped(scene, scene.candidate, case, measure, service.NewStep(FollowUp.DONE, TODAY))


def test_measures_are_for_the_case_alone(world: World) -> None:
    """The other candidate and a recused officer know of none; the candidate decides none and follows none up."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    measure = ordered(scene, case)
    rival = world.actor(world.user(Role.CANDIDATE, scene.contest, scene.birch))
    recused = replace(scene.officer, recused_candidacies=frozenset({scene.alder}))
    for stranger in (rival, recused):
        with pytest.raises(NotFound):
            stepped(scene, stranger, case, measure, service.NewStep(FollowUp.FULFILLED, TODAY))
    with pytest.raises(Forbidden, match="ethics office"):
        stepped(scene, scene.candidate, case, measure, service.NewStep(FollowUp.FULFILLED, TODAY))
    with pytest.raises(NotFound):
        stepped(scene, scene.officer, case, measure, service.NewStep(FollowUp.DONE, TODAY, "Done."))


def test_measures_that_wait_are_found_in_one_statement(world: World) -> None:
    """What asks for something by a day is listed by that day for the case's officers and the candidate; no other."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    later, sooner = ordered(scene, case), ordered(scene, case, due_on=date(2031, 2, 15))
    waived = ordered(scene, case)
    ordered(scene, case, kind=MeasureKind.ADVICE)
    stepped(scene, scene.officer, case, waived, service.NewStep(FollowUp.WAIVED, TODAY, "Not needed any more."))
    rival = world.actor(world.user(Role.CANDIDATE, scene.contest, scene.birch))
    recused = replace(scene.officer, recused_candidacies=frozenset({scene.alder}))
    with world.look() as uow, world.statements() as sent:
        due = queries.asked(uow.session, scene.officer).measures
        assert len([one for one in sent if "SELECT" in one]) == 1
        assert [(one.reference, one.due_on, one.incident, one.theirs) for one in due] == [
            (sooner, date(2031, 2, 15), case, False),
            (later, date(2031, 2, 20), case, False),
        ]
        mine = queries.asked(uow.session, scene.candidate).measures
        assert [(one.reference, one.theirs) for one in mine] == [(sooner, True), (later, True)]
        for other in (rival, recused):
            assert queries.asked(uow.session, other).measures == []


def test_a_measure_that_is_said_to_be_done_waits_for_the_office_alone(world: World) -> None:
    """Then it asks nothing of the candidate, until the office says what is left; what is fulfilled asks no more."""
    scene = setting(world)
    case = found(scene, Result.SUBSTANTIATED)
    measure = ordered(scene, case)

    def asked() -> list[date]:
        with world.look() as uow:
            return [one.due_on for one in queries.asked(uow.session, scene.candidate).measures]

    stepped(scene, scene.candidate, case, measure, service.NewStep(FollowUp.DONE, TODAY, "Taken down."))
    assert asked() == []
    longer = service.NewStep(FollowUp.EXTENDED, TODAY, "A copy is still there.", due_on=date(2031, 3, 1))
    stepped(scene, scene.officer, case, measure, longer)
    assert asked() == [date(2031, 3, 1)]
    stepped(scene, scene.officer, case, measure, service.NewStep(FollowUp.FULFILLED, TODAY))
    assert asked() == []


def test_whom_it_concerns_is_told(world: World) -> None:
    """A measure and its steps are told to the candidate, the candidate's word to the officers; nobody else."""
    scene = setting(world)
    rival = world.user(Role.CANDIDATE, scene.contest, scene.birch)
    case = found(scene, Result.SUBSTANTIATED)
    measure = ordered(scene, case)
    stepped(scene, scene.candidate, case, measure, service.NewStep(FollowUp.DONE, TODAY, "Done."))
    with world.look() as uow:
        told = {(one.event, one.user_id) for one in uow.session.query(Intent) if one.event.startswith("measure")}
    assert told == {("measure.ordered", scene.candidate.user_id), ("measure.answered", scene.officer.user_id)}
    assert rival not in {user for _event, user in told}


def test_another_standard_of_proof_needs_a_reason(world: World) -> None:
    """The contest's standard is the usual one; a finding by another says why, one by the usual one does not."""
    scene = setting(world)
    case = scene.at(Stage.REPLIED, "4(a)", "4(b)")
    clear = finding(standard_of_proof=StandardOfProof.CLEAR_AND_CONVINCING)
    with world.act(scene.officer) as uow:
        with refused_at("standard_reason"):
            service.find(uow, scene.allegation(uow, case), clear)
        with refused_at("standard_reason"):
            service.find(uow, scene.allegation(uow, case), finding(standard_reason="None is needed."))
        made = service.find(uow, scene.allegation(uow, case), replace(clear, standard_reason="A grave matter."))
        assert (made.standard_reason, made.recorded_by_id) == ("A grave matter.", scene.officer.user_id)
        rules = service.Standards(StandardOfProof.CLEAR_AND_CONVINCING, 15)
        service.set_standards(uow, scene.contest, rules, expected_revision=0)
        service.find(uow, scene.allegation(uow, case, 1), clear)


def test_the_rules_are_set_by_the_office_one_after_the_other(world: World) -> None:
    """Nobody else sets them, no number of days is out of range, and what somebody else saved is not overwritten."""
    scene = setting(world)
    rules = service.Standards(StandardOfProof.CLEAR_AND_CONVINCING, 15)
    with world.act(scene.candidate) as uow, pytest.raises(NotFound):
        service.set_standards(uow, scene.contest, rules)
    with world.act(scene.officer) as uow:
        with pytest.raises(Invalid, match="1 to 90"):
            service.set_standards(uow, scene.contest, replace(rules, review_days=0))
        service.set_standards(uow, scene.contest, rules, expected_revision=0)
    with world.act(scene.officer) as uow, pytest.raises(Conflict):
        service.set_standards(uow, scene.contest, replace(rules, review_days=20), expected_revision=0)
    with world.look(scene.officer) as uow:
        kept = queries.conclusion_rules(uow.session, scene.contest)
    assert (kept.standard_of_proof, kept.review_days) == (StandardOfProof.CLEAR_AND_CONVINCING, 15)
