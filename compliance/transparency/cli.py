"""Commands of the log."""

import sys

import click

from compliance.transparency.verification import verify
from compliance.web.command_line import reading


@click.group()
def log() -> None:
    """Check the log that every act is written to."""


@log.command("verify")
@click.option("--size", type=click.IntRange(min=0), help="A size that was printed earlier, for instance in a report.")
@click.option("--root", help="The root, in hexadecimal, that was printed with it.")
def log_verify(size: int | None, root: str | None) -> None:
    """Recompute the whole log and the recorded facts; exit status 1, and a line for each thing that differs."""
    if (size is None) != (root is None):
        raise click.UsageError("Give --size and --root together, as they were printed.")
    with reading() as uow:
        found = verify(uow.session, expected_size=size, expected_root=None if root is None else root.strip().lower())
    for difference in found.differences:
        click.echo(difference)
    click.echo(f"{found.size} entries, root {found.root}, {found.rows} recorded rows")
    if not found.holds:
        click.echo(f"{len(found.differences)} differences", err=True)
        sys.exit(1)
    click.echo("The log holds, and so do the facts that it recorded.")
