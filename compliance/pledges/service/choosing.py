"""What can be decided on the clauses of a version, and what is wrong with decisions that were sent."""

import unicodedata
from collections.abc import Iterator, Mapping

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.pledges.receipt import Choice
from compliance.pledges.terms import Decision

LONGEST_STATEMENT = 5_000


def place(number: str) -> str:
    """Where a fault of the decision on a clause is, for whoever sent it."""
    return f"decisions.{number}"


def faults(leaves: Mapping[str, object], choices: Mapping[str, Choice]) -> Iterator[Fault]:
    """Find what is wrong with decisions: of no leaf of the version, or without the statement that they need."""
    for number, choice in choices.items():
        statement = (choice.statement or "").strip()
        if number not in leaves:
            yield Fault(place(number), _("There is no clause %(number)s to decide on.", number=number))
        elif choice.decision is Decision.DECLINED and not statement:
            yield Fault(place(number), _("Say why you decline this clause."))
        elif choice.decision is Decision.ACCEPTED_WITH_RESERVATION and not statement:
            yield Fault(place(number), _("Say what your reservation is."))
        else:
            yield from text_faults(place(number), statement, LONGEST_STATEMENT)


def missing(leaves: Mapping[str, object], choices: Mapping[str, Choice]) -> Iterator[Fault]:
    """Find the clauses on which nothing was decided."""
    for number in leaves:
        if number not in choices:
            yield Fault(place(number), _("Clause %(number)s is not decided yet.", number=number))


def text_faults(where: str, text: str, longest: int = 300, *, kept: str = "\n\t") -> Iterator[Fault]:
    """Find what keeps a text from being signed, shown and written to a file."""
    if len(text) > longest:
        yield Fault(where, _("At most %(count)s characters.", count=longest))
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in kept for sign in text):
        yield Fault(where, _("This holds characters that cannot be printed."))


def settled(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The same decisions with trimmed statements; plain acceptance carries none."""
    return {
        number: Choice(choice.decision, None if choice.decision is Decision.ACCEPTED else _trimmed(choice.statement))
        for number, choice in choices.items()
    }


def _trimmed(statement: str | None) -> str | None:
    return (statement or "").strip() or None
