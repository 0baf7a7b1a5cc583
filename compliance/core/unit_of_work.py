"""What a verb works with: a session, who acts, and the time. Nothing reads a clock or a user behind its back."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from compliance.core.access import Actor


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """One act of one person at one instant, in one transaction. `now` is an aware UTC datetime."""

    session: Session
    actor: Actor
    now: datetime

    def today(self, timezone: str) -> date:
        """The calendar day of `now` in a contest's time zone."""
        return self.now.astimezone(ZoneInfo(timezone)).date()
