"""Files from outside: what is accepted, and what hostile ones meet."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from compliance.core.errors import Invalid
from compliance.core.media import MediaType, may_be_inline, safe_name, sniff
from compliance.core.storage import FileStore


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture with something in it."""
    made = Image.effect_noise(size, 60).convert("RGB")
    stream = io.BytesIO()
    made.save(stream, kind)
    return stream.getvalue()


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def document(extra: dict[str, bytes] | None = None, first: str = "word/document.xml") -> bytes:
    """An office document."""
    return archive(
        {"[Content_Types].xml": b"<Types/>", first: b"<w:document>A text.</w:document>" * 50, **(extra or {})}
    )


def box(name: bytes, content: bytes = b"") -> bytes:
    """A box of an ISO media file."""
    return struct.pack(">I", 8 + len(content)) + name + content


def film(brand: bytes = b"isom", needed: bytes = b"moov") -> bytes:
    """A film, as far as its boxes go."""
    return box(b"ftyp", brand + b"\0\0\2\0") + box(needed, b"x" * 40) + box(b"mdat", b"y" * 400)


PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n"
MAIL = b"Received: by a\r\nFrom: ada@example.org\r\nDate: Mon, 3 Feb 2031 09:00:00 +0100\r\n\r\n<html>Hi</html>"
MP3 = (b"\xff\xfb\x90\x00" + b"\0" * 413) * 4
ODT = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}, zipfile.ZIP_STORED)
GOOD = [
    ("a.pdf", PDF, MediaType.PDF),
    ("a.PNG", picture("PNG"), MediaType.PNG),
    ("a.jpg", picture("JPEG"), MediaType.JPEG),
    ("a.jpeg", picture("JPEG") + b"what a telephone adds", MediaType.JPEG),
    ("a.gif", picture("GIF"), MediaType.GIF),
    ("a.webp", picture("WEBP"), MediaType.WEBP),
    ("a.txt", "Ein Wort – und noch eins.\n".encode(), MediaType.TEXT),
    ("a.eml", MAIL, MediaType.MAIL),
    ("a.docx", document(), MediaType.DOCX),
    ("a.xlsx", document(first="xl/workbook.xml"), MediaType.XLSX),
    ("a.pptx", document(first="ppt/presentation.xml"), MediaType.PPTX),
    ("a.odt", ODT, MediaType.ODT),
    ("a.mp4", film(), MediaType.MP4),
    ("a.mov", film(b"qt  "), MediaType.MOV),
    ("a.m4a", film(b"M4A "), MediaType.M4A),
    ("a.heic", film(b"heic", b"meta"), MediaType.HEIC),
    ("a.mp3", MP3, MediaType.MP3),
    ("a.mp3", b"ID3\x04\0\0\0\0\0\x05" + b"title" + MP3, MediaType.MP3),
]


@pytest.mark.parametrize(
    ("name", "content", "kind"), GOOD, ids=[f"{name}-{kind.name}" for name, _content, kind in GOOD]
)
def test_what_is_on_the_list_is_known_by_its_content(
    name: str, content: bytes, kind: MediaType, tmp_path: Path
) -> None:
    """Every accepted kind is found, from a stream (left at its beginning) and from a file."""
    stream = io.BytesIO(content)
    assert sniff(stream, name) is kind
    assert stream.tell() == 0
    path = tmp_path / "stored"
    path.write_bytes(content)
    assert sniff(path, name) is kind


def refusal(name: str, content: bytes) -> str:
    """Offer a file that is not taken; return what is said."""
    with pytest.raises(Invalid) as refused:
        sniff(io.BytesIO(content), name)
    (fault,) = refused.value.faults
    assert fault.place == "file"
    return fault.message


CUT = [(name, content) for name, content, kind in GOOD if kind not in (MediaType.TEXT, MediaType.MAIL, MediaType.MP3)]


@pytest.mark.parametrize(("name", "content"), CUT, ids=[name for name, _content in CUT])
def test_a_file_that_breaks_off_is_refused(name: str, content: bytes) -> None:
    """Half a file is not evidence."""
    if name == "a.jpeg":
        content = content.removesuffix(b"what a telephone adds")
    assert refusal(name, content[: len(content) // 2])
    assert refusal(name, content[:-12] if name.endswith("gif") else content[:-8])


@pytest.mark.parametrize(
    "name",
    ["page.html", "page.svg", "run.exe", "run.js", "a.zip", "a.docm", "nothing", ".pdf", "a.pdf.html", "a.png\0.svg"],
)
def test_what_is_not_on_the_list_is_refused_whatever_it_holds(name: str) -> None:
    """An ending that is not accepted is named with those that are."""
    assert "docx" in refusal(name, PDF)


@pytest.mark.parametrize("name", ["a.png", "a.pdf", "a.docx", "a.mp4", "a.mp3", "a.eml", "a.txt"])
@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!DOCTYPE html><html><body onload='f()'>",
        b"MZ\x90\0\x03\0\0\0",
        b"\0" * 100,
    ],
    ids=["svg", "html", "program", "zeros"],
)
def test_a_page_or_a_program_under_another_name_is_refused(name: str, content: bytes) -> None:
    """Content that is not what the name says is not taken."""
    assert refusal(name, content)


