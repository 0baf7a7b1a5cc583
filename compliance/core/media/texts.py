"""Plain text and saved e-mail."""

import codecs
import re
from typing import BinaryIO

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.media.types import MediaType

_CHUNK = 1 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP_FIRST = re.compile(r"\s*<(!doctype|html|svg|script|\?xml|\?php|head|body)", re.IGNORECASE)
_HEADER = re.compile(rb"[!-9;-~]{1,77}:[^\x00]*")
_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_DATED = re.compile(rb"^(date|received):", re.IGNORECASE | re.MULTILINE)
_MOST_HEADERS = 256 * 1024


def found(stream: BinaryIO, head: bytes, claimed: MediaType) -> MediaType | None:
    """Return the claimed one of the two types if the content is of it, else None."""
    if claimed is MediaType.MAIL:
        return MediaType.MAIL if _is_mail(stream, head) else None
    return MediaType.TEXT if _is_text(stream) else None


def _is_text(stream: BinaryIO) -> bool:
    """Whether it is text in UTF-8, with no control characters, that does not begin as a page does."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    stream.seek(0)
    first = True
    try:
        while chunk := stream.read(_CHUNK):
            text = decoder.decode(chunk)
            if _CONTROL.search(text) or (first and _MARKUP_FIRST.match(text)):
                return False
            first = False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        message = _("The text is not in UTF-8, or breaks off. Save it again as UTF-8.")
        raise Invalid([Fault("file", message)]) from None
    return True


def _is_mail(stream: BinaryIO, head: bytes) -> bool:
    """Whether it begins with the headers of a message, among them who sent it and when (RFC 5322)."""
    first = head.split(b"\n", 1)[0].rstrip(b"\r")
    if not _HEADER.fullmatch(first):
        return False
    stream.seek(0)
    headers = re.split(rb"\r?\n\r?\n", stream.read(_MOST_HEADERS), maxsplit=1)[0]
    return b"\x00" not in headers and bool(_FROM.search(headers)) and bool(_DATED.search(headers))
