"""Everything that happened in a case, in order, made from what its page has read already."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from compliance.core.language import gettext as _
from compliance.incidents.queries import AllegationView, Case, FindingView, StageView
from compliance.incidents.terms import Stage
from compliance.web.status import badge


class Event(NamedTuple):
    """One thing that happened: on which day, what, who entered it and when; `stage` if it led to one."""

    day: date
    recorded_at: datetime
    rank: int
    what: str
    who: str
    stage: Stage | None = None
    note: str | None = None


def of(case: Case, timezone: str) -> list[Event]:
    """The events of a case for its reader, oldest first. Candidates are told that the office acted, not who."""
    events = [*_stages(case), *_notices(case), *_answers(case), *_evidence(case, timezone), *_sources(case, timezone)]
    events += _handling(case, timezone)
    office = _("Ethics office")
    told = [
        event if case.for_office else event._replace(who=event.who if event.rank == _REPLY else office)
        for event in events
    ]
    return sorted(told, key=lambda event: (event.day, event.recorded_at, event.rank))


_NOTICE, _EVIDENCE, _SOURCE, _REPLY, _FINDING, _STAGE, _HANDLING = range(7)


def _stages(case: Case) -> Iterator[Event]:
    last: Stage | None = None
    for step in case.stages:
        if step.stage is last:  # the stage stayed; the entry says what was changed in it
            yield Event(step.on, step.recorded_at, _STAGE, step.reason or _("Changed"), step.recorded_by)
        else:
            label = str(badge("stage", step.stage).label)
            yield Event(step.on, step.recorded_at, _STAGE, label, step.recorded_by, step.stage, _why(step))
        last = step.stage


def _why(step: StageView) -> str | None:
    if step.ground is None:
        return step.reason
    return _("%(ground)s: %(reason)s", ground=badge("ground", step.ground).label, reason=step.reason or "")


def _notices(case: Case) -> Iterator[Event]:
    for number, notice in enumerate(case.notices):
        what = _("A further notice was sent") if number else _("A notice was sent")
        yield Event(notice.notified_on, notice.recorded_at, _NOTICE, what, notice.recorded_by)


def _answers(case: Case) -> Iterator[Event]:
    for one in case.allegations:
        clause = _named(one)
        for reply in one.replies:
            what = _("A reply was given on %(clause)s", clause=clause)
            yield Event(reply.replied_on, reply.recorded_at, _REPLY, what, reply.recorded_by)
        for finding in (*one.superseded, *filter(None, [one.finding])):
            yield _finding(finding, clause)


def _finding(finding: FindingView, clause: str) -> Event:
    result = str(badge("result", finding.result).label)
    if finding.correction_reason is None:
        what = _("Finding on %(clause)s: %(result)s", clause=clause, result=result)
    else:
        what = _("Finding on %(clause)s corrected: %(result)s", clause=clause, result=result)
    return Event(
        finding.decided_on, finding.recorded_at, _FINDING, what, finding.recorded_by, None, finding.correction_reason
    )


def _evidence(case: Case, timezone: str) -> Iterator[Event]:
    for item in case.evidence:
        what = _("Evidence was added: %(name)s", name=item.name)
        yield Event(_day(item.recorded_at, timezone), item.recorded_at, _EVIDENCE, what, item.recorded_by)


def _sources(case: Case, timezone: str) -> Iterator[Event]:
    for source in case.sources:
        what = _("A source was recorded")
        yield Event(_day(source.recorded_at, timezone), source.recorded_at, _SOURCE, what, source.recorded_by)


def _handling(case: Case, timezone: str) -> Iterator[Event]:
    for one in case.handling:
        what = {
            "kept_out": _("%(name)s keeps out of the case", name=one.name),
            "unassigned": _("%(name)s no longer handles the case", name=one.name),
        }.get(one.what, _("%(name)s was assigned to the case", name=one.name))
        ended = one.what in ("kept_out", "unassigned")
        if one.note and not ended:
            what = _("%(name)s was assigned to the case in the place of %(other)s", name=one.name, other=one.note)
        note = one.note if ended else None
        yield Event(_day(one.at, timezone), one.at, _HANDLING, what, one.by, None, note)


def handled_by(case: Case) -> str | None:
    """Who handles a case now, in words; None if it was never assigned to anybody."""
    names = [
        _("%(name)s (leads)", name=one.name) if one.what == "leads" else one.name
        for kind in ("leads", "handles")
        for one in case.handling
        if one.what == kind
    ]
    if names:
        return ", ".join(names)
    gone = [one.name for one in case.handling if one.what == "kept_out"]
    if gone:
        return _("Nobody: %(name)s keeps out of it, and has no replacement yet. Assign an officer.", name=gone[-1])
    return _("Nobody now. Assign an officer.") if case.handling else None


def _named(allegation: AllegationView) -> str:
    return _("%(number)s of %(title)s", number=allegation.number, title=allegation.instrument_title)


def _day(instant: datetime, timezone: str) -> date:
    return instant.astimezone(ZoneInfo(timezone)).date()
