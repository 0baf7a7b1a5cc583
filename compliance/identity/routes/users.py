"""Everybody's accounts and roles, for administrators."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as candidates
from compliance.contests import queries as contests
from compliance.core.access import Role
from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.identity import passwords, policy, queries, service
from compliance.identity.forms import RoleForm, UserForm
from compliance.identity.models import User
from compliance.identity.routes.signing_in import blueprint
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import administrators, allow


@blueprint.get("/users/")
@allow(administrators)
def users() -> ResponseReturnValue:
    """List all accounts with their roles."""
    session = transaction.session()
    roles: dict[int, list[queries.Held]] = {}
    for one in queries.held(session):
        roles.setdefault(one.user_id, []).append(one)
    return render_template("identity/users.html", users=queries.users(session), roles=roles)


@blueprint.get("/users/add")
@allow(administrators)
def new_user() -> ResponseReturnValue:
    """Show the form for a new account."""
    return render_template("identity/new_user.html", form=UserForm())


@blueprint.post("/users/add")
@allow(administrators)
def add_user() -> ResponseReturnValue:
    """Make an account, and show its first password: this once, on the answer itself, so that it is kept nowhere."""
    form, first, made = UserForm(), passwords.generate(), []
    if not form.carry_out(lambda: made.append(service.add_user(transaction.unit_of_work(), form.to_command(first)))):
        return show_again("identity/new_user.html", form=form)
    return render_template("identity/first_password.html", user=made[0], password=first, added=True)


@blueprint.get("/users/<reference>/")
@allow(administrators)
def user(reference: str) -> ResponseReturnValue:
    """Show one account: its roles, and what can be done with it."""
    return render_template("identity/user.html", **_around(_found(reference)), form=_role_form())


@blueprint.post("/users/<reference>/close")
@allow(administrators)
def close_user(reference: str) -> ResponseReturnValue:
    """Close an account."""
    return _set_active(reference, active=False)


@blueprint.post("/users/<reference>/open")
@allow(administrators)
def open_user(reference: str) -> ResponseReturnValue:
    """Open a closed account again."""
    return _set_active(reference, active=True)


@blueprint.post("/users/<reference>/password")
@allow(administrators)
def reset_password(reference: str) -> ResponseReturnValue:
    """Give an account a new first password, and show it this once."""
    found = _found(reference)
    first = service.reset_password(transaction.unit_of_work(), found)
    return render_template("identity/first_password.html", user=found, password=first, added=False)


@blueprint.post("/users/<reference>/roles")
@allow(administrators)
def give_role(reference: str) -> ResponseReturnValue:
    """Give somebody a role."""
    found, form = _found(reference), _role_form()
    if not form.carry_out(lambda: _give(found, form)):
        return show_again("identity/user.html", **_around(found), form=form)
    flash(_("%(name)s has the role from now on.", name=found.name), "good")
    return redirect(url_for("identity.user", reference=reference))


@blueprint.post("/users/<reference>/roles/revoke")
@allow(administrators)
def revoke_role(reference: str) -> ResponseReturnValue:
    """Take a role back."""
    found, chosen = _found(reference), request.form.get("grant", "")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else -1  # noqa: PLR2004
    grant = queries.grant_of(transaction.session(), found.id, number)
    if grant is None:
        raise NotFound(_("There is no such role, or it was taken back already."))
    service.revoke_role(transaction.unit_of_work(), grant)
    flash(_("The role is taken back."), "good")
    return redirect(url_for("identity.user", reference=reference))


def _found(reference: str) -> User:
    found = queries.user_by_reference(transaction.session(), reference)
    if found is None:
        raise NotFound(_("There is no such account."))
    return found


def _around(found: User) -> dict[str, object]:
    actor = transaction.actor()
    return {
        "user": found,
        "roles": queries.held(transaction.session(), user_id=found.id),
        "may_close": policy.may_close_account(actor, found.id),
        "may_reset": policy.may_reset_password(actor, found.id),
        "may_give": policy.may_give_role(actor, found.id, Role.OFFICER),
    }


def _role_form() -> RoleForm:
    session = transaction.session()
    titles = [(one.slug, one.title) for one in contests.visible_to(session, transaction.actor())]
    return RoleForm().offer(titles, queries.candidate_choices(session))


def _give(found: User, form: RoleForm) -> None:
    """Give the role that a form asks for. A candidate names the contest too; what a role does not need is left out."""
    session, role = transaction.session(), Role(form.role.data)
    slug, _slash, key = (form.candidate.data or "").partition("/")
    if role not in (Role.CANDIDATE, Role.AGENT):
        slug, key = "" if role is Role.ADMINISTRATOR else form.contest.data or "", ""
        place, missing = "contest", _("Choose the contest.")
    else:
        place, missing = "candidate", _("Choose the candidate.")
    contest = contests.by_slug(session, slug) if slug else None
    if contest is None and role is not Role.ADMINISTRATOR:
        raise Invalid([Fault(place, missing)])
    candidacy = candidates.by_key(session, contest.id, key) if contest and key else None
    service.give_role(
        transaction.unit_of_work(),
        found,
        role,
        contest_id=contest.id if contest else None,
        candidacy_id=candidacy.id if candidacy else None,
    )


def _set_active(reference: str, *, active: bool) -> ResponseReturnValue:
    found = _found(reference)
    service.set_active(transaction.unit_of_work(), found, active=active)
    flash(_("The account is open again.") if active else _("The account is closed and signed out everywhere."), "good")
    return redirect(url_for("identity.user", reference=reference))
