"""Pages of pledges: the candidate's way to a signature, the receipts, the register, and what bound whom."""

from compliance.candidates.routes import LINKS
from compliance.core.language import lazy
from compliance.pledges.routes import applicability, journey, receipts, recording, register
from compliance.pledges.routes.blueprint import blueprint

APPLICABILITY = (lazy("Which clauses bind"), "pledges.applicability")
if APPLICABILITY not in LINKS:
    LINKS.append(APPLICABILITY)

__all__ = ["applicability", "blueprint", "journey", "receipts", "recording", "register"]
