"""Jinja as we use it: strict about what is missing, translated, with dates written out."""

import hashlib
from collections.abc import Callable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from flask.templating import Environment as FlaskEnvironment
from jinja2 import StrictUndefined
from markupsafe import Markup

from compliance.core import language

STATIC = Path(__file__).parent / "static"


class Environment(FlaskEnvironment):
    """One whose templates share its globals, since none has any of its own.

    Jinja lays a mapping for each over them, and each page and each import walks through both, in Python.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template that is loaded."""
        return super().make_globals(d) if d else self.globals


def install(app: Flask, context: Callable[[], dict[str, Any]]) -> None:
    """Set up the environment; `context` gives what every page's frame shows."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        language.gettext, language.ngettext, newstyle=True
    )
    environment.globals["_"] = _text
    environment.filters["long_date"] = language.long_date
    environment.filters["long_instant"] = language.long_instant
    environment.globals["static_url"] = static_url
    app.context_processor(context)


# What Jinja has for `_` makes three calls of one, and a page asks for a hundred texts.
def _text(message: str, /, **values: object) -> Markup:
    return Markup(language.gettext(message)) % values  # noqa: S704 - a message of ours; what is filled in is escaped


def static_url(filename: str) -> str:
    """The address of a file of ours, with a digest of its content, so that browsers may keep it for a year."""
    return url_for("static", filename=filename, v=_digest(filename))


@cache
def _digest(filename: str) -> str:
    return hashlib.sha256((STATIC / filename).read_bytes()).hexdigest()[:12]
