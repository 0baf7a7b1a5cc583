"""Candidates and the matrix of clauses, put into words."""

from typing import Any

from compliance.core.language import _, ngettext
from compliance.pledges.terms import Decision
from compliance.reports.model import Acknowledgement, Candidate, Instrument, MatrixCell, MatrixRow, Report, Version
from compliance.reports.words import MEDIUM, day, days, span, word


def candidates(report: Report) -> list[dict[str, Any]]:
    """Return one dict for each candidate: facts, uncovered days, leave gaps, statuses, acknowledgements."""
    titles = {instrument.key: instrument.title for instrument in report.instruments}
    return [_candidate(candidate, titles) for candidate in report.candidates]


def _candidate(candidate: Candidate, titles: dict[str, str]) -> dict[str, Any]:
    gaps = [
        _("%(period)s (%(days)s)", period=span(gap.from_, gap.until), days=days((gap.until - gap.from_).days + 1))
        for gap in candidate.leave_gaps
    ]
    uncovered = [
        _("%(title)s: %(days)s", title=titles.get(key, key), days=days(count))
        for key, count in candidate.days_unpledged.items()
    ]
    return {
        "name": candidate.name,
        "facts": _facts(candidate),
        "uncovered": uncovered or [_("None")],
        "gaps": gaps or [_("None on record")],
        "statuses": [
            [word("candidate_status", item.status), span(item.from_, item.until)] for item in candidate.statuses
        ],
        "pledges": [_pledge(signed, titles) for signed in candidate.acknowledgements],
    }


def _facts(candidate: Candidate) -> list[list[str]]:
    facts = []
    if candidate.post:
        facts.append([_("Post"), candidate.post])
    if candidate.nominated_by:
        facts.append([_("Nominated by"), ", ".join(candidate.nominated_by)])
    facts.append([_("Announced on"), day(candidate.announced_on)])
    if candidate.withdrawn_on:
        facts.append([_("Withdrawn on"), day(candidate.withdrawn_on)])
    return facts


def _pledge(signed: Acknowledgement, titles: dict[str, str]) -> dict[str, Any]:
    told = [item for item in signed.decisions if item.decision is not Decision.ACCEPTED]
    facts = [
        _("Given on %(day)s to %(recipient)s", day=day(signed.signed_on), recipient=signed.submitted_to)
        if signed.submitted_to
        else _("Given on %(day)s", day=day(signed.signed_on)),
        str(MEDIUM[signed.medium]),
    ]
    if signed.withdrawn_on:
        facts.append(_("withdrawn on %(day)s", day=day(signed.withdrawn_on)))
    return {
        "title": _version_title(titles.get(signed.instrument, signed.instrument), signed.version),
        "facts": "; ".join(facts) + ".",
        "digest": signed.digest or "",
        "decisions": [[item.clause, word("decision", item.decision), item.statement or "—"] for item in told],
    }


def _version_title(title: str, version: str) -> str:
    return _("%(title)s, version %(version)s", title=title, version=version)


def matrix(report: Report) -> list[dict[str, Any]]:
    """Return a table for each version: its title and rows of clause, heading and one cell for each candidate."""
    rows: dict[tuple[str, str], list[MatrixRow]] = {}
    for row in report.matrix:
        rows.setdefault((row.instrument, row.version), []).append(row)
    campaign = (report.contest.votes_on - report.contest.opens_on).days + 1
    return [
        _table(instrument, version, rows[instrument.key, version.version], campaign)
        for instrument in report.instruments
        for version in instrument.versions
        if (instrument.key, version.version) in rows
    ]


def _table(instrument: Instrument, version: Version, rows: list[MatrixRow], campaign: int) -> dict[str, Any]:
    clauses = {clause.number: clause for clause in version.clauses}
    return {
        "title": _version_title(instrument.title, version.version),
        "binds_by": word("binds_by", instrument.binds_by),
        "language": version.language,
        "rows": [
            {
                "clause": row.clause,
                "text": clauses[row.clause].heading or clauses[row.clause].text or "",
                "cells": [_cell(cell, campaign) for cell in row.cells],
            }
            for row in rows
        ],
    }


def _cell(cell: MatrixCell, campaign: int) -> dict[str, Any]:
    told = []
    if cell.open_allegations:
        told.append(ngettext("%(count)s open allegation", "%(count)s open allegations", cell.open_allegations))
    if cell.decided_allegations:
        told.append(ngettext("%(count)s decided", "%(count)s decided", cell.decided_allegations))
    return {
        "outcome": word("outcome", cell.on_vote),
        "binds": cell.on_vote.binds,
        "days": _("%(count)s of %(all)s days", count=cell.days_bound, all=campaign),
        "allegations": ", ".join(told),
    }
