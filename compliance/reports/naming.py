"""The name under which a report is saved."""

from datetime import UTC, datetime
from typing import Literal

from compliance.reports.terms import Edition

Format = Literal["html", "json", "pdf"]


def filename(slug: str, edition: Edition, as_of: datetime, kind: Format) -> str:
    """Return contest, edition and instant, such as `dg-2031-chair-20310410T140500Z.pdf`."""
    return f"{slug}-{edition.value}-{as_of.astimezone(UTC):%Y%m%dT%H%M%SZ}.{kind}"
