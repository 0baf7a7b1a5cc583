"""The page of a contest, and the home of each person."""

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.contests import queries as contests
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.identity import queries as identity
from compliance.identity import service as identity_verbs
from compliance.identity.models import User
from compliance.incidents import queries as incidents
from compliance.overview import feed, navigation, pictures, queries, tasks
from compliance.web import json_api, transaction
from compliance.web.guards import allow, everyone, members, signed_in
from compliance.web.scope import current_scope, today

blueprint = Blueprint("overview", __name__)
MOST_IN_FEED = 2_000
SECOND_PARTS = {
    incidents.Second.PUBLICATION: "incidents.confirm_publication",
    incidents.Second.UNMASKING: "incidents.unmask",
    incidents.Second.NOTICE: "incidents.notices",
    incidents.Second.WORDING: "notices.template",
    incidents.Second.MEASURE: "incidents.follow_up",
    incidents.Second.REVIEW: "incidents.decide_review",
    incidents.Second.UNREACHABLE: "incidents.decide_unreachable",
}
"""On which page a second person does their part."""


@blueprint.get("/")
@allow(signed_in)
def home() -> ResponseReturnValue:
    """Show what waits for this person, and their contests."""
    session, actor = transaction.session(), transaction.actor()
    return render_template(
        "overview/home.html",
        tasks=tasks.tasks(session, actor, transaction.now()),
        second_parts=SECOND_PARTS,
        needed=incidents.replacements_needed(session, actor),
        contests=[(contest, actor.roles.get(contest.id, ())) for contest in contests.visible_to(session, actor)],
        may_create=actor.is_administrator,
    )


@blueprint.get("/contests/<slug>/")
@allow(members)
def contest() -> ResponseReturnValue:
    """Show a contest: the way to the vote, its candidates, the timeline, which clauses bind whom."""
    scope, session, actor, day = current_scope(), transaction.session(), transaction.actor(), today()
    view = queries.contest_view(session, actor, scope.id, day)
    in_campaign = min(max(day, scope.opens_on), scope.votes_on)
    officer = scope.id in actor.contests(Role.OFFICER)
    return render_template(
        "overview/contest.html",
        scope=scope,
        view=view,
        today=day,
        matrix_day=in_campaign,
        phases=pictures.phases(scope.opens_on, scope.votes_on),
        drawing=pictures.timeline(view, scope.opens_on, scope.votes_on, day, _incident),
        groups=pictures.matrix(view.rulebook, in_campaign),
        work=tasks.work(session, actor, transaction.now(), scope.id) if officer else [],
        is_officer=officer,
        may_edit=officer or actor.is_administrator,
    )


@blueprint.get("/contests/<slug>/settings")
@allow(members)
def settings() -> ResponseReturnValue:
    """Show on which pages something is set for the whole contest."""
    found = navigation.settings_of(transaction.actor(), current_scope().id)
    return render_template("overview/settings.html", settings=found)


@blueprint.get("/interface")
@allow(everyone)
def interface() -> ResponseReturnValue:
    """Describe what programs can do."""
    return render_template(
        "overview/interface.html", operations=json_api.operations(current_app), scopes=json_api.SCOPES
    )


@blueprint.get("/account/calendar")
@allow(signed_in)
def calendar_address() -> ResponseReturnValue:
    """Show whether one's calendar has an address."""
    address = identity.calendar_address(transaction.session(), _me().id)
    return render_template("overview/calendar_address.html", address=address, shown=None)


@blueprint.post("/account/calendar")
@allow(signed_in)
def make_calendar_address() -> ResponseReturnValue:
    """Make an address, and show it this once."""
    user = _me()
    secret = identity_verbs.make_calendar_address(transaction.unit_of_work(), user)
    address = identity.calendar_address(transaction.session(), user.id)
    shown = url_for("overview.calendar_feed", secret=secret, _external=True)
    return make_response(render_template("overview/calendar_address.html", address=address, shown=shown), 201)


@blueprint.post("/account/calendar/revoke")
@allow(signed_in)
def revoke_calendar_address() -> ResponseReturnValue:
    """End the address."""
    identity_verbs.revoke_calendar_address(transaction.unit_of_work(), _me())
    flash(_("The address is revoked. Calendars that read it find nothing from now on."), "good")
    return redirect(url_for("overview.calendar_address"))


@blueprint.get("/calendar/<secret>.ics")
@allow(everyone)
def calendar_feed(secret: str) -> ResponseReturnValue:
    """Give on which days how much is due to whoever this address belongs to, and nothing else."""
    session = transaction.session()
    owner = identity.by_calendar_secret(session, secret)
    if owner is None:
        raise NotFound(_("There is no such page."))
    due = (one.due_on for one in incidents.work_due(session, owner, most=MOST_IN_FEED) if one.suspended_on is None)
    sign_in = url_for("identity.sign_in", _external=True)
    written = feed.feed((day for day in due if day is not None), transaction.now(), sign_in)
    return Response(written, content_type="text/calendar; charset=utf-8")


def _me() -> User:
    return transaction.session().get_one(User, transaction.actor().user_id)


def _incident(reference: str) -> str:
    return url_for("incidents.show", reference=reference)
