"""The page of a contest, and the home of each person."""

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.contests import queries as contests
from compliance.core.access import Role
from compliance.incidents import queries as incidents
from compliance.overview import pictures, queries, tasks
from compliance.web import json_api, transaction
from compliance.web.guards import allow, everyone, members, signed_in
from compliance.web.scope import current_scope, today

blueprint = Blueprint("overview", __name__)


@blueprint.get("/")
@allow(signed_in)
def home() -> ResponseReturnValue:
    """Show what waits for this person, and their contests."""
    session, actor = transaction.session(), transaction.actor()
    return render_template(
        "overview/home.html",
        tasks=tasks.tasks(session, actor, transaction.now()),
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
        cases=tasks.open_cases(session, actor, transaction.now(), [scope.id] if officer else []),
        is_officer=officer,
        may_edit=officer or actor.is_administrator,
    )


@blueprint.get("/interface")
@allow(everyone)
def interface() -> ResponseReturnValue:
    """Describe what programs can do."""
    return render_template(
        "overview/interface.html", operations=json_api.operations(current_app), scopes=json_api.SCOPES
    )


def _incident(reference: str) -> str:
    return url_for("incidents.show", reference=reference)
