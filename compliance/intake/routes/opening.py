"""Whether a contest takes reports from the public, and at which address."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Role
from compliance.core.language import gettext as _
from compliance.intake import policy, queries, service
from compliance.intake.forms.opening import OpeningForm
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, holding
from compliance.web.scope import current_scope

blueprint = Blueprint("intake", __name__)
EDITORS = holding(Role.ADMINISTRATOR, Role.OFFICER)


@blueprint.route("/contests/<slug>/reporting", methods=["GET", "POST"])
@allow(EDITORS)
def opening() -> ResponseReturnValue:
    """Show the switch; turn it."""
    scope, uow, form = current_scope(), transaction.unit_of_work(), OpeningForm()
    policy.may_set_intake(uow.actor, scope.id).enforce()
    if not form.is_submitted():
        form.takes_reports.data = queries.takes_reports(uow.session, scope.id)
    elif form.carry_out(
        lambda: service.set_takes_reports(uow, scope.id, scope.slug, takes_reports=bool(form.takes_reports.data))
    ):
        flash(_("Saved."), "good")
        return redirect(url_for("intake.opening"))
    context = {"form": form, "address": url_for("report.start", _external=True)}
    return (show_again if form.is_submitted() else render_template)("intake/opening.html", **context)
