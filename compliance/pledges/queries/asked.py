"""The question of the command and the page: which clauses bound one candidate over a period, all of them in order."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from compliance.candidates import queries as candidates
from compliance.contests import queries as contests
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.periods import Period
from compliance.pledges.applicability import Run, can_be_alleged
from compliance.pledges.queries.binding import LeafClause, Named, rulebook


@dataclass(frozen=True, slots=True)
class Answered:
    """One clause, and on which days of the period it bound, and why or why not."""

    clause: LeafClause
    runs: tuple[Run, ...]

    @property
    def can_be_alleged(self) -> bool:
        """Whether it bound on any of the days."""
        return can_be_alleged(self.runs)


@dataclass(frozen=True, slots=True)
class Answer:
    """Every leaf clause of every version, in the order of the contest's file. The period has an end."""

    contest: str
    candidate: Named
    period: Period
    clauses: tuple[Answered, ...]

    def by_version(self) -> list[tuple[LeafClause, list[Answered]]]:
        """The clauses version by version, each with one clause that names instrument and version."""
        versions = groupby(self.clauses, key=lambda one: one.clause.version_id)
        gathered = [list(of_one) for _version, of_one in versions]
        return [(of_one[0].clause, of_one) for of_one in gathered]

    def plain(self) -> dict[str, Any]:
        """The answer as data, with the keys of the contest file's format."""
        return {
            "contest": self.contest,
            "candidate": self.candidate.key,
            "from": self.period.start.isoformat(),
            "until": _day(self.period),
            "clauses": [
                {
                    "instrument": one.clause.instrument_key,
                    "version": one.clause.version_label,
                    "clause": one.clause.number,
                    "can_be_alleged": one.can_be_alleged,
                    "runs": [
                        {
                            "outcome": run.outcome.value,
                            "from": run.period.start.isoformat(),
                            "until": _day(run.period),
                            "reason": run.reason,
                        }
                        for run in one.runs
                    ],
                }
                for one in self.clauses
            ],
        }


def applicability_of(session: Session, slug: str, key: str, period: Period) -> Answer:
    """Answer for every leaf clause over a period with an end. NotFound, saying which, for contest or candidate."""
    contest = contests.by_slug(session, slug)
    if contest is None:
        raise NotFound(_("There is no contest '%(slug)s'.", slug=slug))
    candidacy = candidates.by_key(session, contest.id, key)
    if candidacy is None:
        raise NotFound(_("The contest '%(slug)s' has no candidate '%(key)s'.", slug=slug, key=key))
    book = rulebook(session, contest.id, candidacy_id=candidacy.id)
    clauses = tuple(Answered(one, tuple(book.runs(candidacy.id, one.id, period))) for one in book.clauses)
    return Answer(slug, Named(candidacy.id, candidacy.key, candidacy.name), period, clauses)


def _day(period: Period) -> str:
    if period.until is None:
        raise ValueError("the period asked about needs an end")
    return period.until.isoformat()
