"""Pages of contests."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.contests import policy, queries, service
from compliance.contests.calendar import WEEKDAYS
from compliance.contests.forms import EditContestForm, NewContestForm, calendar_form, country_name, weekend_of
from compliance.contests.models import Contest
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import administrators, allow, holding, members
from compliance.web.scope import current_scope

blueprint = Blueprint("contests", __name__)
EDITORS = holding(Role.ADMINISTRATOR, Role.OFFICER)


def contest_url(slug: str) -> str:
    """The address of a contest's own page, which an area above makes."""
    return url_for("overview.contest", slug=slug)


@blueprint.get("/contests/new")
@allow(administrators)
def new() -> ResponseReturnValue:
    """Ask for a contest."""
    return render_template("contests/new.html", form=NewContestForm())


@blueprint.post("/contests/new")
@allow(administrators)
def create() -> ResponseReturnValue:
    """Set up a contest."""
    form = NewContestForm()
    if form.carry_out(lambda: service.create_contest(transaction.unit_of_work(), form.to_command())):
        flash(_("The contest is set up. Next, enter its candidates and its codes of conduct."), "good")
        return redirect(contest_url(form.slug.data or ""))
    return show_again("contests/new.html", form=form)


@blueprint.get("/contests/<slug>/edit")
@allow(EDITORS)
def edit() -> ResponseReturnValue:
    """Show a contest as a form."""
    contest = _editable()
    return render_template("contests/edit.html", form=EditContestForm(obj=contest), **_around(contest))


@blueprint.post("/contests/<slug>/edit")
@allow(EDITORS)
def save() -> ResponseReturnValue:
    """Correct a contest."""
    contest, form, uow = _editable(), EditContestForm(), transaction.unit_of_work()
    if form.carry_out(
        lambda: service.edit_contest(uow, contest, form.facts(), expected_revision=form.expected_revision)
    ):
        flash(_("The contest is saved."), "good")
        return redirect(contest_url(contest.slug))
    return show_again("contests/edit.html", form=form, **_around(contest))


@blueprint.get("/contests/<slug>/calendar")
@allow(members)
def calendar() -> ResponseReturnValue:
    """Show which days count in a contest, and which are free and why."""
    scope, session = current_scope(), transaction.session()
    kept = queries.calendar_of(session, scope.id)
    found = queries.working_calendar(session, scope.id)
    free = found.free(scope.opens_on, scope.votes_on)
    return render_template(
        "contests/calendar.html",
        kept=kept,
        country=None if kept is None else country_name(kept.country),
        weekend=[WEEKDAYS[name] for name in weekend_of(found)],
        free=[day for day in free if not day.weekly],
        weekly=sum(day.weekly for day in free),
        worked=sorted(found.working),
        scope=scope,
        may=policy.may_edit(transaction.actor(), scope.id),
    )


@blueprint.get("/contests/<slug>/calendar/edit")
@allow(EDITORS)
def edit_calendar() -> ResponseReturnValue:
    """Show which days count as a form."""
    contest = _editable()
    form = calendar_form(queries.calendar_of(transaction.session(), contest.id))
    return render_template("contests/edit_calendar.html", form=form)


@blueprint.post("/contests/<slug>/calendar/edit")
@allow(EDITORS)
def save_calendar() -> ResponseReturnValue:
    """Say which days count."""
    contest, form, uow = _editable(), calendar_form(None), transaction.unit_of_work()
    if form.carry_out(
        lambda: service.set_calendar(uow, contest, form.to_command(), expected_revision=form.expected_revision)
    ):
        flash(_("The calendar is saved. Deadlines that run already keep their day."), "good")
        return redirect(url_for("contests.calendar"))
    return show_again("contests/edit_calendar.html", form=form)


def _editable() -> Contest:
    """The contest of this request, for somebody who may change it."""
    contest = queries.by_slug(transaction.session(), current_scope().slug)
    if contest is None:
        raise NotFound(_("There is no such page."))
    policy.may_edit(transaction.actor(), contest.id).enforce()
    return contest


def _around(contest: Contest) -> dict[str, object]:
    return {"contest": contest, "contest_url": contest_url(contest.slug)}
