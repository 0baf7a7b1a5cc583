"""Requests for clarification to and from member states: of a contest, below /contests/<slug>/clarifications."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Role
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.incidents import policy
from compliance.incidents.forms.clarifications import AnswerForm, CirculationForm, ClarificationForm
from compliance.incidents.forms.labels import AUDIENCE_NAMES, AUDIENCES, DIRECTIONS
from compliance.incidents.models import Circulation, Clarification, Incident
from compliance.incidents.queries import clarifications as reading
from compliance.incidents.routes.entrance import OFFICE, the_incident
from compliance.incidents.routes.entrance import blueprint as cases
from compliance.incidents.service import clarifications as verbs
from compliance.incidents.terms import Audience
from compliance.web import files
from compliance.web.forms import Form, show_again
from compliance.web.guards import allow, holding
from compliance.web.pagination import newest_first
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")
READERS = holding(Role.OFFICER, Role.CHAIR, Role.BUREAU, Role.CANDIDATE, Role.AGENT)
blueprint = Blueprint("clarifications", __name__, url_prefix="/contests/<slug>/clarifications")


@blueprint.get("/")
@allow(READERS)
def index() -> ResponseReturnValue:
    """Show the requests that somebody may know of, newest first; to all but the office what was circulated."""
    who, contest_id = actor(), current_scope().id
    policy.may_list_clarifications(who, contest_id).enforce()
    office = policy.handles(who, contest_id)
    query = reading.lines(who, contest_id) if office else reading.circulated(who, contest_id)
    column = Clarification.id if office else Circulation.id
    return render_template(
        "incidents/fact_finding/clarifications.html",
        page=newest_first(session(), query, column, lambda row: row.id),
        office=office,
        directions=DIRECTIONS,
        today=today(),
    )


@blueprint.route("/new", methods=BOTH)
@allow(OFFICE)
def new() -> ResponseReturnValue:
    """Put a request that belongs to no case on record."""
    policy.may_handle_clarification(actor(), current_scope().id, None).enforce()
    return _ask(None, url_for("clarifications.index"))


@cases.route("/<reference>/clarifications/new", methods=BOTH)
@allow(OFFICE)
def ask_of_case(reference: str) -> ResponseReturnValue:
    """Put a request that belongs to a case on record."""
    incident = the_incident(reference)
    policy.may_find_facts(actor(), incident).enforce()
    return _ask(incident, url_for("incidents.fact_finding", reference=reference, _anchor="clarifications"))


@blueprint.get("/<clarification>/")
@allow(READERS)
def show(clarification: str) -> ResponseReturnValue:
    """Show a request, or what was circulated of it to the reader."""
    who, contest_id = actor(), current_scope().id
    policy.may_list_clarifications(who, contest_id).enforce()
    return render_template(
        "incidents/fact_finding/clarification.html",
        one=reading.clarification(session(), who, contest_id, clarification),
        office=policy.handles(who, contest_id),
        may_handle=_may_handle(clarification) if policy.handles(who, contest_id) else None,
        directions=DIRECTIONS,
        audiences=AUDIENCE_NAMES,
        timezone=current_scope().timezone,
    )


@blueprint.route("/<clarification>/answers/new", methods=BOTH)
@allow(OFFICE)
def answer(clarification: str) -> ResponseReturnValue:
    """Enter an answer, with a file or without."""
    found, form = _handled(clarification), AnswerForm()
    form.limit(files.most_mib())
    if request.method == "POST" and form.carry_out(
        lambda: verbs.answer(unit_of_work(), found, form.to_command(files.keep_if_any(form.file.data)))
    ):
        return _done(_("The answer is on record."), found)
    return _page(form, found, title=_("Enter an answer"), submit=_("Enter the answer"))


@blueprint.route("/<clarification>/circulate", methods=BOTH)
@allow(OFFICE)
def circulate(clarification: str) -> ResponseReturnValue:
    """Make something of a request known."""
    found, form = _handled(clarification), CirculationForm()
    if request.method == "GET":
        form.circulated_on.data, form.text.data = today(), _proposed(found)
    sound = request.method == "POST" and form.validate()
    if sound and "confirmed" not in request.form:
        return _shown_once_more(form, found) if "change" not in request.form else _circulation(form, found), 200
    if sound and form.carry_out(lambda: verbs.circulate(unit_of_work(), found, form.to_command())):
        return _done(_("It was circulated."), found)
    return _circulation(form, found)


def _circulation(form: CirculationForm, found: Clarification) -> Response | str:
    return _page(form, found, title=_("Circulate"), submit=_("Read it once more, then circulate"))


def _shown_once_more(form: CirculationForm, found: Clarification) -> str:
    """What will be read and by whom, before anybody can read it."""
    audience = AUDIENCES[Audience(form.audience.data)]
    back = url_for("clarifications.show", clarification=found.reference)
    template = "incidents/fact_finding/circulate.html"
    return render_template(template, form=form, found=found, lead=None, audience=audience, back=back)


@blueprint.get("/<clarification>/answers/<int:number>/file")
@allow(OFFICE)
def answer_file(clarification: str, number: int) -> ResponseReturnValue:
    """Hand out the file of an answer, to be saved."""
    found = reading.clarification_of(session(), actor(), current_scope().id, clarification)
    given = reading.answer_of(session(), found, number)
    return files.hand_out(given.sha256, given.file_name, given.media_type, at=given.recorded_at)


def _ask(incident: Incident | None, back: str) -> ResponseReturnValue:
    form = ClarificationForm(data={"asked_on": today()})
    if request.method == "POST" and form.carry_out(
        lambda: verbs.ask(unit_of_work(), current_scope().id, form.to_command(), incident)
    ):
        flash(_("The request is on record."), "good")
        return redirect(back)
    lead = None if incident is None else _("It belongs to case %(reference)s.", reference=incident.reference)
    return _page(form, None, title=_("Request for clarification"), submit=_("Put it on record"), lead=lead, back=back)


def _handled(reference: str) -> Clarification:
    """The request, if the actor may enter an answer to it and circulate it."""
    found = reading.clarification_of(session(), actor(), current_scope().id, reference)
    incident = None if found.incident_id is None else session().get_one(Incident, found.incident_id)
    policy.may_handle_clarification(actor(), found.contest_id, incident).enforce()
    return found


def _may_handle(reference: str) -> Any:
    found = reading.clarification_of(session(), actor(), current_scope().id, reference)
    incident = None if found.incident_id is None else session().get_one(Incident, found.incident_id)
    return policy.may_handle_clarification(actor(), found.contest_id, incident)


def _proposed(found: Clarification) -> str:
    """Propose as wording the question and the answers, for an officer to shorten."""
    view = reading.clarification(session(), actor(), found.contest_id, found.reference)
    asked = _("Question of %(day)s: %(text)s", day=long_date(view.asked_on), text=view.question)
    answers = (_("Answer of %(day)s: %(text)s", day=long_date(one.answered_on), text=one.text) for one in view.answers)
    return "\n\n".join((asked, *answers))


def _done(told: str, found: Clarification) -> ResponseReturnValue:
    flash(told, "good")
    return redirect(url_for("clarifications.show", clarification=found.reference))


def _page(form: Form, found: Clarification | None, **shown: Any) -> Response | str:
    page: dict[str, Any] = {"form": form, "found": found, "lead": None, **shown}
    if found is not None:
        page["back"] = url_for("clarifications.show", clarification=found.reference)
    template = "incidents/fact_finding/clarification_form.html"
    return show_again(template, **page) if request.method == "POST" else render_template(template, **page)
