"""The types of files that are accepted as evidence."""

from enum import StrEnum


class MediaType(StrEnum):
    """A media type by its registered name."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    GIF = "image/gif"
    WEBP = "image/webp"
    HEIC = "image/heic"
    TEXT = "text/plain"
    MAIL = "message/rfc822"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODP = "application/vnd.oasis.opendocument.presentation"
    MP4 = "video/mp4"
    MOV = "video/quicktime"
    M4A = "audio/mp4"
    MP3 = "audio/mpeg"


ENDINGS: dict[str, MediaType] = {
    "pdf": MediaType.PDF,
    "png": MediaType.PNG,
    "jpg": MediaType.JPEG,
    "jpeg": MediaType.JPEG,
    "gif": MediaType.GIF,
    "webp": MediaType.WEBP,
    "heic": MediaType.HEIC,
    "txt": MediaType.TEXT,
    "eml": MediaType.MAIL,
    "docx": MediaType.DOCX,
    "xlsx": MediaType.XLSX,
    "pptx": MediaType.PPTX,
    "odt": MediaType.ODT,
    "ods": MediaType.ODS,
    "odp": MediaType.ODP,
    "mp4": MediaType.MP4,
    "mov": MediaType.MOV,
    "m4a": MediaType.M4A,
    "mp3": MediaType.MP3,
}
"""Endings of names, in lower case, and the type that content under such a name must have."""

_INLINE = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.GIF, MediaType.WEBP, MediaType.TEXT})


def may_be_inline(media_type: str) -> bool:
    """Whether a browser may show it in its own window; all else is only handed out for download.

    It must be sent with exactly this type, with `nosniff` and under a policy that runs nothing. PDF stays out: it can
    hold scripts, and which of them a viewer runs is not ours to know.
    """
    return media_type in _INLINE
