"""What the components in `templates/components/` need of the environment that renders them."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, url_for
from markupsafe import Markup

from compliance.core import language
from compliance.web import icons, status

if TYPE_CHECKING:
    from flask import Flask
    from jinja2 import Environment

SHEET_MAX_AGE = 86_400
"""Seconds for which a browser may keep the icon sheet."""

blueprint = Blueprint("components", __name__)
_sheet: ContextVar[str | None] = ContextVar("icon_sheet", default=None)


@blueprint.get("/icons.svg")
def icon_sheet() -> Response:
    """Answer with the icons that pages use."""
    answer = Response(icons.sheet(), mimetype="image/svg+xml")
    answer.cache_control.public = True
    answer.cache_control.max_age = SHEET_MAX_AGE
    answer.add_etag()
    return answer


def icon_sheet_url() -> str:
    """Return the address of the icon sheet, for `<use href>`. A page asks hundreds of times: it is kept meanwhile."""
    found = _sheet.get()
    if found is None:
        found = url_for("components.icon_sheet")
        _sheet.set(found)
    return found


@blueprint.teardown_app_request
def _forget_sheet(_error: BaseException | None) -> None:
    _sheet.set(None)


# A list shows the same few of these a hundred times, and to draw one anew costs as much as to read a row.
@cache
def _icon(sheet: str, name: str, label: str | None) -> Markup:
    about = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" width="16" height="16" {}><use href="{}#{}"/></svg>').format(about, sheet, name)


@cache
def _status(sheet: str, _language: object, vocabulary: str, value: str | Enum) -> Markup:
    shown = status.badge(vocabulary, value)
    drawn = Markup('<span class="status tone-{}">{}<span>{}</span></span>')
    return drawn.format(shown.tone, _icon(sheet, shown.icon, None), shown.label)


def _noted(drawn: Markup, note: object) -> Markup:
    end = Markup("</span></span>")
    return drawn.removesuffix(end) + Markup(' <span class="status-note">{}</span>').format(note) + end


@lru_cache(maxsize=4096)
def day_element(day: date) -> Markup:
    """A calendar day, written out."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), language.long_date(day))


@cache
def _no_day(_language: object) -> Markup:
    return Markup('<span class="absent" role="img" aria-label="{}">–</span>').format(language.gettext("none"))


def draw_day(day: date | None, absent: str | None = None) -> Markup:
    """The component `when`."""
    if day is not None:
        return day_element(day)
    return Markup('<span class="absent">{}</span>').format(absent) if absent else _no_day(language.current())


@lru_cache(maxsize=4096)
def draw_instant(moment: datetime, timezone: str = "UTC") -> Markup:
    """The component `instant`."""
    written = language.long_instant(moment, timezone)
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), written)


def install(environment: "Environment", sheet_url: Callable[[], str] = icon_sheet_url) -> None:
    """Give templates the components that are drawn here, and what the others draw with.

    Those of which a page shows hundreds are functions, as a macro costs more to call than they do to draw. `sheet_url`
    says where the icons are.
    """

    def draw_icon(name: str, label: str | None = None) -> Markup:
        return _icon(sheet_url(), name, label)

    def draw_status(vocabulary: str, value: str | Enum, note: object = None) -> Markup:
        drawn = _status(sheet_url(), language.current(), vocabulary, value)
        return _noted(drawn, note) if note else drawn

    environment.globals.update(
        badge=status.badge,
        draw_day=draw_day,
        draw_icon=draw_icon,
        draw_instant=draw_instant,
        draw_status=draw_status,
        icon_sheet_url=sheet_url,
    )
    environment.filters["day_element"] = day_element


def init_app(app: "Flask") -> None:
    """Serve the icon sheet and install the globals."""
    app.register_blueprint(blueprint)
    install(app.jinja_env)
