"""Whether a clause can be alleged on the days of an incident, and what is wrong with an allegation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.periods import Period
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.models import Incident
from compliance.pledges.applicability import can_be_alleged
from compliance.pledges.queries import LeafClause, Rulebook, rulebook


@dataclass(frozen=True, slots=True)
class NewAllegation:
    """A clause to hold against an incident, and why, where the clause did not bind on any of its days.

    `held_to_bind`, in a file alone: it was alleged when the record said that it bound, so that no reason was needed.
    """

    clause_id: int
    override: str | None = None
    held_to_bind: bool = False


def occurred(occurred_from: date, occurred_until: date | None) -> Period:
    """The days of an incident, with an end."""
    return Period(occurred_from, occurred_until or occurred_from)


def book_for(uow: UnitOfWork, contest_id: int, candidacy_id: int, clause_ids: Iterable[int]) -> Rulebook:
    """Read what decides whether these clauses bound the candidate, and no more."""
    return rulebook(uow.session, contest_id, clause_ids=frozenset(clause_ids), candidacy_id=candidacy_id)


def bound(uow: UnitOfWork, incident: Incident, clause_id: int) -> bool:
    """Whether a clause, as is known now, bound the respondent on any day of the incident."""
    book = book_for(uow, incident.contest_id, incident.candidacy_id, [clause_id])
    period = occurred(incident.occurred_from, incident.occurred_until)
    return can_be_alleged(book.runs(incident.candidacy_id, clause_id, period))


def named(clause: LeafClause) -> str:
    """A clause as a sentence names it."""
    return _("%(number)s of %(title)s", number=clause.number, title=clause.instrument_title)


def judge(
    uow: UnitOfWork, book: Rulebook, candidacy_id: int, period: Period, wanted: Sequence[tuple[str, NewAllegation]]
) -> tuple[list[str | None], list[Fault]]:
    """Return the reason to keep for each allegation, and what is wrong with any.

    `wanted` pairs each with the beginning of its places in faults, such as `allegations[0].`. A reason where none is
    needed is refused; in a file it is left out.
    """
    known = {clause.id: clause for clause in book.clauses}
    kept: list[str | None] = []
    faults: list[Fault] = []
    seen: set[int] = set()
    for place, new in wanted:
        override = (new.override or "").strip() or None
        clause = known.get(new.clause_id)
        if clause is None:
            faults.append(Fault(f"{place}clause_id", _("Choose a clause of a code of this contest.")))
        elif new.clause_id in seen:
            faults.append(Fault(f"{place}clause_id", _("%(clause)s is alleged twice.", clause=named(clause))))
        elif can_be_alleged(book.runs(candidacy_id, clause.id, period)):
            if override and not uow.actor.is_system:
                faults.append(Fault(f"{place}override", _unneeded(clause)))
            override = None
        elif override is None and not (new.held_to_bind and uow.actor.is_system):
            faults.append(Fault(f"{place}override", _needed(clause)))
        seen.add(new.clause_id)
        kept.append(override)
    return kept, faults


def _needed(clause: LeafClause) -> str:
    return _(
        "%(clause)s did not bind the candidate on any of these days. "
        "To allege it all the same, give the reason; it can then only be found out of scope.",
        clause=named(clause),
    )


def _unneeded(clause: LeafClause) -> str:
    return _("%(clause)s bound the candidate on these days: leave the reason empty.", clause=named(clause))
