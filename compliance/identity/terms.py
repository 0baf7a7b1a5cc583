"""What people are to candidates, and what follows from it."""

from enum import StrEnum


class RelationKind(StrEnum):
    """How somebody stands to a candidate. The first word is the person: “reports to” the candidate."""

    REPORTS_TO = "reports_to"
    APPOINTED_BY = "appointed_by"
    NOMINATED_BY = "nominated_by"
    SAME_STATE = "same_state"
    RIVAL = "rival"
    OTHER = "other"


class ProposalState(StrEnum):
    """What became of a proposal that somebody keep out."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


PROPOSES_RECUSAL = frozenset(RelationKind) - {RelationKind.OTHER}
"""The relations from which a recusal is proposed, whoever the candidate is. What another one means, its note says."""