@pytest.mark.parametrize(("name", "content"), [("a.png", picture("JPEG")), ("a.pdf", picture("PNG")), ("a.docx", ODT)])
def test_one_accepted_kind_under_the_name_of_another_is_refused(name: str, content: bytes) -> None:
    """The ending agrees with the content, or the file is not taken."""
    assert refusal(name, content) == "The content of the file is not what its name says."


def test_an_empty_file_is_refused() -> None:
    """No bytes are no evidence."""
    assert refusal("a.pdf", b"") == "The file is empty."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", picture("PNG") + archive({"run.exe": b"MZ"})),
        ("a.pdf", PDF + archive({"META-INF/MANIFEST.MF": b"x"}) + b"%%EOF"),
        ("a.gif", b"GIF89a/*<script>*/" + picture("GIF")[6:]),
        ("a.jpg", picture("JPEG")[:20] + b"\xff\xfe\x00\x14<script>alert(1)</" + picture("JPEG")[20:]),
        ("a.jpg", picture("JPEG")[:20] + b"\xff\xfe\x00\x0b%PDF-1.7\n" + picture("JPEG")[20:]),
        ("a.mp3", MP3 + archive({"a": b"b"})),
    ],
    ids=["png-zip", "pdf-jar", "gif-script", "jpeg-script", "jpeg-pdf", "mp3-zip"],
)
def test_a_file_of_two_natures_is_refused(name: str, content: bytes) -> None:
    """What another program would take for something else is not taken."""
    assert refusal(name, content)


def test_an_archive_that_bursts_is_refused_before_it_is_unpacked() -> None:
    """A small document that says it unpacks to gigabytes, or to a hundred times its size, is refused."""
    assert "unpacks" in refusal("a.docx", document({"word/media/a.bin": b"\0" * 50_000_000}))
    assert "unpacks" in refusal("a.docx", archive({f"part{number}": b"" for number in range(5_001)}))


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    """A part that unpacks to more than the directory says fails its sum, and is not read further."""
    honest = document({"word/media/a.bin": b"\0" * 3_000_000})
    lying = honest.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 10))
    assert lying != honest
    assert "damaged" in refusal("a.docx", lying)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\..\\..\\x", "word/vbaProject.bin"])
def test_a_document_with_misleading_parts_or_macros_is_refused(name: str) -> None:
    """A part that would leave the folder it is unpacked to, and a macro, are reasons to refuse."""
    assert refusal("a.docx", document({name: b"x"}))


def test_a_picture_of_too_many_pixels_is_refused_unopened() -> None:
    """A picture that says it is 9,000 or 60,000 pixels wide and high is refused from its header."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    for side in (9_000, 60_000):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
        assert "pixels" in refusal("a.png", bomb)


def test_text_in_another_encoding_is_told_what_to_do() -> None:
    """Text that is not UTF-8 is refused with the way out."""
    assert "UTF-8" in refusal("a.txt", "Genève".encode("latin-1"))


@given(st.binary(max_size=200), st.sampled_from([name for name, _content, _kind in GOOD]))
def test_no_content_makes_it_fail(content: bytes, name: str) -> None:
    """Whatever bytes come under whatever name, the answer is a type or a refusal."""
    for begun in (content, next(good for known, good, _kind in GOOD if known == name)[:60] + content):
        try:
            sniff(io.BytesIO(begun), name)
        except Invalid:
            continue


@pytest.mark.parametrize("limit", [10, len(PDF) - 1])
def test_a_file_over_the_limit_is_not_kept(limit: int, tmp_path: Path) -> None:
    """The store refuses a file that is too large, and leaves nothing of it behind."""
    with pytest.raises(Invalid):
        FileStore(tmp_path / "store").put(io.BytesIO(PDF), limit=limit)
    assert list((tmp_path / "store").iterdir()) == []


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\report.pdf", "report.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\u2066.txt", "zerowidth.txt"),
        ("a\0b.pdf", "ab.pdf"),
        ("..", "file"),
        ("/", "file"),
        ("", "file"),
        ("  many   spaces .pdf ", "many spaces .pdf"),
        ("Übersicht – 1.pdf", "Übersicht – 1.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, made: str) -> None:
    """Folders, control characters, marks of direction and excess length go; words and the ending stay."""
    assert safe_name(given) == made


@given(st.text(max_size=400))
def test_a_harmless_name_stays_as_it_is(name: str) -> None:
    """What was made harmless is a plain name, and is not changed again."""
    made = safe_name(name)
    assert 0 < len(made) <= 150
    assert not set(made) & set('/\\\r\n\0"<>')
    assert made not in (".", "..")
    assert safe_name(made) == made


def test_only_what_runs_nothing_is_shown_in_the_window() -> None:
    """Pictures and plain text may be shown; documents, PDF, mail and anything unknown are handed out for download."""
    shown = {kind for kind in MediaType if may_be_inline(kind)}
    assert shown == {MediaType.PNG, MediaType.JPEG, MediaType.GIF, MediaType.WEBP, MediaType.TEXT}
    assert not may_be_inline("image/svg+xml")
    assert not may_be_inline("text/html")
