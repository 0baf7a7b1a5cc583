"""The outcome of a clause for a day, and its runs over an interval."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.codes.terms import BindsBy
from compliance.core.periods import ONE_DAY, Period
from compliance.pledges.applicability.facts import Acknowledged, Rule, Standing
from compliance.pledges.applicability.reasons import OUTSIDE_OFFICE, Stretch, reason_for
from compliance.pledges.terms import Decision, Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive days with the same outcome. `period.until` is always set; `reason` is one sentence for a person."""

    outcome: Outcome
    period: Period
    reason: str


def outcome_on(rule: Rule, standing: Standing, acknowledgements: Sequence[Acknowledged], day: date) -> Outcome:
    """Say whether the clause bound the candidate that day, and if not, why not.

    `acknowledgements` are those of the rule's own version by this candidacy, in the order of recording.
    """
    return _judge(rule, standing, acknowledgements, day)[0]


def runs(rule: Rule, standing: Standing, acknowledgements: Sequence[Acknowledged], period: Period) -> list[Run]:
    """Split the interval into maximal runs of days with the same outcome, in order.

    The outcome is found once for each boundary day in the interval, so that the cost does not grow with its length.

    Raises:
        ValueError: the interval has no end. An incident of one day ends on the day on which it began.
    """
    if period.until is None:
        raise ValueError("the interval asked about needs an end")
    cuts = [period.start, *_cuts(rule, standing, acknowledgements, period.start, period.until)]
    judged = ((day, *_judge(rule, standing, acknowledgements, day)) for day in cuts)
    found: list[tuple[Outcome, date, list[Acknowledged]]] = []
    for outcome, days in itertools.groupby(judged, key=lambda entry: entry[1]):
        alike = list(days)
        found.append((outcome, alike[0][0], [relied_on for _, _, relied_on in alike if relied_on is not None]))
    ends = [*(first - ONE_DAY for _, first, _ in found[1:]), period.until]
    return [
        _run(outcome, Stretch(rule, standing, acknowledgements, first, last, relied_on))
        for (outcome, first, relied_on), last in zip(found, ends, strict=True)
    ]


def can_be_alleged(runs: Iterable[Run]) -> bool:
    """Whether the clause bound on any of the days, so that an allegation needs no override."""
    return any(run.outcome.binds for run in runs)


def _run(outcome: Outcome, stretch: Stretch) -> Run:
    return Run(outcome, Period(stretch.first, stretch.last), reason_for(outcome, stretch))


def _judge(
    rule: Rule, standing: Standing, acknowledgements: Sequence[Acknowledged], day: date
) -> tuple[Outcome, Acknowledged | None]:
    """Return the day's outcome, and the acknowledgement that it relies on, if any."""
    if day not in rule.in_force:
        return Outcome.NOT_IN_FORCE, None
    relied_on: Acknowledged | None = None
    if rule.binds_by is BindsBy.ACKNOWLEDGEMENT:
        relied_on = _counting_on(acknowledgements, day)
        if relied_on is None:
            return _unacknowledged(acknowledgements, day), None
    refusal = _refusal(rule, standing, relied_on, day)
    if refusal is not None:
        return refusal, relied_on
    if relied_on is not None and relied_on.decisions.get(rule.clause) is Decision.ACCEPTED_WITH_RESERVATION:
        return Outcome.BINDING_WITH_RESERVATION, relied_on
    return Outcome.BINDING, relied_on


def _refusal(rule: Rule, standing: Standing, relied_on: Acknowledged | None, day: date) -> Outcome | None:
    """Return why a clause in force does not bind although any acknowledgement that it needs counts."""
    if relied_on is not None and relied_on.decisions.get(rule.clause) is Decision.DECLINED:
        return Outcome.DECLINED
    if rule.binds_by is BindsBy.OFFICE and standing.status_on(day) in OUTSIDE_OFFICE:
        return Outcome.OUTSIDE_OFFICE
    if rule.binds_by is BindsBy.CANDIDACY and not standing.is_candidate_on(day):
        return Outcome.NOT_A_CANDIDATE
    if rule.applies_when is not None and standing.status_on(day) not in rule.applies_when:
        return Outcome.OUT_OF_SCOPE
    return None


def _counting_on(acknowledgements: Iterable[Acknowledged], day: date) -> Acknowledged | None:
    """Return the latest signed acknowledgement that is not withdrawn by that day."""
    latest: Acknowledged | None = None
    for acknowledged in acknowledgements:
        if acknowledged.counts_on(day) and (latest is None or latest.signed_on <= acknowledged.signed_on):
            latest = acknowledged
    return latest


def _unacknowledged(acknowledgements: Iterable[Acknowledged], day: date) -> Outcome:
    """Return which kind of absence it is that no acknowledgement counts that day."""
    signed = [acknowledged.signed_on for acknowledged in acknowledgements]
    if any(day < signed_on for signed_on in signed):
        return Outcome.NOT_YET_ACKNOWLEDGED
    return Outcome.WITHDRAWN if signed else Outcome.NEVER_ACKNOWLEDGED


def _cuts(
    rule: Rule, standing: Standing, acknowledgements: Iterable[Acknowledged], first: date, last: date
) -> list[date]:
    """Return the days after `first`, up to `last`, on which the outcome can change, in order."""
    begins: set[date | None] = {rule.in_force.start}
    ends: set[date | None] = {rule.in_force.until}
    if rule.binds_by is BindsBy.ACKNOWLEDGEMENT:
        for acknowledged in acknowledgements:
            begins.add(acknowledged.signed_on)
            begins.add(acknowledged.withdrawn_on)
    if rule.binds_by is BindsBy.CANDIDACY:
        begins.add(standing.announced_on)
        ends.add(standing.withdrawn_on)
    if rule.binds_by is BindsBy.OFFICE or rule.applies_when is not None:
        begins.update(standing.changes_during(first, last))
    cuts = {day for day in begins if day is not None and first < day <= last}
    cuts.update(day + ONE_DAY for day in ends if day is not None and first <= day < last)
    return sorted(cuts)
