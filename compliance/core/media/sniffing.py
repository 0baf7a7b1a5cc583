"""Which type a file is, found in its content and held against its name."""

from pathlib import Path
from typing import BinaryIO

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.media import containers, pictures, recordings, texts
from compliance.core.media.names import ending_of
from compliance.core.media.types import ENDINGS, MediaType

HEAD = 4096
_TAIL = 2048
_MARKUP = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<iframe", b"<?php")
_ARCHIVE_END = b"PK\x05\x06"
_ARCHIVE_END_SIZE = 22
_MOST_COMMENT = 65_535
_MOST_AFTER = 1024


def sniff(source: Path | BinaryIO, claimed_name: str) -> MediaType:
    """Return the type of a file, after checking that its content is whole and of the type that its name claims.

    Args:
        source: the file, or a stream of its bytes that can be read from any place; it is left at its beginning.
        claimed_name: the name that came with it, for its ending alone.

    Raises:
        Invalid: on the field `file`, if it is empty, of no accepted type, broken off, of two types at once, packed to
            burst, or not what its name says.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return _sniff(stream, claimed_name)
    try:
        return _sniff(source, claimed_name)
    finally:
        source.seek(0)


def refused(message: str) -> Invalid:
    """A refusal on the field of the file."""
    return Invalid([Fault("file", message)])


def _sniff(stream: BinaryIO, claimed_name: str) -> MediaType:
    size = stream.seek(0, 2)
    if size == 0:
        raise refused(_("The file is empty."))
    claimed = ENDINGS.get(ending_of(claimed_name))
    if claimed is None:
        known = ", ".join(sorted(ENDINGS))
        raise refused(_("Files of this kind are not taken. These are: %(known)s.", known=known))
    stream.seek(0)
    head = stream.read(HEAD)
    found = _found(stream, head, size, claimed)
    if found is not claimed:
        raise refused(_("The content of the file is not what its name says."))
    if found not in containers.TYPES:
        _refuse_second_nature(stream, head, size, found)
    return found


def _found(stream: BinaryIO, head: bytes, size: int, claimed: MediaType) -> MediaType | None:
    """Look for each type in turn; None if the content is of none."""
    if claimed in (MediaType.TEXT, MediaType.MAIL):
        return texts.found(stream, head, claimed)
    if head.startswith(b"%PDF-"):
        return _pdf(stream, size)
    if head.startswith(b"PK\x03\x04"):
        return containers.found(stream, size)
    return pictures.found(stream, head, size) or recordings.found(stream, head, size)


def _pdf(stream: BinaryIO, size: int) -> MediaType:
    stream.seek(max(0, size - _TAIL))
    if b"%%EOF" not in stream.read(_TAIL):
        raise refused(_("The file breaks off: it is not whole."))
    return MediaType.PDF


def _refuse_second_nature(stream: BinaryIO, head: bytes, size: int, found: MediaType) -> None:
    """Refuse what another program would take for something else: markup, a PDF, an archive at the end."""
    lowered = head.lower()
    marked = found is not MediaType.MAIL and any(mark in lowered for mark in _MARKUP)
    pdf = found is not MediaType.PDF and b"%pdf-" in lowered[:1024]
    if marked or (pdf and found is not MediaType.TEXT) or _ends_as_archive(stream, size):
        raise refused(_("The file can be read as two kinds of file at once, which hides something. It is not taken."))


def _ends_as_archive(stream: BinaryIO, size: int) -> bool:
    """Whether a ZIP archive ends where the file does, or so near that programs still find it."""
    stream.seek(max(0, size - _ARCHIVE_END_SIZE - _MOST_COMMENT))
    tail = stream.read()
    place = tail.rfind(_ARCHIVE_END)
    if place < 0 or len(tail) < place + _ARCHIVE_END_SIZE:
        return False
    comment = int.from_bytes(tail[place + 20 : place + _ARCHIVE_END_SIZE], "little")
    return place + _ARCHIVE_END_SIZE + comment >= len(tail) - _MOST_AFTER
