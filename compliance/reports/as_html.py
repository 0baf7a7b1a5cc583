"""A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.

A page of the site includes `reports/_report_body.html` with the same document instead.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from compliance.reports.glyphs import without_overrides
from compliance.reports.model import Report
from compliance.reports.present import present

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[2] / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_html(report: Report, *, language: str = "en") -> bytes:
    """Return the UTF-8 page. The same report gives the same bytes."""
    page = _TEMPLATES.get_template("reports/report.html").render(document=present(report, language=language))
    return without_overrides(page).encode("utf-8", "replace")
