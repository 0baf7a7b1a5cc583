"""The contest side of a report from recorded rows: instruments, candidates, and which clause bound whom."""

from datetime import date

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.core.periods import Period
from compliance.pledges.queries import Rulebook
from compliance.pledges.queries.recorded import (
    Recorded,
    candidacies_of,
    clauses_of,
    day_of,
    instruments_of,
    statuses_of,
    versions_of,
)
from compliance.pledges.terms import Decision, Medium
from compliance.reports.model import (
    Acknowledgement,
    Candidate,
    Clause,
    ClauseDecision,
    Instrument,
    LeaveGap,
    MatrixCell,
    MatrixRow,
    StatusPeriod,
    Version,
)
from compliance.transparency.queries import Rows


def instruments(rows: Rows) -> tuple[Instrument, ...]:
    """Return the instruments with every version and clause, in the order of the file."""
    return tuple(
        Instrument(
            key=row["key"],
            title=row["title"],
            binds_by=BindsBy(row["binds_by"]),
            authority=row.get("authority"),
            versions=tuple(_version(rows, version) for version in versions_of(rows, row["id"])),
        )
        for row in instruments_of(rows)
    )


def _version(rows: Rows, row: Recorded) -> Version:
    clauses = tuple(
        Clause(clause["number"], clause.get("heading"), clause.get("text"), clause["is_leaf"], clause["depth"])
        for clause in clauses_of(rows, row["id"])
    )
    in_force_from = date.fromisoformat(row["in_force_from"])
    return Version(row["label"], in_force_from, day_of(row, "in_force_until"), row["language"], clauses)


def candidates(rows: Rows, book: Rulebook) -> tuple[Candidate, ...]:
    """Return the candidates in their order, each with the figures that the pure rules derive."""
    return tuple(_candidate(rows, book, row) for row in candidacies_of(rows))


def _candidate(rows: Rows, book: Rulebook, row: Recorded) -> Candidate:
    key = row["id"]
    return Candidate(
        key=row["key"],
        name=row["name"],
        post=row.get("post"),
        nominated_by=tuple(row["nominated_by"]),
        announced_on=date.fromisoformat(row["announced_on"]),
        withdrawn_on=day_of(row, "withdrawn_on"),
        days_unpledged=book.days_unpledged(key),
        leave_gaps=tuple(LeaveGap(gap.start, gap.until) for gap in book.leave_gaps(key) if gap.until is not None),
        statuses=tuple(_status(period) for period in statuses_of(rows, key)),
        acknowledgements=_acknowledgements(rows, key),
    )


def _status(row: Recorded) -> StatusPeriod:
    return StatusPeriod(Status(row["status"]), date.fromisoformat(row["from_on"]), day_of(row, "until_on"))


def _acknowledgements(rows: Rows, candidacy_id: int) -> tuple[Acknowledgement, ...]:
    """What a candidate signed, by day of signature and, on one day, in the order of recording."""
    signed = [row for row in rows.get("acknowledgement", {}).values() if row["candidacy_id"] == candidacy_id]
    return tuple(_acknowledgement(rows, row) for row in sorted(signed, key=lambda row: (row["signed_on"], row["id"])))


def _acknowledgement(rows: Rows, row: Recorded) -> Acknowledgement:
    version = rows["instrument_version"][row["version_id"]]
    return Acknowledgement(
        instrument=rows["instrument"][version["instrument_id"]]["key"],
        version=version["label"],
        signed_on=date.fromisoformat(row["signed_on"]),
        withdrawn_on=day_of(row, "withdrawn_on"),
        submitted_to=row.get("submitted_to"),
        medium=Medium(row["medium"]),
        digest=row["signed_digest"] or None,
        decisions=_decisions(rows, row["id"]),
    )


def _decisions(rows: Rows, acknowledgement_id: int) -> tuple[ClauseDecision, ...]:
    """What was decided on single clauses, in the order of reading."""
    clauses = rows.get("clause", {})
    given = [row for row in rows.get("clause_decision", {}).values() if row["acknowledgement_id"] == acknowledgement_id]
    return tuple(
        ClauseDecision(clauses[row["clause_id"]]["number"], Decision(row["decision"]), row.get("statement") or "")
        for row in sorted(given, key=lambda row: clauses[row["clause_id"]]["position"])
    )


def matrix(rows: Rows, book: Rulebook, opens_on: date, votes_on: date) -> tuple[MatrixRow, ...]:
    """Say for each leaf clause whether it binds each candidate at the vote, and on how many days it bound.

    Allegations are counted by the edition, from the incidents that it shows.
    """
    campaign = Period(opens_on, votes_on)
    keys = [(row["id"], row["key"]) for row in candidacies_of(rows)]
    return tuple(
        MatrixRow(
            clause.instrument_key,
            clause.version_label,
            clause.number,
            tuple(_cell(book, candidacy_id, key, clause.id, campaign) for candidacy_id, key in keys),
        )
        for clause in book.clauses
    )


def _cell(book: Rulebook, candidacy_id: int, key: str, clause_id: int, campaign: Period) -> MatrixCell:
    found = book.runs(candidacy_id, clause_id, campaign)
    bound = [run.period for run in found if run.outcome.binds]
    days = sum((period.until - period.start).days + 1 for period in bound if period.until is not None)
    return MatrixCell(key, found[-1].outcome, days)
