"""A concluded case is reviewed by somebody else, within its time."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden, NotFound
from compliance.incidents import queries, service
from compliance.incidents.terms import Result, ReviewOutcome, Stage, StandardOfProof
from tests.factories.cases import FOUND, TODAY, Setting, finding, setting
from tests.factories.world import World
from tests.incidents.refusals import refused_at

UPHELD = service.ReviewDecision(ReviewOutcome.UPHELD, TODAY, "Nothing was overlooked.")


@pytest.fixture
def scene(world: World) -> Setting:
    """A contest with cases."""
    return setting(world)


def another(scene: Setting) -> Actor:
    """Another officer."""
    return scene.world.actor(scene.world.user(Role.OFFICER, scene.contest))


def asked(scene: Setting, actor: Actor | None = None, stage: Stage = Stage.CONCLUDED) -> str:
    """A concluded case for which a review was asked; return its reference."""
    case = scene.at(stage, "4(a)", "4(b)")
    ask(scene, case, actor or scene.candidate)
    return case


def ask(scene: Setting, case: str, actor: Actor) -> None:
    """Ask for a review."""
    with scene.world.act(actor) as uow:
        service.ask_review(uow, scene.incident(uow, case), "The diary was misread.", TODAY)


def appoint(scene: Setting, case: str, user_id: int | None) -> None:
    """Appoint the reviewer."""
    assert user_id is not None
    with scene.world.act(scene.officer) as uow:
        row = queries.open_review(uow.session, scene.incident(uow, case).id)
        assert row is not None
        service.appoint_reviewer(uow, row, user_id)


def decide(scene: Setting, case: str, actor: Actor, command: service.ReviewDecision = UPHELD) -> None:
    """Decide the review."""
    with scene.world.act(actor) as uow:
        row = queries.open_review(uow.session, scene.incident(uow, case).id)
        assert row is not None
        service.decide_review(uow, row, command)


def test_whoever_found_cannot_review(scene: Setting) -> None:
    """The officer who found and concluded is not appointed, and decides nothing; another one is, and does."""
    case, other = asked(scene), another(scene)
    with refused_at("reviewer"):
        appoint(scene, case, scene.officer.user_id)
    with refused_at("reviewer"):
        appoint(scene, case, scene.candidate.user_id)
    with pytest.raises(Forbidden, match="somebody else reviews"):
        decide(scene, case, scene.officer)
    with pytest.raises(Forbidden, match="Nobody is appointed"):
        decide(scene, case, other)
    appoint(scene, case, other.user_id)
    with pytest.raises(Forbidden, match="The reviewer decides"):
        decide(scene, case, another(scene))
    decide(scene, case, other)
    with scene.world.look(scene.candidate) as uow:
        incident = scene.incident(uow, case)
        (one,) = queries.reviews(uow.session, incident.id)
        assert (one.row.outcome, one.row.reasons, incident.under_review) == (
            ReviewOutcome.UPHELD,
            "Nothing was overlooked.",
            False,
        )
        assert incident.stage is Stage.CONCLUDED


def test_a_recused_officer_does_not_review(scene: Setting) -> None:
    """Whoever keeps out of the candidate's cases is not among the reviewers."""
    case, other = asked(scene), another(scene)
    with scene.world.look(scene.officer) as uow:
        assert service.reviewers(uow, scene.incident(uow, case)) == [other.user_id]
    recused = replace(other, recused_candidacies=frozenset({scene.alder}))
    with pytest.raises(NotFound):
        decide(scene, case, recused)


def test_a_review_changes_findings_by_superseding_them(scene: Setting) -> None:
    """The reviewer's findings stand, those before them stay on record; the others are not touched."""
    case, other = asked(scene), another(scene)
    appoint(scene, case, other.user_id)
    changed = service.ReviewDecision(ReviewOutcome.CHANGED, TODAY, "A receipt was found.", {1: Result.SUBSTANTIATED})
    with refused_at("outcome"):
        decide(scene, case, other, replace(changed, results={}))
    with refused_at("outcome"):
        decide(scene, case, other, replace(UPHELD, results={1: Result.SUBSTANTIATED}))
    decide(scene, case, other, changed)
    with scene.world.look(scene.candidate) as uow:
        first, second = queries.case(uow.session, scene.incident(uow, case), uow.actor).allegations
    assert first.finding is not None
    assert second.finding is not None
    assert (first.finding.result, first.superseded) == (Result.NOT_SUBSTANTIATED, ())
    assert (second.finding.result, second.finding.rationale) == (Result.SUBSTANTIATED, "A receipt was found.")
    assert [one.result for one in second.superseded] == [Result.NOT_SUBSTANTIATED]


