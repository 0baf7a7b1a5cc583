"""A contest as known at an instant: built from what the log recorded by then, never from today's tables.

When something happened and when it was recorded are two times: a report speaks of what was on record.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_instant
from compliance.incidents.terms import PublicationState
from compliance.pledges.queries import rulebook_from
from compliance.reports.editions import edition_of
from compliance.reports.model import Contest, Edition, LogHead, Report
from compliance.reports.queries.cases import Cases
from compliance.reports.queries.election import candidates, instruments, matrix
from compliance.reports.queries.recused import recusals, without_confined
from compliance.transparency.queries import Checkpoint, Rows, checkpoint_at, rows_at


def known_at(
    session: Session, contest_id: int, as_of: datetime, edition: Edition, *, checkpoint: Checkpoint | None = None
) -> Report:
    """Return one edition of the report on a contest.

    Args:
        session: where to read.
        contest_id: the contest.
        as_of: the instant, aware.
        edition: for whom.
        checkpoint: how far the log had come, where it is known already; by default, how far it had come at `as_of`.

    Raises:
        Invalid: on the field `as_of`, if the contest was not on record by then.
    """
    known = checkpoint or checkpoint_at(session, as_of)
    rows = without_confined(rows_at(session, contest_id, known.size))
    if contest_id not in rows.get("contest", {}):
        raise Invalid([Fault("as_of", _("Nothing of this contest was on record by %(instant)s.", instant=_utc(as_of)))])
    contest = _contest(rows, contest_id)
    book = rulebook_from(rows, contest_id)
    keys = {candidacy.id: candidacy.key for candidacy in book.candidacies}
    report = Report(
        edition=Edition.ETHICS,
        as_of=as_of.astimezone(UTC),
        contest=contest,
        instruments=instruments(rows),
        candidates=candidates(rows, book),
        matrix=matrix(rows, book, contest.opens_on, contest.votes_on),
        incidents=Cases(rows, book, keys).incidents(),
        recusals=recusals(session, rows, known.size, as_of.astimezone(ZoneInfo(contest.timezone)).date()),
        log=LogHead(known.size, known.root),
    )
    return edition_of(report, edition)


def when_published(session: Session, contest_id: int, incident_id: int, as_of: datetime) -> Report:
    """The public edition of one case alone, as if it were published: what would be printed of it.

    It has no incident if the public edition tells nothing of the case all the same: while it is confined, or without
    a finding.
    """
    known = checkpoint_at(session, as_of)
    rows = without_confined(rows_at(session, contest_id, known.size))
    rows = {**rows, "incident": {key: row for key, row in rows["incident"].items() if key == incident_id}}
    rows["publication"] = {
        key: {**row, "state": PublicationState.PUBLISHED} for key, row in rows.get("publication", {}).items()
    }
    book = rulebook_from(rows, contest_id)
    report = Report(
        edition=Edition.ETHICS,
        as_of=as_of.astimezone(UTC),
        contest=_contest(rows, contest_id),
        instruments=instruments(rows),
        candidates=candidates(rows, book),
        matrix=(),
        incidents=Cases(rows, book, {candidacy.id: candidacy.key for candidacy in book.candidacies}).incidents(),
        recusals=(),
        log=LogHead(known.size, known.root),
    )
    return edition_of(report, Edition.PUBLIC)


def _utc(instant: datetime) -> str:
    return long_instant(instant, "UTC")


def _contest(rows: Rows, contest_id: int) -> Contest:
    row = rows["contest"][contest_id]
    return Contest(
        slug=row["slug"],
        title=row["title"],
        organisation=row["organisation"],
        post=row["post"],
        timezone=row["timezone"],
        opens_on=date.fromisoformat(row["opens_on"]),
        votes_on=date.fromisoformat(row["votes_on"]),
        electorate=row.get("electorate"),
        majority=row.get("majority"),
    )
