"""Commands of pledges."""

import re
from collections.abc import Iterator
from datetime import date

import click
import orjson

from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.periods import Period
from compliance.pledges import queries
from compliance.web.command_line import reading
from compliance.web.status import badge

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    """Read a calendar day, written as YYYY-MM-DD and in no other way."""
    if text is None:
        return None
    message = _("'%(text)s' is no calendar day: write it as 2031-02-24.", text=text)
    if not DAY.fullmatch(text):
        raise click.BadParameter(message)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(message) from None


@click.command()
@click.argument("contest")
@click.argument("candidate")
@click.option("--from", "start", callback=_day, required=True, metavar="DAY", help="The first day, as 2031-01-16.")
@click.option("--until", callback=_day, metavar="DAY", help="The last day; the first one if it is not given.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON alone.")
def applicability(contest: str, candidate: str, start: date, until: date | None, *, as_json: bool) -> None:
    """Say which clauses bound a candidate over some days, and why, or why not.

    CONTEST is the contest's short name, CANDIDATE the candidate's key; both are those of the contest file. Every leaf
    clause of every version is answered for.
    """
    if until is not None and until < start:
        raise Invalid(_("--until: the period cannot end before it begins (%(day)s).", day=start.isoformat()))
    with reading() as uow:
        answer = queries.applicability_of(uow.session, contest, candidate, Period(start, until or start))
    if as_json:
        click.echo(orjson.dumps(answer.plain(), option=orjson.OPT_INDENT_2))
    else:
        click.echo("\n".join(_in_words(answer)))


def _in_words(answer: queries.Answer) -> Iterator[str]:
    yield f"{answer.candidate.name}, {_days(answer.period)}"
    for version, clauses in answer.by_version():
        yield ""
        yield _("%(title)s, version %(label)s", title=version.instrument_title, label=version.version_label)
        for one in clauses:
            yield f"  {one.clause.number}" + (f" {one.clause.heading}" if one.clause.heading else "")
            for run in one.runs:
                days = "" if len(one.runs) == 1 else f"{_days(run.period)}: "
                yield f"    {days}{badge('outcome', run.outcome).label}. {run.reason}"


def _days(period: Period) -> str:
    last = period.until or period.start
    return long_date(period.start) if last == period.start else f"{long_date(period.start)} – {long_date(last)}"
