"""Files, kept under the SHA-256 of their content. A name that somebody gave is never a path."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store: the SHA-256 of its content in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is in the store already: its digest and size, and its type as found in its content."""

    name: str
    media_type: str
    sha256: str
    size: int


class FileStore:
    """A folder of files, each under its digest: `ab/cdef…`. The same content is kept once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file with a digest is, or would be."""
        if len(sha256) != hashlib.sha256().digest_size * 2 or not set(sha256) <= set("0123456789abcdef"):
            raise NotFound(_("There is no such file."))
        return self.folder / sha256[:2] / sha256[2:]

    def put(self, stream: BinaryIO, *, limit: int) -> StoredFile:
        """Keep what a stream gives, durably, before returning. Invalid if it is empty or larger than `limit` bytes.

        The content goes to a temporary file that is moved into its place when it is complete and on the disk: a file in
        the store is never half a file.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix="incoming-", delete=False) as incoming:
            temporary = Path(incoming.name)
            try:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise Invalid([Fault("file", _("The file is larger than %(most)s MiB.", most=limit // CHUNK))])
                    digest.update(chunk)
                    incoming.write(chunk)
                if size == 0:
                    raise Invalid([Fault("file", _("The file is empty."))])
                incoming.flush()
                os.fsync(incoming.fileno())
                self._move(temporary, self.path(digest.hexdigest()))
            finally:
                temporary.unlink(missing_ok=True)
        return StoredFile(digest.hexdigest(), size)

    def open(self, sha256: str) -> BinaryIO:
        """Open a stored file for reading. NotFound if it is not there."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound(_("There is no such file.")) from None

    def _move(self, temporary: Path, destination: Path) -> None:
        if destination.exists():
            return
        destination.parent.mkdir(exist_ok=True)
        temporary.rename(destination)
        for folder in (destination.parent, self.folder):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
