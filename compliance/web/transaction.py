"""The edge: one session and one unit of work a request, one commit after the view, and only if it succeeded.

A request that may change something (any method but GET, HEAD, OPTIONS) has a writing session from its first statement
on. A view that answers with an error, such as a form that is shown again with 422, commits nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from compliance.core.access import VISITOR, Actor
from compliance.core.database import session_factory
from compliance.core.unit_of_work import UnitOfWork

Clock = Callable[[], datetime]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_EXTENSION = "compliance.edge"


def utc_now() -> datetime:
    """The clock of production."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Edge:
    """What requests share: the engine, its two kinds of session, and the clock (another one in tests)."""

    engine: Engine
    readers: sessionmaker[Session]
    writers: sessionmaker[Session]
    clock: Clock

    @classmethod
    def of(cls, engine: Engine, clock: Clock) -> "Edge":
        """Make the two kinds of session of an engine."""
        return cls(engine, session_factory(engine, writes=False), session_factory(engine, writes=True), clock)


class Application(Flask):
    """A Flask application that commits once, after the view."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view; commit what it changed if the request may change anything and the answer is no error."""
        response = self.make_response(super().dispatch_request())
        opened: Session | None = g.get("session")
        if opened is not None and request.method not in SAFE_METHODS and response.status_code < 400:  # noqa: PLR2004
            opened.commit()
        return response


def install(app: Flask, engine: Engine, clock: Clock) -> None:
    """Give the application its edge, and close what a request opened."""
    app.extensions[_EXTENSION] = Edge.of(engine, clock)
    app.teardown_appcontext(_close)


def edge() -> Edge:
    """The current application's edge."""
    found: Edge = current_app.extensions[_EXTENSION]
    return found


def session() -> Session:
    """This request's session."""
    if "session" not in g:
        factory = edge().readers if request.method in SAFE_METHODS else edge().writers
        g.session = factory()
    opened: Session = g.session
    return opened


def only_read() -> None:
    """Let this request read alone, although its method would let it write: nobody waits for it then."""
    if "session" not in g:
        g.session = edge().readers()


def now() -> datetime:
    """The instant at which this request began to act; the same for all that it does."""
    if "now" not in g:
        g.now = edge().clock()
    instant: datetime = g.now
    return instant


def actor() -> Actor:
    """Who makes this request."""
    return current_user.actor if current_user.is_authenticated else VISITOR


def unit_of_work() -> UnitOfWork:
    """This request's unit of work."""
    return UnitOfWork(session(), actor(), now())


def close_session() -> None:
    """Give up this request's session, rolling back what it has not committed."""
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()


def _close(_error: BaseException | None) -> None:
    close_session()
