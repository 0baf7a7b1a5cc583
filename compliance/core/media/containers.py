"""Office documents, which are ZIP archives: unpacked into nothing, to see that they are whole and do not burst."""

import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.media.types import MediaType

MOST_ENTRIES = 5_000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 100
SMALL = 4 * 1024 * 1024
"""What unpacks to no more than this cannot burst anything, whatever its ratio."""

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_MARKS = {
    "word/document.xml": MediaType.DOCX,
    "xl/workbook.xml": MediaType.XLSX,
    "ppt/presentation.xml": MediaType.PPTX,
}
_OPEN_DOCUMENT = {kind.value.encode(): kind for kind in (MediaType.ODT, MediaType.ODS, MediaType.ODP)}
TYPES = frozenset({*_MARKS.values(), *_OPEN_DOCUMENT.values()})


def found(stream: BinaryIO, size: int) -> MediaType | None:
    """Return the type of a whole office document, None if the archive is none; Invalid if it is broken or bursts."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _refuse_dangers(entries, size)
            kind = _kind(archive, {entry.filename for entry in entries})
            if kind is not None:
                _read_all(archive, entries)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise _refused(_("The document is damaged or breaks off.")) from None


def _refuse_dangers(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    bursts = unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > size * MOST_RATIO)
    if len(entries) > MOST_ENTRIES or bursts:
        raise _refused(_("The document unpacks to far more than its size. It is not taken."))
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if any(name.startswith("/") or ".." in name.split("/") for name in names) or len(set(names)) < len(names):
        raise _refused(_("The document holds parts with misleading names. It is not taken."))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise _refused(_("The document is locked with a password. Add it without one."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused(_("The document holds macros. Save it without them, or as PDF."))


def _kind(archive: zipfile.ZipFile, names: set[str]) -> MediaType | None:
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            return _OPEN_DOCUMENT.get(stream.read(100).strip())
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for name, kind in _MARKS.items() if name in names), None)


def _read_all(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> None:
    """Unpack each part into nothing: a part that breaks off, or is longer than it says, fails its sum."""
    for entry in entries:
        with archive.open(entry) as stream:
            while stream.read(_CHUNK):
                pass


def _refused(message: str) -> Invalid:
    return Invalid([Fault("file", message)])
