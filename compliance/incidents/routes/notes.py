"""Two tabs that are not to be mistaken for each other: notes for the office alone, and messages to the candidate."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.notes import MessageForm, NoteForm, RetractForm
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, PARTIES, act_page, blueprint, case_url, the_incident
from compliance.incidents.routes.tabs import case_tabs
from compliance.web.forms import UNUSABLE
from compliance.web.guards import allow
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.route("/<reference>/notes", methods=BOTH)
@allow(OFFICE)
def notes(reference: str) -> ResponseReturnValue:
    """Show the notes on a case; take a new one."""
    incident = the_incident(reference)
    policy.may_see_notes(actor(), incident).enforce()
    form = NoteForm()
    form.offer({key: name for key, name in queries.officers_of(session(), incident).items() if key != actor().user_id})
    if request.method == "POST" and form.carry_out(
        lambda: service.add_note(unit_of_work(), incident, form.text.data or "", form.named)
    ):
        flash(_("The note was added."), "good")
        return redirect(url_for("incidents.notes", reference=reference))
    page = render_template(
        "incidents/fact_finding/notes.html",
        incident=incident,
        tabs=case_tabs(incident),
        form=form,
        notes=queries.notes(session(), incident),
        may_write=policy.may_note(actor(), incident),
        timezone=current_scope().timezone,
    )
    return (page, UNUSABLE) if request.method == "POST" else page


@blueprint.route("/<reference>/notes/<note>/retract", methods=BOTH)
@allow(OFFICE)
def retract_note(reference: str, note: str) -> ResponseReturnValue:
    """Say that a note no longer stands."""
    incident = the_incident(reference)
    policy.may_see_notes(actor(), incident).enforce()
    found = queries.note_of(session(), incident, note)
    policy.may_retract(actor(), incident, found).enforce()
    form = RetractForm()
    return act_page(
        incident,
        form,
        lambda: service.retract_note(unit_of_work(), found, form.reason.data or ""),
        done=_("The note was retracted."),
        title=_("Retract a note"),
        lead=_("It is not deleted."),
        submit=_("Retract the note"),
        emphasis="danger",
        back=url_for("incidents.notes", reference=reference),
    )


@blueprint.route("/<reference>/messages", methods=BOTH)
@allow(PARTIES)
def messages(reference: str) -> ResponseReturnValue:
    """Show the messages between the office and the candidate's side; take a new one, the office's once confirmed."""
    incident, who = the_incident(reference), actor()
    policy.may_see_messages(who, incident).enforce()
    office = policy.is_officer_of(who, incident)
    form = MessageForm()
    if request.method == "POST":
        policy.may_write_message(who, incident).enforce()
        sound = form.validate()
        if sound and office and "confirmed" not in request.form:
            return _composer(incident, form, office=office, confirm="change" not in request.form)
        if sound and form.carry_out(lambda: service.send_message(unit_of_work(), incident, form.text.data or "")):
            flash(_("The message was sent."), "good")
            return redirect(url_for("incidents.messages", reference=reference))
    page = _composer(incident, form, office=office)
    return (page, UNUSABLE) if request.method == "POST" else page


def _composer(incident: Incident, form: MessageForm, *, office: bool, confirm: bool = False) -> str:
    return render_template(
        "incidents/fact_finding/messages.html",
        incident=incident,
        tabs=case_tabs(incident) if office else [],
        back=case_url(incident),
        form=form,
        confirm=confirm,
        office=office,
        messages=queries.messages(session(), incident, office=office),
        may_write=policy.may_write_message(actor(), incident),
        timezone=current_scope().timezone,
    )
