"""The name under which a report is saved."""

from datetime import UTC
from typing import Literal

from compliance.reports.model import Report

Format = Literal["html", "json", "pdf"]


def filename(report: Report, kind: Format) -> str:
    """Return contest, edition and instant, such as `dg-2031-chair-20310410T140500Z.pdf`."""
    instant = report.as_of.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"{report.contest.slug}-{report.edition.value}-{instant}.{kind}"
