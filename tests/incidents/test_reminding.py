"""Reminders of what falls due."""

from datetime import timedelta

from sqlalchemy import select

from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.deadlines import Step
from compliance.incidents.terms import Stage
from compliance.notifications.models import Intent
from tests.factories.cases import DUE, Setting, setting
from tests.factories.world import World


def reminded(made: Setting) -> list[tuple[str, int]]:
    """Run the reminders; return all that were ever meant, by event and person."""
    made.world.clock.advance(minutes=1)
    with made.world.act() as uow:
        service.remind(uow)
    with made.world.look() as uow:
        query = select(Intent.event, Intent.user_id).where(Intent.event.like("deadline.%")).order_by(Intent.id)
        return [(row.event, row.user_id) for row in uow.session.execute(query)]


def test_a_reply_is_reminded_of_before_and_after_its_day(world: World) -> None:
    """Handlers and the candidate are told once before the day and once after it, however often the worker looks."""
    made = setting(world)
    world.clock.now -= timedelta(days=5)
    made.at(Stage.NOTIFIED)
    people = {made.officer.user_id, made.candidate.user_id}
    for _turn in range(2):
        found = reminded(made)
        assert {who for event, who in found if event == "deadline.soon"} == people
        assert len(found) == len(people)
    world.clock.advance(days=5)
    for _turn in range(2):
        found = reminded(made)
        assert {who for event, who in found if event == "deadline.overdue"} == people
        assert len(found) == 2 * len(people)


def test_who_keeps_out_is_told_nothing_and_what_waits_is_not_reminded_of(world: World) -> None:
    """A recused officer gets no reminder, and a case that waits for somebody outside gives none."""
    made = setting(world)
    recused = world.user(Role.OFFICER, made.contest)
    with world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, recused), made.contest, "A cousin.", candidacy_id=made.alder)
    world.clock.now -= timedelta(days=5)
    reference = made.file("4(a)", reported_on=DUE - timedelta(days=4))
    with world.act(made.officer) as uow:
        service.suspend(uow, made.incident(uow, reference), "They have it.", "The auditors")
    assert reminded(made) == []
    with world.act(made.officer) as uow:
        service.resume(uow, made.incident(uow, reference), uow.today("Europe/Zurich"))
    assert reminded(made) == [("deadline.soon", made.officer.user_id)]


def test_a_deadline_that_moved_is_reminded_of_anew(world: World) -> None:
    """After an extension the new day is reminded of too."""
    made = setting(world)
    world.clock.now -= timedelta(days=5)
    reference = made.at(Stage.NOTIFIED)
    before = len(reminded(made))
    with world.act(made.officer) as uow:
        deadline = queries.deadline_of(uow.session, made.incident(uow, reference), Step.REPLY)
        service.extend(uow, deadline, DUE + timedelta(days=7), "They are away.")
    assert len(reminded(made)) == before
    world.clock.advance(days=7)
    assert len(reminded(made)) == 2 * before


def test_what_was_overdue_long_ago_is_not_reminded_of(world: World) -> None:
    """What a file brings from the past makes no mail."""
    made = setting(world)
    made.at(Stage.NOTIFIED)
    world.clock.advance(days=60)
    assert reminded(made) == []
