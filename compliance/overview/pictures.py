"""From what was read to what is drawn: the way to the vote, the timeline, and the matrix of clauses. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from compliance.core.language import gettext as _
from compliance.core.periods import ONE_DAY
from compliance.overview.queries import CandidateCard, ContestView, Happening
from compliance.pledges.applicability import outcome_on
from compliance.pledges.queries import LeafClause, Rulebook
from compliance.web.status import badge
from compliance.web.timeline import Bar, Drawing, Lane, Mark, Span, lay_out

LAST_DAYS = timedelta(days=30)
AFTER_THE_VOTE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the way to the vote, both days included."""

    label: str
    start: date
    until: date


def phases(opens_on: date, votes_on: date) -> list[Phase]:
    """The campaign, its last thirty days, and the vote; a short campaign has the last days only."""
    last = max(opens_on, votes_on - LAST_DAYS)
    found = []
    if opens_on < last:
        found.append(Phase(_("Campaign"), opens_on, last - ONE_DAY))
    if last < votes_on:
        found.append(Phase(_("Last thirty days"), last, votes_on - ONE_DAY))
    return [*found, Phase(_("Vote"), votes_on, votes_on)]


def timeline(view: ContestView, opens_on: date, votes_on: date, today: date, address: Callable[[str], str]) -> Drawing:
    """A lane per candidate: status periods, pledges in force, days without one, leave gaps, incidents."""
    first = min([opens_on, *(card.announced_on for card in view.candidates)])
    span = Span(first, votes_on + AFTER_THE_VOTE, votes_on, today)
    marks: dict[int, list[Mark]] = {}
    for happening in view.happenings:
        marks.setdefault(happening.candidacy_id, []).append(_mark(happening, address))
    lanes = [Lane(card.name, [*_bars(view.rulebook, card, span)], marks.get(card.id, [])) for card in view.candidates]
    return lay_out(span, lanes)


def _mark(happening: Happening, address: Callable[[str], str]) -> Mark:
    kind = badge("kind", happening.kind)
    return Mark(happening.occurred_from, happening.title, address(happening.reference), "neutral", kind.icon)


def _bars(rulebook: Rulebook, card: CandidateCard, span: Span) -> Iterable[Bar]:
    standing = rulebook.standings[card.id]
    for held in standing.statuses:
        period = held.period
        if period.start <= span.until and (period.until is None or period.until >= span.start):
            shown = badge("candidate_status", held.status)
            yield Bar("status", shown.label, period.start, period.until, shown.tone)
    for pledge in card.pledges:
        if pledge.signed_on is not None:
            yield Bar("pledge", pledge.title, pledge.signed_on, pledge.withdrawn_on, "good")
        if pledge.days_unpledged:
            last = card.announced_on + timedelta(days=pledge.days_unpledged - 1)
            yield Bar("gap", _("Not signed: %(title)s", title=pledge.title), card.announced_on, last, "warn")
    for gap in card.leave_gaps:
        yield Bar("gap", _("Not on leave"), gap.start, gap.until, "warn")


Cell = tuple[str, Any, str | None]
MatrixRow = tuple[str, str | None, str | None, list[Cell]]


def matrix(rulebook: Rulebook, day: date) -> list[tuple[str, list[MatrixRow]]]:
    """Each clause of the versions in force on a day, and whether it binds each candidate then."""
    in_force = [clause for clause in rulebook.clauses if day in clause.rule.in_force]
    return [
        (f"{clauses[0].instrument_title} ({clauses[0].version_label})", [_row(rulebook, one, day) for one in clauses])
        for clauses in (list(group) for _key, group in groupby(in_force, key=lambda clause: clause.version_id))
    ]


def _row(rulebook: Rulebook, clause: LeafClause, day: date) -> MatrixRow:
    cells: list[Cell] = [
        (
            "outcome",
            outcome_on(
                clause.rule,
                rulebook.standings[candidate.id],
                rulebook.acknowledged(candidate.id, clause.version_id),
                day,
            ),
            None,
        )
        for candidate in rulebook.candidacies
    ]
    return clause.number, clause.path[-1] if clause.path else None, None, cells
