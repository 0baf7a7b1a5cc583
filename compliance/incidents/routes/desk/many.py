"""An act on several cases: chosen in the list, looked at first, then carried out on those on which it is possible."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Verdict
from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.core.language import ngettext
from compliance.identity import queries as identity
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.desk import MANY, Many, ManyForm
from compliance.incidents.models import Incident
from compliance.incidents.routes.desk.listing import officers
from compliance.incidents.routes.entrance import OFFICE, blueprint, the_office
from compliance.web.forms import show_again
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor, session, unit_of_work

REVERSIBLE = frozenset({Many.SEEN, Many.WATCH, Many.UNWATCH})
"""They concern the reader alone, so nothing is asked first."""


@blueprint.post("/several")
@allow(OFFICE)
def several() -> ResponseReturnValue:
    """Do at once what concerns the reader alone; of everything else show first what it would do to which case."""
    the_office()
    act, incidents = _act(), _chosen()
    if act in REVERSIBLE:
        {Many.SEEN: service.see, Many.WATCH: service.watch, Many.UNWATCH: service.unwatch}[act](
            unit_of_work(), incidents
        )
        return redirect(_back())
    return render_template("incidents/desk/several.html", **_page(act, _form(act, sent=False), incidents))


@blueprint.post("/several/do")
@allow(OFFICE)
def do_several() -> ResponseReturnValue:
    """Carry it out on the cases on which it is possible, in one transaction."""
    the_office()
    act, incidents = _act(), _chosen()
    form, done = _form(act, sent=True), [0]
    outcomes = service.previewed(incidents, _may(act))

    def carry_out() -> None:
        done[0] = service.carried_out(outcomes, _doing(act, form))

    if act in REVERSIBLE or not form.carry_out(carry_out):
        return show_again("incidents/desk/several.html", **_page(act, form, incidents))
    flash(ngettext("It is done on one case.", "It is done on %(count)s cases.", done[0]), "good")
    return redirect(_back())


def _act() -> Many:
    given = request.form.get("act", "")
    if given not in list(Many):
        raise Invalid(_("Choose what to do with the cases that you ticked."))
    return Many(given)


def _chosen() -> list[Incident]:
    references = [one for one in request.form.getlist("case") if one.isalnum()]
    found = queries.chosen(session(), actor(), current_scope().id, references[: queries.MOST_AT_ONCE])
    if not found:
        raise Invalid(_("Tick the cases first, in the list. Nothing was changed."))
    return list(found)


def _form(act: Many, *, sent: bool) -> ManyForm:
    form = ManyForm() if sent else ManyForm(formdata=None)
    form.shape(act, officers())
    return form


def _page(act: Many, form: ManyForm, incidents: list[Incident]) -> dict[str, object]:
    outcomes = service.previewed(incidents, _may(act))
    possible = sum(bool(one.verdict) for one in outcomes)
    return {"act": act, "label": MANY[act], "form": form, "outcomes": outcomes, "possible": possible, "back": _back()}


def _may(act: Many) -> Callable[[Incident], Verdict]:
    who, day = actor(), today()
    return {
        Many.ASSIGN: lambda incident: policy.may_assign(who, incident),
        Many.ADMIT: lambda incident: policy.may_assess(who, incident),
        Many.REPLIES_OVER: lambda incident: policy.may_close_replies(who, incident, day),
        Many.CLOSE: lambda incident: policy.may_close(who, incident, under_review=bool(incident.under_review)),
    }[act]


def _doing(act: Many, form: ManyForm) -> Callable[[Incident], object]:
    uow, day = unit_of_work(), today()
    reason = (form.reason.data or "") if "reason" in form else ""
    if act is Many.ASSIGN:
        user = identity.user_by_reference(session(), form.person.data or "")
        return lambda incident: service.assign(uow, incident, 0 if user is None else user.id)
    if act is Many.ADMIT:
        return lambda incident: service.assess(uow, incident, service.Assessment(True, reason, day))
    if act is Many.REPLIES_OVER:
        return lambda incident: service.close_replies(uow, incident, day)
    return lambda incident: service.close(uow, incident, day, reason)


def _back() -> str:
    query = urlencode(parse_qsl(request.form.get("query", "")))
    return url_for("incidents.index") + (f"?{query}" if query else "")
