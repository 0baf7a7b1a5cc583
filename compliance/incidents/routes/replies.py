"""What comes back: the candidate's drafts and replies, with files; what others say for them; and silence."""

from collections.abc import Sequence
from functools import partial

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Verdict
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms import replies as forms
from compliance.incidents.models import Allegation, Incident
from compliance.incidents.queries import replies as reading
from compliance.incidents.routes.entrance import (
    OFFICE,
    PARTIES,
    act_page,
    allegation_in,
    blueprint,
    the_incident,
    the_process,
)
from compliance.incidents.terms import Stage
from compliance.web import files
from compliance.web.guards import allow
from compliance.web.scope import today
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")
TEMPLATE = "incidents/reply.html"


@blueprint.route("/<reference>/allegations/<int:position>/reply", methods=BOTH)
@allow(PARTIES)
def reply(reference: str, position: int) -> ResponseReturnValue:
    """Answer one allegation, as the candidate or for them from paper."""
    incident = the_incident(reference)
    policy.may_reply(actor(), incident).enforce()
    case = the_process(incident)
    shown = allegation_in(case, position)
    if policy.answers(actor(), incident.candidacy_id):
        return _own(incident, shown, case.notices)
    form = forms.PaperReplyForm(data={"replied_on": today()})
    form.limit(files.most_mib())
    return act_page(
        incident,
        form,
        lambda: service.reply(
            unit_of_work(), _row(incident, shown), form.to_command(files.keep_if_any(form.file.data))
        ),
        done=_("The reply is on record."),
        part=f"allegation-{position}",
        title=_("Enter a reply from paper"),
        lead=_("Word for word, as it came. It cannot be changed, but added to."),
        submit=_("Record the reply"),
        allegation=shown,
    )


def _row(incident: Incident, shown: queries.AllegationView) -> Allegation:
    return queries.allegation_of(session(), incident, shown.position)


def _own(
    incident: Incident, shown: queries.AllegationView, notices: Sequence[queries.NoticeView]
) -> ResponseReturnValue:
    """The candidate's side writes: it is kept as a draft, which nobody else sees, until they send it."""
    seen = reading.fingerprint(session(), incident.id, shown.position)
    draft = reading.draft(session(), shown.id)
    written = {"text": draft.text, "declines": draft.declines} if draft else {}
    form = forms.ReplyForm(data={**written, "seen": seen})
    form.limit(files.most_mib())
    saves = request.form.get("do") == "save"
    back = url_for("incidents.reply", reference=incident.reference, position=shown.position) if saves else None
    return act_page(
        incident,
        form,
        partial(_write, incident, shown, form, sends=not saves),
        done=_("Your draft is saved. Only your side can see it.") if saves else _("The reply is on record."),
        part=f"allegation-{shown.position}",
        leads_to=back,
        title=_("Reply to the allegation"),
        lead=_("Save a draft as often as you wish. What you send cannot be changed, but added to."),
        submit=_("Send the reply"),
        template=TEMPLATE,
        allegation=shown,
        notices=notices,
        draft=draft,
        kept=reading.draft_files(session(), [shown.id]) if draft else [],
    )


def _write(incident: Incident, shown: queries.AllegationView, form: forms.ReplyForm, *, sends: bool) -> None:
    written = form.to_draft(files.keep_if_any(form.file.data))
    service.save_draft(unit_of_work(), _row(incident, shown), written, seen=form.seen.data or "")
    if not sends:
        return
    try:
        service.submit(unit_of_work(), incident, [shown.position], today())
    except Invalid as refusal:
        raise Invalid([Fault("text", fault.message) for fault in refusal.faults]) from None


@blueprint.route("/<reference>/replies", methods=BOTH)
@allow(PARTIES)
def send_replies(reference: str) -> ResponseReturnValue:
    """Show the drafts of the candidate's side, and send some or all of them at once."""
    incident = the_incident(reference)
    policy.may_draft(actor(), incident).enforce()
    seen = reading.fingerprint(session(), incident.id)
    shown, drafts = the_process(incident), reading.drafts(session(), incident.id)
    form = forms.SendForm(data={"positions": list(drafts), "seen": seen})
    form.offer([(one.position, _named(one)) for one in shown.allegations if one.position in drafts])
    return act_page(
        incident,
        form,
        lambda: service.submit(unit_of_work(), incident, form.positions.data or (), today(), seen=form.seen.data or ""),
        done=_("The replies are on record."),
        part="allegations",
        title=_("Your replies"),
        lead=_("Send what is ready; the other drafts stay with you."),
        submit=_("Send the chosen replies"),
        template="incidents/replies.html",
        case=shown,
        drafts=drafts,
    )


