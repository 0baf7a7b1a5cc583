"""The figures of a report's summary: five that say what happened, and process side by side.

All are counted from what the edition shows. They are never added up to a score: they say how each candidate's matters
were dealt with, and nothing about who is the better candidate.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from compliance.core.language import _
from compliance.incidents.terms import Result, Stage
from compliance.reports.model import Allegation, Candidate, Edition, Incident, Report

SUBSTANTIATED = frozenset({Result.SUBSTANTIATED, Result.PARTIALLY_SUBSTANTIATED, Result.CORRECTED})
"""Findings of a breach, whether or not it was put right since."""
UNDECIDED = frozenset({Result.INCONCLUSIVE, Result.OUT_OF_SCOPE, Result.WITHDRAWN})
SETTLED = frozenset({Stage.INADMISSIBLE, Stage.CONCLUDED, Stage.CLOSED})

Measure = Callable[[list[Incident]], int | None]
"""A figure over one candidate's incidents; None where there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class ParityRow:
    """One measure of process with a value for each candidate, in the report's order; None where there is none."""

    label: str
    values: tuple[int | None, ...]


def five_figures(report: Report) -> tuple[Figure, ...]:
    """Say in five numbers what this edition shows."""
    allegations = _allegations(report.incidents)
    answered = sum(allegation.reply is not None for allegation in allegations)
    decided = [allegation.finding.finding for allegation in allegations if allegation.finding]
    if report.edition is Edition.PUBLIC:
        return (
            Figure(len(report.incidents), _("matters concluded")),
            Figure(len(allegations), _("allegations concluded")),
            Figure(answered, _("answered by the candidate")),
            Figure(sum(result in SUBSTANTIATED for result in decided), _("substantiated, wholly or in part")),
            Figure(sum(result not in SUBSTANTIATED for result in decided), _("ended otherwise")),
        )
    return (
        Figure(len(report.incidents), _("incidents on record")),
        Figure(sum(incident.stage not in SETTLED for incident in report.incidents), _("still open")),
        Figure(len(allegations), _("allegations")),
        Figure(answered, _("answered by the candidate")),
        Figure(len(decided), _("concluded by a finding")),
    )


def parity(report: Report) -> tuple[ParityRow, ...]:
    """Set the handling of each candidate's matters side by side."""
    of_candidate: dict[str, list[Incident]] = {candidate.key: [] for candidate in report.candidates}
    for incident in report.incidents:
        of_candidate[incident.candidate].append(incident)
    groups = list(of_candidate.values())
    measures = [*_conduct_of_cases(), *_durations(report.edition)]
    cases = tuple(ParityRow(label, tuple(measure(group) for group in groups)) for label, measure in measures)
    return cases + _days_without_pledge(report) + _days_without_leave(report.candidates)


def _conduct_of_cases() -> list[tuple[str, Measure]]:
    return [
        (_("Incidents"), len),
        (_("Allegations"), lambda group: len(_allegations(group))),
        (_("Allegations under a clause that did not bind"), _count(lambda item: not item.can_be_alleged)),
        (_("Allegations answered by the candidate"), _count(lambda item: item.reply is not None)),
        (_("Found substantiated, wholly or in part"), _found(lambda result: result in SUBSTANTIATED)),
        (_("Of these, corrected by the candidate"), _found(lambda result: result is Result.CORRECTED)),
        (_("Found not substantiated"), _found(lambda result: result is Result.NOT_SUBSTANTIATED)),
        (
            _("Overtaken by events, so that no breach was found or ruled out"),
            _found(lambda result: result is Result.OVERTAKEN_BY_EVENTS),
        ),
        (_("Referred to another body"), _found(lambda result: result is Result.REFERRED)),
        (_("Inconclusive, out of scope or withdrawn"), _found(lambda result: result in UNDECIDED)),
    ]


def _durations(edition: Edition) -> list[tuple[str, Measure]]:
    """Return medians in days; the public edition does not know when a report came in."""
    before_notice = (_("Days from report to notice (median)"), _days_between(Stage.RECEIVED, Stage.NOTIFIED))
    return [
        *([] if edition is Edition.PUBLIC else [before_notice]),
        (_("Days from notice to reply (median)"), _days_between(Stage.NOTIFIED, Stage.REPLIED)),
        (_("Days from notice to conclusion (median)"), _days_between(Stage.NOTIFIED, Stage.CONCLUDED)),
    ]


def _days_without_pledge(report: Report) -> tuple[ParityRow, ...]:
    return tuple(
        ParityRow(
            _("Days without a signed acknowledgement: %(title)s", title=instrument.title),
            tuple(candidate.days_unpledged.get(instrument.key) for candidate in report.candidates),
        )
        for instrument in report.instruments
        if any(instrument.key in candidate.days_unpledged for candidate in report.candidates)
    )


def _days_without_leave(candidates: Iterable[Candidate]) -> tuple[ParityRow, ...]:
    days = tuple(
        sum((gap.until - gap.from_).days + 1 for gap in candidate.leave_gaps) if _went_on_leave(candidate) else None
        for candidate in candidates
    )
    return (ParityRow(_("Days in post between first leave and vote"), days),)


def _went_on_leave(candidate: Candidate) -> bool:
    return bool(candidate.leave_gaps) or any(period.status.value.endswith("_leave") for period in candidate.statuses)


def _allegations(incidents: Iterable[Incident]) -> list[Allegation]:
    return [allegation for incident in incidents for allegation in incident.allegations]


def _count(holds: Callable[[Allegation], bool]) -> Measure:
    return lambda group: sum(holds(allegation) for allegation in _allegations(group))


def _found(holds: Callable[[Result], bool]) -> Measure:
    return _count(lambda allegation: allegation.finding is not None and holds(allegation.finding.finding))


def _days_between(first: Stage, then: Stage) -> Measure:
    """Return the lower median of days between two steps, over the incidents that took both; None if none did."""

    def measure(group: list[Incident]) -> int | None:
        steps = [_first_days(incident) for incident in group]
        days = [(step[then] - step[first]).days for step in steps if first in step and then in step]
        return median_low(days) if days else None

    return measure


def _first_days(incident: Incident) -> dict[Stage, date]:
    """Return the day on which an incident first came to each stage."""
    return {step.stage: step.entered_on for step in reversed(incident.history)}
