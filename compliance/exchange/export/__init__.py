"""Writes a contest as a file from which it can be made again.

Sources, evidence, the wording of notices, findings that were superseded, accounts of people and the log are not in it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.codes.terms import STATUSES, Modality
from compliance.contests.models import Contest
from compliance.exchange.export.as_yaml import as_yaml
from compliance.exchange.export.cases import incident
from compliance.exchange.export.people import acknowledgement, candidate
from compliance.exchange.export.rows import Codes, read_cases, read_codes, read_people
from compliance.exchange.export.texts import line, present, prose
from compliance.exchange.schema import FORMAT

__all__ = ["export_contest", "export_text"]

_TOP = """\
# A contest file of the record of a code of conduct. It can be imported into another installation.
# Not in it: sources, evidence files, the wording of notices, superseded findings, people's accounts, the log.
# Nor cases of retaliation, which stay where they are handled.
"""


def export_text(session: Session, contest_id: int) -> str:
    """Write a contest as YAML. The same contest is always the same text, whatever the database."""
    return _TOP + as_yaml(export_contest(session, contest_id))


def export_contest(session: Session, contest_id: int) -> dict[str, Any]:
    """Give a contest as the plain data of a contest file, in the order of its format. What is absent is left out."""
    contest = session.get_one(Contest, contest_id)
    codes, people, cases = read_codes(session, contest), read_people(session, contest), read_cases(session, contest)
    clauses = {clause.id: clause for rows in codes.clauses.values() for clause in rows}
    names = {
        version.id: (one.key, str(line(version.label)))
        for one in codes.instruments
        for version in codes.versions[one.id]
    }
    keys = {one.id: one.key for one in people.candidacies}
    return present(
        {
            "format": FORMAT,
            "contest": _contest(contest),
            "instruments": [_instrument(one, codes) for one in codes.instruments],
            "candidates": [candidate(one, people) for one in people.candidacies],
            "acknowledgements": [acknowledgement(one, people, keys, names, clauses) for one in people.acknowledgements],
            "incidents": [incident(one, cases, keys, names, clauses) for one in cases.incidents],
        }
    )


def _contest(contest: Contest) -> dict[str, Any]:
    return present(
        {
            "slug": contest.slug,
            "title": line(contest.title),
            "organisation": line(contest.organisation),
            "post": line(contest.post),
            "timezone": contest.timezone,
            "electorate": contest.electorate,
            "majority": line(contest.majority),
            "opens_on": contest.opens_on,
            "votes_on": contest.votes_on,
        }
    )


def _instrument(one: Instrument, codes: Codes) -> dict[str, Any]:
    return present(
        {
            "key": one.key,
            "title": line(one.title),
            "binds_by": one.binds_by.value,
            "authority": line(one.authority),
            "versions": [_version(version, codes) for version in codes.versions[one.id]],
        }
    )


def _version(one: InstrumentVersion, codes: Codes) -> dict[str, Any]:
    return present(
        {
            "version": line(one.label),
            "in_force_from": one.in_force_from,
            "in_force_until": one.in_force_until,
            "language": one.language,
            "clauses": _tree(codes.clauses[one.id]),
        }
    )


def _tree(rows: Sequence[Clause], depth: int = 0) -> list[dict[str, Any]]:
    """Build the clauses of one depth, each with those under it, from rows in reading order."""
    starts = [place for place, row in enumerate(rows) if row.depth == depth]
    ends = [*starts, len(rows)][1:]
    return [_clause(rows[start], rows[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]


def _clause(row: Clause, below: Sequence[Clause]) -> dict[str, Any]:
    return present(
        {
            "number": line(row.number),
            "heading": line(row.heading),
            "text": prose(row.text),
            "topics": list(dict.fromkeys(filter(None, map(line, row.topics)))),
            "modality": None if row.modality is Modality.MUST else row.modality.value,
            "applies_when": None if row.applies_when is None else [s for s in STATUSES if s in row.applies_when],
            "clauses": _tree(below, row.depth + 1),
        }
    )
