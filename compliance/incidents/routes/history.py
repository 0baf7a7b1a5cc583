"""The tab with everything that was recorded of a case: first values, and each change with the old beside the new."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue

from compliance.incidents import policy, queries
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, blueprint, the_incident
from compliance.incidents.routes.recorded import FIELDS, Names, named, told
from compliance.incidents.routes.tabs import case_tabs
from compliance.transparency.queries import ActDone, RowChange
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.status import badge
from compliance.web.transaction import actor, session

DAYS = ("on", "notified_on", "replied_on", "decided_on", "asked_on")
PLACES = {table: place for place, table in enumerate(FIELDS)}
STEP_BY_STEP = frozenset({"notice.prepared"})
"""What somebody does again and again until it is right."""


class Changed(NamedTuple):
    """One value: what it was, None if it is a first one; and what it became, None if it went."""

    label: str
    old: str | None
    new: str | None


class Entry(NamedTuple):
    """One recorded act, or one that was done so many `times` in a row: then `at` is the last of them.

    `on` is the day on which it is said to have happened, where it names one.
    """

    at: datetime
    by: str
    what: str
    stage: str | None
    note: str | None
    on: date | None
    values: list[Changed]
    times: int


@blueprint.get("/<reference>/history")
@allow(OFFICE)
def history(reference: str) -> ResponseReturnValue:
    """Show everything that was recorded of a case."""
    incident = the_incident(reference)
    policy.may_see_file(actor(), incident).enforce()
    return render_template(
        "incidents/fact_finding/history.html",
        incident=incident,
        tabs=case_tabs(incident),
        entries=entries(incident),
        timezone=current_scope().timezone,
    )


def entries(incident: Incident, *, sources: bool = True) -> list[Entry]:
    """What was recorded of a case, oldest first; on its `sources` too, unless that is not for where it is shown."""
    read, timezone = queries.history(session(), incident), current_scope().timezone
    acts = read.acts if sources else [found for act in read.acts if (found := _without_sources(act)) is not None]
    names = Names(read.clauses, read.people, _kinds_of_measures(acts), timezone)
    return [_entry(_as_one(run), incident, names, len(run)) for run in _runs(acts, timezone)]


def _kinds_of_measures(acts: Sequence[ActDone]) -> dict[int, str]:
    return {
        change.key: str(badge("measure", change.after["kind"]).label)
        for act in acts
        for change in act.changes
        if change.table == "measure" and change.after is not None
    }


def _runs(acts: Sequence[ActDone], timezone: str) -> list[list[ActDone]]:
    """The acts in order, and together those in which one person did the same to one thing on one day, time and again.

    Only what is written step by step is told so: each other act is a run of its own.
    """
    zone = ZoneInfo(timezone)

    def same(act: ActDone) -> object:
        day = act.at.astimezone(zone).date()
        return (act.act, act.subject, act.by, day) if act.act in STEP_BY_STEP else act.seq

    return [list(run) for _same, run in groupby(acts, same)]


def _as_one(run: Sequence[ActDone]) -> ActDone:
    """A run as one act, done when the last of them was, from what stood before the first to what stood after it."""
    changes: dict[tuple[str, int], RowChange] = {}
    for change in (change for act in run for change in act.changes):
        first = changes.get((change.table, change.key), change)
        changes[change.table, change.key] = replace(change, before=first.before)
    return replace(run[-1], changes=tuple(changes.values()))


def _without_sources(act: ActDone) -> ActDone | None:
    """The act but for what it did to sources; None if it did nothing else."""
    if act.act.startswith("source."):
        return None
    return replace(act, changes=tuple(change for change in act.changes if change.table != "source"))


def _entry(act: ActDone, incident: Incident, names: Names, times: int) -> Entry:
    new_first = sorted(act.changes, key=lambda change: change.before is not None)  # a new row says when it happened
    rows = [change.after for change in new_first if change.after is not None]
    step = next((c.after for c in act.changes if c.table == "stage_change" and c.after is not None), None)
    day = next((row[name] for row in rows for name in DAYS if name in row), None)
    return Entry(
        act.at,
        act.by,
        named(act),
        None if step is None else step["stage"],
        None if step is None else step.get("reason"),
        None if day is None else date.fromisoformat(day),
        [
            value
            for change in sorted(act.changes, key=_place)
            if change.table != "incident" or change.key == incident.id
            for value in _values(change, names)
        ],
        times,
    )


def _place(change: RowChange) -> tuple[int, int]:
    """Where a change stands among those of its act: by its table, since rows are written in no order of their own."""
    return (PLACES.get(change.table, len(PLACES)), change.key)


def _values(change: RowChange, names: Names) -> Iterator[Changed]:
    """The values that differ, of the columns that are told; of a new row all that it has."""
    before, after = told(change.table, change.before, names), told(change.table, change.after, names)
    for label in {**before, **after}:
        old, new = before.get(label), after.get(label)
        if old != new:
            yield Changed(label, old, new)
