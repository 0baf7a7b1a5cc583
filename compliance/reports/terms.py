"""The field's terms for reports."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a report is written."""

    ETHICS = "ethics"
    CHAIR = "chair"
    PUBLIC = "public"
