"""Requests for clarification to and from member states: of a case or of the contest, answers, circulation."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Invalid, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as people
from compliance.identity.models import User
from compliance.incidents import queries
from compliance.incidents.queries import clarifications as reading
from compliance.incidents.service import clarifications as verbs
from compliance.incidents.terms import Audience, Direction, Stage
from compliance.notifications.models import Intent
from tests.factories.cases import ANSWERED, DUE, TODAY, TOLD, Setting, setting
from tests.factories.world import World

ASKED = verbs.NewClarification(Direction.TO_STATE, "Freedonia", "Who paid for the dinner?", TOLD, DUE)
ANSWER = verbs.NewAnswer("The embassy did.", ANSWERED)
TO_COUNCIL = verbs.NewCirculation(Audience.COUNCIL, "Freedonia was asked about a dinner.", TODAY)


def asked(made: Setting, reference: str | None = None) -> str:
    """Ask, answer and circulate to the council; return the request's reference."""
    with made.world.act(made.officer) as uow:
        incident = None if reference is None else made.incident(uow, reference)
        one = verbs.ask(uow, made.contest, ASKED, incident)
        verbs.answer(uow, one, ANSWER)
        verbs.circulate(uow, one, TO_COUNCIL)
        return one.reference


def seen(uow: UnitOfWork, made: Setting, reference: str) -> reading.ClarificationView:
    """The request as the actor sees it."""
    return reading.clarification(uow.session, uow.actor, made.contest, reference)


def recused(made: Setting, role: Role, **scope: int) -> Actor:
    """Somebody with a role who keeps out of something."""
    user_id = made.world.user(role, made.contest)
    with made.world.act() as uow:
        people.recuse(uow, uow.session.get_one(User, user_id), made.contest, "We served together.", **scope)
    return made.world.actor(user_id)


def test_a_request_stands_with_its_answers_and_to_whom_it_was_circulated(world: World) -> None:
    """The office sees the question, each answer and each circulation, and to which case it belongs."""
    made = setting(world)
    case = made.at(Stage.ADMISSIBLE)
    reference = asked(made, case)
    with world.look(made.officer) as uow:
        view = seen(uow, made, reference)
        assert (view.state, view.question, view.incident_reference) == ("Freedonia", ASKED.question, case)
        assert [one.text for one in view.answers] == ["The embassy did."]
        assert [(one.audience, one.text) for one in view.circulations] == [(Audience.COUNCIL, TO_COUNCIL.text)]
        (line,) = queries.fact_finding(uow.session, made.incident(uow, case)).clarifications
        assert (line.answered_on, line.circulations) == (ANSWERED, 1)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BUREAU])
def test_the_council_reads_what_was_circulated_to_it_and_nothing_else(world: World, role: Role) -> None:
    """Not the question, the answers or the case; of what was not circulated there is no trace."""
    made = setting(world)
    reference, kept = asked(made, made.at(Stage.ADMISSIBLE)), None
    with world.act(made.officer) as uow:
        kept = verbs.ask(uow, made.contest, ASKED).reference
    with world.look(world.actor(world.user(role, made.contest))) as uow:
        view = seen(uow, made, reference)
        assert (view.question, view.answers, view.incident_reference, view.recorded_by) == (None, (), None, None)
        assert [one.text for one in view.circulations] == [TO_COUNCIL.text]
        with pytest.raises(NotFound):
            seen(uow, made, kept)
        rows = uow.session.execute(reading.circulated(uow.actor, made.contest)).all()
        assert [row.reference for row in rows] == [reference]


def test_candidates_read_what_was_circulated_to_candidates(world: World) -> None:
    """What goes to candidates goes to all of them, and what went to the council is not for them."""
    made = setting(world)
    reference = asked(made)
    rival = world.actor(world.user(Role.CANDIDATE, made.contest, made.birch))
    for who in (made.candidate, rival):
        with world.look(who) as uow, pytest.raises(NotFound):
            seen(uow, made, reference)
    with world.act(made.officer) as uow:
        one = reading.clarification_of(uow.session, uow.actor, made.contest, reference)
        verbs.circulate(uow, one, replace(TO_COUNCIL, audience=Audience.CANDIDATES, text="To both."))
    for who in (made.candidate, rival):
        with world.look(who) as uow:
            assert [sent.text for sent in seen(uow, made, reference).circulations] == ["To both."]
    with world.look() as uow:
        told = uow.session.scalars(select(Intent.user_id).where(Intent.event == "clarification.circulated")).all()
        assert sorted(told) == sorted([made.candidate.user_id or 0, rival.user_id or 0])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR])
def test_whoever_keeps_out_of_a_case_meets_no_trace_of_its_requests(world: World, role: Role) -> None:
    """Recused from the case or its candidate: neither the request nor what was circulated, and no mail."""
    made = setting(world)
    case = made.at(Stage.ADMISSIBLE)
    with world.look(made.officer) as uow:
        key = made.incident(uow, case).id
    apart = [recused(made, role, incident_id=key), recused(made, role, candidacy_id=made.alder), recused(made, role)]
    reference = asked(made, case)
    for who in apart:
        with world.look(who) as uow:
            with pytest.raises(NotFound):
                seen(uow, made, reference)
            assert uow.session.execute(reading.lines(who, made.contest)).all() == []
            assert uow.session.execute(reading.circulated(who, made.contest)).all() == []
    with world.look() as uow:
        assert uow.session.scalars(select(Intent.id).where(Intent.event == "clarification.circulated")).all() == []


def test_what_cannot_be_is_refused_with_its_place(world: World) -> None:
    """Empty texts, days to come, answers before the question, and others without a name."""
    made = setting(world)

    def faults(act: object) -> set[str]:
        with world.act(made.officer) as uow:
            one = verbs.ask(uow, made.contest, ASKED)
            with pytest.raises(Invalid) as refusal:
                act(uow, one)  # type: ignore[operator]
            uow.session.rollback()
        return {fault.place for fault in refusal.value.faults}

    empty = verbs.NewClarification(Direction.FROM_STATE, " ", "", DUE, TOLD)
    assert faults(lambda uow, _one: verbs.ask(uow, made.contest, empty)) == {"state", "question", "due_on"}
    early = verbs.NewAnswer(" ", replace(ASKED, asked_on=ASKED.asked_on).asked_on.replace(day=1))
    assert faults(lambda uow, one: verbs.answer(uow, one, early)) == {"text", "answered_on"}
    nobody = verbs.NewCirculation(Audience.OTHERS, "", TODAY)
    assert faults(lambda uow, one: verbs.circulate(uow, one, nobody)) == {"text", "to_whom"}


def test_only_the_office_asks(world: World) -> None:
    """To candidates and the council there is no such act."""
    made = setting(world)
    for who in (made.candidate, world.actor(world.user(Role.CHAIR, made.contest))):
        with world.act(who) as uow:
            with pytest.raises(NotFound):
                verbs.ask(uow, made.contest, ASKED)
            uow.session.rollback()
