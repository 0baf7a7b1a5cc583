"""What the pages of incidents begin with: the blueprint, the case that an address names, and the page of one act."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries
from compliance.incidents.forms.labels import STANDARDS
from compliance.incidents.models import Incident
from compliance.web import transaction
from compliance.web.forms import Form, show_again
from compliance.web.guards import holding
from compliance.web.scope import current_scope

blueprint = Blueprint("incidents", __name__, url_prefix="/contests/<slug>/incidents")
OFFICE = holding(Role.OFFICER)
PARTIES = holding(Role.OFFICER, Role.CANDIDATE, Role.AGENT)


def the_incident(reference: str) -> Incident:
    """The incident that an address names, if it is one of this contest that the actor may know of."""
    incident = queries.by_reference(transaction.session(), transaction.actor(), reference)
    if incident.contest_id != current_scope().id:
        raise NotFound(_("There is no such page."))
    return incident


def the_office() -> None:
    """Answer nobody but those who handle cases of this contest: an officer who is recused from all of it does not."""
    if not policy.handles(transaction.actor(), current_scope().id):
        raise NotFound(_("There is no such page."))


def the_case(incident: Incident) -> queries.Case:
    """Everything of an incident that the actor may see."""
    return queries.case(transaction.session(), incident, transaction.actor())


def the_process(incident: Incident) -> queries.Case:
    """The same without evidence and sources: what is alleged, and the course of it."""
    return queries.case(transaction.session(), incident, transaction.actor(), grounds=False)


def the_allegation(incident: Incident, position: int) -> queries.AllegationView:
    """One allegation as the actor may see it; NotFound if there is none such."""
    return allegation_in(the_process(incident), position)


def allegation_in(case: queries.Case, position: int) -> queries.AllegationView:
    """The same of a case that was read."""
    found = next((one for one in case.allegations if one.position == position), None)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def case_url(incident: Incident, part: str | None = None) -> str:
    """The address of a case's page, or of a part of it."""
    return url_for("incidents.show", reference=incident.reference, _anchor=part)


def trail(incident: Incident) -> list[tuple[str, str]]:
    """The way to a page below that of a case."""
    return [(_("Incidents"), url_for("incidents.index")), (incident.reference, case_url(incident))]


def act_page(
    incident: Incident,
    form: Form,
    act: Callable[[], object],
    *,
    done: str,
    part: str | None = None,
    leads_to: str | None = None,
    **shown: Any,
) -> ResponseReturnValue:
    """The page of one act: show its form; when it is sent, act and lead back to the case.

    Args:
        incident: what the act is on.
        form: its form, bound to the request.
        act: calls the verb; what it refuses as Invalid is hung on the form, which is shown again.
        done: what to say when it was done.
        part: the part of the case's page to lead back to.
        leads_to: an address to lead to in place of that, or of `back`.
        shown: what the page shows besides: `title` and `submit` at least; `back` is where it leads, if not to the case.
    """
    if request.method == "POST" and form.carry_out(act):
        flash(done, "good")
        return redirect(leads_to or shown.get("back") or case_url(incident, part))
    page: dict[str, Any] = {
        "incident": incident,
        "form": form,
        "crumbs": trail(incident),
        "back": case_url(incident, part),
    }
    page |= {"standards": STANDARDS, **shown}
    template = page.pop("template", "incidents/act.html")
    return show_again(template, **page) if request.method == "POST" else render_template(template, **page)
