"""Collects what is wrong between the parts of a contest file."""

from collections.abc import Iterable
from datetime import date

from compliance.core.language import _
from compliance.exchange.checks.recovery import Recovered
from compliance.exchange.source.building import MOST_FAULTS
from compliance.exchange.source.places import Path, shortened


class Full(Exception):  # noqa: N818 - not an error: the answer is long enough
    """Raised when so many faults were found that looking for more helps nobody."""


class Faults:
    """Takes faults at paths within the recovered file and keeps them at the places of the file that was read."""

    def __init__(self, recovered: Recovered) -> None:
        self.recovered = recovered
        self.found: list[tuple[Path, str]] = []

    def add(self, path: Path, message: str) -> None:
        """Note a fault; raise `Full` once there are very many."""
        self.found.append((self.recovered.original(path), message))
        if len(self.found) > MOST_FAULTS:
            raise Full

    def require_order(self, path: Path, earlier: date | None, later: date | None, message: str) -> None:
        """Note a fault at `path` if two known days stand in the wrong order."""
        if earlier is not None and later is not None and later < earlier:
            self.add(path, message)

    def require_unique(self, named: Iterable[tuple[Path, str]]) -> None:
        """Note each name that stood before."""
        first: dict[str, Path] = {}
        for path, name in named:
            if name in first:
                self.add(path, _("'%(name)s' is used twice; each has a name of its own", name=shortened(name)))
            first.setdefault(name, path)
