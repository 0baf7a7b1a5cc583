"""Pages of what reporters send in: theirs, without an account, and the switch that opens them."""

from compliance.intake.routes import office, opening
from compliance.intake.routes.public import mailbox, reporting
from compliance.intake.routes.public.entrance import blueprint

__all__ = ["blueprint", "mailbox", "office", "opening", "reporting"]
