"""Sources: who says so, and how far that can be relied on. For the officers of the case."""

from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.support import GradesForm, SourceForm
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_incident
from compliance.web.guards import allow
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.route("/<reference>/sources/new", methods=BOTH)
@allow(OFFICE)
def add_source(reference: str) -> ResponseReturnValue:
    """Record who says so."""
    incident = the_incident(reference)
    policy.may_add_source(actor(), incident).enforce()
    form = SourceForm()
    return act_page(
        incident,
        form,
        lambda: service.add_source(unit_of_work(), incident, form.to_command()),
        done=_("The source is on record."),
        part="sources",
        title=_("Add a source"),
        lead=_("Only officers of this case see sources. They appear in no report, and in no list."),
        submit=_("Add the source"),
    )


@blueprint.route("/<reference>/sources/<source>/grades", methods=BOTH)
@allow(OFFICE)
def regrade(reference: str, source: str) -> ResponseReturnValue:
    """Grade a source anew."""
    incident = the_incident(reference)
    policy.may_see_sources(actor(), incident).enforce()
    policy.may_add_source(actor(), incident).enforce()
    found = queries.source_of(session(), incident, source)
    form = GradesForm(data={"reliability": found.reliability.value, "credibility": found.credibility.value})
    return act_page(
        incident,
        form,
        lambda: service.regrade_source(unit_of_work(), found, *form.grades),
        done=_("The source was graded anew."),
        part="sources",
        title=_("Grade the source"),
        lead=_("The log keeps the grades that it had."),
        submit=_("Save the grades"),
    )
