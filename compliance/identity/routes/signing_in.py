"""Signing in and out."""

import ipaddress
import re
from datetime import timedelta

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_user, logout_user

from compliance.core.language import gettext as _
from compliance.identity import passwords, queries, service, sessions
from compliance.identity.forms import SignInForm
from compliance.identity.models import User
from compliance.identity.routes import known_browser
from compliance.identity.routes.proof import TOO_MANY, proves_password
from compliance.web import transaction
from compliance.web.extensions import login
from compliance.web.forms import show_again
from compliance.web.guards import EXEMPT, allow, asks_nobody, everyone, signed_in
from compliance.web.json_api.scopes import PREFIX

blueprint = Blueprint("identity", __name__)
OURS = re.compile(r"/(?:[^/\\?#\s][^\\?#\s]*)?(?:\?[^\\#\s]*)?")
"""A path on this host, perhaps with a query. No second slash or backslash at its head, no white space anywhere, since
browsers read `/\\host`, `//host` and `/<tab>/host` as the address of another host."""
USED_WITH_AN_OLD_PASSWORD = EXEMPT | {
    "identity.sign_in",
    "identity.sign_in_now",
    "identity.sign_out",
    "identity.password",
    "identity.change_password",
}


class Browser(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """A signed-in browser, as Flask-Login knows it: its id is the session's token."""

    def __init__(self, token: str, who: queries.SignedIn) -> None:
        self.token = token
        self.actor = who.actor
        self.reference = who.reference
        self.must_change_password = who.must_change_password

    def get_id(self) -> str:
        """The token, which the signed cookie carries."""
        return self.token


@login.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> Browser | None:
    """Say whose a token is. A cookie opens pages only, so that no other site can have a browser use the API."""
    if request.path.startswith(PREFIX):
        return None
    who = queries.by_token(transaction.session(), token, transaction.now())
    return None if who is None else Browser(token, who)


@blueprint.before_app_request
def _change_the_password_first() -> ResponseReturnValue | None:
    """Whoever has a password that somebody else chose comes to no other page until they have their own.

    The pages of signing in are passed by before anybody asks who it is: they check passwords outside a transaction.
    """
    if request.endpoint is None or request.endpoint in USED_WITH_AN_OLD_PASSWORD or asks_nobody():
        return None
    if current_user.is_authenticated and current_user.must_change_password:
        return redirect(url_for("identity.password"))
    return None


@blueprint.get("/sign-in")
@allow(everyone)
def sign_in() -> ResponseReturnValue:
    """Show the way in."""
    if current_user.is_authenticated:
        return redirect(_next() or url_for("overview.home"))
    return render_template("identity/sign_in.html", form=SignInForm(), next=_next())


@blueprint.post("/sign-in")
@allow(everyone)
def sign_in_now() -> ResponseReturnValue:
    """Check address and password; a new session begins, whatever the browser had before."""
    form = SignInForm()
    user = _checked(form) if form.validate() else None
    if user is None:
        return show_again("identity/sign_in.html", form=form, next=_next())
    destination = _next() or url_for("overview.home")
    begin_session(user, rehashed=_rehashed(user, form.password.data))
    response = make_response(redirect(destination))
    known_browser.remember(response, user.reference)
    return response


@blueprint.post("/sign-out")
@allow(signed_in)
def sign_out() -> ResponseReturnValue:
    """End this browser's session, here and in the browser."""
    sessions.end(transaction.session(), current_user.token)
    logout_user()
    browser.clear()
    return redirect(url_for("identity.sign_in"))


def begin_session(user: User, *, rehashed: str | None = None) -> None:
    """Begin a session in this browser. The one before it ends, and so does every form that was opened in it."""
    if before := browser.get("_user_id"):
        sessions.end(transaction.session(), before)
    lifetime = timedelta(hours=current_app.config["SESSION_HOURS"])
    token = service.sign_in(transaction.unit_of_work(), user, lifetime, rehashed=rehashed)
    transaction.session().flush()
    browser.clear()
    login_user(load(token))


def _checked(form: SignInForm) -> User | None:
    """The user whose password this is. Every failure reads and costs the same, and counts towards a lock-out."""
    email = form.email.data or ""
    with transaction.edge().readers() as session:
        user = queries.user_by_email(session, email)
    proved = proves_password(user, form.password.data or "", _limits(user, email))
    if proved:
        return user
    form.form_errors.append(
        TOO_MANY if proved is None else _("Address and password do not belong together. Check both and try again.")
    )
    return None


def _limits(user: User | None, email: str) -> dict[str, int]:
    """What an attempt counts against: a browser that is known here, or else the account and the network address."""
    name = known_browser.known_as(user.reference) if user else None
    if user and name:
        return {sessions.subject("browser", f"{name} {user.reference}"): sessions.MOST_FAILURES}
    return {
        sessions.subject("account", email): sessions.MOST_FAILURES,
        sessions.subject("address", _network(request.remote_addr or "")): sessions.MOST_FAILURES_OF_AN_ADDRESS,
    }


def _network(address: str) -> str:
    """The part of an address that one customer does not choose: all of IPv4, the first 64 bits of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))  # noqa: PLR2004


def _rehashed(user: User, password: str | None) -> str | None:
    """The password hashed anew, if it was stored with weaker parameters than today's."""
    outdated = user.password_hash is not None and passwords.outdated(user.password_hash)
    return passwords.hash_password(password or "") if outdated else None


def _next() -> str | None:
    """Where to go after signing in: only ever to a page of ours; None if nothing such was asked for."""
    wanted = request.args.get("next", "")
    return wanted if OURS.fullmatch(wanted) and wanted.isprintable() and "//" not in wanted.partition("?")[0] else None
