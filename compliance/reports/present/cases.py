"""Incidents put into words: allegation, whether the clause bound, reply and finding kept apart."""

from collections.abc import Mapping
from typing import Any

from compliance.core.language import _
from compliance.incidents.details import shown
from compliance.incidents.terms import ReplyKind
from compliance.reports.model import (
    Allegation,
    EarlierFinding,
    Evidence,
    Finding,
    Incident,
    Notice,
    Reply,
    Report,
    Run,
    Source,
    Statement,
)
from compliance.reports.present.measures import measures_of
from compliance.reports.words import SOURCE_KIND, STANDARD_OF_PROOF, day, meaning, size, span, word


def incidents(report: Report, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return one dict for each incident, in the report's order."""
    context = _Context(report)
    return [_incident(incident, names[incident.candidate], context) for incident in report.incidents]


class _Context:
    """What the wording of an allegation needs from the rest of the report."""

    def __init__(self, report: Report) -> None:
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
        "allegations": [
            _allegation(allegation, context) | {"measures": measures_of(incident, place)}
            for place, allegation in enumerate(incident.allegations)
        ],
        "measures": measures_of(incident, None),
        "history": [[word("stage", step.stage), day(step.entered_on), step.reason or ""] for step in incident.history],
        "notices": [_notice(notice) for notice in incident.notices],
        "evidence": [_evidence(item) for item in incident.evidence],
        "sources": [_source(source) for source in incident.sources],
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
    facts.extend([label, text] for label, text in shown(incident.kind, incident.details))
    return facts


def _notice(notice: Notice) -> dict[str, str]:
    when = _("Put to the candidate on %(day)s", day=day(notice.notified_on))
    if notice.reply_due_on:
        until = day(notice.reply_due_on)
        when = _("%(sent)s, with a reply expected by %(until)s", sent=when, until=until)
    return {"when": when, "text": notice.text}


def _allegation(allegation: Allegation, context: _Context) -> dict[str, Any]:
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
        "reply": _reply(allegation.reply) if allegation.reply else None,
        "no_reply": _no_reply(allegation.reply_kind),
        "statements": [_statement(one) for one in allegation.statements],
        "finding": _finding(allegation.finding) if allegation.finding else None,
    }


def _run(run: Run) -> list[str]:
    """Return the outcome with its days, and the sentence that says why."""
    return [f"{word('outcome', run.outcome)}, {span(run.from_, run.until)}", run.reason]


def _reply(reply: Reply) -> dict[str, Any]:
    """The reply in words; who declined to comment, and said no more, is said to have."""
    declined = _("The candidate declined to comment.")
    added = [[_("Added on %(day)s", day=day(one.replied_on)), one.text or declined] for one in reply.supplements]
    return {"when": day(reply.replied_on), "text": reply.text or declined, "supplements": added}


def _no_reply(kind: ReplyKind | None) -> str:
    """Why there is no reply."""
    if kind is ReplyKind.UNREACHABLE:
        return _("The candidate could not be reached.")
    if kind is ReplyKind.NO_REPLY:
        return _("The time to reply passed without one.")
    return _("No reply is on record.")


def _statement(one: Statement) -> list[str]:
    values = {"who": one.made_by, "whom": one.on_behalf_of, "day": day(one.made_on)}
    said = _("Statement by %(who)s on behalf of %(whom)s, %(day)s; not the candidate's reply", **values)
    return [said, one.text]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "result": word("result", finding.finding),
        "meaning": meaning("result", finding.finding),
        "how": _decided(finding),
        "rationale": _reasons(finding),
        "earlier": [
            [word("result", earlier.finding), _decided(earlier), _reasons(earlier)] for earlier in finding.superseded
        ],
    }


def _reasons(finding: Finding | EarlierFinding) -> str:
    """The reasons, and, in a paragraph of its own, why an earlier finding was corrected."""
    if not finding.correction_reason:
        return finding.rationale
    return f"{finding.rationale}\n{_('Corrected because: %(reason)s', reason=finding.correction_reason)}"


def _decided(finding: Finding | EarlierFinding) -> str:
    if not finding.finding.weighs_proof:
        return _("Decided on %(day)s.", day=day(finding.decided_on))
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
    return {
        "reference": source.reference,
        "kind": str(SOURCE_KIND[source.kind]),
        "grading": _("Grading %(grading)s", grading=f"{source.reliability}{source.credibility}"),
        "statement": source.statement,
    }
