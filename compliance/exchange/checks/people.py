"""Checks the candidates of a contest file and what they have acknowledged."""

import itertools
from collections.abc import Iterable

from compliance.codes.terms import BindsBy
from compliance.core.language import _, long_date
from compliance.exchange.checks.faults import Faults
from compliance.exchange.checks.references import check_candidate, find_leaf, find_version
from compliance.exchange.checks.register import Register
from compliance.exchange.schema import Account, Acknowledgement, Candidate, ContestFile, StatusPeriod
from compliance.exchange.source.places import Path


def check(file: ContestFile, register: Register, faults: Faults) -> None:
    """Look at every candidate and acknowledgement."""
    faults.require_unique((("candidates", i, "key"), each.key) for i, each in enumerate(file.candidates))
    for position, candidate in enumerate(file.candidates):
        _check_candidate(candidate, ("candidates", position), faults)
    before = len(faults.found)
    for position, acknowledgement in enumerate(file.acknowledgements):
        _check_acknowledgement(acknowledgement, ("acknowledgements", position), register, faults)
    if len(faults.found) > before:
        register.knows_signatures = False


def _check_candidate(candidate: Candidate, path: Path, faults: Faults) -> None:
    message = _("a candidate cannot withdraw before being announced")
    faults.require_order((*path, "withdrawn_on"), candidate.announced_on, candidate.withdrawn_on, message)
    _check_ends((*path, "statuses"), candidate.statuses, faults)
    _check_ends((*path, "accounts"), candidate.accounts, faults)
    in_time = sorted(enumerate(candidate.statuses), key=lambda entry: entry[1].start)
    for (_position, earlier), (position, later) in itertools.pairwise(in_time):
        if earlier.until is not None and earlier.until < earlier.start:
            continue
        if earlier.until is None or later.start <= earlier.until:
            end = _("has no end") if earlier.until is None else _("lasts until %(day)s", day=long_date(earlier.until))
            message = _(
                "this day lies in the period before, which began on %(day)s and %(end)s; one status holds on one day",
                day=long_date(earlier.start),
                end=end,
            )
            faults.add((*path, "statuses", position, "from"), message)


def _check_ends(path: Path, periods: Iterable[StatusPeriod | Account], faults: Faults) -> None:
    message = _("a period cannot end before it begins")
    for position, period in enumerate(periods):
        faults.require_order((*path, position, "until"), period.start, period.until, message)


def _check_acknowledgement(acknowledgement: Acknowledgement, path: Path, register: Register, faults: Faults) -> None:
    message = _("an acknowledgement cannot be withdrawn before it is signed")
    faults.require_order((*path, "withdrawn_on"), acknowledgement.signed_on, acknowledgement.withdrawn_on, message)
    check_candidate(acknowledgement.candidate, path, register, faults)
    entry = find_version(acknowledgement.instrument, acknowledgement.version, path, register, faults)
    if entry is None:
        return
    if entry.instrument.binds_by is not BindsBy.ACKNOWLEDGEMENT:
        message = _("this instrument does not bind by acknowledgement, so there is nothing to sign")
        faults.add((*path, "instrument"), message)
    for number in acknowledgement.decisions:
        find_leaf(entry, number, (*path, "decisions", number), faults)
