"""One's own account: roles, recusals, password."""

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from compliance.core.access import Role
from compliance.core.language import gettext as _
from compliance.identity import queries, service
from compliance.identity.forms import PasswordForm
from compliance.identity.models import User
from compliance.identity.routes.proof import password_fault
from compliance.identity.routes.signing_in import begin_session, blueprint
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, signed_in

RECUSABLE = (Role.OFFICER, Role.CHAIR, Role.BUREAU, Role.OBSERVER)
"""Who may have to keep out; a candidate and an agent have their own cases only."""


@blueprint.get("/account")
@allow(signed_in)
def account() -> ResponseReturnValue:
    """Show who one is here, what one may do, and from what one keeps out."""
    session, user = transaction.session(), _me()
    held = queries.held(session, user_id=user.id)
    return render_template(
        "identity/account.html",
        user=user,
        roles=held,
        recusals=queries.keeping_out(session, user_id=user.id),
        ties=queries.ties(session, user_id=user.id),
        recusable={one.contest_slug: one.contest_title for one in held if one.role in RECUSABLE},
        hours=current_app.config["SESSION_HOURS"],
        resets=queries.resets(session, user.reference),
    )


@blueprint.get("/account/password")
@allow(signed_in)
def password() -> ResponseReturnValue:
    """Show the form for a new password."""
    return render_template("identity/password.html", form=PasswordForm(), **_around())


@blueprint.post("/account/password")
@allow(signed_in)
def change_password() -> ResponseReturnValue:
    """Change one's password; every session of the account ends, and a new one begins here."""
    form, forced = PasswordForm(), current_user.must_change_password
    if not (form.validate() and _proved(form) and form.carry_out(lambda: _change(form.new_password.data or ""))):
        return show_again("identity/password.html", form=form, **_around())
    flash(_("Your password is changed. You are signed out everywhere else."), "good")
    return redirect(url_for("overview.home" if forced else "identity.account"))


def _around() -> dict[str, Any]:
    """What the page of the password says: whether somebody else chose the present one, and who did."""
    forced = current_user.must_change_password
    resets = queries.resets(transaction.session(), current_user.reference) if forced else []
    return {"forced": forced, "resets": resets[:1]}


def _change(new: str) -> None:
    user = _me()
    service.change_password(transaction.unit_of_work(), user, new)
    begin_session(user)


def _me() -> User:
    return transaction.session().get_one(User, current_user.actor.user_id)


def _proved(form: PasswordForm) -> bool:
    fault = password_fault(form.current.data or "")
    form.current.errors = [fault] if fault else []
    return fault is None
