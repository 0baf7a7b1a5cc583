"""Files that come with a request, and files that are given out, as they are and for nothing but to be saved."""

from flask import Response, current_app, request, send_file

from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.core.media import safe_name
from compliance.core.storage import FileStore
from compliance.incidents.routes import files
from compliance.incidents.service import KeptFile
from config import Config

BINARY = "application/octet-stream"


def sent_file() -> KeptFile:
    """The file of this request, checked and put in the store. Invalid at `file` if there is none, or none to take."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Invalid([Fault("file", _("Send the file in the field “file”, with its name."))])
    return files.keep(sent)


def given_file(name: str, sha256: str) -> Response:
    """A file from the store."""
    config: Config = current_app.extensions["compliance.config"]
    path = FileStore(config.evidence_folder).path(sha256)
    if not path.is_file():
        raise NotFound(_("The file is not in the store. Tell the administrator."))
    return send_file(path.absolute(), mimetype=BINARY, as_attachment=True, download_name=safe_name(name))
