"""Pages of identity: signing in and out."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_user, logout_user

from compliance.core.language import gettext as _
from compliance.identity import passwords, queries, service, sessions
from compliance.identity.forms import SignInForm
from compliance.identity.models import User
from compliance.web import transaction
from compliance.web.extensions import login
from compliance.web.forms import show_again
from compliance.web.guards import allow, everyone, signed_in

blueprint = Blueprint("identity", __name__)


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
    """Say whose a token is."""
    who = queries.by_token(transaction.session(), token, transaction.now())
    return None if who is None else Browser(token, who)


@blueprint.get("/sign-in")
@allow(everyone)
def sign_in() -> ResponseReturnValue:
    """Show the way in."""
    if current_user.is_authenticated:
        return redirect(_next())
    return render_template("identity/sign_in.html", form=SignInForm(), next=request.args.get("next"))


@blueprint.post("/sign-in")
@allow(everyone)
def sign_in_now() -> ResponseReturnValue:
    """Check address and password; a new session begins, whatever the browser had before."""
    form = SignInForm()
    user = _checked(form) if form.validate() else None
    if user is None:
        return show_again("identity/sign_in.html", form=form, next=request.args.get("next"))
    lifetime = timedelta(hours=current_app.config["SESSION_HOURS"])
    token = service.sign_in(transaction.unit_of_work(), user, lifetime)
    transaction.session().flush()
    destination = _next()
    browser.clear()
    login_user(load(token))
    return redirect(destination)


@blueprint.post("/sign-out")
@allow(signed_in)
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    sessions.end(transaction.session(), current_user.token)
    logout_user()
    browser.clear()
    return redirect(url_for("identity.sign_in"))


def _checked(form: SignInForm) -> User | None:
    """The user whose password this is. Every failure reads and costs the same, and counts towards a lock-out.

    The password is hashed while nothing is locked: it takes as long as a hundred writes.
    """
    now = transaction.now()
    account = sessions.subject("account", form.email.data or "")
    address = sessions.subject("address", request.remote_addr or "")
    with transaction.edge().readers() as session:
        locked = sessions.locked(session, account, address, now)
        user = queries.user_by_email(session, form.email.data or "")
    if locked:
        form.form_errors.append(_("There were too many attempts. Wait a quarter of an hour and try again."))
        return None
    if passwords.matches(user.password_hash if user else None, form.password.data or "") and user and user.is_active:
        return user
    form.form_errors.append(_("Address and password do not belong together. Check both and try again."))
    with transaction.edge().writers.begin() as session:
        sessions.note_failure(session, [account, address], now)
    return None


def _next() -> str:
    """Where to go after signing in: only ever to a page of ours."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if ours and wanted.isprintable() else url_for("overview.home")
