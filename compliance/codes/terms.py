"""The field's terms for codes of conduct."""

from enum import StrEnum


class BindsBy(StrEnum):
    """What makes an instrument bind somebody."""

    ACKNOWLEDGEMENT = "acknowledgement"
    OFFICE = "office"
    CANDIDACY = "candidacy"


class Modality(StrEnum):
    """What a clause asks for."""

    MUST = "must"
    MUST_NOT = "must_not"
    DISCLOSE = "disclose"
    ENDEAVOUR = "endeavour"


STATUSES = ("in_post", "paid_leave", "unpaid_leave", "seconded", "external")
"""The values of candidates' statuses in which a clause may apply. Candidacies lie above; a test keeps the two equal."""
