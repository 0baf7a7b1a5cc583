"""Every address below /contests/<slug> belongs to one contest, found once, before the guard asks who may.

Areas below `contests` know the contest as this value only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.web import transaction

ARGUMENT = "slug"
_EXTENSION = "compliance.scope"


@dataclass(frozen=True, slots=True)
class ContestScope:
    """The contest that a request is about."""

    id: int
    slug: str
    title: str
    organisation: str
    timezone: str
    opens_on: date
    votes_on: date


Resolver = Callable[[str], ContestScope | None]


def install(app: Flask, resolver: Resolver) -> None:
    """Say how a slug becomes a contest; views are spared the argument, and links within the contest fill it in."""
    app.extensions[_EXTENSION] = resolver
    app.url_value_preprocessor(_take_slug)
    app.url_defaults(_fill_in_slug)


def _take_slug(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.slug = None
    if any(isinstance(value, str) and "\0" in value for value in (values or {}).values()):
        raise NotFound(_("There is no such page."))  # PostgreSQL takes no text with a NUL, even to look for it
    g.slug = None if values is None else values.pop(ARGUMENT, None)


def _fill_in_slug(endpoint: str, values: dict[str, Any]) -> None:
    if ARGUMENT not in values and g.get("slug") and current_app.url_map.is_endpoint_expecting(endpoint, ARGUMENT):
        values[ARGUMENT] = g.slug


def resolve() -> ContestScope | None:
    """The contest that this request's address names; NotFound if there is none such; None if it names none."""
    if "scope" not in g:
        slug = g.get("slug")
        g.scope = None if slug is None else current_app.extensions[_EXTENSION](slug)
        if slug is not None and g.scope is None:
            raise NotFound(_("There is no such page."))
    found: ContestScope | None = g.scope
    return found


def named() -> str:
    """The slug in this request's address, which nobody has looked up yet; empty if there is none."""
    return g.get("slug") or ""


def current_scope() -> ContestScope:
    """The contest that this request is about, for views below /contests/<slug>."""
    found = resolve()
    if found is None:
        raise RuntimeError(f"{request.path} names no contest")
    return found


def today() -> date:
    """The calendar day, now, in the contest's time zone."""
    return transaction.now().astimezone(ZoneInfo(current_scope().timezone)).date()
