"""That somebody is treated worse because of a case: filed from it, and handled apart."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as register
from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.facts import facts_form
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_incident
from compliance.incidents.routes.tabs import TABS, tabs_of
from compliance.incidents.terms import Kind
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")
TABS.append(("incidents.retaliation", lazy("Retaliation")))


@blueprint.get("/<reference>/retaliation")
@allow(OFFICE)
def retaliation(reference: str) -> ResponseReturnValue:
    """Show the cases of retaliation that the reader handles, and the case that one is for."""
    incident = the_incident(reference)
    policy.may_see_file(actor(), incident).enforce()
    return render_template(
        "incidents/retaliation.html",
        incident=incident,
        tabs=tabs_of(incident, office=True),
        cases=queries.retaliations_for(session(), incident, actor()),
        about=queries.retaliates_for(session(), incident, actor()),
        may_file=policy.may_file_retaliation(actor(), incident),
    )


@blueprint.route("/<reference>/retaliation/new", methods=BOTH)
@allow(OFFICE)
def file_retaliation(reference: str) -> ResponseReturnValue:
    """File a case of retaliation, of which nobody knows but who files it."""
    incident = the_incident(reference)
    policy.may_file_retaliation(actor(), incident).enforce()
    everybody = register.in_contest(session(), incident.contest_id)
    candidates = [one for one in everybody if policy.may_file(actor(), incident.contest_id, one.id)]
    form = facts_form(Kind.RETALIATION)(data={"reported_on": today()})
    form.offer(candidates)

    def act() -> None:
        timezone = current_scope().timezone
        service.file_retaliation(unit_of_work(), incident, form.to_command(candidates), timezone=timezone)

    return act_page(
        incident,
        form,
        act,
        done=_("The case of retaliation is filed. You handle it, and nobody else knows of it until you assign them."),
        back=url_for("incidents.retaliation", reference=incident.reference),
        title=_("File a case of retaliation"),
        lead=_("It is confined and expedited from the start, and stands in no list or report of others."),
        submit=_("File it"),
    )
