"""What the components in `templates/components/` need of the environment that renders them."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, url_for

from compliance.web import icons, status

if TYPE_CHECKING:
    from flask import Flask
    from jinja2 import Environment

SHEET_MAX_AGE = 86_400
"""Seconds for which a browser may keep the icon sheet."""

blueprint = Blueprint("components", __name__)


@blueprint.get("/icons.svg")
def icon_sheet() -> Response:
    """Answer with the icons that pages use."""
    answer = Response(icons.sheet(), mimetype="image/svg+xml")
    answer.cache_control.public = True
    answer.cache_control.max_age = SHEET_MAX_AGE
    answer.add_etag()
    return answer


def icon_sheet_url() -> str:
    """Return the address of the icon sheet, for `<use href>`. A page asks a hundred times, so it is kept with it."""
    if "icon_sheet_url" not in g:
        g.icon_sheet_url = url_for("components.icon_sheet")
    found: str = g.icon_sheet_url
    return found


def install(environment: "Environment") -> None:
    """Give templates the globals of the components: `badge(vocabulary, value)` and `icon_sheet_url()`."""
    environment.globals["badge"] = status.badge
    environment.globals["icon_sheet_url"] = icon_sheet_url


def init_app(app: "Flask") -> None:
    """Serve the icon sheet and install the globals."""
    app.register_blueprint(blueprint)
    install(app.jinja_env)
