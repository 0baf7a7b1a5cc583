"""What bound whom as it was recorded up to some entry of the log: the same rulebook, from rows that the log gives back.

Recorded rows are plain data: days are ISO 8601 text, terms their values, and an empty column is absent.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy, Modality
from compliance.pledges.queries.binding import Rulebook, bound
from compliance.pledges.terms import Decision
from compliance.transparency.queries import Rows

Recorded = dict[str, Any]


class _Leaf(NamedTuple):
    id: int
    parent_id: int | None
    number: str
    heading: str | None
    text: str | None
    modality: Modality
    topics: list[str]
    applies_when: list[str] | None
    version_id: int
    label: str
    ordinal: int
    in_force_from: date
    in_force_until: date | None
    instrument_id: int
    key: str
    title: str
    binds_by: BindsBy


class _Standing(NamedTuple):
    id: int
    key: str
    name: str
    announced_on: date
    withdrawn_on: date | None
    votes_on: date
    status: Status | None = None
    from_on: date | None = None
    until_on: date | None = None


class _Given(NamedTuple):
    instrument_id: int
    key: str
    binds_by: BindsBy
    version_id: int | None = None
    id: int | None = None
    candidacy_id: int | None = None
    signed_on: date | None = None
    withdrawn_on: date | None = None
    decision: Decision | None = None
    number: str | None = None


def rulebook_from(rows: Rows, contest_id: int) -> Rulebook:
    """Return what decided which clauses bound whom, from the recorded rows of one contest. Nothing is read.

    Args:
        rows: as `transparency.queries.rows_at` gives them.
        contest_id: the contest; it must be among the rows.
    """
    clauses = rows.get("clause", {})
    headings = {key: (row.get("parent_id"), row.get("heading")) for key, row in clauses.items() if not row["is_leaf"]}
    votes_on = date.fromisoformat(rows["contest"][contest_id]["votes_on"])
    return bound(_leaves(rows), headings, _standings(rows, votes_on), _given(rows))


def instruments_of(rows: Rows) -> list[Recorded]:
    """Return the recorded instruments in the order of the file."""
    return sorted(rows.get("instrument", {}).values(), key=lambda row: (row["position"], row["id"]))


def versions_of(rows: Rows, instrument_id: int) -> list[Recorded]:
    """Return the recorded versions of an instrument, the first one first."""
    found = [row for row in rows.get("instrument_version", {}).values() if row["instrument_id"] == instrument_id]
    return sorted(found, key=lambda row: row["ordinal"])


def clauses_of(rows: Rows, version_id: int) -> list[Recorded]:
    """Return the recorded clauses of a version in the order of reading, headings included."""
    found = [row for row in rows.get("clause", {}).values() if row["version_id"] == version_id]
    return sorted(found, key=lambda row: row["position"])


def candidacies_of(rows: Rows) -> list[Recorded]:
    """Return the recorded candidacies in their order."""
    return sorted(rows.get("candidacy", {}).values(), key=lambda row: (row["position"], row["id"]))


def statuses_of(rows: Rows, candidacy_id: int) -> list[Recorded]:
    """Return the recorded status periods of a candidacy by their first day."""
    found = [row for row in rows.get("status_period", {}).values() if row["candidacy_id"] == candidacy_id]
    return sorted(found, key=lambda row: row["from_on"])


def day_of(row: Recorded, column: str) -> date | None:
    """Return a recorded day; None if the column was empty."""
    return date.fromisoformat(row[column]) if column in row else None


def _leaves(rows: Rows) -> Iterator[_Leaf]:
    for instrument in instruments_of(rows):
        for version in versions_of(rows, instrument["id"]):
            for clause in clauses_of(rows, version["id"]):
                if clause["is_leaf"]:
                    yield _leaf(instrument, version, clause)


def _leaf(instrument: Recorded, version: Recorded, clause: Recorded) -> _Leaf:
    return _Leaf(
        id=clause["id"],
        parent_id=clause.get("parent_id"),
        number=clause["number"],
        heading=clause.get("heading"),
        text=clause.get("text"),
        modality=Modality(clause["modality"]),
        topics=clause["topics"],
        applies_when=clause.get("applies_when"),
        version_id=version["id"],
        label=version["label"],
        ordinal=version["ordinal"],
        in_force_from=date.fromisoformat(version["in_force_from"]),
        in_force_until=day_of(version, "in_force_until"),
        instrument_id=instrument["id"],
        key=instrument["key"],
        title=instrument["title"],
        binds_by=BindsBy(instrument["binds_by"]),
    )


def _standings(rows: Rows, votes_on: date) -> Iterator[_Standing]:
    for candidacy in candidacies_of(rows):
        announced_on = date.fromisoformat(candidacy["announced_on"])
        withdrawn_on = day_of(candidacy, "withdrawn_on")
        plain = _Standing(candidacy["id"], candidacy["key"], candidacy["name"], announced_on, withdrawn_on, votes_on)
        periods = statuses_of(rows, candidacy["id"])
        for period in periods:
            first, last = date.fromisoformat(period["from_on"]), day_of(period, "until_on")
            yield plain._replace(status=Status(period["status"]), from_on=first, until_on=last)
        if not periods:
            yield plain


def _given(rows: Rows) -> Iterator[_Given]:
    """Yield a row for each instrument, for each acknowledgement of it, and for each decision in that."""
    numbers = {key: clause["number"] for key, clause in rows.get("clause", {}).items()}
    acknowledgements = sorted(rows.get("acknowledgement", {}).values(), key=lambda row: row["id"])
    for instrument in instruments_of(rows):
        plain = _Given(instrument["id"], instrument["key"], BindsBy(instrument["binds_by"]))
        yield plain
        versions = {version["id"] for version in versions_of(rows, instrument["id"])}
        for acknowledgement in acknowledgements:
            if acknowledgement["version_id"] in versions:
                yield from _decided(plain, acknowledgement, rows, numbers)


def _decided(plain: _Given, acknowledgement: Recorded, rows: Rows, numbers: dict[int, str]) -> Iterator[_Given]:
    given = plain._replace(
        version_id=acknowledgement["version_id"],
        id=acknowledgement["id"],
        candidacy_id=acknowledgement["candidacy_id"],
        signed_on=date.fromisoformat(acknowledgement["signed_on"]),
        withdrawn_on=day_of(acknowledgement, "withdrawn_on"),
    )
    yield given
    for decided in rows.get("clause_decision", {}).values():
        if decided["acknowledgement_id"] == acknowledgement["id"]:
            yield given._replace(decision=Decision(decided["decision"]), number=numbers[decided["clause_id"]])
