"""Incidents put into words: allegation, whether the clause bound, reply and finding kept apart."""

from collections.abc import Mapping
from typing import Any

from compliance.core.language import _, long_instant
from compliance.reports.model import Allegation, EarlierFinding, Evidence, Finding, Incident, Report, Run, Source
from compliance.reports.words import STANDARD_OF_PROOF, day, detail, size, span, word


def incidents(report: Report, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return one dict for each incident, in the report's order."""
    context = _Context(report)
    return [_incident(incident, names[incident.candidate], context) for incident in report.incidents]


class _Context:
    """What the wording of an allegation needs from the rest of the report."""

    def __init__(self, report: Report) -> None:
        self.timezone = report.contest.timezone
        self.titles = {instrument.key: instrument.title for instrument in report.instruments}
        self.languages = {
            (instrument.key, version.version): version.language
            for instrument in report.instruments
            for version in instrument.versions
        }


def _incident(incident: Incident, name: str, context: _Context) -> dict[str, Any]:
    return {
        "reference": incident.reference,
        "candidate": name,
        "title": incident.title,
        "stage": word("stage", incident.stage),
        "facts": _facts(incident, name),
        "summary": incident.summary or "",
        "assessment": incident.assessment or "",
        "allegations": [_allegation(allegation, context) for allegation in incident.allegations],
        "history": [[word("stage", step.stage), day(step.entered_on), step.reason or ""] for step in incident.history],
        "evidence": [_evidence(item) for item in incident.evidence],
        "sources": [_source(source) for source in incident.sources],
        "notes": [[day(note.written_on), note.text] for note in incident.notes],
    }


def _facts(incident: Incident, name: str) -> list[list[str]]:
    facts = [
        [_("Candidate"), name],
        [_("Kind"), word("kind", incident.kind)],
        [_("Occurred"), span(incident.occurred_from, incident.occurred_until or incident.occurred_from)],
    ]
    if incident.reported_on:
        facts.append([_("Reported on"), day(incident.reported_on)])
    facts.append([_("Stage"), word("stage", incident.stage)])
    facts.extend([detail(key), text] for key, text in incident.details.items())
    return facts


def _allegation(allegation: Allegation, context: _Context) -> dict[str, Any]:
    reply = allegation.reply
    return {
        "clause": _(
            "%(title)s, version %(version)s, clause %(clause)s",
            title=context.titles.get(allegation.instrument, allegation.instrument),
            version=allegation.version,
            clause=allegation.clause,
        ),
        "text": allegation.clause_text,
        "language": context.languages.get((allegation.instrument, allegation.version), ""),
        "binds": allegation.can_be_alleged,
        "runs": [_run(run) for run in allegation.runs],
        "override": allegation.override or "",
        "reply": {"when": long_instant(reply.replied_at, context.timezone), "text": reply.text} if reply else None,
        "finding": _finding(allegation.finding) if allegation.finding else None,
    }


def _run(run: Run) -> list[str]:
    """Return the outcome with its days, and the sentence that says why."""
    return [f"{word('outcome', run.outcome)}, {span(run.from_, run.until)}", run.reason]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "result": word("result", finding.finding),
        "how": _decided(finding),
        "rationale": finding.rationale,
        "earlier": [
            [word("result", earlier.finding), _decided(earlier), earlier.rationale] for earlier in finding.superseded
        ],
    }


def _decided(finding: Finding | EarlierFinding) -> str:
    proof = str(STANDARD_OF_PROOF[finding.standard_of_proof])
    return _("Decided on %(day)s, %(proof)s.", day=day(finding.decided_on), proof=proof)


def _evidence(item: Evidence) -> dict[str, str]:
    return {
        "described": item.described,
        "name": item.name or "",
        "type": f"{item.media_type}, {size(item.size)}",
        "sha256": item.sha256,
    }


def _source(source: Source) -> dict[str, str]:
    grading = f"{source.reliability or '–'}{source.credibility or '–'}"
    return {
        "label": source.label,
        "kind": source.kind,
        "grading": _("Grading %(grading)s", grading=grading),
        "basis": source.basis or "",
        "note": source.note or "",
    }