@blueprint.get("/<reference>/draft-files/<file>")
@allow(PARTIES)
def draft_file(reference: str, file: str) -> ResponseReturnValue:
    """Hand out a file of a draft to the side that put it there."""
    incident = the_incident(reference)
    policy.may_draft(actor(), incident).enforce()
    found, _allegation = reading.draft_file(session(), incident, file)
    return files.hand_out(found.sha256, found.name, found.media_type)


@blueprint.post("/<reference>/draft-files/<file>/remove")
@allow(PARTIES)
def remove_draft_file(reference: str, file: str) -> ResponseReturnValue:
    """Take a file from a draft."""
    incident = the_incident(reference)
    policy.may_draft(actor(), incident).enforce()
    found, allegation = reading.draft_file(session(), incident, file)
    service.remove_draft_file(unit_of_work(), allegation, found)
    flash(_("The file is removed from your draft."), "good")
    return redirect(url_for("incidents.reply", reference=incident.reference, position=allegation.position))


@blueprint.get("/<reference>/reply-files/<file>")
@allow(PARTIES)
def reply_file(reference: str, file: str) -> ResponseReturnValue:
    """Hand out a file that came with a reply, to the office and to the candidate's side."""
    incident = the_incident(reference)
    policy.may_see(actor(), incident).enforce()
    found = reading.reply_file(session(), incident, file)
    return files.hand_out(found.sha256, found.name, found.media_type, at=found.recorded_at)


@blueprint.route("/<reference>/allegations/<int:position>/statement", methods=BOTH)
@allow(OFFICE)
def statement(reference: str, position: int) -> ResponseReturnValue:
    """Record what somebody else said on the candidate's behalf."""
    incident = the_incident(reference)
    policy.may_add_statement(actor(), incident).enforce()
    allegation, shown = queries.allegation_of(session(), incident, position), the_process(incident)
    form = forms.StatementForm(data={"made_on": today(), "on_behalf_of": shown.candidate_name})
    return act_page(
        incident,
        form,
        lambda: service.add_statement(unit_of_work(), allegation, form.to_command()),
        done=_("The statement is on record. It is not the candidate's reply."),
        title=_("Record a statement by somebody else"),
        lead=_("Made on the candidate's behalf, by somebody who is neither the candidate nor an agent of theirs."),
        submit=_("Record the statement"),
        back=_tab(incident),
        allegation=shown.allegations[position],
    )


@blueprint.route("/<reference>/attempts", methods=BOTH)
@allow(OFFICE)
def attempt(reference: str) -> ResponseReturnValue:
    """Record that the office tried to reach the candidate."""
    incident = the_incident(reference)
    policy.may_seek(actor(), incident).enforce()
    form = forms.AttemptForm(data={"tried_on": today()})
    return act_page(
        incident,
        form,
        lambda: service.record_attempt(unit_of_work(), incident, form.to_command()),
        done=_("The attempt is on record."),
        title=_("Record an attempt to reach the candidate"),
        submit=_("Record the attempt"),
        back=_tab(incident),
    )


@blueprint.route("/<reference>/unreachable", methods=BOTH)
@allow(OFFICE)
def unreachable(reference: str) -> ResponseReturnValue:
    """Propose to find that the candidate cannot be reached."""
    incident = the_incident(reference)
    may_propose_unreachable(incident, queries.search(session(), incident)).enforce()
    form = forms.UnreachableForm()
    return act_page(
        incident,
        form,
        lambda: service.propose_unreachable(unit_of_work(), incident, form.reason.data or ""),
        done=_("It is proposed. A second person, who tried nothing, confirms or refuses it."),
        title=_("The candidate cannot be reached"),
        lead=_(
            "Once a second person confirms it, the case can go on before the time to reply is over. "
            "A reply that comes later is still taken."
        ),
        submit=_("Propose it"),
        back=_tab(incident),
    )


def may_propose_unreachable(incident: Incident, search: queries.Search) -> Verdict:
    """Whether the actor may propose to find now that the candidate cannot be reached."""
    waiting = incident.stage is Stage.NOTIFIED and search.tried.suffices
    others = queries.seconds(session(), incident, {actor().user_id, *search.first}) if waiting else frozenset[int]()
    return policy.may_propose_unreachable(actor(), incident, tried=search.tried, waits=search.waits, seconds=others)


def _named(one: queries.AllegationView) -> str:
    return " ".join(filter(None, (one.number, one.heading)))


def _tab(incident: Incident) -> str:
    return url_for("incidents.notices", reference=incident.reference)
