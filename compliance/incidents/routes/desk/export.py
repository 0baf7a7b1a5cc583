"""The list as a file: all that the filters leave, with the columns that are shown."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response
from flask.typing import ResponseReturnValue

from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.incidents import queries, service
from compliance.incidents.forms.desk import COLUMNS, Column
from compliance.incidents.models import Incident
from compliance.incidents.routes.desk.listing import filled
from compliance.incidents.routes.entrance import OFFICE, blueprint, the_office
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.status import badge
from compliance.web.transaction import actor, session, unit_of_work

MOST_ROWS = 50_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run (CWE-1236)."""


@blueprint.post("/export")
@allow(OFFICE)
def export() -> ResponseReturnValue:
    """Give the list as CSV (RFC 4180, UTF-8 with a mark at its head, for spreadsheets), and log that it was taken."""
    the_office()
    form, scope = filled(), current_scope()
    query = queries.desk(actor(), scope.id, form.to_wanted(), today()).order_by(Incident.id.desc())
    rows = session().execute(query.limit(MOST_ROWS + 1), {"reader": actor().user_id}).all()
    if len(rows) > MOST_ROWS:
        raise Invalid(_("These are more than %(most)s cases: narrow the list first.", most=MOST_ROWS))
    service.export(unit_of_work(), scope.id, scope.slug)
    answer = Response("\ufeff" + _table(rows, form.columns, ZoneInfo(scope.timezone)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename={scope.slug}-incidents-{today()}.csv"
    return answer


def _table(rows: Sequence[Any], columns: Sequence[Column], zone: ZoneInfo) -> str:
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow([_("Reference"), _("Title"), *(str(COLUMNS[one]) for one in columns)])
    for row in rows:
        cells = [row.reference, row.title, *(_cell(row, one, zone) for one in columns)]
        table.writerow([_harmless(cell) for cell in cells])
    return written.getvalue()


def _cell(row: Any, column: Column, zone: ZoneInfo) -> object:
    if column is Column.OCCURRED:
        return "/".join(day.isoformat() for day in (row.occurred_from, row.occurred_until) if day is not None)
    if column in (Column.KIND, Column.STAGE):
        return badge(column.value, getattr(row, column.value)).label
    names = {
        Column.CANDIDATE: "candidate_name",
        Column.REPORTED: "reported_on",
        Column.DUE: "due_on",
        Column.CHANGED: "changed_at",
    }
    value = getattr(row, names.get(column, column.value))
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def _harmless(cell: object) -> object:
    if cell is None or isinstance(cell, int):
        return cell
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
