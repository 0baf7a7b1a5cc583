"""All pledges of a contest."""

from flask import render_template
from flask.typing import ResponseReturnValue

from compliance.pledges import policy, queries
from compliance.pledges.routes.blueprint import blueprint
from compliance.web import transaction
from compliance.web.guards import allow, members
from compliance.web.scope import current_scope, today


@blueprint.get("/pledges")
@allow(members)
def index() -> ResponseReturnValue:
    """Show how each candidate stands to each version."""
    scope, actor = current_scope(), transaction.actor()
    return render_template(
        "pledges/index.html",
        scope=scope,
        candidates=queries.register(transaction.session(), scope.id, today()),
        own=[grant.candidacy_id for grant in actor.grants if grant.contest_id == scope.id and grant.candidacy_id],
        may_record=policy.may_record_paper(actor, scope.id),
    )
