"""An act that takes two people: somebody proposes it and says why, somebody else agrees or refuses and says why.

One mechanism for all areas. Which two people may do it is for each area's policy. Users are held as values: `_by_id`
beside the name of the time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork


class Seconded:
    """The columns of a row that is such a proposal: `agreed` is None until the second person has answered."""

    reason: Mapped[str] = mapped_column(Text)
    requested_at: Mapped[datetime]
    requested_by: Mapped[str]
    requested_by_id: Mapped[int | None]
    agreed: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    decided_by_id: Mapped[int | None]
    decision_reason: Mapped[str | None] = mapped_column(Text)

    @property
    def waits(self) -> bool:
        """Whether the second person has not answered yet."""
        return self.agreed is None


def proposal(uow: UnitOfWork, reason: str, told: str) -> dict[str, Any]:
    """The values of a new proposal by whoever acts. Invalid at `reason`, saying `told`, if none is given."""
    _needs_reason(reason, told)
    by = {"requested_by": uow.actor.name, "requested_by_id": uow.actor.user_id}
    return {"reason": reason.strip(), "requested_at": uow.now, **by}


def decide(uow: UnitOfWork, row: Seconded, *, agreed: bool, reason: str, seen: str | None = None) -> None:
    """Answer a proposal as the second person; the policy was asked before. Invalid at `reason` if none is given.

    `seen`: when what was read was proposed (ISO 8601). Conflict if it was proposed anew since, for another reason.
    """
    _needs_reason(reason, _("Say why."))
    if seen is not None and seen != row.requested_at.isoformat():
        raise Conflict(_("It was asked anew since you read it: read it again."), yours={}, theirs={})
    row.agreed, row.decision_reason = agreed, reason.strip()
    row.decided_at, row.decided_by, row.decided_by_id = uow.now, uow.actor.name, uow.actor.user_id


def _needs_reason(reason: str, told: str) -> None:
    if not reason.strip():
        raise Invalid([Fault("reason", told)])
