"""The field's terms for candidacies."""

import re
from enum import StrEnum

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""How a candidacy is named in addresses and files."""


class Status(StrEnum):
    """In which relation to the organisation a candidate stood on a day."""

    IN_POST = "in_post"
    PAID_LEAVE = "paid_leave"
    UNPAID_LEAVE = "unpaid_leave"
    SECONDED = "seconded"
    EXTERNAL = "external"
    UNKNOWN = "unknown"


RECORDABLE_STATUSES = tuple(status for status in Status if status is not Status.UNKNOWN)
"""`unknown` is what a day without a period is; nobody records it."""


class AccountCapacity(StrEnum):
    """For whom a media account speaks."""

    INSTITUTIONAL = "institutional"
    PERSONAL = "personal"
    CAMPAIGN = "campaign"
