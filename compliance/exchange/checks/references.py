"""Checks that what one part of a contest file names is there, and suggests what was meant."""

import difflib
from collections.abc import Collection

from compliance.core.language import _
from compliance.exchange.checks.faults import Faults
from compliance.exchange.checks.register import Register, VersionEntry
from compliance.exchange.schema import Clause
from compliance.exchange.source.places import Path, shortened

_MOST_COMPARED = 500
_MOST_NAMED = 8


def check_candidate(key: str, path: Path, register: Register, faults: Faults) -> None:
    """Note a candidate who is not in the file."""
    if key not in register.candidates and not faults.recovered.may_have("candidates", key):
        faults.add((*path, "candidate"), unknown(_("candidate"), key, register.candidates))


def find_version(instrument: str, version: str, path: Path, register: Register, faults: Faults) -> VersionEntry | None:
    """Return the version that is named; note it and return None if it is not in the file."""
    versions = register.instruments.get(instrument)
    if versions is None:
        if not faults.recovered.may_have("instruments", instrument):
            faults.add((*path, "instrument"), unknown(_("instrument"), instrument, register.instruments))
        return None
    if version not in versions:
        if all(entry.is_whole for entry in versions.values()):
            faults.add((*path, "version"), unknown(_("version"), version, versions))
        return None
    return versions[version]


def find_leaf(entry: VersionEntry, number: str, path: Path, faults: Faults) -> Clause | None:
    """Return the leaf clause that is named; note at `path` if there is none, or if it is a heading."""
    clause = entry.clauses.get(number)
    if clause is None:
        if entry.is_whole:
            faults.add(path, unknown(_("clause"), number, entry.leaves))
        return None
    if clause.clauses:
        below = ", ".join(shortened(each.number) for each in clause.clauses[:_MOST_NAMED])
        message = _("clause '%(number)s' is a heading; name one of its clauses: %(below)s", number=number, below=below)
        faults.add(path, message)
        return None
    return clause


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """Say that there is no such thing, and which one was probably meant."""
    places = {"what": what, "name": shortened(name)}
    if not known:
        return _("the file has no %(what)s '%(name)s'", **places)
    candidates = list(known)[:_MOST_COMPARED]
    close = difflib.get_close_matches(name, candidates, n=1) if len(name) <= max(map(len, candidates)) * 2 else []
    if close:
        return _("the file has no %(what)s '%(name)s'; did you mean '%(known)s'?", known=shortened(close[0]), **places)
    named = ", ".join(shortened(each) for each in candidates[:_MOST_NAMED])
    more = ", …" if len(known) > _MOST_NAMED else ""
    return _("the file has no %(what)s '%(name)s'; it has %(known)s", known=named + more, **places)
