"""Whether a contest takes reports from the public."""

from flask import Blueprint

from compliance.intake import policy, queries, service
from compliance.intake.routes.opening import EDITORS
from compliance.web.guards import allow
from compliance.web.json_api import Answer, Body, Operation, Scope, operation
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

blueprint = Blueprint("reporting_api", __name__, url_prefix="/api/v1/contests/<slug>/reporting")


class ReportingBody(Body):
    """Whether reports are taken from now on."""

    takes_reports: bool


class ReportingAnswer(Answer):
    """Whether a contest takes reports from the public."""

    takes_reports: bool


def the_intake() -> int:
    """The contest, for whoever decides whether it takes reports."""
    policy.may_set_intake(actor(), current_scope().id).enforce()
    return current_scope().id


@blueprint.get("")
@allow(EDITORS)
@operation(Operation(Scope.CONTESTS_READ, ReportingAnswer, on=the_intake))
def show_reporting(contest_id: int) -> ReportingAnswer:
    """Say whether the contest takes reports."""
    return _reporting(contest_id)


@blueprint.put("")
@allow(EDITORS)
@operation(Operation(Scope.SETTINGS_WRITE, ReportingAnswer, takes=ReportingBody, on=the_intake))
def set_reporting(contest_id: int, body: ReportingBody) -> ReportingAnswer:
    """Open the contest to reports from the public, or close it."""
    slug = current_scope().slug
    service.set_takes_reports(unit_of_work(), contest_id, slug, takes_reports=body.takes_reports)
    return _reporting(contest_id)


def _reporting(contest_id: int) -> ReportingAnswer:
    session().flush()
    return ReportingAnswer(takes_reports=queries.takes_reports(session(), contest_id))
