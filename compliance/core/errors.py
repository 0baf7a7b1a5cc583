"""The four ways in which a verb can refuse. Raised in the domain, mapped once to a page, a problem or an exit code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """What all refusals share: a sentence for a person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refusal):
    """There is no such thing, or the actor may not know that there is."""


class Forbidden(Refusal):
    """The actor may see it but may not do this now; the message says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it is, and what would be right.

    `place` is a field's name or a path such as `candidates[0].statuses[1].from`; `line` is 1-based where known.
    """

    place: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}, {self.place}" if self.line is not None else self.place
        return f"{where}: {self.message}" if where else self.message


class Invalid(Refusal):
    """The input cannot be used. All of its faults come at once."""

    def __init__(self, faults: Sequence[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = (Fault("", faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Conflict(Refusal):
    """Somebody else changed it meanwhile. Carries both texts, so that nothing is lost.

    `yours` and `theirs` map a field's label to its text.
    """

    def __init__(self, message: str, *, yours: Mapping[str, str], theirs: Mapping[str, str]) -> None:
        super().__init__(message)
        self.yours = dict(yours)
        self.theirs = dict(theirs)
