"""Evidence: files come in, are disclosed, and are handed out to whoever may see them."""

from flask import request
from flask.typing import ResponseReturnValue

from compliance.core import media
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.support import DisclosureForm, EvidenceForm
from compliance.incidents.models import Incident
from compliance.incidents.routes.entrance import OFFICE, PARTIES, act_page, blueprint, the_incident
from compliance.web import files
from compliance.web.guards import allow
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")


@blueprint.route("/<reference>/evidence/new", methods=BOTH)
@allow(OFFICE)
def add_evidence(reference: str) -> ResponseReturnValue:
    """Add a file."""
    incident = the_incident(reference)
    policy.may_add_evidence(actor(), incident).enforce()
    form = EvidenceForm()
    form.limit(files.most_mib())
    return act_page(
        incident,
        form,
        lambda: _keep(incident, form),
        done=_("The evidence is on record."),
        part="evidence",
        title=_("Add evidence"),
        submit=_("Add the evidence"),
        template="incidents/add_evidence.html",
        most=files.most_mib(),
        endings=media.ENDINGS,
    )


@blueprint.route("/<reference>/evidence/<item>/disclose", methods=BOTH)
@allow(OFFICE)
def disclose(reference: str, item: str) -> ResponseReturnValue:
    """Let the candidate see an item."""
    incident = the_incident(reference)
    policy.may_disclose(actor(), incident).enforce()
    found = queries.evidence_of(session(), incident, item)
    form = DisclosureForm()
    if request.method == "GET":
        form.propose(found)
    return act_page(
        incident,
        form,
        lambda: service.disclose(unit_of_work(), found, form.to_command()),
        done=_("The file is disclosed to the candidate."),
        part="evidence",
        title=_("Disclose evidence to the candidate"),
        lead=_("“%(name)s” can then be opened by the candidate. This is not taken back.", name=found.name),
        submit=_("Disclose it"),
    )


@blueprint.get("/<reference>/evidence/<item>")
@allow(PARTIES)
def evidence(reference: str, item: str) -> ResponseReturnValue:
    """Hand out a file: to be saved, or with `?open=1`, if it is harmless, to be looked at."""
    incident = the_incident(reference)
    found = queries.evidence_of(session(), incident, item)
    policy.may_see_evidence(actor(), incident, found).enforce()
    inline = "open" in request.args and media.may_be_inline(found.media_type)
    return files.hand_out(found.sha256, found.name, found.media_type, at=found.recorded_at, inline=inline)


def _keep(incident: Incident, form: EvidenceForm) -> None:
    """Check a file's content, put it in the store, and add it to the case."""
    kept = files.keep(form.file.data)
    command = service.NewEvidence(
        name=kept.name,
        media_type=kept.media_type,
        sha256=kept.sha256,
        size=kept.size,
        description=form.description.data or "",
        disclosed=bool(form.disclosed.data),
    )
    service.add_evidence(unit_of_work(), incident, command)
