"""The clauses that an incident is held against, as somebody ticked them, with reasons where one did not bind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.incidents.queries import ClauseChoice
from compliance.incidents.service import NewAllegation
from compliance.web.forms import strip

TICKED = "clause"
REASON = "override_"


class Sent(Protocol):
    """What was sent: several values may have one name."""

    def getlist(self, key: str) -> list[str]:
        """All values of a name."""


@dataclass(slots=True)
class Picks:
    """Clauses by row: which are ticked, the reasons written for them, and what is wrong with either."""

    ticked: frozenset[int] = frozenset()
    reasons: Mapping[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    nothing_ticked: bool = False

    @classmethod
    def sent(cls, form: Sent, names: Iterable[str]) -> "Picks":
        """Read what was sent; `names` are those of all its fields."""
        written = {name: strip("\n".join(form.getlist(name))) for name in names}
        return cls(
            frozenset(int(value) for value in form.getlist(TICKED) if _is_key(value)),
            {
                int(name.removeprefix(REASON)): text
                for name, text in written.items()
                if text and name.startswith(REASON) and _is_key(name.removeprefix(REASON))
            },
        )

    def carried(self) -> list[tuple[str, str]]:
        """Names and values for hidden fields, so that a step back loses nothing."""
        ticked = [(TICKED, str(clause)) for clause in sorted(self.ticked)]
        return ticked + [(f"{REASON}{clause}", text) for clause, text in sorted(self.reasons.items())]

    def check(self, choices: Iterable[ClauseChoice]) -> bool:
        """Note, before anything is stored, reasons that lack a tick; say whether all is well."""
        for choice in choices:
            if choice.clause_id in self.reasons and choice.clause_id not in self.ticked and not choice.can_be_alleged:
                self.faults[choice.clause_id] = _("You wrote a reason: tick the clause as well, or remove the reason.")
        return not self.faults

    def note_moved(self, choices: Iterable[ClauseChoice]) -> None:
        """Say of each ticked clause that, by days since changed, it did not bind."""
        for choice in choices:
            if choice.clause_id in self.ticked and not choice.can_be_alleged and choice.clause_id not in self.reasons:
                message = _("It did not bind on these days: give the reason to allege it all the same, or untick it.")
                self.faults[choice.clause_id] = message

    def allegations(self, choices: Iterable[ClauseChoice]) -> list[NewAllegation]:
        """What is alleged, in the order of the choices; a reason is left out where none is needed."""
        return [
            NewAllegation(choice.clause_id, None if choice.can_be_alleged else self.reasons.get(choice.clause_id))
            for choice in choices
            if choice.clause_id in self.ticked
        ]

    def hang(self, refusal: Invalid, allegations: Iterable[NewAllegation]) -> list[Fault]:
        """Put each fault of an allegation on its clause; return the others."""
        clauses = [one.clause_id for one in allegations]
        others = []
        for fault in refusal.faults:
            position = fault.place.removeprefix("allegations[").partition("]")[0]
            if fault.place.startswith("allegations[") and position.isdigit() and int(position) < len(clauses):
                self.faults[clauses[int(position)]] = fault.message
            else:
                others.append(fault)
        return others


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19  # noqa: PLR2004 - beyond 64 bits there is no row
