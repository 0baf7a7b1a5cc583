"""A candidate's lane on a timeline: status periods, the days without one, announcement and withdrawal."""

from collections.abc import Sequence
from datetime import date

from compliance.candidates.models import Candidacy, StatusPeriod
from compliance.candidates.terms import Status
from compliance.core.language import gettext as _
from compliance.core.periods import ONE_DAY, Period
from compliance.web.status import badge
from compliance.web.timeline import Bar, Lane, Mark, Span

MARGIN = 14 * ONE_DAY
"""Shown before the first and after the last day that matters."""


def span(opens_on: date, votes_on: date, today: date, announced_on: Sequence[date]) -> Span:
    """The days that a timeline of a contest shows: from the campaign, or an earlier announcement, to the vote."""
    first = min([opens_on, *announced_on])
    return Span(first - MARGIN, votes_on + MARGIN, votes_on=votes_on, today=today)


def lane(candidacy: Candidacy, statuses: Sequence[StatusPeriod], votes_on: date) -> Lane:
    """One candidate's status periods, with gaps from announcement to vote or withdrawal. `statuses` come by day."""
    bars = [
        Bar("status", shown.label, period.from_on, period.until_on, shown.tone)
        for period in statuses
        for shown in (badge("candidate_status", period.status),)
    ]
    unknown = badge("candidate_status", "unknown")
    gaps = [
        Bar("gap", unknown.label, gap.start, gap.until, unknown.tone)
        for gap in unrecorded(candidacy, statuses, votes_on)
    ]
    marks = [Mark(candidacy.announced_on, _("Announced"), None, "info", "megaphone")]
    if candidacy.withdrawn_on is not None:
        marks.append(Mark(candidacy.withdrawn_on, _("Withdrawn"), None, "quiet", "arrow-counterclockwise"))
    return Lane(candidacy.name, [*bars, *gaps], marks)


def unrecorded(candidacy: Candidacy, statuses: Sequence[StatusPeriod], votes_on: date) -> list[Period]:
    """The days of a candidacy, up to the vote, for which no status is recorded. `statuses` come by day."""
    last = votes_on if candidacy.withdrawn_on is None else min(votes_on, candidacy.withdrawn_on)
    gaps = []
    day = candidacy.announced_on
    for period in statuses:
        if period.from_on > last:
            break
        if period.from_on > day:
            gaps.append(Period(day, period.from_on - ONE_DAY))
        if period.until_on is None:
            return gaps
        day = max(day, period.until_on + ONE_DAY)
    return [*gaps, Period(day, last)] if day <= last else gaps


def stretches(candidacy: Candidacy, statuses: Sequence[StatusPeriod], votes_on: date) -> list[tuple[Status, Period]]:
    """Status periods and the days without one between them, in the order of time."""
    recorded = [(each.status, Period(each.from_on, each.until_on)) for each in statuses]
    gaps = [(Status.UNKNOWN, gap) for gap in unrecorded(candidacy, statuses, votes_on)]
    return sorted([*recorded, *gaps], key=lambda stretch: stretch[1].start)


def status_on(day: date, statuses: Sequence[StatusPeriod]) -> Status:
    """The status recorded for a day, or `unknown`."""
    found = (each.status for each in statuses if day in Period(each.from_on, each.until_on))
    return next(found, Status.UNKNOWN)
