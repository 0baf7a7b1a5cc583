"""What is due is sent, once, to whoever may still know; what cannot be sent is tried again, and given up in the end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.identity.models import RoleGrant, User
from compliance.identity.service import recuse, revoke_role, set_active
from compliance.notifications import outbox
from compliance.notifications.delivery import Folder, Post, Server, Tally, Transport, retry_at
from compliance.notifications.delivery.rounds import MOST_ATTEMPTS
from compliance.notifications.messages import Letterhead
from compliance.notifications.models import Intent, Preference
from compliance.notifications.service import enqueue, retry
from compliance.notifications.terms import State, Wish
from compliance.overview.recipients import recipient
from tests.factories.world import World
from tests.notifications.mailserver import MailServer, free_port, serving

LETTERHEAD = Letterhead("record@example.org", "https://record.example.org")


@pytest.fixture(name="server")
def _server() -> Iterator[MailServer]:
    with serving() as server:
        yield server


def post(world: World, transport: Transport, name: str = "worker") -> Post:
    """What sends in a test."""
    edge = world.edge
    return Post(
        edge.readers, edge.writers, world.clock, recipient, transport, LETTERHEAD, chance=lambda: 0.0, name=name
    )


def by(server: MailServer) -> Server:
    """The way to a server of a test."""
    return Server("127.0.0.1", server.port, "none", timeout=10)


def send(world: World, transport: Transport) -> Tally:
    """One round."""
    return post(world, transport).send_due(Event())


def tell(world: World, people: list[int], event: str = "report.issued", contest_id: int | None = None) -> None:
    """Mean to tell people of something."""
    with world.act() as uow:
        enqueue(uow, event, people, contest_id=contest_id)
    world.clock.advance(seconds=1)


def intents(world: World) -> list[Intent]:
    """The outbox."""
    with world.look() as uow:
        return list(uow.session.scalars(select(Intent).order_by(Intent.id)))


def test_everybody_gets_a_mail_of_their_own(world: World, server: MailServer) -> None:
    """Each intent becomes one mail under its own Message-ID, to one address, and is sent no second time."""
    tell(world, [world.user(name="Ada One"), world.user(name="Ben Two")])
    assert send(world, by(server)) == Tally(sent=2)
    assert send(world, by(server)) == Tally()
    rows = intents(world)
    assert server.ids() == [f"<{row.message_id}@record.example.org>" for row in rows]
    assert sorted(server.recipients) == ["person1@example.org", "person2@example.org"]
    assert [str(one["To"]) for one in server.taken] == [
        "Ada One <person1@example.org>",
        "Ben Two <person2@example.org>",
    ]
    assert {(row.state, row.sent_at) for row in rows} == {(State.SENT, world.clock.now)}


def test_a_refused_mail_is_tried_again_under_its_name(world: World, server: MailServer) -> None:
    """What the server refuses waits a minute at first, keeps others from nothing, and goes out the same."""
    answers = iter(["451 Later", "250 Taken", "250 Taken"])
    server.answer = lambda: next(answers)
    tell(world, [world.user(), world.user()])
    assert send(world, by(server)) == Tally(sent=1, failed=1)
    waiting = next(row for row in intents(world) if row.state is State.PENDING)
    assert (waiting.last_error, waiting.attempts) == ("SMTPDataError", 1)
    assert send(world, by(server)) == Tally()
    world.clock.advance(minutes=1)
    assert send(world, by(server)) == Tally(sent=1)
    assert server.ids()[1] == f"<{waiting.message_id}@record.example.org>"


def test_a_server_that_is_away_is_asked_once_a_round(world: World) -> None:
    """When nobody answers, the round ends with the first mail, and all of them wait."""
    tell(world, [world.user(), world.user(), world.user()])
    tally = send(world, Server("127.0.0.1", free_port(), "none", timeout=5))
    assert tally == Tally(unreachable="ConnectionRefusedError")
    assert sorted(row.attempts for row in intents(world)) == [0, 0, 1]
    assert {row.state for row in intents(world)} == {State.PENDING}


def test_it_is_given_up_after_days_and_taken_up_again_by_hand(world: World, server: MailServer) -> None:
    """After the last attempt an intent waits for an administrator, who has all of them tried again."""
    server.answer = lambda: "550 No such person"
    tell(world, [world.user()])
    for _ in range(MOST_ATTEMPTS):
        assert send(world, by(server)).failed == 1
        world.clock.advance(hours=6)
    assert send(world, by(server)) == Tally()
    assert intents(world)[0].state is State.GIVEN_UP
    with world.act() as uow:
        assert retry(uow) == 1
    server.answer = lambda: "250 Taken"
    assert send(world, by(server)) == Tally(sent=1)


def test_waits_double_and_are_spread() -> None:
    """The wait grows from half a minute at least to six hours at most, for about five days in all."""
    now = datetime(2031, 2, 10, tzinfo=UTC)
    waits = [(retry_at(now, attempt, 0.999) or now) - now for attempt in range(1, MOST_ATTEMPTS)]
    assert timedelta(seconds=59) < waits[0] <= timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(hours=6)
    assert timedelta(days=4) < sum(waits, timedelta()) < timedelta(days=6)
    assert retry_at(now, 1, 0.0) == now + timedelta(seconds=30)
    assert retry_at(now, MOST_ATTEMPTS, 0.0) is None


def test_what_another_worker_holds_is_left_to_it(world: World, server: MailServer) -> None:
    """A claim keeps others away until it ends; then the mail goes out under the same name."""
    tell(world, [world.user()])
    held = post(world, by(server), "dies")
    with world.act() as uow:
        claim = outbox.claim(uow.session, uow.now, held.name, held.lease)
    assert claim is not None
    assert send(world, by(server)) == Tally()
    world.clock.now += held.lease
    assert send(world, by(server)) == Tally(sent=1)
    assert server.ids() == [f"<{claim.message_id}@record.example.org>"]


def test_two_workers_share_what_is_due(world: World) -> None:
    """What one has claimed and not yet committed, another passes by."""
    tell(world, [world.user(), world.user()])
    if world.edge.engine.dialect.name == "sqlite":
        with world.act() as uow:
            first = outbox.claim(uow.session, uow.now, "one", timedelta(minutes=1))
            second = outbox.claim(uow.session, uow.now, "two", timedelta(minutes=1))
    else:
        with world.act() as uow, world.act() as other:
            first = outbox.claim(uow.session, uow.now, "one", timedelta(minutes=1))
            second = outbox.claim(other.session, other.now, "two", timedelta(minutes=1))
    assert first is not None
    assert second is not None
    assert {first.ids, second.ids} == {(row.id,) for row in intents(world)}


@pytest.mark.parametrize("change", ["closed", "revoked", "recused"])
def test_whoever_has_no_part_in_it_any_more_is_not_told(world: World, server: MailServer, change: str) -> None:
    """A closed account, a role that was taken back, a recusal: the mail is withdrawn before it goes."""
    contest = world.contest()
    officer = world.user(Role.OFFICER, contest)
    tell(world, [officer], contest_id=contest)
    with world.act(world.actor(officer) if change == "recused" else None) as uow:
        user = uow.session.get_one(User, officer)
        if change == "closed":
            set_active(uow, user, active=False)
        elif change == "revoked":
            revoke_role(uow, uow.session.scalars(select(RoleGrant).where(RoleGrant.user_id == officer)).one())
        else:
            recuse(uow, user, contest, "is a cousin")
    assert send(world, by(server)) == Tally(withdrawn=1)
    assert server.taken == []
    assert intents(world)[0].state is State.WITHDRAWN


def _prefer(world: World, user_id: int, wish: Wish, hour: int = 8) -> None:
    with world.act() as uow:
        uow.session.add(Preference(user_id=user_id, wish=wish, hour=hour, timezone="Europe/Zurich"))


def test_a_daily_mail_gathers_what_can_wait(world: World, server: MailServer) -> None:
    """One mail at the hour for all that can wait, under the name of the first; what cannot wait goes at once."""
    person = world.user()
    _prefer(world, person, Wish.DAILY)
    for event in ("report.issued", "reply.given", "incident.notified"):
        tell(world, [person], event)
    assert send(world, by(server)) == Tally(sent=1)
    first, _second, notice = intents(world)
    assert server.ids() == [f"<{notice.message_id}@record.example.org>"]
    world.clock.now = datetime(2031, 2, 11, 6, 59, tzinfo=UTC)
    assert send(world, by(server)) == Tally()
    world.clock.now = datetime(2031, 2, 11, 7, 0, tzinfo=UTC)
    assert send(world, by(server)) == Tally(sent=1)
    assert server.ids()[1] == f"<{first.message_id}@record.example.org>"
    assert {row.state for row in intents(world)} == {State.SENT}


def test_whoever_wants_no_mail_gets_what_they_must_have(world: World, server: MailServer) -> None:
    """With no mail wished, a notice is sent all the same, and nothing else."""
    person = world.user()
    _prefer(world, person, Wish.NEVER)
    tell(world, [person], "report.issued")
    tell(world, [person], "incident.notified")
    assert send(world, by(server)) == Tally(sent=1)
    assert [row.state for row in intents(world)] == [State.WITHDRAWN, State.SENT]


def test_mails_can_be_left_in_a_folder(world: World, tmp_path: Path) -> None:
    """Without a server each mail is a file named by its Message-ID, and nothing half-written is left."""
    tell(world, [world.user()])
    assert send(world, Folder(tmp_path / "mail")) == Tally(sent=1)
    assert [path.name for path in (tmp_path / "mail").iterdir()] == [f"{intents(world)[0].message_id}.eml"]


def test_nothing_is_locked_while_a_mail_is_on_its_way(world: World, server: MailServer) -> None:
    """Somebody else can write while the server takes its time."""
    person, stop = world.user(), Event()
    tell(world, [person])

    def write() -> str:
        stop.set()
        tell(world, [person], "reply.given")
        return "250 Taken"

    server.answer = write
    assert post(world, by(server)).send_due(stop) == Tally(sent=1)
    assert [row.state for row in intents(world)] == [State.SENT, State.PENDING]
