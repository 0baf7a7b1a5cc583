"""The list of incidents."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from compliance.incidents import policy, queries, workflow
from compliance.incidents.forms.finding import FilterForm
from compliance.incidents.models import Incident
from compliance.incidents.routes.desk import listing as desk
from compliance.incidents.routes.entrance import PARTIES, blueprint
from compliance.incidents.terms import Stage
from compliance.web import transaction
from compliance.web.guards import allow
from compliance.web.pagination import Page, newest_first
from compliance.web.scope import current_scope

_PUT = sorted(workflow.KNOWN_TO_RESPONDENT | {Stage.CLOSED}, key=list(Stage).index)


@blueprint.get("/")
@allow(PARTIES)
def index() -> ResponseReturnValue:
    """Show the incidents that somebody may know of, newest first: the desk for the office, a list for the candidate."""
    actor, contest_id = transaction.actor(), current_scope().id
    policy.may_list(actor, contest_id).enforce()
    if policy.handles(actor, contest_id):
        return desk.show()
    form = FilterForm(request.args)
    form.offer(_PUT)
    page: Page[Any] = newest_first(
        transaction.session(), queries.listing(actor, contest_id, form.to_filter()), Incident.id, lambda row: row.id
    )
    narrowed = any(field.data for field in form)
    return render_template("incidents/list.html", page=page, form=form, narrowed=narrowed)
