"""The tab of a case that shows how it stands to others; linking, taking a link back, and splitting."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as register
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.links import LinkForm, SplitForm
from compliance.incidents.forms.process import ReasonForm
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_case, the_incident, trail
from compliance.incidents.routes.tabs import case_tabs
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.get("/<reference>/links/")
@allow(OFFICE)
def links(reference: str) -> ResponseReturnValue:
    """Show the cases to which this one is linked, as far as the reader may know of them."""
    incident = the_incident(reference)
    policy.may_see_links(actor(), incident).enforce()
    found = queries.links_of(session(), incident, actor())
    return render_template(
        "incidents/links.html",
        incident=incident,
        tabs=case_tabs(incident),
        standing=[one for one in found if one.retracted_at is None],
        retracted=[one for one in found if one.retracted_at is not None],
        may_link=policy.may_link(actor(), incident),
        may_split=policy.may_split(actor(), incident),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/links/new", methods=BOTH)
@allow(OFFICE)
def add_link(reference: str) -> ResponseReturnValue:
    """Link the case to another one."""
    incident = the_incident(reference)
    policy.may_link(actor(), incident).enforce()
    form = LinkForm()
    return act_page(
        incident,
        form,
        lambda: service.link(unit_of_work(), incident, form.to_command()),
        done=_("The cases are linked."),
        title=_("Link to another case"),
        lead=_("The link is seen on both cases, by officers who handle both. It can be taken back, with a reason."),
        submit=_("Link the cases"),
        **_around(incident),
    )


@blueprint.route("/<reference>/links/<link>/retract", methods=BOTH)
@allow(OFFICE)
def retract_link(reference: str, link: str) -> ResponseReturnValue:
    """Take back a link."""
    incident = the_incident(reference)
    policy.may_link(actor(), incident).enforce()
    found = queries.link_of(session(), incident, actor(), link)
    form = ReasonForm()
    return act_page(
        incident,
        form,
        lambda: service.retract_link(unit_of_work(), incident, found, form.reason.data or ""),
        done=_("The link was taken back."),
        title=_("Take back the link"),
        lead=_("It stays on record as taken back, with your reason."),
        submit=_("Take back the link"),
        emphasis="danger",
        **_around(incident),
    )


@blueprint.route("/<reference>/split", methods=BOTH)
@allow(OFFICE)
def split(reference: str) -> ResponseReturnValue:
    """Make a case of its own of a part of this one."""
    incident = the_incident(reference)
    policy.may_split(actor(), incident).enforce()
    shown = the_case(incident)
    everybody = register.in_contest(session(), incident.contest_id)
    candidates = [one for one in everybody if policy.may_file(actor(), incident.contest_id, one.id)]
    given = {"title": incident.title, "candidate": shown.candidate_key}
    form = SplitForm(data={**given, "sources": [one.reference for one in shown.sources]})
    form.offer(candidates, shown.allegations, shown.sources)
    return act_page(
        incident,
        form,
        lambda: service.split(unit_of_work(), incident, form.to_command(incident, candidates)),
        done=_("The case was split. The new one is linked below."),
        title=_("Split the case"),
        lead=_("The new case has the same days, summary and day of report, and starts as received."),
        submit=_("Split the case"),
        **_around(incident),
    )


def _around(incident: Incident) -> dict[str, Any]:
    """What leads to this tab, and back to it."""
    tab = url_for("incidents.links", reference=incident.reference)
    return {"back": tab, "crumbs": [*trail(incident), (_("Links"), tab)]}
