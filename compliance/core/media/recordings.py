"""Sound and film: the ISO media containers (MP4, QuickTime, M4A, and HEIC pictures) and MP3."""

from typing import BinaryIO

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.media.types import MediaType

_BRANDS = {
    b"qt  ": MediaType.MOV,
    b"M4A ": MediaType.M4A,
    b"M4B ": MediaType.M4A,
    b"heic": MediaType.HEIC,
    b"heix": MediaType.HEIC,
    b"mif1": MediaType.HEIC,
    b"isom": MediaType.MP4,
    b"iso2": MediaType.MP4,
    b"iso4": MediaType.MP4,
    b"iso5": MediaType.MP4,
    b"iso6": MediaType.MP4,
    b"mp41": MediaType.MP4,
    b"mp42": MediaType.MP4,
    b"avc1": MediaType.MP4,
    b"M4V ": MediaType.MP4,
    b"MSNV": MediaType.MP4,
    b"3gp4": MediaType.MP4,
    b"3gp5": MediaType.MP4,
}
_MOST_BOXES = 100_000
_LARGE = 1
_TO_THE_END = 0
_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_SAMPLINGS = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)


def found(stream: BinaryIO, head: bytes, size: int) -> MediaType | None:
    """Return the type of a recording, None if it is none; Invalid if it breaks off."""
    if head[4:8] == b"ftyp":
        kind = _BRANDS.get(head[8:12])
        if kind is not None and not _boxes_fit(stream, size, b"meta" if kind is MediaType.HEIC else b"moov"):
            raise Invalid([Fault("file", _("The recording is damaged or breaks off."))])
        return kind
    return MediaType.MP3 if _is_mp3(stream, head, size) else None


def _boxes_fit(stream: BinaryIO, size: int, needed: bytes) -> bool:
    """Whether the boxes end where the file does, and the one without which nothing plays is among them."""
    place, names = 0, set()
    for _number in range(_MOST_BOXES):
        if place == size:
            return needed in names
        stream.seek(place)
        header = stream.read(16)
        if len(header) < 8:  # noqa: PLR2004 - a box begins with its length and its name
            return False
        length = int.from_bytes(header[:4], "big")
        if length == _LARGE:
            length = int.from_bytes(header[8:16], "big")
        elif length == _TO_THE_END:
            length = size - place
        if length < 8 or place + length > size:  # noqa: PLR2004 - as above
            return False
        names.add(header[4:8])
        place += length
    return False


def _is_mp3(stream: BinaryIO, head: bytes, size: int) -> bool:
    """Whether, after any tag, one frame of MPEG audio layer III follows another."""
    place = 0
    if head[:3] == b"ID3" and len(head) >= 10:  # noqa: PLR2004 - a tag's header
        place = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    for _number in range(2):
        stream.seek(place)
        length = _frame_length(stream.read(4))
        if length is None or place + length > size:
            return False
        place += length
    return True


def _frame_length(header: bytes) -> int | None:
    """The length in bytes of a frame with this header; None if it heads no frame of layer III."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - sync, and layer III
        return None
    version, samplings = header[1] >> 3 & 3, _SAMPLINGS.get(header[1] >> 3 & 3)
    rates, per_frame = (_RATES, 144) if version == 3 else (_RATES_2, 72)  # noqa: PLR2004 - MPEG 1
    rate, sampling = rates[header[2] >> 4], header[2] >> 2 & 3
    if samplings is None or rate == 0 or sampling == 3:  # noqa: PLR2004 - reserved
        return None
    return per_frame * rate * 1000 // samplings[sampling] + (header[2] >> 1 & 1)