def test_under_review_nobody_else_changes_or_closes(scene: Setting) -> None:
    """Findings are the reviewer's to change, and the case is not closed, until the review is decided."""
    case, other = asked(scene), another(scene)
    appoint(scene, case, other.user_id)
    with scene.world.act(scene.officer) as uow:
        with pytest.raises(Forbidden, match="review is under way"):
            service.find(uow, scene.allegation(uow, case), finding(Result.WITHDRAWN, correction_reason="Why."))
        with pytest.raises(Forbidden, match="review is under way"):
            service.close(uow, scene.incident(uow, case), TODAY, "Done.")
        uow.session.rollback()
    decide(scene, case, other, replace(UPHELD, outcome=ReviewOutcome.REMITTED))
    with scene.world.act(scene.officer) as uow:
        service.find(
            uow,
            scene.allegation(uow, case),
            finding(Result.SUBSTANTIATED, correction_reason="Decided anew.", decided_on=TODAY),
        )


def test_a_review_is_asked_for_in_time_and_once(scene: Setting) -> None:
    """Until ten days after the conclusion, unless the contest has other rules; a second one only the office orders."""
    with pytest.raises(Forbidden, match="after the case is concluded"):
        asked(scene, stage=Stage.REPLIED)
    case, other = asked(scene), another(scene)
    with pytest.raises(Forbidden, match="under way"):
        ask(scene, case, scene.candidate)
    appoint(scene, case, other.user_id)
    decide(scene, case, other)
    with pytest.raises(Forbidden, match="asked for already"):
        ask(scene, case, scene.candidate)
    late = scene.at(Stage.CONCLUDED, "4(a)")
    with scene.world.look(scene.candidate) as uow:
        assert queries.review_until(uow.session, scene.incident(uow, late)) == date(2031, 2, 19)
    scene.world.clock.advance(days=10)
    with pytest.raises(Forbidden, match="until 19 February 2031"):
        ask(scene, late, scene.candidate)
    ask(scene, late, scene.officer)


def test_nobody_else_knows_of_a_review(scene: Setting) -> None:
    """The other candidate asks for none, and cannot tell that there is a case."""
    case = scene.at(Stage.CONCLUDED, "4(a)")
    rival = scene.world.actor(scene.world.user(Role.CANDIDATE, scene.contest, scene.birch))
    with pytest.raises(NotFound):
        ask(scene, case, rival)


def test_the_time_of_a_review_runs(scene: Setting) -> None:
    """The time to ask runs until the day that the conclusion set; asking ends it and starts the time to decide."""
    case, other = asked(scene), another(scene)
    with scene.world.look(scene.officer) as uow:
        row = queries.open_review(uow.session, scene.incident(uow, case).id)
        assert row is not None
        assert row.due_on > TODAY
    appoint(scene, case, other.user_id)
    decide(scene, case, other)
    with scene.world.look(scene.officer) as uow:
        incident = scene.incident(uow, case)
        window, decision = (one for one in queries.deadlines(uow.session, incident) if one.step.value == "review")
        assert window.due_on == queries.review_until(uow.session, incident)
        assert decision.due_on == row.due_on
    assert (window.met_on, decision.met_on) == (TODAY, TODAY)
    assert FOUND < TODAY


def review(scene: Setting, outcome: ReviewOutcome = ReviewOutcome.UPHELD) -> tuple[str, Actor]:
    """A case whose review was decided, and who decided it."""
    case, other = asked(scene), another(scene)
    appoint(scene, case, other.user_id)
    decide(scene, case, other, replace(UPHELD, outcome=outcome))
    return case, other


def test_what_a_review_decided_is_not_corrected_by_who_was_reviewed(scene: Setting) -> None:
    """After an upheld review a finding changes by a further review alone, and not by the one who upheld it."""
    case, other = review(scene)
    again = finding(Result.SUBSTANTIATED, correction_reason="I think so still.", decided_on=TODAY)
    with scene.world.act(scene.officer) as uow, pytest.raises(Forbidden, match="order another"):
        service.find(uow, scene.allegation(uow, case), again)
    ask(scene, case, scene.officer)
    with refused_at("reviewer"):
        appoint(scene, case, other.user_id)


def test_the_time_for_a_review_is_that_of_the_conclusion(scene: Setting) -> None:
    """Rules that are set later neither shorten nor lengthen the time in which the candidate may ask."""
    case = scene.at(Stage.CONCLUDED, "4(a)")
    with scene.world.act(scene.officer) as uow:
        shorter = service.Standards(StandardOfProof.BALANCE_OF_PROBABILITIES, 1)
        service.set_standards(uow, scene.contest, shorter, expected_revision=0)
    scene.world.clock.advance(days=3)
    ask(scene, case, scene.candidate)
