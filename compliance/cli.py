"""The `compliance` command: one group an area, joined here.

Exit status: 0 done, 1 a check found a fault, 2 unusable input, 3 not allowed.
"""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from compliance import schema
from compliance.core.database import create_engine
from compliance.core.errors import Forbidden, Invalid, Refusal
from compliance.exchange.cli import demo_installation, export_file, import_file
from compliance.identity.cli import user
from compliance.overview.cli import worker
from compliance.pledges.cli import applicability
from compliance.reports.cli import report
from compliance.transparency import recording
from compliance.transparency.cli import log
from compliance.web.command_line import Installation, installation
from config import Config, ConfigurationFaults

UNUSABLE = 2
NOT_ALLOWED = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def compliance(context: click.Context) -> None:
    """The record of a leadership election's code of conduct that both camps can trust.

    Every command takes the database from DATABASE_URL (by default SQLite under ./instance).
    """
    context.obj = Installation(Config.from_environment(os.environ), migrated)
    context.call_on_close(context.obj.close)


def migrated(url: str) -> Engine:
    """Open a database, with every change watched. An empty one is migrated; Invalid if one is of another version."""
    recording.install()
    engine = create_engine(url)
    found = schema.current(engine)
    if found is None:
        schema.upgrade(engine)
    elif found != schema.newest():
        raise Invalid(
            f"The database is at revision {found}, this software needs {schema.newest()}: run `compliance db upgrade`."
        )
    return engine


@compliance.group()
def db() -> None:
    """Migrate the database, or check it."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Migrate the database to the newest revision."""
    engine = create_engine(installation().config.database_url)
    schema.upgrade(engine)
    click.echo(f"The database is at revision {schema.current(engine)}.")


@db.command("check")
def db_check() -> None:
    """Tell whether models and database agree; exit status 1 if they do not."""
    differences = schema.differences(create_engine(installation().config.database_url))
    for difference in differences:
        click.echo(difference)
    if differences:
        sys.exit(1)
    click.echo("Models and database agree.")


compliance.add_command(applicability)
compliance.add_command(log)
compliance.add_command(demo_installation)
compliance.add_command(import_file)
compliance.add_command(export_file)
compliance.add_command(report)
compliance.add_command(user)
compliance.add_command(worker)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command; say what is wrong on standard error, in words, with the exit status that it has."""
    try:
        status = compliance.main(args=arguments, prog_name="compliance", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(UNUSABLE)
    except ConfigurationFaults as faults:
        _say(str(faults), UNUSABLE)
    except Refusal as refusal:
        _say(refusal.message, NOT_ALLOWED if isinstance(refusal, Forbidden) else UNUSABLE)
    except OperationalError as error:
        _say(f"The database cannot be used: {error.orig}", UNUSABLE)


def _say(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)
