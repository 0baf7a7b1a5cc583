"""Files that come with a request, and files that are given out, as they are and for nothing but to be saved."""

from flask import Response, request

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.storage import KeptFile
from compliance.web import files

BINARY = "application/octet-stream"


def sent_file() -> KeptFile:
    """The file of this request, checked and put in the store. Invalid at `file` if there is none, or none to take."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Invalid([Fault("file", _("Send the file in the field “file”, with its name."))])
    return files.keep(sent)


def given_file(name: str, sha256: str) -> Response:
    """A file from the store."""
    return files.hand_out(sha256, name, BINARY)
