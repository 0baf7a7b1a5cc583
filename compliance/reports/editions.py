"""The three editions of a report: pure functions from the full model to what each reader may see.

`queries.py` delivers everything; `edition_of` takes away. What is taken away depends on the edition alone and never on
what there is, so neither the list of things withheld nor any figure tells whether something is missing.

An edition cannot know that an officer wrote a name into a title, a summary or a rationale. It drops every field that
is written before the matter is put to the candidate or that comes from the person who reported.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.core.language import lazy
from compliance.incidents.details import faults
from compliance.incidents.policy import PUBLIC_MEASURES
from compliance.incidents.terms import Kind, MeasureKind, Result, Stage
from compliance.reports.model import (
    Candidate,
    Edition,
    Incident,
    MatrixCell,
    MatrixRow,
    Measure,
    Report,
    StageEntry,
    Totals,
    Withheld,
)

PUBLIC_STAGES = frozenset({Stage.CONCLUDED, Stage.CLOSED})
"""Only a matter that has come this far is published."""

PUBLIC_HISTORY = frozenset({Stage.NOTIFIED, Stage.REPLIED, Stage.REPLY_OVERDUE, Stage.CONCLUDED, Stage.CLOSED})
"""Steps from the notice on. When a report came in can tell who wrote it."""

PUBLIC_DETAILS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.TRAVEL: frozenset({"destination", "paid_by", "capacity", "authorisation"}),
        Kind.SOCIAL_MEDIA: frozenset({"platform", "capacity"}),
        Kind.PRESS: frozenset({"outlet", "capacity"}),
        Kind.STAFF_CONTACT: frozenset(),
        Kind.MEMBER_STATE_CONTACT: frozenset({"capacity"}),
        Kind.RESOURCES: frozenset({"value", "currency"}),
        Kind.FUNDING: frozenset({"amount", "currency"}),
        Kind.CONDUCT: frozenset(),
        Kind.RETALIATION: frozenset(),
        Kind.OTHER: frozenset(),
    }
)
"""Details that name no member of staff and no person or state that may have reported; all others stay inside.

A file can bring any text under these names: only a value that the form itself would take is published.
"""

_SEALED = (
    "source_identity",
    lazy("Who a source is: kept sealed, apart from the case, and printed in no edition."),
    "incidents[].sources[].name",
)
_CONFINED = (
    "confined",
    lazy("Cases that are confined to the officers who handle them: always withheld, whether or not there are any."),
    "incidents[]",
)
_CHAIR = (
    (
        "sources",
        lazy("Identity of sources, and everything recorded about them, grading included: always withheld."),
        "incidents[].sources",
    ),
    (
        "assessment",
        lazy("The office's reasons before a notice was sent: always withheld, because they can point to a source."),
        "incidents[].assessment, .history[].reason",
    ),
    (
        "evidence_names",
        lazy("Names of evidence files: always withheld, because whoever sent a file chose its name."),
        "incidents[].evidence[].name",
    ),
    (
        "recusal_reasons",
        lazy("Reasons for recusals: always withheld, because they can point to a source."),
        "recusals[].reason",
    ),
)
_PUBLIC = (
    (
        "open_matters",
        lazy("Matters not concluded with a finding, or not published: always withheld, whether or not there are any."),
        "incidents[]",
    ),
    ("sources", lazy("Sources, and everything recorded about them: always withheld."), "incidents[].sources"),
    (
        "internal",
        lazy("Internal summaries, assessments and notices of the ethics office: always withheld."),
        "incidents[].summary, .assessment, .notices",
    ),
    (
        "evidence",
        lazy("Evidence, with its names and hashes: always withheld, because it can be matched with a file."),
        "incidents[].evidence",
    ),
    (
        "reported_on",
        lazy("Dates and steps before the notice to the candidate: always withheld, as they can point to a source."),
        "incidents[].reported_on, .history",
    ),
    (
        "details",
        lazy("Details that can name staff, or a person or state that reported: always withheld."),
        "incidents[].details",
    ),
    (
        "measures",
        lazy("Measures other than public warnings and repayments: always withheld, whether or not there are any."),
        "incidents[].measures",
    ),
    (
        "statements",
        lazy("Statements of candidates on clauses that they declined or accepted with reservation: always withheld."),
        "candidates[].acknowledgements[].decisions[].statement",
    ),
    (
        "third_party_statements",
        lazy("What others said on a candidate's behalf: always withheld, because it names them."),
        "incidents[].allegations[].statements",
    ),
    ("digests", lazy("Digests of signed pledges: always withheld."), "candidates[].acknowledgements[].digest"),
    ("recusals", lazy("Recusals: always withheld."), "recusals[]"),
)
_WITHHELD = {
    Edition.ETHICS: (_SEALED, _CONFINED),
    Edition.CHAIR: (*_CHAIR, _CONFINED),
    Edition.PUBLIC: (*_PUBLIC, _CONFINED),
}


def edition_of(report: Report, edition: Edition) -> Report:
    """Return the report as this edition shows it. `report` must be full, as `queries.py` delivers it."""
    return _EDITIONS[edition](report)


def for_ethics(report: Report) -> Report:
    """Everything that is recorded, but who a source is."""
    return _settled(report, Edition.ETHICS)


def for_chair(report: Report) -> Report:
    """Every incident, without anything about sources and without the office's internal texts."""
    shown = replace(
        report,
        incidents=tuple(map(_incident_for_chair, report.incidents)),
        recusals=tuple(replace(recusal, reason=None) for recusal in report.recusals),
    )
    return _settled(shown, Edition.CHAIR)


