"""The verbs of pledges: drafting, signing, putting on record what was given on paper or in a file, withdrawing."""

from compliance.codes.service import FROZEN_BY
from compliance.pledges.queries import frozen_by_acknowledgement
from compliance.pledges.receipt import Choice
from compliance.pledges.service.drafting import save_draft
from compliance.pledges.service.signing import (
    ImportedPledge,
    PaperPledge,
    Scan,
    SignPledge,
    acknowledge_from_import,
    record_paper,
    sign,
)
from compliance.pledges.service.withdrawing import withdraw

if frozen_by_acknowledgement not in FROZEN_BY:
    FROZEN_BY.append(frozen_by_acknowledgement)

__all__ = [
    "Choice",
    "ImportedPledge",
    "PaperPledge",
    "Scan",
    "SignPledge",
    "acknowledge_from_import",
    "record_paper",
    "save_draft",
    "sign",
    "withdraw",
]
