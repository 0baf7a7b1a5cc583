"""What becomes of an intent to tell somebody, and when people want to be told."""

from enum import StrEnum


class State(StrEnum):
    """Where an intent is. Only a pending one is ever sent."""

    PENDING = "pending"
    SENT = "sent"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"


class Wish(StrEnum):
    """When somebody wants to be told of what they need not be told of."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


REQUIRED = frozenset({"incident.notified", "user.password_reset"})
"""Events of which people are told at once, whatever they wish: something may lapse, or be wrong, if they are not."""
