"""Reading for reports: a contest as it was known at an instant, and the reports that were issued."""

from compliance.reports.queries.issued import Receipt, by_reference, is_recused_in_part, listing, receipts, release_of
from compliance.reports.queries.known import known_at, when_published

__all__ = [
    "Receipt",
    "by_reference",
    "is_recused_in_part",
    "known_at",
    "listing",
    "receipts",
    "release_of",
    "when_published",
]
