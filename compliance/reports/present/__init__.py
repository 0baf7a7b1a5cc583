"""A report put into words: what HTML and PDF both show, as plain dicts, lists and strings.

Templates only arrange it. Every label, date and status word is made here, so the two renderings cannot differ, and
the typst template needs no translation. Nothing is markup: a `*` or `#` in a text stays what it is.
"""

from collections.abc import Mapping
from typing import Any

from compliance.core.language import _, long_instant
from compliance.reports.figures import five_figures, parity
from compliance.reports.model import Recusal, Report
from compliance.reports.present import cases, election
from compliance.reports.present.labels import labels
from compliance.reports.words import EDITION, WITHHELD, day, span, word

OUTLINED_INCIDENTS = 40
"""Up to this many incidents, the contents name each."""


def present(report: Report, *, language: str = "en") -> dict[str, Any]:
    """Return the document; its keys are listed in `templates/reports/_report_body.html`."""
    day.cache_clear()  # the language may have changed since
    contest = report.contest
    names = {candidate.key: candidate.name for candidate in report.candidates}
    return {
        "language": language,
        "title": contest.title,
        "subject": _("Report on the code of conduct"),
        "organisation": contest.organisation,
        "edition": str(EDITION[report.edition]),
        "as_of": long_instant(report.as_of, contest.timezone),
        "labels": labels(report.edition),
        "facts": _facts(report),
        "figures": [{"value": figure.value, "label": figure.label} for figure in five_figures(report)],
        "names": list(names.values()),
        "parity": [{"label": row.label, "values": [_number(value) for value in row.values]} for row in parity(report)],
        "candidates": election.candidates(report),
        "matrix": election.matrix(report),
        "incidents": cases.incidents(report, names),
        "outlined": len(report.incidents) <= OUTLINED_INCIDENTS,
        "totals": _totals(report, names),
        "recusals": [_recusal(recusal) for recusal in report.recusals],
        "withheld": [{"kind": str(WITHHELD[item.kind]), "reason": item.reason} for item in report.withheld],
        "log": {"size": str(report.log.size), "root": report.log.root},
        "checks": _checks(report),
    }


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _facts(report: Report) -> list[list[str]]:
    """Return label and text of what the title page says of the contest."""
    contest = report.contest
    facts = [
        [_("Post"), contest.post],
        [_("Campaign"), span(contest.opens_on, contest.votes_on)],
        [_("Day of the vote"), day(contest.votes_on)],
    ]
    if contest.electorate is not None:
        facts.append([_("Electorate"), str(contest.electorate)])
    if contest.majority:
        facts.append([_("Majority"), contest.majority])
    return [*facts, [_("Time zone"), contest.timezone]]


def _totals(report: Report, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the four tables of totals, each with a title, what it counts by, and rows of label and number."""
    totals = report.totals
    titles = {instrument.key: instrument.title for instrument in report.instruments}
    clauses = {key: _clause_label(key, titles) for key in totals.by_clause}
    stages = {key: word("stage", key) for key in totals.by_stage}
    results = {key: word("result", key) for key in totals.by_finding}
    return [
        _counts(_("Incidents by candidate"), _("Candidate"), totals.by_candidate, names),
        _counts(_("Findings by result"), _("Finding"), totals.by_finding, results),
        _counts(_("Incidents by stage"), _("Stage"), totals.by_stage, stages),
        _counts(_("Allegations by clause"), _("Clause"), totals.by_clause, clauses),
    ]


def _counts(title: str, of: str, counts: Mapping[str, int], labels_of: Mapping[str, str]) -> dict[str, Any]:
    return {"title": title, "of": of, "rows": [[labels_of[key], str(count)] for key, count in counts.items()]}


def _clause_label(key: str, titles: Mapping[str, str]) -> str:
    instrument, _slash, clause = key.partition("/")
    return f"{titles[instrument]}, {clause}"


def _recusal(recusal: Recusal) -> dict[str, str]:
    return {
        "person": recusal.person,
        "subject": recusal.subject,
        "period": span(recusal.from_, recusal.until),
        "reason": recusal.reason or "",
        "replacement": _("In their place: %(name)s", name=recusal.replacement) if recusal.replacement else "",
    }


def _checks(report: Report) -> list[str]:
    """Say how to find out whether this report was altered."""
    return [
        _(
            "This report states the log as it stood: %(size)s entries with the root hash below. Ask any observer who "
            "keeps checkpoints of the log whether the same size has the same root.",
            size=report.log.size,
        ),
        _(
            "With access to the installation, run the command below: it recomputes the whole log and the recorded "
            "facts, and names what differs."
        ),
        _(
            "Make the report again for the same edition and instant. The same state of the record gives the same "
            "file, to the byte."
        ),
        _(
            "Characters that the fonts of the PDF cannot show are written there as their Unicode numbers in square "
            "brackets. The JSON rendering holds every text as it was given."
        ),
    ]
