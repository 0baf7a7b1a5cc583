"""Counting SQL statements, as the application sends them to its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.factories.world import World


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Gather the statements that are sent while the block runs, without those that begin and end transactions."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(world.edge.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(world.edge.engine, "before_cursor_execute", note)
