"""Files: taken in after a look at their content, and handed out so that nothing in them can act."""

from datetime import datetime
from typing import BinaryIO, cast

from flask import Response, current_app, send_file
from werkzeug.datastructures import FileStorage

from compliance.core import media
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.storage import FileStore, KeptFile
from config import MIB, Config

SANDBOX = "default-src 'none'; sandbox"
"""What a file may do where it is opened: nothing."""
LOOKED_AT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The same where it is opened in the browser, whose viewers style what they show by themselves."""


def most_mib() -> int:
    """How large a file may be, in MiB."""
    return _config().upload_limit_mib


def store() -> FileStore:
    """Where files are kept."""
    return FileStore(_config().evidence_folder)


def keep(sent: FileStorage) -> KeptFile:
    """Check a file's content and put it in the store. Invalid at `file` if it is none that is taken."""
    stream = cast("BinaryIO", sent.stream)
    kind = media.sniff(stream, sent.filename or "")
    stream.seek(0)
    stored = store().put(stream, limit=most_mib() * MIB)
    return KeptFile(media.safe_name(sent.filename or ""), kind.value, stored.sha256, stored.size)


def keep_if_any(sent: FileStorage | None) -> KeptFile | None:
    """Keep a file if one was chosen."""
    return keep(sent) if sent is not None and sent.filename else None


def hand_out(
    sha256: str | None, name: str | None, media_type: str | None, *, at: datetime | None = None, inline: bool = False
) -> Response:
    """Hand out a file to be saved, or `inline` to be looked at. NotFound if it is not in the store.

    `at` is when it was put on record; without it the answer says nothing of when, and nothing that lasts.
    """
    path = store().path(sha256 or "")
    if not path.is_file():
        raise NotFound(_("The file is not in the store any more. Tell the ethics office, or the administrator."))
    answer = send_file(
        path.absolute(),
        mimetype=media_type,
        as_attachment=not inline,
        download_name=media.safe_name(name or ""),
        etag=False if at is None else sha256 or "",
        last_modified=at,
    )
    if at is None:
        del answer.headers["Last-Modified"]  # of a path, it would tell when the file was sent
    answer.headers["Content-Security-Policy"] = LOOKED_AT if inline else SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _config() -> Config:
    found: Config = current_app.extensions["compliance.config"]
    return found
