"""A report as PDF/A-3a and PDF/UA-1, typeset by typst in a child process of bounded memory and time."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from compliance.core.errors import Invalid
from compliance.core.language import _
from compliance.reports import press
from compliance.reports.glyphs import legible
from compliance.reports.model import Report
from compliance.reports.present import present

TEMPLATE = Path(__file__).parents[2] / "templates" / "reports" / "report.typ"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one report may cost: bytes of address space, seconds of wall clock."""

    memory: int = 4 * 2**30
    seconds: float = 120


def as_pdf(report: Report, *, language: str = "en", bounds: Bounds | None = None) -> bytes:
    """Return the PDF. The same report gives the same bytes; its time of creation is `as_of`.

    Raises:
        Invalid: if the report does not fit into the bounds.
    """
    document = present(report, language=language)
    created = int(report.as_of.timestamp())
    bounds = bounds or Bounds()
    try:
        return _typeset(document, created, bounds, basic=False)
    except _NotShown:
        return _typeset(document, created, bounds, basic=True)


class _NotShown(Exception):  # noqa: N818 - a step, not an error
    """Typst met a combination of characters that no font shows."""


def _typeset(document: dict[str, Any], created: int, bounds: Bounds, *, basic: bool) -> bytes:
    """Run the child. Its environment is empty, so that no setting of the installation reaches it."""
    command = [sys.executable, "-I", press.__file__, str(TEMPLATE), str(bounds.memory), str(created)]
    data = orjson.dumps(_legible(document, basic=basic))
    try:
        done = subprocess.run(command, input=data, capture_output=True, env={}, timeout=bounds.seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Invalid(
            _("The report takes longer than %(seconds)s seconds to typeset. %(hint)s", **_too_much(bounds))
        ) from None
    if done.returncode == 0:
        return done.stdout
    complaint = done.stderr.decode(errors="replace")
    if done.returncode != press.REFUSED:
        raise Invalid(_("The report needs more than %(memory)s MiB to typeset. %(hint)s", **_too_much(bounds)))
    if basic:
        raise RuntimeError(f"typst refused the report: {complaint}")
    raise _NotShown(complaint)


def _too_much(bounds: Bounds) -> dict[str, object]:
    hint = _("Choose the HTML or the JSON rendering, which have no such bound.")
    return {"seconds": bounds.seconds, "memory": bounds.memory // 2**20, "hint": hint}


def _legible(value: Any, *, basic: bool) -> Any:
    """Return the document with every text written in characters that the fonts can show."""
    if isinstance(value, str):
        return legible(value, basic=basic)
    if isinstance(value, dict):
        return {key: _legible(item, basic=basic) for key, item in value.items()}
    if isinstance(value, list):
        return [_legible(item, basic=basic) for item in value]
    return value
