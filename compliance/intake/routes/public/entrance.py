"""What all reporters' pages share: keys, tokens, headers, their size."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template

from compliance.intake import queries, receipts, tokens
from compliance.intake.padding import padded
from compliance.intake.tokens import Token
from compliance.web import transaction
from compliance.web.extensions import csrf
from compliance.web.scope import current_scope, named
from config import Config

blueprint = Blueprint("report", __name__, url_prefix="/contests/<slug>/report")
csrf.exempt(blueprint)  # no cookie is read here, so nobody can be made to send one
ELSEWHERE = "https://www.wikipedia.org/"
"""Where "leave quickly" leads: a page that anybody may have open."""


@blueprint.after_request
def _discreet(response: Response) -> Response:
    """Tell no other site whence somebody comes, keep no page, and give each the same size."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, no-transform"  # compressed, a page would tell its size again
    if response.mimetype == "text/html" and not response.is_streamed:
        response.set_data(padded(response.get_data()))
    return response


def keys() -> receipts.Keys:
    """The keys of this installation."""
    return receipts.derive(str(current_app.secret_key))


def new_token(mailbox: str = "") -> str:
    """A sealed token for a form on a page that is shown now."""
    return tokens.seal(keys().forms, tokens.issue(named(), transaction.now(), mailbox))


def sent_token(text: str | None, *, mailbox: bool) -> Token | None:
    """The token that a form brought, of this contest and for this use, however old; None if it brought none."""
    return tokens.unseal(keys().forms, text or "", named(), mailbox=mailbox)


def page(template: str, **context: Any) -> str:
    """A reporters' page."""
    return render_template(f"intake/report/{template}.html", scope=current_scope(), elsewhere=ELSEWHERE, **context)


def is_open() -> bool:
    """Whether reports are taken here at present."""
    return queries.takes_reports(transaction.session(), current_scope().id)


def config() -> Config:
    """The settings."""
    found: Config = current_app.extensions["compliance.config"]
    return found
