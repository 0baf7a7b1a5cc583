"""Pages of the register of candidates."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import calendar, policy, queries, service
from compliance.candidates.forms import (
    AccountsForm,
    EditCandidacyForm,
    ListForm,
    NewCandidacyForm,
    StatusesForm,
    WithdrawForm,
)
from compliance.candidates.models import Candidacy
from compliance.contests.routes import EDITORS
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, members
from compliance.web.scope import current_scope, today
from compliance.web.timeline import lay_out

blueprint = Blueprint("candidates", __name__, url_prefix="/contests/<slug>/candidates")

LINKS: list[tuple[str, str]] = []
"""Pages of areas above about one candidate: (label, endpoint); the endpoint takes `key`. They add theirs at import."""


@blueprint.get("/")
@allow(members)
def index() -> ResponseReturnValue:
    """Show all candidates."""
    scope, session = current_scope(), transaction.session()
    candidacies = queries.in_contest(session, scope.id)
    statuses = queries.statuses_in_contest(session, scope.id)
    span = calendar.span(scope.opens_on, scope.votes_on, today(), [each.announced_on for each in candidacies])
    lanes = [calendar.lane(each, statuses.get(each.id, ()), scope.votes_on) for each in candidacies]
    now = {each.id: calendar.status_on(today(), statuses.get(each.id, ())) for each in candidacies}
    context = {"candidacies": candidacies, "drawing": lay_out(span, lanes), "now": now, "today": today()}
    return render_template("candidates/index.html", **context, **_around())


@blueprint.get("/new")
@allow(EDITORS)
def new() -> ResponseReturnValue:
    """Ask for a candidacy."""
    policy.may_keep(transaction.actor(), current_scope().id).enforce()
    return render_template("candidates/new.html", form=NewCandidacyForm(), **_around())


@blueprint.post("/new")
@allow(EDITORS)
def create() -> ResponseReturnValue:
    """Enter a candidacy."""
    form, uow = NewCandidacyForm(), transaction.unit_of_work()
    policy.may_keep(uow.actor, current_scope().id).enforce()
    if form.carry_out(lambda: service.add_candidacy(uow, current_scope().id, form.to_command())):
        flash(_("The candidate is entered. Next, record in which relation to the organisation they stand."), "good")
        return redirect(url_for("candidates.show", key=form.key.data))
    return show_again("candidates/new.html", form=form, **_around())


@blueprint.get("/<key>/")
@allow(members)
def show(key: str) -> ResponseReturnValue:
    """Show one candidate's entry."""
    scope, session, candidacy = current_scope(), transaction.session(), _found(key)
    statuses = queries.statuses(session, candidacy.id)
    span = calendar.span(scope.opens_on, scope.votes_on, today(), [candidacy.announced_on])
    drawing = lay_out(span, [calendar.lane(candidacy, statuses, scope.votes_on)])
    context = {
        "stretches": calendar.stretches(candidacy, statuses, scope.votes_on),
        "accounts": queries.accounts(session, candidacy.id),
        "links": [(label, url_for(endpoint, key=key)) for label, endpoint in LINKS],
        "drawing": drawing,
    }
    return render_template("candidates/show.html", **context, **_around(candidacy))


@blueprint.get("/<key>/edit")
@allow(EDITORS)
def edit(key: str) -> ResponseReturnValue:
    """Show a candidacy as a form."""
    candidacy = _editable(key)
    return render_template("candidates/edit.html", form=EditCandidacyForm(obj=candidacy), **_around(candidacy))


@blueprint.post("/<key>/edit")
@allow(EDITORS)
def save(key: str) -> ResponseReturnValue:
    """Correct a candidacy."""
    candidacy, form, uow = _editable(key), EditCandidacyForm(), transaction.unit_of_work()
    revision = form.expected_revision
    if form.carry_out(lambda: service.edit_candidacy(uow, candidacy, form.facts(), expected_revision=revision)):
        return _saved(key, _("The entry is saved."))
    return show_again("candidates/edit.html", form=form, **_around(candidacy))


