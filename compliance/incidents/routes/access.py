"""Who can see a case, and the acts on that: assign, take off, confine, open, keep out of it."""

from collections.abc import Iterable

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms import handling as forms
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_incident
from compliance.incidents.routes.tabs import case_tabs
from compliance.web.forms import Form
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.get("/<reference>/access")
@allow(OFFICE)
def access(reference: str) -> ResponseReturnValue:
    """Show who can see a case and who cannot, and why."""
    incident, who = the_incident(reference), actor()
    policy.may_see_access(who, incident).enforce()
    return render_template(
        "incidents/access.html",
        incident=incident,
        tabs=case_tabs(incident),
        access=queries.access(session(), incident, who),
        known=policy.is_known_to_respondent(incident),
        may_assign=policy.may_assign(who, incident),
        may_restrict=policy.may_restrict(who, incident),
        may_lift=policy.may_lift(who, incident),
        may_keep_out=policy.may_keep_out(who, incident),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/access/assign", methods=BOTH)
@allow(OFFICE)
def assign(reference: str) -> ResponseReturnValue:
    """Let an officer handle the case."""
    incident = the_incident(reference)
    policy.may_assign(actor(), incident).enforce()
    officers = queries.officers(session(), incident)
    form = forms.AssignForm().offer(officers)

    def act() -> None:
        (user_id,) = _keys(officers, [form.person.data])
        service.assign(unit_of_work(), incident, user_id, form.reason.data, leads=form.leads.data)

    title, done = _("Assign an officer"), _("The officer handles the case from now on.")
    return _page(incident, form, act, done=done, title=title, submit=_("Assign"))


@blueprint.route("/<reference>/access/<person>/take-off", methods=BOTH)
@allow(OFFICE)
def unassign(reference: str, person: str) -> ResponseReturnValue:
    """Take an officer off the case."""
    incident = the_incident(reference)
    policy.may_assign(actor(), incident).enforce()
    present = queries.access(session(), incident, actor()).assigned
    ending = next((one for one in present if one.reference == person), None)
    if ending is None:
        raise NotFound(_("There is no such page."))
    form = forms.WhyForm()
    stays = not incident.restricted or ending.user_id != actor().user_id
    return _page(
        incident,
        form,
        lambda: service.unassign(unit_of_work(), incident, ending.user_id, form.reason.data or ""),
        done=_("%(name)s no longer handles the case.", name=ending.name),
        title=_("Take %(name)s off the case", name=ending.name),
        submit=_("Take off"),
        leads_to=url_for("incidents.access", reference=reference) if stays else url_for("incidents.index"),
    )


@blueprint.route("/<reference>/access/confine", methods=BOTH)
@allow(OFFICE)
def confine(reference: str) -> ResponseReturnValue:
    """Confine the case to some officers."""
    incident, who = the_incident(reference), actor()
    policy.may_restrict(who, incident).enforce()
    officers = queries.officers(session(), incident)
    form = forms.ConfineForm().offer(officers)
    mine = any(one.user_id == who.user_id and one.reference in (form.handlers.data or ()) for one in officers)
    return _page(
        incident,
        form,
        lambda: service.restrict(
            unit_of_work(), incident, form.reason.data or "", _keys(officers, form.handlers.data or ())
        ),
        done=_("The case is confined. The rest of the office meets no trace of it from now on."),
        title=_("Confine the case"),
        lead=_("For a case in which somebody must be protected, such as one of retaliation."),
        submit=_("Confine it"),
        leads_to=url_for("incidents.access", reference=reference) if mine else url_for("incidents.index"),
    )


@blueprint.route("/<reference>/access/open", methods=BOTH)
@allow(OFFICE)
def open_up(reference: str) -> ResponseReturnValue:
    """Open a confined case to the rest of the office."""
    incident = the_incident(reference)
    policy.may_lift(actor(), incident).enforce()
    form = forms.WhyForm()
    return _page(
        incident,
        form,
        lambda: service.lift(unit_of_work(), incident, form.reason.data or ""),
        done=_("The office sees the case again."),
        title=_("Open the case to the office"),
        lead=_("Every officer who does not keep out of it then sees it with everything in it, sources too."),
        submit=_("Open it"),
    )


@blueprint.route("/<reference>/keep-out", methods=BOTH)
@allow(OFFICE)
def keep_out(reference: str) -> ResponseReturnValue:
    """Keep out of this case from now on."""
    incident = the_incident(reference)
    policy.may_keep_out(actor(), incident).enforce()
    form = forms.KeepOutForm()
    return _page(
        incident,
        form,
        lambda: service.keep_out(unit_of_work(), incident, form.reason.data or ""),
        done=_("From now on you keep out of that case, and meet no trace of it."),
        title=_("Keep out of this case"),
        lead=_("What you handle in it passes to your replacement. Only the chair or an administrator can end this."),
        submit=_("I keep out of this case"),
        emphasis="danger",
        leads_to=url_for("incidents.index"),
    )


def _keys(officers: Iterable[queries.Officer], chosen: Iterable[str | None]) -> list[int]:
    wanted = set(chosen)
    return [one.user_id for one in officers if one.reference in wanted]


def _page(incident: Incident, form: Form, act: object, **shown: object) -> ResponseReturnValue:
    back = url_for("incidents.access", reference=incident.reference)
    return act_page(incident, form, act, **{"back": back, "leads_to": back, **shown})  # type: ignore[arg-type]
