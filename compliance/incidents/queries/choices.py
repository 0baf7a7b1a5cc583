"""Which clauses an incident can be held against, and whether each bound the candidate on its days."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from compliance.codes.models import Clause
from compliance.core.language import gettext as _
from compliance.core.periods import Period
from compliance.incidents.models import Allegation
from compliance.pledges.applicability import Run, can_be_alleged
from compliance.pledges.queries import Rulebook, rulebook


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """A leaf clause with what it says, and on which days of the incident it bound the candidate and why (not)."""

    clause_id: int
    instrument_key: str
    instrument_title: str
    version_label: str
    number: str
    heading: str | None
    text: str
    runs: list[Run]
    can_be_alleged: bool


def clause_choices(
    session: Session, contest_id: int, candidacy_id: int, period: Period, *, book: Rulebook | None = None
) -> list[ClauseChoice]:
    """Return every leaf clause of a contest: first those that bound the candidate, each part in the file's order.

    `period` needs an end; a candidacy of another contest has no choices. `book`: the contest's rules for the
    candidacy, from whoever has read them.
    """
    book = book or rulebook(session, contest_id, candidacy_id=candidacy_id)
    if candidacy_id not in book.standings:
        return []
    found = []
    for clause in book.clauses:
        runs = book.runs(candidacy_id, clause.id, period)
        found.append(
            ClauseChoice(
                clause.id,
                clause.instrument_key,
                clause.instrument_title,
                clause.version_label,
                clause.number,
                clause.heading,
                clause.text,
                runs,
                can_be_alleged(runs),
            )
        )
    return sorted(found, key=lambda choice: not choice.can_be_alleged)


def frozen_by_allegation(session: Session, version_id: int) -> str:
    """Say why the wording of a version can no longer change; "" if nothing is alleged against it.

    The words tell no more than that somebody acted on it: whoever edits codes may not know of cases.
    """
    alleged = exists().where(Allegation.clause_id == Clause.id, Clause.version_id == version_id)
    if session.scalar(select(alleged)):
        return _("This version has been acted on. Add a new version instead.")
    return ""
