"""A further notice: what it puts is heard as the first was, and it never takes time away; acts that nobody hides."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Forbidden, Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Incident
from compliance.incidents.release import DEFAULTS
from compliance.incidents.terms import Stage
from compliance.notifications.models import Intent
from tests.factories.cases import TODAY, Setting, finding, setting
from tests.factories.notices import answer, fact, open_notice, ordered, release
from tests.factories.world import World
from tests.incidents.refusals import places


def further(made: Setting, reference: str, *positions: int) -> None:
    """Let a further notice put another fact to the candidate."""
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        prepared = service.prepare(uow, incident, service.Preparation([fact(*positions, text="A second mission.")]))
        service.order(uow, incident, prepared, service.Order())
    release(made)


def test_what_a_further_notice_puts_is_heard_before_anything_is_found(world: World) -> None:
    """After a full answer, a new fact gives the candidate time again: no finding and no conclusion until it is over."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    ordered(made, reference)
    release(made)
    answer(made, reference, 0, 1)
    further(made, reference, 0)

    def find(uow: UnitOfWork, _incident: Incident) -> None:
        day = uow.today("Europe/Zurich")
        service.find(uow, made.allegation(uow, reference), finding(decided_on=day))

    assert places(made, reference, find) == {""}
    answer(made, reference, 1)  # says nothing of the new fact
    assert places(made, reference, find) == {""}
    with world.look(made.officer) as uow:
        until = made.incident(uow, reference).reply_due_on
    assert until == date(2031, 2, 26)
    world.clock.advance(days=15)
    with world.act(made.officer) as uow:
        find(uow, made.incident(uow, reference))


def test_an_answer_given_before_a_further_notice_does_not_answer_it(world: World) -> None:
    """One of two allegations is answered, a new fact bears on it: with the other one answered, the case still waits."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    ordered(made, reference)
    release(made)
    answer(made, reference, 0)
    further(made, reference, 0)
    answer(made, reference, 1)
    with world.look(made.officer) as uow:
        assert made.incident(uow, reference).stage is Stage.NOTIFIED
    answer(made, reference, 0)
    with world.look(made.officer) as uow:
        assert made.incident(uow, reference).stage is Stage.REPLIED


def test_a_further_notice_never_shortens_the_time_that_was_given(world: World) -> None:
    """More time was granted; a further notice keeps that day, in its words, the case and the deadline alike."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    ordered(made, reference)
    release(made)
    granted = date(2031, 3, 20)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        deadline = queries.deadline_of(uow.session, incident, Step.REPLY)
        service.extend(uow, deadline, granted, "The candidate is travelling.")
    further(made, reference, 0)
    with world.look(made.officer) as uow:
        incident = made.incident(uow, reference)
        assert queries.deadline_of(uow.session, incident, Step.REPLY).due_on == granted
        assert incident.reply_due_on == granted
        assert "20 March 2031" in queries.case(uow.session, incident, uow.actor).notices[-1].text


def test_a_further_notice_gives_the_time_of_the_rule_again(world: World) -> None:
    """While the first time runs, a further notice moves the deadline to the day that its words name."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    ordered(made, reference)
    release(made)
    world.clock.advance(days=5)
    further(made, reference, 0)
    with world.look(made.officer) as uow:
        incident = made.incident(uow, reference)
        due_on = queries.deadline_of(uow.session, incident, Step.REPLY).due_on
        assert due_on == incident.reply_due_on == date(2031, 3, 3)


def test_a_case_is_not_split_under_a_notice_that_waits(world: World) -> None:
    """What a notice is about to put stays together until it is released or called back; one in preparation adapts."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    ordered(made, reference)
    parts = service.Split("The second clause", "It has other witnesses.", [1])
    with world.act(made.officer) as uow, pytest.raises(Forbidden, match="waits for its release"):
        service.split(uow, made.incident(uow, reference), parts)
    with world.act(made.officer) as uow:
        service.call_back(uow, made.incident(uow, reference), open_notice(made, uow, reference))
    with world.act(made.officer) as uow:
        service.split(uow, made.incident(uow, reference), parts)


def test_a_reply_entered_from_paper_is_told_to_the_candidate(world: World) -> None:
    """Words that the office enters in the candidate's name do not stand there without the candidate hearing of it."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        service.reply(uow, made.allegation(uow, reference), service.NewReply("I admit it all.", TODAY))
    with world.look() as uow:
        told = set(uow.session.scalars(select(Intent.user_id).where(Intent.event == "incident.replied")))
    assert made.candidate.user_id in told


@pytest.mark.parametrize("step", [Step.REPLY, Step.NOTIFY])
def test_time_that_ends_by_an_act_is_not_noted_as_over_by_hand(world: World, step: Step) -> None:
    """Neither the candidate's time nor a step that has an act of its own is ended by a note that it was done."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED if step is Step.REPLY else Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        deadline = queries.deadline_of(uow.session, made.incident(uow, reference), step)
        with pytest.raises(Forbidden, match="by the act itself"):
            service.done(uow, deadline, TODAY)


def test_nothing_is_found_or_concluded_while_a_notice_waits_for_its_hour(world: World) -> None:
    """New facts are not put to the candidate of a case that was concluded before they could be read."""
    made = setting(world)
    reference = made.at(Stage.REPLIED, "4(a)")
    with world.act(made.officer) as uow:
        service.find(uow, made.allegation(uow, reference), finding())
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        prepared = service.prepare(uow, incident, service.Preparation([fact(0, text="A second mission.")]))
        service.order(uow, incident, prepared, service.Order())
    with world.act(made.officer) as uow, pytest.raises(Forbidden, match="waits for its release"):
        service.conclude(uow, made.incident(uow, reference), TODAY)
    again = finding(correction_reason="Read once more.", decided_on=TODAY)
    with world.act(made.officer) as uow, pytest.raises(Forbidden, match="waits for its release"):
        service.find(uow, made.allegation(uow, reference), again)


def test_an_officer_cannot_end_the_second_check_to_release_alone(world: World) -> None:
    """An officer begins it; an administrator alone ends it."""
    made = setting(world)
    with world.act(made.officer) as uow:
        service.set_terms(
            uow, made.contest, replace(DEFAULTS, second_check=True), "It suits the house.", expected_revision=0
        )
    with world.act(made.officer) as uow, pytest.raises(Invalid) as refusal:
        service.set_terms(uow, made.contest, DEFAULTS, "It suits the house.", expected_revision=1)
    assert [fault.place for fault in refusal.value.faults] == ["second_check"]
    with world.act(world.actor(world.user(Role.ADMINISTRATOR))) as uow:
        service.set_terms(uow, made.contest, DEFAULTS, "It suits the house.", expected_revision=1)
