"""Looks things up in a contest file that has been read, and asks what bound: how the tests see the demo contest."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from compliance.core.periods import Period
from compliance.exchange.checks.codes import clauses_of
from compliance.exchange.checks.register import VersionEntry
from compliance.exchange.schema import (
    Acknowledgement,
    Allegation,
    Candidate,
    Clause,
    ContestFile,
    Finding,
    Incident,
    Instrument,
)
from compliance.pledges.applicability import Acknowledged, Rule, Run, Standing, StatusPeriod, runs

T = TypeVar("T")


class Alleged(NamedTuple):
    """An allegation with its incident, whether its clause bound, and the finding, if there is one."""

    incident: Incident
    allegation: Allegation
    runs: list[Run]
    finding: Finding | None


def alleged_in(file: ContestFile) -> list[Alleged]:
    """Return every allegation in the file's order."""
    return [
        Alleged(
            incident,
            allegation,
            runs_of(file, incident, allegation),
            incident.finding_of.get(allegation.reference),
        )
        for incident in file.incidents
        for allegation in incident.allegations
    ]


def leaves_in(file: ContestFile) -> list[Clause]:
    """Return the clauses of every version of every instrument that can be tested."""
    versions = [version for instrument in file.instruments for version in instrument.versions]
    return [clause for version in versions for _path, clause in clauses_of(version) if not clause.clauses]


def instrument_in(file: ContestFile, key: str) -> Instrument:
    """Return the instrument with this key."""
    return _only(instrument for instrument in file.instruments if instrument.key == key)


def candidate_in(file: ContestFile, key: str) -> Candidate:
    """Return the candidate with this key."""
    return _only(candidate for candidate in file.candidates if candidate.key == key)


def incident_in(file: ContestFile, key: str) -> Incident:
    """Return the incident with this key."""
    return _only(incident for incident in file.incidents if incident.key == key)


def incidents_of(file: ContestFile, candidate: str) -> list[Incident]:
    """Return the incidents that concern a candidate."""
    return [incident for incident in file.incidents if incident.candidate == candidate]


def span_of(incident: Incident) -> Period:
    """Return the days of an incident."""
    return Period(incident.occurred_from, incident.occurred_until or incident.occurred_from)


def standing_of(candidate: Candidate) -> Standing:
    """Return a candidate as applicability knows one."""
    statuses = tuple(StatusPeriod(entry.status, Period(entry.start, entry.until)) for entry in candidate.statuses)
    return Standing(candidate.announced_on, candidate.withdrawn_on, statuses)


def acknowledgement_of(file: ContestFile, candidate: str, instrument: str) -> Acknowledgement:
    """Return the one acknowledgement of an instrument by a candidate."""
    signed = (entry for entry in file.acknowledgements if entry.candidate == candidate)
    return _only(entry for entry in signed if entry.instrument == instrument)


def acknowledged(file: ContestFile, candidate: str, instrument: str) -> list[Acknowledged]:
    """Return what a candidate acknowledged of an instrument, which here has one version."""
    return [
        Acknowledged(signed.signed_on, signed.withdrawn_on, {n: made.decision for n, made in signed.decisions.items()})
        for signed in file.acknowledgements
        if (signed.candidate, signed.instrument) == (candidate, instrument)
    ]


def runs_of(file: ContestFile, incident: Incident, allegation: Allegation) -> list[Run]:
    """Return whether the clause of an allegation bound, over the days of the incident."""
    signed = acknowledged(file, incident.candidate, allegation.instrument)
    standing = standing_of(candidate_in(file, incident.candidate))
    return runs(_rule(file, allegation), standing, signed, span_of(incident))


def signed_on(file: ContestFile, candidate: str, instrument: str) -> date:
    """Return the day on which a candidate acknowledged an instrument."""
    return acknowledgement_of(file, candidate, instrument).signed_on


def _rule(file: ContestFile, allegation: Allegation) -> Rule:
    instrument = instrument_in(file, allegation.instrument)
    version = _only(version for version in instrument.versions if version.version == allegation.version)
    entry = VersionEntry(instrument, version, is_whole=True)
    rule = entry.rule(entry.clauses[allegation.clause])
    assert rule is not None
    return rule


def _only(found: Iterable[T]) -> T:
    (one,) = found
    return one
