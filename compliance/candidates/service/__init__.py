"""The verbs of the register of candidates."""

from compliance.candidates.service.accounts import AccountSpan, set_accounts
from compliance.candidates.service.candidacy import (
    CandidacyFacts,
    NewCandidacy,
    add_candidacy,
    edit_candidacy,
    withdraw_candidacy,
)
from compliance.candidates.service.statuses import StatusSpan, set_statuses

__all__ = [
    "AccountSpan",
    "CandidacyFacts",
    "NewCandidacy",
    "StatusSpan",
    "add_candidacy",
    "edit_candidacy",
    "set_accounts",
    "set_statuses",
    "withdraw_candidacy",
]
