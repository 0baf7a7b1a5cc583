"""The command that writes a report."""

import sys
from datetime import UTC, datetime
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

STANDARD = "-"


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
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        message = _("'%(text)s' lies outside the years 1 to 9999.", text=text)
        raise click.BadParameter(message) from None


@click.command("report")
@click.argument("contest")
@click.option("--edition", type=click.Choice([one.value for one in Edition]), required=True, help="For whom.")
@click.option("--format", "kind", type=click.Choice(service.FORMATS), required=True, help="How it is written.")
@click.option(
    "--as-of", callback=_instant, metavar="INSTANT", help="What was recorded by then, as 2031-02-24T14:05:00+01:00."
)
@click.option("-o", "--output", metavar="FILE", default=STANDARD, help="The file to write; standard output otherwise.")
def report(contest: str, edition: str, kind: Format, as_of: datetime | None, output: str) -> None:
    """Write a report on CONTEST, as known now or at an earlier instant.

    An instant still to come is answered with what is on record now. The same state of the record gives the same bytes.
    Nothing is issued: that is done on the site, where it is logged, and where it takes two people for the public.
    """
    with reading() as uow:
        written = _written(uow, contest, Edition(edition), kind, _by_now(uow, as_of))
    if output == STANDARD:
        sys.stdout.buffer.write(written)
        return
    try:
        Path(output).write_bytes(written)
    except OSError as error:
        raise Invalid(_("%(path)s cannot be written: %(reason)s.", path=output, reason=error.strerror)) from None


def _by_now(uow: UnitOfWork, as_of: datetime | None) -> datetime:
    """Return the instant to report on: nobody can say yet what will be recorded after now, so none lies later."""
    if as_of is not None and as_of > uow.now:
        click.echo(_("That instant is still to come: the report tells what is on record now."), err=True)
    return uow.now if as_of is None else min(as_of, uow.now)


def _written(uow: UnitOfWork, slug: str, edition: Edition, kind: Format, as_of: datetime) -> bytes:
    found = contests.by_slug(uow.session, slug)
    if found is None:
        raise Invalid(_("There is no contest '%(slug)s'.", slug=slug))
    config = installation().config
    bounds = Bounds(config.report_memory_mib * MIB, config.report_seconds)
    return service.rendered(service.preview(uow, found.id, edition, as_of), kind, bounds)
