"""The words of what was recorded of a case: of each act, of each column that is told, and of their values."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from compliance.core.language import gettext as _
from compliance.core.language import lazy, long_date, long_instant
from compliance.incidents import details
from compliance.incidents.forms.labels import CREDIBILITIES, RELIABILITIES, SOURCE_KINDS
from compliance.incidents.terms import Credibility, FollowUp, Kind, Reliability, SourceKind
from compliance.transparency.queries import ActDone
from compliance.web.status import badge

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
    "notice.prepared": lazy("A notice was prepared"),
    "notice.checked": lazy("The notice was checked by a second person"),
    "notice.ordered": lazy("The release of the notice was ordered"),
    "notice.called_back": lazy("The notice was called back before its release"),
    "notice.dropped": lazy("The notice was given up"),
    "measure.ordered": lazy("A measure was ordered"),
    "measure.answered": lazy("The candidate said what was done about a measure"),
    "review.asked": lazy("A review was asked for"),
    "review.reviewer_appointed": lazy("A reviewer was appointed"),
    "review.decided": lazy("The review was decided"),
}
KINDS_OF_ACTS: Mapping[str, str] = {
    "deadline": lazy("A deadline was set or changed"),
    "publication": lazy("A publication was proposed or decided"),
    "submission": lazy("What a reporter sent in was dealt with"),
}
FOLLOWED: Mapping[str, str] = {
    FollowUp.DONE: lazy("The candidate said what was done about a measure"),
    FollowUp.FULFILLED: lazy("A measure was found fulfilled"),
    FollowUp.PARTLY: lazy("A measure was found followed in part"),
    FollowUp.OVERDUE: lazy("A measure was found overdue"),
    FollowUp.EXTENDED: lazy("A measure was given more time"),
    FollowUp.WAIVED: lazy("A measure was waived"),
}
"""How a measure was followed up, by the step."""
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
    "prepared_notice": {
        "checked_by": lazy("Checked by"),
        "release_at": lazy("To be released"),
        "released_at": lazy("Released"),
        "longer_until": lazy("More time to reply, until"),
        "reply_due_on": lazy("Replies due by"),
    },
    "measure": {
        "kind": lazy("Measure"),
        "amount": lazy("Amount"),
        "currency": lazy("Currency"),
        "due_now_on": lazy("Due by"),
        "state": lazy("How far it is followed"),
    },
    "measure_step": {"measure_id": lazy("Measure")},
    "review": {
        "by_respondent": lazy("Asked for by the candidate"),
        "due_on": lazy("Due by"),
        "reviewer_id": lazy("Reviewer"),
        "outcome": lazy("Outcome"),
    },
}
"""Which columns are told, and how they are called.

Who a source is stands under lock, and the words of notices, measures and reviews on their own pages: not here.
"""


class Names(NamedTuple):
    """What the keys in rows stand for: clauses, people, and the kinds of measures; and the contest's time zone."""

    clauses: Mapping[int, str]
    people: Mapping[int, str]
    measures: Mapping[int, str]
    timezone: str


def named(act: ActDone) -> str:
    """What was done, in words."""
    steps = [row["step"] for table, row in _left(act) if table == "measure_step"]
    if act.act == "measure.followed_up" and steps:
        return str(FOLLOWED[steps[0]])
    if (label := ACTS.get(act.act)) is not None:
        return str(label)
    tables = {change.table for change in act.changes}
    found = next((label for table, label in FOUND.items() if table in tables), None)
    area = KINDS_OF_ACTS.get(act.act.partition(".")[0], lazy("The case was changed"))
    return str(found or area)


def _left(act: ActDone) -> list[tuple[str, dict[str, Any]]]:
    return [(change.table, change.after) for change in act.changes if change.after is not None]


def told(table: str, row: dict[str, Any] | None, names: Names) -> dict[str, str]:
    """A row in words, by the labels of its columns."""
    if row is None:
        return {}
    words = {
        str(label): _words(table, column, row[column], names)
        for column, label in FIELDS.get(table, {}).items()
        if column in row
    }
    if table == "incident":
        words.update(details.shown(Kind(row["kind"]), row["details"]))
    return words


def _words(table: str, column: str, value: Any, names: Names) -> str:
    keys = {"clause_id": names.clauses, "reviewer_id": names.people, "measure_id": names.measures}
    if column in keys:
        return keys[column].get(value, "")
    if column.endswith(("_on", "_from", "_until")):
        return long_date(date.fromisoformat(value))
    if column.endswith("_at"):
        return long_instant(datetime.fromisoformat(value), names.timezone)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    labels: Mapping[tuple[str, str], Any] = {
        ("incident", "kind"): lambda: badge("kind", value).label,
        ("finding", "result"): lambda: badge("result", value).label,
        ("task", "state"): lambda: badge("task", value).label,
        ("measure", "kind"): lambda: badge("measure", value).label,
        ("measure", "state"): lambda: badge("measure_state", value).label,
        ("review", "outcome"): lambda: badge("review", value).label,
        ("source", "kind"): lambda: SOURCE_KINDS[SourceKind(value)],
        ("source", "reliability"): lambda: RELIABILITIES[Reliability(value)],
        ("source", "credibility"): lambda: CREDIBILITIES[Credibility(value)],
    }
    labelled = labels.get((table, column))
    return str(value if labelled is None else labelled())
