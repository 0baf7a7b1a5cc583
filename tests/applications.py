"""Applications for the tests: making one costs a tenth of a second, so one that has been used is used again.

Nothing of a test stays in it: settings, database and clock are set anew each time, and one whose routes a test has
changed is thrown away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from compliance.app import create_app
from compliance.core.database import create_engine
from compliance.web.transaction import Application, Edge
from config import Config

_idle: list[tuple[Application, dict[str, object], int]] = []


@contextmanager
def application(config: Config, clock: Callable[[], datetime], *, unused: bool = False) -> Iterator[Application]:
    """An application with these settings, on their database, until the block ends; if asked for, a new one."""
    app, settings, routes = _made(config, clock) if unused or not _idle else _idle.pop()
    app.config.clear()
    app.config.update(settings)
    app.extensions["compliance.config"] = config
    edge = app.extensions["compliance.edge"] = Edge.of(create_engine(config.database_url), clock)
    app.testing = True
    try:
        yield app
    finally:
        edge.engine.dispose()
        if len(list(app.url_map.iter_rules())) == routes:
            _idle.append((app, settings, routes))


def _made(config: Config, clock: Callable[[], datetime]) -> tuple[Application, dict[str, object], int]:
    app = create_app(config, clock)
    return app, dict(app.config), len(list(app.url_map.iter_rules()))
