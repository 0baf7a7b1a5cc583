"""The list itself, as the office sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as candidates
from compliance.core.access import Role
from compliance.core.language import gettext as _
from compliance.identity import queries as identity
from compliance.incidents import policy, queries
from compliance.incidents.forms.desk import COLUMNS, MANY, DeskForm, ViewForm, is_overdue, marked
from compliance.incidents.models import Incident
from compliance.web import transaction
from compliance.web.pagination import Page, newest_first
from compliance.web.scope import current_scope, today


@dataclass(frozen=True, slots=True)
class View:
    """A list that one can go to: a usual one, or one that was saved (with its key)."""

    label: str
    url: str
    active: bool
    saved: int | None = None


class Line(NamedTuple):
    """One case in the list: what the query read, and what follows from it."""

    row: Any
    url: str
    mark: str
    overdue: bool


def show() -> ResponseReturnValue:
    """Show the office's list as its address asks for it."""
    form, scope, actor = filled(), current_scope(), transaction.actor()
    query = queries.desk(actor, scope.id, form.to_wanted(), today())
    page: Page[Any] = newest_first(
        transaction.session(), query, Incident.id, lambda row: int(row.id), values={"reader": actor.user_id}
    )
    asked = _query()
    return render_template(
        "incidents/desk/list.html",
        page=page,
        lines=_lines(page.items, today()),
        form=form,
        columns=form.columns,
        labels={one: str(text) for one, text in COLUMNS.items()},
        views=_views(asked),
        view_form=ViewForm(formdata=None, query=asked),
        acts=MANY,
        asked=asked,
        timezone=scope.timezone,
    )


def filled() -> DeskForm:
    """The filters of this request's address."""
    form, scope, actor = DeskForm(request.args), current_scope(), transaction.actor()
    everybody = candidates.in_contest(transaction.session(), scope.id)
    form.offer([(one.key, one.name) for one in everybody if policy.may_file(actor, scope.id, one.id)], officers())
    return form


def officers() -> list[tuple[str, str]]:
    """References and names of the contest's officers."""
    members = identity.members(transaction.session(), current_scope().id)
    return [(one.reference, one.name) for one in members if one.role is Role.OFFICER and one.is_active]


def _lines(rows: Sequence[Any], day: date) -> list[Line]:
    pattern = url_for("incidents.show", reference="REFERENCE")
    return [
        Line(
            row,
            pattern.replace("REFERENCE", row.reference),
            marked(row.changed_at, row.seen_at, own_change=row.own_change),
            is_overdue(row.due_on, day),
        )
        for row in rows
    ]


def _query() -> str:
    """What the address of this list asks for, without the place in it."""
    kept = [
        (name, value) for name, value in request.args.items(multi=True) if name not in ("before", "after") and value
    ]
    return urlencode(kept)


def _views(asked: str) -> list[View]:
    usual = [
        (_("All"), ""),
        (_("Open"), "open=y"),
        (_("Mine"), "handler=me&open=y"),
        (_("Nobody's"), "handler=nobody&open=y"),
        (_("Overdue"), "due=overdue&open=y"),
        (_("New or changed"), "marked=y"),
        (_("Watched"), "watched=y"),
    ]
    place = url_for("incidents.index")
    saved = queries.saved_views(transaction.session(), transaction.actor(), current_scope().id)
    lists = [(label, query, None) for label, query in usual] + [(one.name, one.query, one.id) for one in saved]
    return [View(label, f"{place}?{query}" if query else place, query == asked, key) for label, query, key in lists]
