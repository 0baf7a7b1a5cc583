"""What the desk remembers for one officer: views, watched cases, what was seen."""

from urllib.parse import parse_qsl, urlencode

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.incidents import service
from compliance.incidents.forms.desk import ViewForm
from compliance.incidents.routes.entrance import OFFICE, blueprint, case_url, the_incident, the_office
from compliance.web.forms import Form, show_again
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.transaction import unit_of_work


@blueprint.post("/views")
@allow(OFFICE)
def save_view() -> ResponseReturnValue:
    """Keep the list as it is narrowed now under a name."""
    the_office()
    form, scope = ViewForm(), current_scope()
    query = urlencode(parse_qsl(form.query.data or ""))
    if not form.carry_out(lambda: service.save_view(unit_of_work(), scope.id, form.name.data or "", query)):
        return show_again("incidents/desk/view.html", form=form)
    flash(_("The view is saved. It stands above the list."), "good")
    return redirect(f"{url_for('incidents.index')}?{query}")


@blueprint.post("/views/<int:key>/drop")
@allow(OFFICE)
def drop_view(key: int) -> ResponseReturnValue:
    """Forget a view."""
    service.drop_view(unit_of_work(), current_scope().id, key)
    flash(_("The view is removed. No case was changed."), "good")
    return redirect(url_for("incidents.index"))


@blueprint.post("/<reference>/seen")
@allow(OFFICE)
def see(reference: str) -> ResponseReturnValue:
    """Note that the case was looked at; the page of a case asks for this by itself."""
    Form().validate()
    service.see(unit_of_work(), [the_incident(reference)])
    return "", 204


@blueprint.post("/<reference>/watch")
@allow(OFFICE)
def watch(reference: str) -> ResponseReturnValue:
    """Put the case on one's watch list."""
    incident = the_incident(reference)
    service.watch(unit_of_work(), [incident])
    return redirect(case_url(incident))


@blueprint.post("/<reference>/unwatch")
@allow(OFFICE)
def unwatch(reference: str) -> ResponseReturnValue:
    """Take the case off one's watch list."""
    incident = the_incident(reference)
    service.unwatch(unit_of_work(), [incident])
    return redirect(case_url(incident))
