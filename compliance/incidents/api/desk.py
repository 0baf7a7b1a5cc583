"""What the office's desk remembers for the token's owner alone: the watch list, what was seen, views of the list."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from pydantic import Field

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.frame import blueprint, the_file
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE
from compliance.web.guards import allow
from compliance.web.json_api import Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class ViewBody(Body):
    """A view of the list: its name, and the filters as they stand in the address of the page, after the “?”."""

    name: str = Field(max_length=60)
    query: str = Field("", max_length=2_000)


class WatchAnswer(Answer):
    """Whether a case is on the watch list of the token's owner."""

    reference: str
    watched: bool


class ViewAnswer(Answer):
    """A view of the list."""

    id: int
    name: str
    query: str
    saved_at: datetime


class ViewsAnswer(Answer):
    """The views of the token's owner, by name."""

    items: list[ViewAnswer]


def the_desk() -> int:
    """The contest, for whoever handles cases in it."""
    if not policy.handles(actor(), current_scope().id):
        raise NotFound(_("There is no such page."))
    return current_scope().id


@blueprint.post("/<reference>/watch")
@allow(OFFICE)
@operation(Operation(WRITE, WatchAnswer, on=the_file))
def watch(incident: Incident) -> WatchAnswer:
    """Put a case on the watch list."""
    service.watch(unit_of_work(), [incident])
    return _watched(incident)


@blueprint.post("/<reference>/unwatch")
@allow(OFFICE)
@operation(Operation(WRITE, WatchAnswer, on=the_file))
def unwatch(incident: Incident) -> WatchAnswer:
    """Take a case off the watch list."""
    service.unwatch(unit_of_work(), [incident])
    return _watched(incident)


@blueprint.post("/<reference>/seen")
@allow(OFFICE)
@operation(Operation(WRITE, WatchAnswer, on=the_file))
def see(incident: Incident) -> WatchAnswer:
    """Note that a case was looked at as it is now: the list marks it again when somebody else changes it."""
    service.see(unit_of_work(), [incident])
    return _watched(incident)


@blueprint.get("/views")
@allow(OFFICE)
@operation(Operation(READ, ViewsAnswer, on=the_desk))
def list_views(contest_id: int) -> ViewsAnswer:
    """List the views of the token's owner."""
    return _views(contest_id)


@blueprint.post("/views")
@allow(OFFICE)
@operation(Operation(WRITE, ViewsAnswer, takes=ViewBody, status=201, on=the_desk))
def save_view(contest_id: int, body: ViewBody) -> ViewsAnswer:
    """Keep filters under a name; a view of that name is replaced."""
    service.save_view(unit_of_work(), contest_id, body.name, urlencode(parse_qsl(body.query)))
    return _views(contest_id)


@blueprint.post("/views/<int:view>/drop")
@allow(OFFICE)
@operation(Operation(WRITE, ViewsAnswer, on=the_desk))
def drop_view(contest_id: int, view: int) -> ViewsAnswer:
    """Forget a view. No case is changed."""
    service.drop_view(unit_of_work(), contest_id, view)
    return _views(contest_id)


def _watched(incident: Incident) -> WatchAnswer:
    return WatchAnswer(reference=incident.reference, watched=queries.is_watched(session(), actor(), incident))


def _views(contest_id: int) -> ViewsAnswer:
    session().flush()
    found = queries.saved_views(session(), actor(), contest_id)
    return ViewsAnswer(items=[ViewAnswer.model_validate(one) for one in found])
