"""Reads a contest file: every fault of shape and of sense in one answer, or the file as validated data."""

from collections.abc import Iterable

from pydantic import ValidationError

from compliance.core.errors import Fault, Invalid
from compliance.core.language import _
from compliance.exchange.checks import codes, incidents, people, recovery
from compliance.exchange.checks.faults import Faults, Full
from compliance.exchange.checks.recovery import Recovered
from compliance.exchange.checks.register import Register
from compliance.exchange.schema import ContestFile
from compliance.exchange.schema.wording import shape_faults
from compliance.exchange.source import Source, parse
from compliance.exchange.source.building import MOST_FAULTS
from compliance.exchange.source.places import Path

__all__ = ["read"]


def read(data: bytes, *, name: str) -> ContestFile:
    """Read the bytes of a contest file, YAML or JSON, into validated data.

    `name` is the file's name, for telling JSON by its ending and as the place of faults that concern the whole.

    Raises:
        Invalid: all faults, by line, each with its place and what would be right. Nothing else is raised.
    """
    source = parse(data, name=name)
    found: list[tuple[Path, str]] = []
    recovered: Recovered | None = None
    top = source.data if isinstance(source.data, dict) else {}
    try:
        recovered = Recovered(top, ContestFile.model_validate(source.data), damaged=source.damaged)
    except ValidationError as error:
        found = shape_faults(error, MOST_FAULTS + 1)
        if len(found) <= MOST_FAULTS:
            recovered = recovery.recover(source.data, error, source.damaged)
    if recovered is not None:
        found += _cross_faults(recovered)
    if found or source.faults or recovered is None:
        raise Invalid(_placed(found, source))
    return recovered.file


def _cross_faults(recovered: Recovered) -> list[tuple[Path, str]]:
    """Look at what one part of the file says of another."""
    faults = Faults(recovered)
    register = Register(recovered)
    try:
        codes.check(recovered.file, faults)
        people.check(recovered.file, register, faults)
        incidents.check(recovered.file, register, faults)
    except Full:
        pass
    return faults.found


def _placed(found: Iterable[tuple[Path, str]], source: Source) -> list[Fault]:
    """Give each fault its line and written place; of two at one place that the reading itself refused, keep its own."""
    found = [(path, message) for path, message in found if path not in source.damaged]
    lines = source.lines_of(path for path, _message in found)
    faults = [*source.faults, *(Fault(source.place(path), message, lines[path]) for path, message in found)]
    faults.sort(key=lambda fault: fault.line or 0)
    if len(faults) <= MOST_FAULTS:
        return faults
    rest = _("from here on more faults are not shown; correct those above first")
    return [*faults[:MOST_FAULTS], Fault(source.name, rest, faults[MOST_FAULTS].line)]
