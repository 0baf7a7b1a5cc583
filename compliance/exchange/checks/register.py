"""Finds what a contest file's parts name, and asks whether a clause bound a candidate."""

from collections import defaultdict
from datetime import date

from compliance.codes.terms import BindsBy
from compliance.core.periods import Period, first_overlap
from compliance.exchange.checks.codes import clauses_of
from compliance.exchange.checks.recovery import Recovered
from compliance.exchange.schema import Acknowledgement, Candidate, Clause, Incident, Instrument, Version
from compliance.pledges.applicability import Acknowledged, Rule, Standing, StatusPeriod, can_be_alleged, runs


class VersionEntry:
    """A version with its clauses by number.

    `is_whole` says whether all of it and of its instrument could be read, without one number for two clauses.
    """

    def __init__(self, instrument: Instrument, version: Version, *, is_whole: bool) -> None:
        self.instrument = instrument
        self.version = version
        clauses = [clause for _path, clause in clauses_of(version)]
        self.clauses = {clause.number: clause for clause in clauses}
        self.is_whole = is_whole and len(self.clauses) == len(clauses)
        self.in_force = period_of(version.in_force_from, version.in_force_until)

    @property
    def leaves(self) -> list[str]:
        """Numbers of the clauses that can be tested."""
        return [number for number, clause in self.clauses.items() if not clause.clauses]

    def rule(self, clause: Clause) -> Rule | None:
        """Return a clause as a rule; None if the version's days make no period."""
        if self.in_force is None:
            return None
        return Rule(
            instrument=self.instrument.key,
            title=self.instrument.title,
            version=self.version.version,
            clause=clause.number,
            binds_by=self.instrument.binds_by,
            in_force=self.in_force,
            applies_when=None if clause.applies_when is None else frozenset(clause.applies_when),
        )


class Register:
    """Everything in a contest file by the name under which other parts refer to it. Of equal names the first counts.

    `knows_signatures` is false once an acknowledgement is at fault: nobody can then say who signed what and when.
    """

    def __init__(self, recovered: Recovered) -> None:
        self.recovered = recovered
        self.instruments: dict[str, dict[str, VersionEntry]] = {}
        self.candidates: dict[str, Candidate] = {}
        self._standings: dict[str, Standing] = {}
        self._acknowledged: dict[tuple[str, str, str], list[Acknowledged]] = defaultdict(list)
        self.knows_signatures = recovered.is_whole("acknowledgements")
        for position, instrument in enumerate(recovered.file.instruments):
            self._add_instrument(position, instrument)
        for position, candidate in enumerate(recovered.file.candidates):
            self._add_candidate(position, candidate)
        for acknowledgement in recovered.file.acknowledgements:
            self._add_acknowledgement(acknowledgement)

    def binds(self, entry: VersionEntry, clause: Clause, incident: Incident) -> bool | None:
        """Whether the clause bound the candidate on any day of the incident; None if the file is too broken to say."""
        rule = entry.rule(clause)
        standing = self._standings.get(incident.candidate)
        period = period_of(incident.occurred_from, incident.occurred_until or incident.occurred_from)
        by_signature = entry.instrument.binds_by is BindsBy.ACKNOWLEDGEMENT
        if by_signature and not self.knows_signatures:
            return None
        if rule is None or standing is None or period is None or not entry.is_whole:
            return None
        signed = self._acknowledged.get((incident.candidate, rule.instrument, rule.version), [])
        return can_be_alleged(runs(rule, standing, signed, period))

    def _add_instrument(self, position: int, instrument: Instrument) -> None:
        is_whole = self.recovered.is_whole("instruments", position)
        versions = self.instruments.setdefault(instrument.key, {})
        for version in instrument.versions:
            versions.setdefault(version.version, VersionEntry(instrument, version, is_whole=is_whole))

    def _add_candidate(self, position: int, candidate: Candidate) -> None:
        if candidate.key in self.candidates:
            return
        self.candidates[candidate.key] = candidate
        standing = _standing(candidate)
        if standing is not None and self.recovered.is_whole("candidates", position):
            self._standings[candidate.key] = standing

    def _add_acknowledgement(self, acknowledgement: Acknowledgement) -> None:
        decisions = {number: decided.decision for number, decided in acknowledgement.decisions.items()}
        signed = Acknowledged(acknowledgement.signed_on, acknowledgement.withdrawn_on, decisions)
        key = (acknowledgement.candidate, acknowledgement.instrument, acknowledgement.version)
        self._acknowledged[key].append(signed)


def period_of(start: date, until: date | None) -> Period | None:
    """Return the period, or None where it would end before it begins."""
    return None if until is not None and until < start else Period(start, until)


def _standing(candidate: Candidate) -> Standing | None:
    """Return the candidacy in time; None if its days contradict each other."""
    statuses: list[StatusPeriod] = []
    for entry in candidate.statuses:
        period = period_of(entry.start, entry.until)
        if period is None:
            return None
        statuses.append(StatusPeriod(entry.status, period))
    if first_overlap(entry.period for entry in statuses):
        return None
    return Standing(candidate.announced_on, candidate.withdrawn_on, tuple(statuses))
