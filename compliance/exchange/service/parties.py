"""Enters what was promised and by whom: instruments, candidates, acknowledgements."""

from dataclasses import dataclass

from compliance.candidates.models import Candidacy
from compliance.candidates.service import (
    AccountSpan,
    NewCandidacy,
    StatusSpan,
    add_candidacy,
    set_accounts,
    set_statuses,
)
from compliance.codes import queries as codes
from compliance.codes.models import InstrumentVersion
from compliance.codes.outline import ClauseNode
from compliance.codes.service import NewInstrument, NewVersion, add_instrument, add_version
from compliance.contests.models import Contest
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.schema import Candidate, Clause, ContestFile
from compliance.exchange.service.placing import at
from compliance.pledges.service import Choice, ImportedPledge, acknowledge_from_import


@dataclass(frozen=True, slots=True)
class AddedVersion:
    """A version that was entered, and the rows of its clauses by number."""

    row: InstrumentVersion
    clauses: dict[str, int]


Versions = dict[tuple[str, str], AddedVersion]
"""By the instrument's key and the version's label."""
Candidacies = dict[str, Candidacy]
"""By key."""


def add_instruments(uow: UnitOfWork, contest: Contest, file: ContestFile) -> Versions:
    """Enter the instruments with their versions, in the file's order."""
    added: Versions = {}
    for position, each in enumerate(file.instruments):
        with at("instruments", position):
            command = NewInstrument(each.key, each.title, each.binds_by, each.authority)
            instrument = add_instrument(uow, contest.id, command)
        for place, version in enumerate(each.versions):
            with at("instruments", position, "versions", place):
                new = NewVersion(
                    version.version,
                    version.in_force_from,
                    version.in_force_until,
                    version.language,
                    tuple(map(_node, version.clauses)),
                )
                row = add_version(uow, instrument, new)
            added[each.key, version.version] = AddedVersion(row, codes.clause_ids(uow.session, row.id))
    return added


def _node(clause: Clause) -> ClauseNode:
    return ClauseNode(
        number=clause.number,
        heading=clause.heading,
        text=clause.text,
        topics=clause.topics,
        modality=clause.modality,
        applies_when=None if clause.applies_when is None else frozenset(one.value for one in clause.applies_when),
        children=tuple(map(_node, clause.clauses)),
    )


def add_candidates(uow: UnitOfWork, contest: Contest, file: ContestFile) -> Candidacies:
    """Enter the candidates with their status periods and media accounts."""
    added: Candidacies = {}
    for position, each in enumerate(file.candidates):
        with at("candidates", position):
            added[each.key] = _add_candidate(uow, contest, each)
    return added


def _add_candidate(uow: UnitOfWork, contest: Contest, each: Candidate) -> Candidacy:
    command = NewCandidacy(
        key=each.key,
        name=each.name,
        post=each.post,
        nominated_by=each.nominated_by,
        announced_on=each.announced_on,
        withdrawn_on=each.withdrawn_on,
    )
    candidacy = add_candidacy(uow, contest.id, command)
    set_statuses(uow, candidacy, [StatusSpan(one.status, one.start, one.until) for one in each.statuses])
    spans = [AccountSpan(one.platform, one.handle, one.capacity, one.start, one.until) for one in each.accounts]
    set_accounts(uow, candidacy, spans, may_overlap=True)
    return candidacy


def add_acknowledgements(uow: UnitOfWork, candidacies: Candidacies, versions: Versions, file: ContestFile) -> None:
    """Enter what was signed, in the file's order: of two signed on one day the later one counts."""
    for position, each in enumerate(file.acknowledgements):
        decisions = {number: Choice(made.decision, made.statement) for number, made in each.decisions.items()}
        command = ImportedPledge(each.signed_on, each.withdrawn_on, each.submitted_to, decisions)
        with at("acknowledgements", position):
            acknowledge_from_import(
                uow, candidacies[each.candidate], versions[each.instrument, each.version].row, command
            )
