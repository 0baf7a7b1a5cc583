"""Files: taken in after a look at their content, and handed out so that nothing in them can act."""

from datetime import datetime
from typing import BinaryIO, Protocol, cast

from flask import current_app, send_file
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from compliance.core import media
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.storage import FileStore
from compliance.incidents.service import KeptFile
from config import MIB, Config

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What a file may do where it is opened: nothing. Viewers of browsers style what they show by themselves."""


class Kept(Protocol):
    """What is asked of a file that is in the store."""

    name: str
    media_type: str
    sha256: str


def most_mib() -> int:
    """How large a file may be, in MiB."""
    return _config().upload_limit_mib


def keep(sent: FileStorage) -> KeptFile:
    """Check a file's content and put it in the store. Invalid at `file` if it is none that is taken."""
    stream = cast("BinaryIO", sent.stream)
    kind = media.sniff(stream, sent.filename or "")
    stream.seek(0)
    stored = _store().put(stream, limit=most_mib() * MIB)
    return KeptFile(media.safe_name(sent.filename or ""), kind, stored.sha256, stored.size)


def keep_if_any(sent: FileStorage | None) -> KeptFile | None:
    """Keep a file if one was chosen."""
    return keep(sent) if sent is not None and sent.filename else None


def hand_out(file: Kept, at: datetime) -> ResponseReturnValue:
    """Hand out a file, to be saved."""
    path = _store().path(file.sha256)
    if not path.is_file():
        raise NotFound(_("The file is not in the store. Tell the administrator."))
    answer = send_file(
        path.absolute(),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=media.safe_name(file.name),
        etag=file.sha256,
        last_modified=at,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _store() -> FileStore:
    return FileStore(_config().evidence_folder)


def _config() -> Config:
    found: Config = current_app.extensions["compliance.config"]
    return found
