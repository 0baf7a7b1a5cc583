"""The schema: every area's tables together, the migrations that make them, and whether a database agrees."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData

import compliance.candidates.models
import compliance.codes.models
import compliance.contests.models
import compliance.identity.models
import compliance.incidents.models
import compliance.intake.models
import compliance.notifications.models
import compliance.pledges.models
import compliance.reports.models
import compliance.transparency.models  # noqa: F401 - all are imported for their tables
from compliance.core.database import Base

ROOT = Path(__file__).resolve().parent.parent


def metadata() -> MetaData:
    """All tables."""
    return Base.metadata


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate to a revision (the newest, unless another is named), in one transaction."""
    with _alembic(engine) as config:
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate back to a revision, keeping the data that it can hold."""
    with _alembic(engine) as config:
        command.downgrade(config, revision)


def new_revision(engine: Engine, message: str, number: str) -> None:
    """Write the next numbered migration from what the models have and the database has not."""
    with _alembic(engine) as config:
        command.revision(config, message, autogenerate=True, rev_id=number)


def newest() -> str | None:
    """The newest revision that the migrations know."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current(engine: Engine) -> str | None:
    """The revision that a database is at; None if it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(engine: Engine) -> list[str]:
    """How a database differs from the models, a sentence each; none if they agree."""
    found = []
    if current(engine) != newest():
        found.append(f"The database is at revision {current(engine) or 'none'}, the newest is {newest()}.")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found.extend(f"{difference}" for difference in compare_metadata(context, metadata()))
    return found


def _config() -> AlembicConfig:
    return AlembicConfig(toml_file=ROOT / "pyproject.toml")


@contextmanager
def _alembic(engine: Engine) -> Iterator[AlembicConfig]:
    config = _config()
    attributes: dict[str, Any] = config.attributes
    with engine.execution_options(writes=True).begin() as connection:
        attributes["connection"] = connection
        yield config
