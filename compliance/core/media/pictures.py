"""Pictures: PNG, JPEG, GIF and WebP. None is unpacked here, so that a huge picture in a small file does no harm.

A picture of more than `MOST_PIXELS` is refused all the same, for the sake of whoever opens it.
"""

import struct
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.media.types import MediaType

MOST_PIXELS = 80_000_000
_CHUNK = 1 << 20
_FORMATS = {"PNG": MediaType.PNG, "JPEG": MediaType.JPEG, "GIF": MediaType.GIF, "WEBP": MediaType.WEBP}
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}


def found(stream: BinaryIO, head: bytes, size: int) -> MediaType | None:
    """Return the type of a whole picture, None if it is no picture; Invalid if it is broken off or too large."""
    beginning = next((name for start, name in _BEGINNINGS.items() if head.startswith(start)), None)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        beginning = "WEBP"
    if beginning is None:
        return None
    stream.seek(0)
    try:
        picture = Image.open(stream, formats=[beginning])
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise _too_large()
        if beginning == "PNG":
            picture.verify()  # reads each chunk to the last and checks its sum
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, LookupError, struct.error):
        raise _broken() from None
    if not _is_whole(stream, beginning, head, size):
        raise _broken()
    return _FORMATS[beginning]


def _is_whole(stream: BinaryIO, beginning: str, head: bytes, size: int) -> bool:
    if beginning == "WEBP":
        return int.from_bytes(head[4:8], "little") + 8 <= size
    if beginning == "GIF":
        stream.seek(max(0, size - 16))
        return b"\x3b" in stream.read()
    return beginning != "JPEG" or _has_end_of_image(stream)


def _has_end_of_image(stream: BinaryIO) -> bool:
    """Whether a JPEG's own end is reached: past the segments (which can hold a whole small picture) after the scan."""
    place = 2
    while True:
        stream.seek(place)
        header = stream.read(4)
        if len(header) < 4 or header[0] != 0xFF:  # noqa: PLR2004 - a marker's first byte, and its length
            return False
        place += 2 + int.from_bytes(header[2:], "big")
        if header[1] == 0xDA:  # noqa: PLR2004 - start of scan
            break
    stream.seek(place)
    last = b""
    while chunk := stream.read(_CHUNK):
        if b"\xff\xd9" in last + chunk:
            return True
        last = chunk[-1:]
    return False


def _broken() -> Invalid:
    return Invalid([Fault("file", _("The picture is damaged or breaks off."))])


def _too_large() -> Invalid:
    most = MOST_PIXELS // 1_000_000
    return Invalid([Fault("file", _("The picture has more than %(most)s million pixels.", most=most))])
