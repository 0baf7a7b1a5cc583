"""A world to test in: an application on a migrated database, a clock that stands still, people and contests on demand.

Rows are made by the verbs of production, wherever there is one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import event, select

from compliance.candidates import service as candidates
from compliance.candidates.terms import Status
from compliance.contests.service import NewContest, create_contest
from compliance.core.access import Actor, Role, command_line
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import passwords, queries, service
from compliance.identity.models import User
from compliance.transparency.recording import record
from compliance.web.transaction import Application, Edge
from tests.client import PageClient

PASSWORD = "a long and simple sentence"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def advance(self, **by: float) -> None:
        """Move on, by `days=1` or the like."""
        self.now += timedelta(**by)


@cache
def _password_hash() -> str:
    return passwords.hash_password(PASSWORD)


class World:
    """The application under test and everything in it."""

    def __init__(self, app: Application, clock: Clock) -> None:
        self.app = app
        self.clock = clock
        self.edge: Edge = app.extensions["compliance.edge"]
        self._people = 0

    @contextmanager
    def act(self, actor: Actor | None = None) -> Iterator[UnitOfWork]:
        """A unit of work that is committed at its end."""
        with self.edge.writers() as session:
            yield UnitOfWork(session, actor or command_line(), self.clock())
            session.commit()

    @contextmanager
    def look(self, actor: Actor | None = None) -> Iterator[UnitOfWork]:
        """A unit of work that only reads."""
        with self.edge.readers() as session:
            yield UnitOfWork(session, actor or command_line(), self.clock())

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The statements that the application sends meanwhile."""
        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        event.listen(self.edge.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(self.edge.engine, "before_cursor_execute", note)

    def contest(self, slug: str = "dg-2031", **values: object) -> int:
        """Make a contest from October 2030 to a vote on 15 May 2031; return its id."""
        given: dict[str, Any] = {
            "slug": slug,
            "title": "Election of the Director General",
            "organisation": "Example Organisation",
            "post": "Director General",
            "timezone": "Europe/Zurich",
            "opens_on": date(2030, 10, 1),
            "votes_on": date(2031, 5, 15),
        }
        with self.act() as uow:
            return create_contest(uow, NewContest(**{**given, **values})).id

    def candidacy(
        self, contest_id: int, key: str = "alder", name: str = "Robin Alder", position: int | None = None
    ) -> int:
        """Make a candidacy announced on 3 October 2030, in post since 2021; return its id.

        It stands after those that are there, unless another `position` is given.
        """
        with self.act() as uow:
            command = candidates.NewCandidacy(
                key=key,
                name=name,
                post="Deputy Director General",
                nominated_by=["Freedonia"],
                announced_on=date(2030, 10, 3),
            )
            candidacy = candidates.add_candidacy(uow, contest_id, command)
            candidacy.position = candidacy.position if position is None else position
            candidates.set_statuses(uow, candidacy, [candidates.StatusSpan(Status.IN_POST, date(2021, 9, 1))])
            return candidacy.id

    def user(
        self,
        role: Role | None = None,
        contest_id: int | None = None,
        candidacy_id: int | None = None,
        name: str | None = None,
    ) -> int:
        """Make somebody with PASSWORD as password and perhaps a role; return their id.

        The address of the third person, if an officer, is officer3@example.org.
        """
        self._people += 1
        with self.act() as uow:
            word = role.value if role else "person"
            made = service.NewUser(f"{word}{self._people}@example.org", name or f"{word.title()} {self._people}")
            user = service.add_user(uow, made)
            user.password_hash = _password_hash()
            user.must_change_password = False
            record(uow, "user.password_changed", f"user:{user.reference}")
            if role:
                service.give_role(uow, user, role, contest_id=contest_id, candidacy_id=candidacy_id)
            return user.id

    def actor(self, user_id: int) -> Actor:
        """Somebody as an actor, with roles and recusals as they are now."""
        with self.look() as uow:
            name = uow.session.scalars(select(User.name).where(User.id == user_id)).one()
            return queries.actor_of(uow.session, user_id, name)

    def browser(self, user_id: int | None = None) -> PageClient:
        """A browser in which somebody is signed in, or nobody."""
        return PageClient(self.app, user_id)


STANDARD_NOW = datetime(2031, 2, 10, 9, 30, tzinfo=UTC)
