"""Pages of pledges: the candidate's way to a signature, the receipts, the register, and what bound whom."""

from compliance.pledges.routes import applicability, journey, receipts, recording, register
from compliance.pledges.routes.blueprint import blueprint

__all__ = ["applicability", "blueprint", "journey", "receipts", "recording", "register"]
