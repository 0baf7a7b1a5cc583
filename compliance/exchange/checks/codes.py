"""Checks the instruments of a contest file: versions in time, clause trees; and the contest's calendar."""

import itertools
from collections.abc import Iterable, Iterator

from compliance.core.language import _
from compliance.exchange.checks.faults import Faults
from compliance.exchange.schema import Clause, ContestFile, Instrument, Version
from compliance.exchange.source.places import Path, shortened


def clauses_of(version: Version, path: Path = ()) -> Iterator[tuple[Path, Clause]]:
    """Walk a version's clause tree from top to bottom, each clause with its path."""
    return _walk(version.clauses, path)


def _walk(clauses: Iterable[Clause], path: Path) -> Iterator[tuple[Path, Clause]]:
    for position, clause in enumerate(clauses):
        place = (*path, "clauses", position)
        yield place, clause
        yield from _walk(clause.clauses, place)


def check(file: ContestFile, faults: Faults) -> None:
    """Look at the calendar and at every instrument."""
    contest = file.contest
    message = _("the vote cannot stand before the campaign opens")
    faults.require_order(("contest", "votes_on"), contest.opens_on, contest.votes_on, message)
    faults.require_unique((("instruments", i, "key"), each.key) for i, each in enumerate(file.instruments))
    for position, instrument in enumerate(file.instruments):
        _check_instrument(instrument, ("instruments", position), faults)


def _check_instrument(instrument: Instrument, path: Path, faults: Faults) -> None:
    places = [(*path, "versions", position) for position in range(len(instrument.versions))]
    versions = list(zip(places, instrument.versions, strict=True))
    faults.require_unique(((*place, "version"), version.version) for place, version in versions)
    for place, version in versions:
        message = _("a version cannot go out of force before it came into force")
        faults.require_order((*place, "in_force_until"), version.in_force_from, version.in_force_until, message)
        _check_clauses(version, place, faults)
    in_time = sorted(versions, key=lambda entry: entry[1].in_force_from)
    for (_place, earlier), (place, later) in itertools.pairwise(in_time):
        if earlier.in_force_until is None or later.in_force_from <= earlier.in_force_until:
            message = _(
                "version '%(version)s' is still in force that day; end it with in_force_until before this one begins",
                version=shortened(earlier.version),
            )
            faults.add((*place, "in_force_from"), message)


def _check_clauses(version: Version, path: Path, faults: Faults) -> None:
    clauses = list(clauses_of(version, path))
    faults.require_unique(((*place, "number"), clause.number) for place, clause in clauses)
    for place, clause in clauses:
        if not clause.clauses and clause.text is None:
            faults.add((*place, "text"), _("a clause without clauses below it needs a text"))