@blueprint.get("/<key>/withdraw")
@allow(EDITORS)
def withdraw(key: str) -> ResponseReturnValue:
    """Ask for the day of a withdrawal."""
    form = WithdrawForm(withdrawn_on=today())
    return render_template("candidates/withdraw.html", form=form, **_around(_editable(key)))


@blueprint.post("/<key>/withdraw")
@allow(EDITORS)
def withdraw_now(key: str) -> ResponseReturnValue:
    """Record a withdrawal."""
    candidacy, form, uow = _editable(key), WithdrawForm(), transaction.unit_of_work()
    if form.carry_out(lambda: service.withdraw_candidacy(uow, candidacy, form.day())):
        return _saved(key, _("The withdrawal is recorded."))
    return show_again("candidates/withdraw.html", form=form, **_around(candidacy))


@blueprint.get("/<key>/statuses")
@allow(EDITORS)
def edit_statuses(key: str) -> ResponseReturnValue:
    """Show all status periods as a form."""
    candidacy = _editable(key)
    rows = queries.statuses(transaction.session(), candidacy.id)
    return _list_page("statuses", StatusesForm(revision=candidacy.revision, statuses=rows), candidacy)


@blueprint.post("/<key>/statuses")
@allow(EDITORS)
def save_statuses(key: str) -> ResponseReturnValue:
    """Save all status periods, or add or remove a line of the form."""
    candidacy, form, uow = _editable(key), StatusesForm(), transaction.unit_of_work()
    if form.alter(request.form):
        return _list_page("statuses", form, candidacy)
    revision = form.expected_revision
    if form.carry_out(lambda: service.set_statuses(uow, candidacy, form.spans(), expected_revision=revision)):
        return _saved(key, _("The status periods are saved."))
    return show_again("candidates/statuses.html", form=form, **_around(candidacy))


@blueprint.get("/<key>/accounts")
@allow(EDITORS)
def edit_accounts(key: str) -> ResponseReturnValue:
    """Show all media accounts as a form."""
    candidacy = _editable(key)
    rows = queries.accounts(transaction.session(), candidacy.id)
    return _list_page("accounts", AccountsForm(revision=candidacy.revision, accounts=rows), candidacy)


@blueprint.post("/<key>/accounts")
@allow(EDITORS)
def save_accounts(key: str) -> ResponseReturnValue:
    """Save all media accounts, or add or remove a line of the form."""
    candidacy, form, uow = _editable(key), AccountsForm(), transaction.unit_of_work()
    if form.alter(request.form):
        return _list_page("accounts", form, candidacy)
    revision = form.expected_revision
    if form.carry_out(lambda: service.set_accounts(uow, candidacy, form.spans(), expected_revision=revision)):
        return _saved(key, _("The media accounts are saved."))
    return show_again("candidates/accounts.html", form=form, **_around(candidacy))


def _list_page(name: str, form: ListForm, candidacy: Candidacy) -> ResponseReturnValue:
    """A list as a form; an empty one begins with an empty line."""
    if len(form.rows) == 0:
        form.rows.append_entry()
    return render_template(f"candidates/{name}.html", form=form, **_around(candidacy))


def _saved(key: str, message: str) -> ResponseReturnValue:
    flash(message, "good")
    return redirect(url_for("candidates.show", key=key))


def _found(key: str) -> Candidacy:
    candidacy = queries.by_key(transaction.session(), current_scope().id, key)
    if candidacy is None:
        raise NotFound(_("There is no such page."))
    return candidacy


def _editable(key: str) -> Candidacy:
    """A candidacy, for somebody who may change it."""
    candidacy = _found(key)
    policy.may_keep(transaction.actor(), candidacy.contest_id, candidacy.id).enforce()
    return candidacy


def _around(candidacy: Candidacy | None = None) -> dict[str, object]:
    """What the pages of a contest's register have in common. Those who never keep it are not told that they may not."""
    scope, actor = current_scope(), transaction.actor()
    verdict = policy.may_keep(actor, scope.id, None if candidacy is None else candidacy.id)
    told = verdict.reason if actor.has(scope.id, Role.OFFICER) else ""
    return {"scope": scope, "candidacy": candidacy, "may_keep": verdict.allowed, "told": told}
