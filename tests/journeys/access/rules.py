"""What a line of the table of routes says."""

from dataclasses import dataclass

from tests.journeys.personas import NOBODY, Persona


@dataclass(frozen=True)
class Rule:
    """Addresses that are open to the same people. `told` know of them and are told why not; for others there is none.

    A visitor is led to sign in, unless it is open to them.
    """

    what: str
    open_to: frozenset[Persona]
    told: frozenset[Persona]
    addresses: tuple[str, ...]


def rule(what: str, open_to: frozenset[Persona], addresses: str, told: frozenset[Persona] = NOBODY) -> Rule:
    """Make a rule of addresses, one a line."""
    return Rule(what, open_to, told - open_to, tuple(line.strip() for line in addresses.split("\n") if line.strip()))
