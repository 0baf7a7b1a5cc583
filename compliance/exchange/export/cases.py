"""Incidents as the data of a contest file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from compliance.codes.models import Clause
from compliance.core.periods import Period
from compliance.exchange.export.rows import Cases
from compliance.exchange.export.texts import line, present, prose
from compliance.incidents.models import Allegation, Finding, Incident, Reply, StageChange
from compliance.incidents.policy import WITHOUT_BINDING
from compliance.incidents.queries import MeasureView
from compliance.incidents.terms import ReplyKind, Stage
from compliance.pledges.applicability import can_be_alleged

_NO_REASON = "No reason is on record."
_DECLINED = "The candidate declined to comment."


def incident(
    one: Incident,
    cases: Cases,
    keys: Mapping[int, str],
    names: Mapping[int, tuple[str, str]],
    clauses: Mapping[int, Clause],
) -> dict[str, Any]:
    """Give an incident and the due process it went through.

    `keys` are those of candidacies, `names` the instrument's key and the label of versions, each by row.
    """
    allegations = cases.allegations[one.id]
    alleged = [_allegation(each, one, cases, names, clauses[each.clause_id]) for each in allegations]
    references = list(zip(allegations, _references(alleged), strict=True))
    assessments, notices = cases.assessments[one.id], cases.notices[one.id]
    return present(
        {
            "key": one.key,
            "candidate": keys[one.candidacy_id],
            "kind": one.kind.value,
            "title": line(one.title),
            "occurred_from": one.occurred_from,
            "occurred_until": one.occurred_until,
            "reported_on": one.reported_on,
            "summary": prose(one.summary),
            "details": _details(one),
            "allegations": alleged,
            "assessment": _assessment(assessments[0]) if assessments else None,
            "notified_on": notices[0].notified_on if notices else None,
            "reply_due_on": one.reply_due_on if notices else None,
            "replies_of": {
                name: _replies(cases.replies[each.id]) for each, name in references if cases.replies[each.id]
            },
            "finding_of": _findings(cases, references),
            "measures": _measures(allegations, alleged, cases.measures.get(one.id, [])),
            "published": False if one.id in cases.withheld else None,
            "stage": one.stage.value,
        }
    )


def _findings(cases: Cases, references: Sequence[tuple[Allegation, str]]) -> dict[str, Any]:
    return {name: _finding(cases.findings[each.id][-1]) for each, name in references if cases.findings[each.id]}


def _details(one: Incident) -> dict[str, Any]:
    return {
        str(line(key)): prose(value) if isinstance(value, str) else value
        for key, value in one.details.items()
        if line(key) and (not isinstance(value, str) or prose(value))
    }


def _allegation(
    each: Allegation, one: Incident, cases: Cases, names: Mapping[int, tuple[str, str]], clause: Clause
) -> dict[str, Any]:
    """Give an allegation; with a reason if, and only if, the clause does not bind by what is on record now."""
    instrument, version = names[clause.version_id]
    period = Period(one.occurred_from, one.occurred_until or one.occurred_from)
    alleged = {"instrument": instrument, "version": version, "clause": line(clause.number)}
    if can_be_alleged(cases.book.runs(one.candidacy_id, clause.id, period)):
        return alleged
    found = cases.findings[each.id]
    override = prose(each.override)
    held = override is None or (bool(found) and found[-1].result not in WITHOUT_BINDING)
    return present({**alleged, "override": override, "held_to_bind": held or None})


def _references(alleged: Sequence[Mapping[str, Any]]) -> list[str]:
    """How to name each allegation: `instrument/clause`, or with the version where two versions are alleged."""
    times = Counter((each["instrument"], each["clause"]) for each in alleged)
    return [
        f"{each['instrument']}/{each['clause']}"
        if times[each["instrument"], each["clause"]] == 1
        else f"{each['instrument']}@{each['version']}/{each['clause']}"
        for each in alleged
    ]


def _assessment(change: StageChange) -> dict[str, Any]:
    return present(
        {
            "admissible": change.stage is Stage.ADMISSIBLE,
            "ground": change.ground.value if change.ground else None,
            "reason": prose(change.reason) or _NO_REASON,
            "decided_on": change.on,
        }
    )


def _replies(given: Sequence[Reply]) -> dict[str, Any]:
    first, *later = map(_reply, given)
    return present({**first, "supplements": later})


def _reply(each: Reply) -> dict[str, Any]:
    """Give one reply; its kind only where the candidate declined, so that what is answered reads as it always did."""
    declined = each.kind is ReplyKind.DECLINED_TO_COMMENT
    text = prose(each.text) or (_DECLINED if declined else _NO_REASON)
    return present(
        {"replied_on": each.replied_on, "text": text, "kind": ReplyKind.DECLINED_TO_COMMENT.value if declined else None}
    )


def _finding(found: Finding) -> dict[str, Any]:
    return present(
        {
            "finding": found.result.value,
            "standard_of_proof": found.standard_of_proof.value,
            "decided_on": found.decided_on,
            "rationale": prose(found.rationale) or _NO_REASON,
            "standard_reason": prose(found.standard_reason),
        }
    )


def _measures(
    allegations: Sequence[Allegation], alleged: Sequence[Mapping[str, Any]], given: Sequence[MeasureView]
) -> list[dict[str, Any]]:
    names = dict(zip((each.position for each in allegations), _references(alleged), strict=True))
    return [_measure(each, names) for each in given]


def _measure(one: MeasureView, names: Mapping[int, str]) -> dict[str, Any]:
    return present(
        {
            "kind": one.kind.value,
            "allegation": None if one.position is None else names[one.position],
            "text": prose(one.text) or _NO_REASON,
            "decided_on": one.decided_on,
            "due_on": one.due_on,
            "amount": one.amount,
            "currency": one.currency,
            "steps": [
                present({"step": step.step.value, "taken_on": step.on, "due_on": step.due_on, "text": prose(step.text)})
                for step in one.steps
            ],
        }
    )
