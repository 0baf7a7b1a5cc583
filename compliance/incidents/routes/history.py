"""The tab with everything that was recorded of a case: first values, and each change with the old beside the new."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.core.language import lazy, long_date
from compliance.incidents import details, policy, queries
from compliance.incidents.forms.labels import CREDIBILITIES, RELIABILITIES, SOURCE_KINDS
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, blueprint, the_incident
from compliance.incidents.routes.tabs import case_tabs
from compliance.incidents.terms import Credibility, Kind, Reliability, SourceKind
from compliance.transparency.queries import ActDone, RowChange
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.status import badge
from compliance.web.transaction import actor, session

ACTS: Mapping[str, str] = {
    "incident.filed": lazy("The incident was filed"),
    "incident.amended": lazy("The facts were changed"),
    "incident.alleged": lazy("An allegation was added"),
    "incident.allegation_dropped": lazy("An allegation was dropped"),
    "incident.assessed": lazy("The incident was assessed"),
    "incident.notified": lazy("The allegations were put to the candidate"),
    "incident.replied": lazy("A reply was given"),
    "incident.replies_closed": lazy("The time to reply was over"),
    "incident.concluded": lazy("The case was concluded"),
    "incident.closed": lazy("The case was closed"),
    "incident.routed": lazy("Who handles the case was changed"),
    "incident.taken_over": lazy("The case was taken over from a file"),
    "incident.linked": lazy("The case was linked to another"),
    "incident.link_retracted": lazy("A link to another case was taken back"),
    "incident.split": lazy("A case was split"),
    "incident.noted": lazy("An internal note was written or retracted"),
    "incident.message_sent": lazy("A message was sent"),
    "incident.statement_added": lazy("A statement of somebody else was added"),
    "incident.unreachable_proposed": lazy("An officer proposed to find that the candidate could not be reached"),
    "incident.unreachable_refused": lazy("A second person refused to find that the candidate could not be reached"),
    "incident.unreachable": lazy("The candidate could not be reached"),
    "incident.contact_attempted": lazy("The office tried to reach the candidate"),
    "evidence.added": lazy("Evidence was added"),
    "evidence.disclosed": lazy("Evidence was disclosed to the candidate"),
    "source.added": lazy("A source was recorded"),
    "source.regraded": lazy("A source was graded anew"),
    "source.unmasking_asked": lazy("An officer asked to learn who a source is"),
    "source.unmasked": lazy("Two officers agreed that the name of a source may be learnt"),
    "source.unmasking_refused": lazy("The name of a source was kept sealed"),
    "finding.made": lazy("A finding was made"),
    "finding.corrected": lazy("A finding was corrected"),
    "clarification.asked": lazy("A request for clarification was put on record"),
    "clarification.answered": lazy("A request for clarification was answered"),
    "clarification.circulated": lazy("Something of a request for clarification was circulated"),
}
KINDS_OF_ACTS: Mapping[str, str] = {
    "deadline": lazy("A deadline was set or changed"),
    "measure": lazy("A measure was ordered or followed up"),
    "notice": lazy("A notice was prepared"),
    "review": lazy("A review was asked for, assigned or decided"),
    "publication": lazy("A publication was proposed or decided"),
    "submission": lazy("What a reporter sent in was dealt with"),
}
FOUND: Mapping[str, str] = {
    "task_change": lazy("A task was given or changed"),
    "interview_version": lazy("The record of an interview was made or changed"),
    "contested_fact": lazy("A contested fact was added"),
    "claim": lazy("An account of a contested fact was added"),
    "fact_assessment": lazy("A contested fact was assessed"),
    "referral": lazy("A matter of the workplace was referred"),
}
"""What was done in fact-finding, by the table in which it left a row; the first that is met."""
FIELDS: Mapping[str, Mapping[str, str]] = {
    "incident": {
        "title": lazy("Title"),
        "kind": lazy("Kind"),
        "occurred_from": lazy("From"),
        "occurred_until": lazy("Until"),
        "reported_on": lazy("Reported"),
        "reply_due_on": lazy("Replies due by"),
        "summary": lazy("Summary"),
    },
    "allegation": {"clause_id": lazy("Allegation"), "override": lazy("Alleged although it did not bind, because")},
    "evidence_item": {
        "name": lazy("File"),
        "description": lazy("What it shows"),
        "disclosed": lazy("Disclosed to the candidate"),
    },
    "source": {
        "kind": lazy("Kind of source"),
        "reliability": lazy("Reliability"),
        "credibility": lazy("Credibility"),
    },
    "finding": {"result": lazy("Result")},
    "task": {"what": lazy("Task"), "due_on": lazy("Due"), "state": lazy("State")},
    "contested_fact": {"question": lazy("Question")},
    "clarification": {"state": lazy("Member state"), "question": lazy("Question")},
}
"""Which columns are told, and how they are called. Who a source is stands under lock, and not here."""
DAYS = ("on", "notified_on", "replied_on", "decided_on")


class Changed(NamedTuple):
    """One value: what it was, None if it is a first one; and what it became, None if it went."""

    label: str
    old: str | None
    new: str | None


class Entry(NamedTuple):
    """One recorded act. `on` is the day on which it is said to have happened, where it names one."""

    at: datetime
    by: str
    what: str
    stage: str | None
    note: str | None
    on: date | None
    values: list[Changed]


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
    read = queries.history(session(), incident)
    acts = read.acts if sources else [found for act in read.acts if (found := _without_sources(act)) is not None]
    return [_entry(act, incident, read.clauses) for act in acts]


def _without_sources(act: ActDone) -> ActDone | None:
    """The act but for what it did to sources; None if it did nothing else."""
    if act.act.startswith("source."):
        return None
    return replace(act, changes=tuple(change for change in act.changes if change.table != "source"))


def _entry(act: ActDone, incident: Incident, clauses: Mapping[int, str]) -> Entry:
    rows = [change.after for change in act.changes if change.after is not None]
    step = next((c.after for c in act.changes if c.table == "stage_change" and c.after is not None), None)
    day = next((row[name] for row in rows for name in DAYS if name in row), None)
    return Entry(
        act.at,
        act.by,
        _named(act),
        None if step is None else step["stage"],
        None if step is None else step.get("reason"),
        None if day is None else date.fromisoformat(day),
        [
            value
            for change in act.changes
            if change.table != "incident" or change.key == incident.id
            for value in _values(change, clauses)
        ],
    )


def _named(act: ActDone) -> str:
    if (label := ACTS.get(act.act)) is not None:
        return str(label)
    tables = {change.table for change in act.changes}
    found = next((label for table, label in FOUND.items() if table in tables), None)
    area = KINDS_OF_ACTS.get(act.act.partition(".")[0], lazy("The case was changed"))
    return str(found or area)


def _values(change: RowChange, clauses: Mapping[int, str]) -> Iterator[Changed]:
    """The values that differ, of the columns that are told; of a new row all that it has."""
    before, after = _told(change.table, change.before, clauses), _told(change.table, change.after, clauses)
    for label in {**before, **after}:
        old, new = before.get(label), after.get(label)
        if old != new:
            yield Changed(label, old, new)


def _told(table: str, row: dict[str, Any] | None, clauses: Mapping[int, str]) -> dict[str, str]:
    """A row in words, by the labels of its columns."""
    if row is None:
        return {}
    words = {
        str(label): _words(table, column, row[column], clauses)
        for column, label in FIELDS.get(table, {}).items()
        if column in row
    }
    if table == "incident":
        words.update(details.shown(Kind(row["kind"]), row["details"]))
    return words


def _words(table: str, column: str, value: Any, clauses: Mapping[int, str]) -> str:
    if column == "clause_id":
        return clauses.get(value, "")
    if column.endswith(("_on", "_from", "_until")):
        return long_date(date.fromisoformat(value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    labels: Mapping[tuple[str, str], Any] = {
        ("incident", "kind"): lambda: badge("kind", value).label,
        ("finding", "result"): lambda: badge("result", value).label,
        ("task", "state"): lambda: badge("task", value).label,
        ("source", "kind"): lambda: SOURCE_KINDS[SourceKind(value)],
        ("source", "reliability"): lambda: RELIABILITIES[Reliability(value)],
        ("source", "credibility"): lambda: CREDIBILITIES[Credibility(value)],
    }
    labelled = labels.get((table, column))
    return str(value if labelled is None else labelled())
