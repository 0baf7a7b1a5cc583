"""A contest as known at an instant: built from what the log recorded by then, never from today's tables.

When something happened and when it was recorded are two times: a report speaks of what was on record.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_instant
from compliance.identity.models import User
from compliance.pledges.queries import rulebook_from
from compliance.reports.editions import edition_of
from compliance.reports.model import Contest, Edition, LogHead, Recusal, Report
from compliance.reports.queries.cases import Cases
from compliance.reports.queries.election import candidates, instruments, matrix
from compliance.transparency.queries import Checkpoint, Rows, checkpoint_at, rows_at, rows_of


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
    rows = rows_at(session, contest_id, known.size)
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
        recusals=_recusals(session, rows, known.size, contest.timezone),
        log=LogHead(known.size, known.root),
    )
    return edition_of(report, edition)


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


def _recusals(session: Session, rows: Rows, size: int, timezone: str) -> tuple[Recusal, ...]:
    """Who takes no part in what, in the order of declaration."""
    recorded = sorted(rows.get("recusal", {}).values(), key=lambda row: row["id"])
    names = _names(session, {row["user_id"] for row in recorded}, size)
    zone = ZoneInfo(timezone)
    return tuple(
        Recusal(
            person=names[row["user_id"]],
            subject=_subject(rows, row.get("candidacy_id"), row.get("incident_id")),
            from_=_day(row["declared_at"], zone),
            until=_day(row["ended_at"], zone) if "ended_at" in row else None,
            reason=row["reason"],
        )
        for row in recorded
    )


def _subject(rows: Rows, candidacy_id: int | None, incident_id: int | None) -> str:
    if incident_id is not None:
        return _("Incident %(reference)s", reference=rows["incident"][incident_id]["reference"])
    if candidacy_id is not None:
        return _("All cases of %(name)s", name=rows["candidacy"][candidacy_id]["name"])
    return _("The whole contest")


def _day(instant: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(instant).astimezone(zone).date()


def _names(session: Session, user_ids: set[int], size: int) -> dict[int, str]:
    """Names of users as they were recorded; accounts belong to no contest, so they are not among its rows."""
    if not user_ids:
        return {}
    found = session.execute(select(User.id, User.reference).where(User.id.in_(user_ids)))
    references = {row.id: row.reference for row in found}
    users = rows_of(session, [f"user:{reference}" for reference in references.values()], size).get("user_account", {})
    return {key: users[key]["name"] if key in users else reference for key, reference in references.items()}