def for_public(report: Report) -> Report:
    """Only matters concluded with a finding: allegation, reply, finding and its reasons."""
    concluded = [_incident_for_public(incident) for incident in report.incidents if _is_public(incident)]
    shown = replace(
        report,
        candidates=tuple(map(_candidate_for_public, report.candidates)),
        incidents=tuple(sorted(concluded, key=_by_conclusion)),
        recusals=(),
    )
    return _settled(shown, Edition.PUBLIC)


_EDITIONS: dict[Edition, Callable[[Report], Report]] = {
    Edition.ETHICS: for_ethics,
    Edition.CHAIR: for_chair,
    Edition.PUBLIC: for_public,
}


def totals_of(report: Report) -> Totals:
    """Count the incidents, allegations and findings that this report shows."""
    allegations = [allegation for incident in report.incidents for allegation in incident.allegations]
    candidates = Counter(incident.candidate for incident in report.incidents)
    clauses = Counter(f"{allegation.instrument}/{allegation.clause}" for allegation in allegations)
    findings = Counter(allegation.finding.finding for allegation in allegations if allegation.finding)
    stages = Counter(incident.stage for incident in report.incidents)
    shown = [stage for stage in Stage if report.edition is not Edition.PUBLIC or stage in PUBLIC_STAGES]
    return Totals(
        by_candidate={candidate.key: candidates[candidate.key] for candidate in report.candidates},
        by_clause={key: clauses[key] for key in _clause_keys(report) if clauses[key]},
        by_finding={result.value: findings[result] for result in Result},
        by_stage={stage.value: stages[stage] for stage in shown},
    )


def _settled(report: Report, edition: Edition) -> Report:
    """Set what follows from the edition and from what is shown: list of things withheld, matrix counts, totals."""
    withheld = tuple(Withheld(kind, str(reason), place) for kind, reason, place in _WITHHELD[edition])
    report = replace(report, edition=edition, withheld=withheld)
    return replace(report, matrix=_counted_matrix(report), totals=totals_of(report))


def _counted_matrix(report: Report) -> tuple[MatrixRow, ...]:
    """Fill in the allegations of each cell from the incidents shown; the public is never told how many are open."""
    allegations = Counter(
        (allegation.instrument, allegation.version, allegation.clause, incident.candidate, allegation.finding is None)
        for incident in report.incidents
        for allegation in incident.allegations
    )

    def counted(row: MatrixRow, cell: MatrixCell) -> MatrixCell:
        place = (row.instrument, row.version, row.clause, cell.candidate)
        still_open = None if report.edition is Edition.PUBLIC else allegations[*place, True]
        return replace(cell, open_allegations=still_open, decided_allegations=allegations[*place, False])

    return tuple(replace(row, cells=tuple(counted(row, cell) for cell in row.cells)) for row in report.matrix)


def _clause_keys(report: Report) -> list[str]:
    """Return `instrument/clause` for every clause, in the report's order, each once."""
    return list(
        dict.fromkeys(
            f"{instrument.key}/{clause.number}"
            for instrument in report.instruments
            for version in instrument.versions
            for clause in version.clauses
        )
    )


def _incident_for_chair(incident: Incident) -> Incident:
    evidence = tuple(replace(item, name=None) for item in incident.evidence)
    history = tuple(_without_early_reasons(incident.history))
    return replace(incident, assessment=None, history=history, evidence=evidence, sources=())


def _without_early_reasons(history: Iterable[StageEntry]) -> Iterator[StageEntry]:
    """Yield the steps; those before the notice to the candidate, or without one, lose their reasons."""
    notified = False
    for step in history:
        notified = notified or step.stage is Stage.NOTIFIED
        yield step if notified else replace(step, reason=None)


def _is_public(incident: Incident) -> bool:
    return (
        incident.published
        and incident.stage in PUBLIC_STAGES
        and any(allegation.finding for allegation in incident.allegations)
    )


def _incident_for_public(incident: Incident) -> Incident:
    history = tuple(replace(step, reason=None) for step in incident.history if step.stage in PUBLIC_HISTORY)
    return replace(
        incident,
        reported_on=None,
        history=history,
        summary=incident.public_summary,
        details=_public_details(incident),
        assessment=None,
        allegations=tuple(replace(one, statements=()) for one in incident.allegations if one.finding),
        evidence=(),
        sources=(),
        notices=(),
        measures=tuple(_public_measures(incident)),
    )


def _public_measures(incident: Incident) -> Iterator[Measure]:
    """Public warnings in their wording; of repayments the amount and whether it was paid, not why it was asked."""
    decided = [place for place, one in enumerate(incident.allegations) if one.finding]
    for measure in incident.measures:
        if measure.kind in PUBLIC_MEASURES:
            place = decided.index(measure.allegation) if measure.allegation in decided else None
            text = measure.text if measure.kind is MeasureKind.PUBLIC_WARNING else None
            yield replace(measure, allegation=place, text=text, steps=())


def _public_details(incident: Incident) -> dict[str, str | int]:
    named = {key: value for key, value in incident.details.items() if key in PUBLIC_DETAILS[incident.kind]}
    return {key: value for key, value in named.items() if not faults(incident.kind, {key: value})}


def _by_conclusion(incident: Incident) -> tuple[date, str]:
    """Order published matters by the day of the last finding, so that their order tells nothing of reporting."""
    decided = [allegation.finding.decided_on for allegation in incident.allegations if allegation.finding]
    return max(decided), incident.reference


def _candidate_for_public(candidate: Candidate) -> Candidate:
    """Without what a candidate wrote beside a decision: it may name people and circumstances."""
    signed = tuple(
        replace(one, digest=None, decisions=tuple(replace(each, statement="") for each in one.decisions))
        for one in candidate.acknowledgements
    )
    return replace(candidate, acknowledgements=signed)
