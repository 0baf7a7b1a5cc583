"""The tab of a case that shows which reports it was made of, and offers to tell the reporters."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.incidents import policy as cases
from compliance.incidents import queries as incidents
from compliance.incidents.routes.tabs import TABS, case_tabs
from compliance.intake.queries import office
from compliance.intake.routes.office.entrance import OFFICE
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session

blueprint = Blueprint("case_reports", __name__, url_prefix="/contests/<slug>/incidents")
TAB = ("case_reports.of_case", lazy("Reporters"))

if TAB not in TABS:
    TABS.append(TAB)


@blueprint.get("/<reference>/reporters/")
@allow(OFFICE)
def of_case(reference: str) -> ResponseReturnValue:
    """Show the reports that are part of a case."""
    incident = incidents.by_reference(session(), actor(), reference)
    if incident.contest_id != current_scope().id:
        raise NotFound(_("There is no such page."))
    cases.may_see_sources(actor(), incident).enforce()
    return render_template(
        "intake/office/of_case.html",
        incident=incident,
        tabs=case_tabs(incident),
        reports=office.of_incident(session(), incident, actor()),
        timezone=current_scope().timezone,
    )
