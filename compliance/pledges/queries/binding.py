"""Everything that decides which clause bound whom in a contest, read at once and handed to the pure rules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy, Modality
from compliance.core.periods import Period
from compliance.pledges import applicability
from compliance.pledges.applicability import Acknowledged, Rule, Run, Standing, StatusPeriod
from compliance.pledges.queries import rows
from compliance.pledges.terms import Decision

Headings = Mapping[int, tuple[int | None, str | None]]
"""The parent and the heading of each clause that has children."""


@dataclass(frozen=True, slots=True)
class LeafClause:
    """A clause that can be tested against an incident.

    `path` holds the headings on the way to it, outermost first, its own last if it has one; `rule` is what the pure
    rules ask of it.
    """

    id: int
    instrument_id: int
    instrument_key: str
    instrument_title: str
    version_id: int
    version_label: str
    ordinal: int
    number: str
    heading: str | None
    text: str
    modality: Modality
    topics: tuple[str, ...]
    rule: Rule
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A candidacy by its row, its key in addresses, and its name."""

    id: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The clauses of a contest in the order of its file, its candidacies in theirs, and what binds one to the other.

    `acknowledgements` by candidacy and version, in the order of recording. `pledged` names the instruments that bind
    by acknowledgement: key by row, in order.
    """

    votes_on: date | None
    clauses: tuple[LeafClause, ...]
    candidacies: tuple[Named, ...]
    standings: Mapping[int, Standing]
    acknowledgements: Mapping[tuple[int, int], tuple[Acknowledged, ...]]
    pledged: Mapping[int, str]
    instrument_of: Mapping[int, int]
    _by_id: dict[int, LeafClause] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {clause.id: clause for clause in self.clauses})

    def clause(self, clause_id: int) -> LeafClause:
        """Return a clause that was read; KeyError for any other."""
        return self._by_id[clause_id]

    def acknowledged(self, candidacy_id: int, version_id: int) -> tuple[Acknowledged, ...]:
        """Return a candidate's acknowledgements of one version, in the order of recording."""
        return self.acknowledgements.get((candidacy_id, version_id), ())

    def runs(self, candidacy_id: int, clause_id: int, period: Period) -> list[Run]:
        """Say on which days of a period with an end the clause bound the candidate, and why, or why not."""
        clause = self._by_id[clause_id]
        acknowledged = self.acknowledged(candidacy_id, clause.version_id)
        return applicability.runs(clause.rule, self.standings[candidacy_id], acknowledged, period)

    def days_unpledged(self, candidacy_id: int) -> dict[str, int]:
        """Count the candidate's days without a pledge, by the key of each instrument that binds by acknowledgement."""
        if self.votes_on is None:
            return {}
        standing = self.standings[candidacy_id]
        return {
            key: applicability.days_unpledged(standing, self._of_instrument(candidacy_id, instrument_id), self.votes_on)
            for instrument_id, key in self.pledged.items()
        }

    def leave_gaps(self, candidacy_id: int) -> list[Period]:
        """Return the days, after leave has begun and up to the vote, on which the candidate was not on leave."""
        return [] if self.votes_on is None else applicability.leave_gaps(self.standings[candidacy_id], self.votes_on)

    def _of_instrument(self, candidacy_id: int, instrument_id: int) -> list[Acknowledged]:
        return [
            one
            for (candidacy, version), given in self.acknowledgements.items()
            if candidacy == candidacy_id and self.instrument_of[version] == instrument_id
            for one in given
        ]


