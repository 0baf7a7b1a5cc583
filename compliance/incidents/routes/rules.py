"""The rules of a contest for its deadlines, for all members to read."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.contests import policy as contest_policy
from compliance.contests import queries as contests
from compliance.contests.models import Contest
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import queries, service
from compliance.incidents.deadlines import DEFAULTS, WHY, Step, Track
from compliance.incidents.forms.deadlines import RulesForm, rules_form
from compliance.incidents.service.rules import said
from compliance.web.forms import show_again
from compliance.web.guards import allow, holding, members
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

blueprint = Blueprint("deadline_rules", __name__, url_prefix="/contests/<slug>/deadlines")
EDITORS = holding(Role.ADMINISTRATOR, Role.OFFICER)


@blueprint.get("/")
@allow(members)
def show() -> ResponseReturnValue:
    """Show how long each step takes on each track."""
    times = queries.timing(session(), current_scope().id)
    rows = [
        (step, WHY[step], [(said(times.rules[step, track]), said(DEFAULTS[step, track])) for track in Track])
        for step in Step
    ]
    may = contest_policy.may_edit(actor(), current_scope().id)
    return render_template("incidents/rules.html", times=times, rows=rows, may=may)


@blueprint.get("/edit")
@allow(EDITORS)
def edit() -> ResponseReturnValue:
    """Show the rules as a form."""
    _editable()
    return render_template("incidents/edit_rules.html", form=_form(), why=WHY)


@blueprint.post("/edit")
@allow(EDITORS)
def save() -> ResponseReturnValue:
    """Set the rules."""
    contest, form = _editable(), _form()
    if form.carry_out(
        lambda: service.set_rules(unit_of_work(), contest, form.to_command(), expected_revision=form.expected_revision)
    ):
        flash(_("The rules are saved. What runs already keeps its day."), "good")
        return redirect(url_for("deadline_rules.show"))
    return show_again("incidents/edit_rules.html", form=form, why=WHY)


def _form() -> RulesForm:
    times = queries.timing(session(), current_scope().id)
    setting = queries.setting_of(session(), current_scope().id)
    return rules_form(times.rules, times.expedited_days, 0 if setting is None else setting.revision)


def _editable() -> Contest:
    contest = contests.by_slug(session(), current_scope().slug)
    if contest is None:
        raise NotFound(_("There is no such page."))
    contest_policy.may_edit(actor(), contest.id).enforce()
    return contest
