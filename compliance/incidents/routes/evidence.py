"""Evidence: files come in, are disclosed, and are handed out to whoever may see them."""

from flask import current_app, request, send_file
from flask.typing import ResponseReturnValue

from compliance.core import media
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.storage import FileStore
from compliance.incidents import policy, queries, service
from compliance.incidents.forms.support import EvidenceForm
from compliance.incidents.models import EvidenceItem, Incident
from compliance.incidents.routes.entrance import OFFICE, PARTIES, act_page, blueprint, the_incident
from compliance.web.forms import Form
from compliance.web.guards import allow
from compliance.web.transaction import actor, session, unit_of_work
from config import MIB, Config

BOTH = ("GET", "POST")
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What a file may do where it is opened: nothing. Viewers of browsers style what they show by themselves."""


@blueprint.route("/<reference>/evidence/new", methods=BOTH)
@allow(OFFICE)
def add_evidence(reference: str) -> ResponseReturnValue:
    """Add a file."""
    incident = the_incident(reference)
    policy.may_add_evidence(actor(), incident).enforce()
    form = EvidenceForm()
    form.limit(limit_of_files())
    return act_page(
        incident,
        form,
        lambda: _keep(incident, form),
        done=_("The evidence is on record."),
        part="evidence",
        title=_("Add evidence"),
        submit=_("Add the evidence"),
        template="incidents/add_evidence.html",
        most=limit_of_files(),
        endings=media.ENDINGS,
    )


@blueprint.route("/<reference>/evidence/<item>/disclose", methods=BOTH)
@allow(OFFICE)
def disclose(reference: str, item: str) -> ResponseReturnValue:
    """Let the candidate see an item."""
    incident = the_incident(reference)
    policy.may_disclose(actor(), incident).enforce()
    found = queries.evidence_of(session(), incident, item)
    return act_page(
        incident,
        Form(),
        lambda: service.disclose(unit_of_work(), found),
        done=_("%(name)s is disclosed to the candidate.", name=found.name),
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
    return _handed_out(found, inline=inline)


def _handed_out(item: EvidenceItem, *, inline: bool) -> ResponseReturnValue:
    path = store().path(item.sha256)
    if not path.is_file():
        raise NotFound(_("The file of this evidence is not in the store. Tell the administrator."))
    answer = send_file(
        path.absolute(),
        mimetype=item.media_type,
        as_attachment=not inline,
        download_name=media.safe_name(item.name),
        etag=item.sha256,
        last_modified=item.recorded_at,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _keep(incident: Incident, form: EvidenceForm) -> None:
    """Check a file's content, put it in the store, and add it to the case."""
    sent = form.file.data
    kind = media.sniff(sent.stream, sent.filename)
    sent.stream.seek(0)
    stored = store().put(sent.stream, limit=limit_of_files() * MIB)
    command = service.NewEvidence(
        name=media.safe_name(sent.filename),
        media_type=kind,
        sha256=stored.sha256,
        size=stored.size,
        description=form.description.data or "",
        disclosed=bool(form.disclosed.data),
    )
    service.add_evidence(unit_of_work(), incident, command)


def store() -> FileStore:
    """Where files are kept."""
    return FileStore(_config().evidence_folder)


def limit_of_files() -> int:
    """How many MiB a file may have."""
    return _config().upload_limit_mib


def _config() -> Config:
    found: Config = current_app.extensions["compliance.config"]
    return found
