"""The command that writes a report."""

from datetime import datetime
from pathlib import Path
from typing import cast

import click

from compliance.contests import queries as contests
from compliance.core.errors import Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.reports import service
from compliance.reports.naming import Format
from compliance.reports.terms import Edition
from compliance.reports.typeset import Bounds
from compliance.web.command_line import installation, reading
from config import MIB


class Instant(click.ParamType):
    """An instant, written as ISO 8601 with its distance from UTC."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read an instant; refuse a time that could be several, for want of a zone."""
        if isinstance(value, datetime):
            return value
        try:
            instant = datetime.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} is no instant. Write it as 2031-02-24T14:05:00+01:00.", param, ctx)
        if instant.tzinfo is None:
            self.fail(f"{value!r} names no zone. Add the distance from UTC: 2031-02-24T14:05:00+01:00.", param, ctx)
        return instant


@click.command("report")
@click.argument("contest")
@click.option("--edition", type=click.Choice([one.value for one in Edition]), required=True, help="For whom.")
@click.option("--format", "kind", type=click.Choice(service.FORMATS), required=True, help="How it is written.")
@click.option("--as-of", type=Instant(), help="What was recorded by this instant, such as 2031-02-24T14:05:00+01:00.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
def report(contest: str, edition: str, kind: str, as_of: datetime | None, output: Path | None) -> None:
    """Write a report on CONTEST, as known now or at an earlier instant.

    The same state of the record gives the same bytes. Nothing is issued: that is done on the site, where it is logged.
    """
    with reading() as uow:
        written = _written(uow, contest, Edition(edition), cast("Format", kind), as_of or uow.now)
    if output is None:
        click.get_binary_stream("stdout").write(written)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from None


def _written(uow: UnitOfWork, slug: str, edition: Edition, kind: Format, as_of: datetime) -> bytes:
    found = contests.by_slug(uow.session, slug)
    if found is None:
        raise Invalid(f"There is no contest {slug!r}.")
    config = installation().config
    bounds = Bounds(config.report_memory_mib * MIB, config.report_seconds)
    return service.rendered(service.preview(uow, found.id, edition, as_of), kind, bounds)
