"""Meaning to tell people: one intent for each event and person, in the transaction of the act."""

from sqlalchemy import select

from compliance.core.access import Role, command_line
from compliance.core.unit_of_work import UnitOfWork
from compliance.notifications.models import Intent
from compliance.notifications.service import enqueue
from compliance.notifications.terms import State
from compliance.transparency.recording import record
from tests.factories.world import World


def _intents(world: World) -> list[Intent]:
    with world.look() as uow:
        return list(uow.session.scalars(select(Intent).order_by(Intent.id)))


def test_each_person_is_to_be_told_once(world: World) -> None:
    """Each recipient gets one intent with a name of its own, however often they are named."""
    contest = world.contest()
    first, second = world.user(Role.OFFICER, contest), world.user(Role.OFFICER, contest)
    with world.act() as uow:
        enqueue(uow, "incident.filed", [first, second, first], contest_id=contest, subject="incident:K7Q2MD")
    intents = _intents(world)
    assert [(one.user_id, one.state, one.attempts) for one in intents] == [
        (first, State.PENDING, 0),
        (second, State.PENDING, 0),
    ]
    assert len({one.message_id for one in intents}) == 2
    assert {one.next_attempt_at for one in intents} == {world.clock.now}


def test_the_same_event_is_told_once(world: World) -> None:
    """An event with a key that was met before reaches only whom it has not reached, whatever the time."""
    first, second = world.user(), world.user()
    with world.act() as uow:
        enqueue(uow, "deadline.near", [first], key="deadline:17:two-days")
    before = _intents(world)
    world.clock.advance(hours=1)
    with world.act() as uow:
        enqueue(uow, "deadline.near", [first, second], key="deadline:17:two-days")
        enqueue(uow, "deadline.near", [first, second], key="deadline:17:two-days")
    assert [one.user_id for one in _intents(world)] == [first, second]
    assert _intents(world)[0].message_id == before[0].message_id


def test_the_same_event_at_another_time_is_another(world: World) -> None:
    """Without a key an event is named by what, of what, and when."""
    person = world.user()
    for _ in range(2):
        with world.act() as uow:
            enqueue(uow, "reply.given", [person], subject="incident:K7Q2MD")
            enqueue(uow, "reply.given", [person], subject="incident:K7Q2MD")
        world.clock.advance(minutes=1)
    assert len(_intents(world)) == 2


def test_nobody_is_told_of_their_own_act(world: World) -> None:
    """Whoever acts is left out, and where nobody is left no statement is sent."""
    person = world.user()
    with world.act(world.actor(person)) as uow, world.statements() as sent:
        enqueue(uow, "reply.given", [person])
    assert not [one for one in sent if "intent" in one]
    assert _intents(world) == []


def test_one_statement_for_all(world: World) -> None:
    """Ten recipients cost one statement, and nothing is flushed for it."""
    people = [world.user() for _ in range(10)]
    with world.act() as uow, world.statements() as sent:
        enqueue(uow, "report.issued", people)
        assert len([one for one in sent if not one.startswith("BEGIN")]) == 1
    assert len(_intents(world)) == 10


def test_what_was_not_done_is_not_told(world: World) -> None:
    """An act that is rolled back leaves no intent."""
    person = world.user()
    with world.edge.writers() as session:
        uow = UnitOfWork(session, command_line(), world.clock())
        enqueue(uow, "report.issued", [person])
        record(uow, "test.done", "test:1")
        session.rollback()
    assert _intents(world) == []


def test_a_notice_must_be_told(world: World) -> None:
    """Events that put a person on notice are marked as required, others are not."""
    person = world.user()
    with world.act() as uow:
        enqueue(uow, "incident.notified", [person])
        enqueue(uow, "report.issued", [person])
    assert {one.event: one.required for one in _intents(world)} == {"incident.notified": True, "report.issued": False}
