"""The field's terms for pledges."""

from enum import StrEnum


class Decision(StrEnum):
    """What a candidate decided on one clause."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_RESERVATION = "accepted_with_reservation"
    DECLINED = "declined"


class Outcome(StrEnum):
    """Whether a clause bound a candidate on a day, and if not, why not."""

    NOT_IN_FORCE = "not_in_force"
    NOT_YET_ACKNOWLEDGED = "not_yet_acknowledged"
    NEVER_ACKNOWLEDGED = "never_acknowledged"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    OUTSIDE_OFFICE = "outside_office"
    NOT_A_CANDIDATE = "not_a_candidate"
    OUT_OF_SCOPE = "out_of_scope"
    BINDING_WITH_RESERVATION = "binding_with_reservation"
    BINDING = "binding"

    @property
    def binds(self) -> bool:
        """Whether an incident on such a day can be alleged against the clause."""
        return self in (Outcome.BINDING, Outcome.BINDING_WITH_RESERVATION)


class Medium(StrEnum):
    """How an acknowledgement was given."""

    APPLICATION = "application"
    PAPER = "paper"
    IMPORT = "import"
