"""The command that writes a report."""

import sys
from datetime import datetime
from pathlib import Path

import click

from compliance.contests import queries as contests
from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.reports import service
from compliance.reports.naming import Format
from compliance.reports.terms import Edition
from compliance.reports.typeset import Bounds
from compliance.web.command_line import installation, reading
from config import MIB


def _instant(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    """Read an instant; a time without a zone could be several, and is refused."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        message = _("'%(text)s' is no instant: write it as 2031-02-24T14:05:00+01:00.", text=text)
        raise click.BadParameter(message) from None
    if instant.tzinfo is None:
        message = _("'%(text)s' names no zone: add the distance from UTC, as in 2031-02-24T14:05:00+01:00.", text=text)
        raise click.BadParameter(message)
    return instant


@click.command("report")
@click.argument("contest")
@click.option("--edition", type=click.Choice([one.value for one in Edition]), required=True, help="For whom.")
@click.option("--format", "kind", type=click.Choice(service.FORMATS), required=True, help="How it is written.")
@click.option(
    "--as-of", callback=_instant, metavar="INSTANT", help="What was recorded by then, as 2031-02-24T14:05:00+01:00."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
def report(contest: str, edition: str, kind: Format, as_of: datetime | None, output: Path | None) -> None:
    """Write a report on CONTEST, as known now or at an earlier instant.

    The same state of the record gives the same bytes. Nothing is issued: that is done on the site, where it is logged.
    """
    with reading() as uow:
        written = _written(uow, contest, Edition(edition), kind, as_of or uow.now)
    if output is None:
        sys.stdout.buffer.write(written)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        message = _("%(path)s cannot be written: %(reason)s.", path=output, reason=error.strerror)
        raise click.UsageError(message) from None


def _written(uow: UnitOfWork, slug: str, edition: Edition, kind: Format, as_of: datetime) -> bytes:
    found = contests.by_slug(uow.session, slug)
    if found is None:
        raise Invalid(_("There is no contest '%(slug)s'.", slug=slug))
    config = installation().config
    bounds = Bounds(config.report_memory_mib * MIB, config.report_seconds)
    return service.rendered(service.preview(uow, found.id, edition, as_of), kind, bounds)