def rulebook(
    session: Session,
    contest_id: int,
    *,
    clause_ids: Collection[int] | None = None,
    candidacy_id: int | None = None,
) -> Rulebook:
    """Read what decides which clauses bound whom, in at most four statements, however much there is.

    Args:
        session: where to read.
        contest_id: the contest.
        clause_ids: only these leaf clauses, if given; the figures of the candidates are of all instruments even so.
        candidacy_id: only this candidacy, if given.
    """
    leaves = rows.leaves(session, contest_id, clause_ids)
    headings = rows.headings(session, {row.version_id for row in leaves if row.parent_id is not None})
    standings = rows.standings(session, contest_id, candidacy_id)
    acknowledgements = rows.acknowledgements(session, contest_id, clause_ids, candidacy_id)
    return bound(leaves, headings, standings, acknowledgements)


def bound(
    leaves: Iterable[Any], headings: Headings, standings: Iterable[Any], acknowledgements: Iterable[Any]
) -> Rulebook:
    """Make the rulebook from rows, wherever they were read; each has as attributes what the queries of `rows` select.

    Args:
        leaves: leaf clauses with their version and instrument, in the order of the file.
        headings: parent and heading of every clause that has children.
        standings: candidacies in order, one row for each of their status periods, or one without a status.
        acknowledgements: one row for each decision in each acknowledgement of each instrument, those of one
            acknowledgement together and in the order of recording; what there is none of is None.
    """
    given = list(acknowledgements)
    votes_on, candidacies, standing = _standing(standings)
    return Rulebook(
        votes_on,
        tuple(_leaf(row, headings) for row in leaves),
        candidacies,
        standing,
        _by_candidacy(row for row in given if row.id is not None),
        pledged={row.instrument_id: row.key for row in given if row.binds_by is BindsBy.ACKNOWLEDGEMENT},
        instrument_of={row.version_id: row.instrument_id for row in given if row.version_id is not None},
    )


def _path(row: Any, parents: Headings) -> tuple[str, ...]:
    path = [row.heading]
    parent = row.parent_id
    while parent is not None:
        parent, heading = parents[parent]
        path.append(heading)
    return tuple(heading for heading in reversed(path) if heading)


def _leaf(row: Any, parents: Headings) -> LeafClause:
    applies_when = None if row.applies_when is None else frozenset(Status(value) for value in row.applies_when)
    in_force = Period(row.in_force_from, row.in_force_until)
    return LeafClause(
        id=row.id,
        instrument_id=row.instrument_id,
        instrument_key=row.key,
        instrument_title=row.title,
        version_id=row.version_id,
        version_label=row.label,
        ordinal=row.ordinal,
        number=row.number,
        heading=row.heading,
        text=row.text or "",
        modality=row.modality,
        topics=tuple(row.topics),
        rule=Rule(row.key, row.title, row.label, row.number, row.binds_by, in_force, applies_when),
        path=_path(row, parents),
    )


def _standing(found: Iterable[Any]) -> tuple[date | None, tuple[Named, ...], dict[int, Standing]]:
    votes_on, candidacies, standings = None, [], {}
    for _, of_one in groupby(found, key=attrgetter("id")):
        rows = list(of_one)
        first = rows[0]
        votes_on = first.votes_on
        candidacies.append(Named(first.id, first.key, first.name))
        statuses = tuple(
            StatusPeriod(row.status, Period(row.from_on, row.until_on)) for row in rows if row.status is not None
        )
        standings[first.id] = Standing(first.announced_on, first.withdrawn_on, statuses)
    return votes_on, tuple(candidacies), standings


def _by_candidacy(rows: Iterable[Any]) -> dict[tuple[int, int], tuple[Acknowledged, ...]]:
    """Gather the acknowledgements of each candidacy and version; rows of one acknowledgement come together."""
    found: dict[tuple[int, int], tuple[Acknowledged, ...]] = {}
    for _, of_one in groupby(rows, key=attrgetter("id")):
        decided = list(of_one)
        first = decided[0]
        decisions: dict[str, Decision] = {row.number: row.decision for row in decided if row.number is not None}
        key = (first.candidacy_id, first.version_id)
        found[key] = (*found.get(key, ()), Acknowledged(first.signed_on, first.withdrawn_on, decisions))
    return found
