import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from compliance.core.errors import Invalid
from compliance.incidents.terms import Stage
from compliance.reports import glyphs
from compliance.reports.as_html import as_html
from compliance.reports.as_json import as_json
from compliance.reports.editions import edition_of
from compliance.reports.model import Edition, Report
from compliance.reports.naming import filename
from compliance.reports.typeset import Bounds, as_pdf
from tests.factories import reports as make
from tests.factories.hostile import HOSTILE


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def told(report: Report) -> str:
    """Everything that a reader of this edition could find in any rendering, its metadata or its name."""
    pdf = as_pdf(report)
    metadata = read(pdf).metadata
    xmp = read(pdf).xmp_metadata
    assert metadata is not None
    assert xmp is not None
    parts = [
        words(pdf),
        repr(metadata),
        str(xmp.dc_title),
        repr(pdf),
        as_html(report).decode(),
        as_json(report).decode(),
    ]
    return "\n".join([*parts, filename(report.contest.slug, report.edition, report.as_of, "pdf")])


def test_no_rendering_tells_a_source_or_an_open_matter() -> None:
    """No text of a source, nor for the public of an open matter, is in any rendering, its metadata or its name."""
    incidents = (make.incident(1, Stage.CONCLUDED), replace(make.incident(2, Stage.NOTIFIED), title="Zqopen"))
    marked = tuple(replace(incident, sources=(make.source("Zqsource"),)) for incident in incidents)
    report = replace(make.report(0), incidents=marked)
    ethics, chair, public = (told(edition_of(report, edition)) for edition in Edition)
    assert "Zqsourcestatement" in words(as_pdf(edition_of(report, Edition.ETHICS)))
    assert "Zqsource" in ethics
    assert "Zqopen" in chair
    assert "Zqsource" not in chair + public
    assert "Zqopen" not in public
    assert "DG-2031-0002" not in public


def test_sources_and_open_matters_change_no_byte() -> None:
    """Reports that differ in sources alone give one chair's PDF; those that differ in open matters one public PDF."""
    plain, marked = make.report(6), make.report(6, mark="Zqsource")
    assert as_pdf(edition_of(plain, Edition.CHAIR)) == as_pdf(edition_of(marked, Edition.CHAIR))
    more = replace(marked, incidents=(*marked.incidents, make.incident(99, Stage.NOTIFIED)))
    assert as_pdf(edition_of(plain, Edition.PUBLIC)) == as_pdf(edition_of(more, Edition.PUBLIC))


def test_metadata_tags_and_language() -> None:
    """The PDF says its title, author, language and time, is tagged, and claims PDF/A-3a and PDF/UA-1."""
    pdf = read(as_pdf(edition_of(make.report(3), Edition.CHAIR)))
    metadata = pdf.metadata
    assert metadata is not None
    assert metadata.title == (
        "Example Organisation for Lakes and Rivers: Election of the Director General, "
        "Edition for the chair of the council"
    )
    assert metadata.author == "Example Organisation for Lakes and Rivers"
    assert metadata.creation_date == make.AS_OF
    root = pdf.root_object
    assert str(root["/Lang"]) == "en"
    assert "/Marked" in repr(root["/MarkInfo"])
    assert pdf.xmp_metadata is not None
    xmp = pdf.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_running_lines() -> None:
    """Each page but the first names the edition and says which page of how many it is."""
    pages = [page.extract_text() for page in read(as_pdf(edition_of(make.report(6), Edition.PUBLIC))).pages]
    for number, page in enumerate(pages[1:], start=2):
        assert "Public edition" in page
        assert f"page {number} of {len(pages)}" in page


def test_hostile_text_is_shown_and_not_run() -> None:
    """Text that looks like typst's markup, controls and rare scripts neither break nor change the document."""
    incident = make.incident(1, Stage.CONCLUDED)
    (first, *_rest) = incident.allegations
    spoiled = replace(
        incident,
        title=HOSTILE,
        summary=f"{HOSTILE}\n\n{HOSTILE}",
        details={HOSTILE: HOSTILE},
        allegations=(replace(first, clause_text=HOSTILE, override=HOSTILE),),
    )
    contest = replace(make.CONTEST, title=HOSTILE, organisation=HOSTILE)
    shown = words(as_pdf(edition_of(replace(make.report(0), contest=contest, incidents=(spoiled,)), Edition.CHAIR)))
    assert '#panic("no")' in shown
    assert "*bold* _it_ @label" in shown
    assert "U+674E" in shown


def test_every_shown_character_has_a_glyph() -> None:
    """Each character that we hold to be in the fonts inside typst can be typeset by them."""
    ranges = (item.partition("-")[::2] for item in glyphs.SHOWN.split())
    characters = [chr(code) for first, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1)]
    text = "\n".join(" ".join(characters[at : at + 40]) for at in range(0, len(characters), 40))
    incident = replace(make.incident(1, Stage.RECEIVED), summary=text)
    shown = words(as_pdf(edition_of(replace(make.report(0), incidents=(incident,)), Edition.CHAIR)))
    assert "Ж" in shown
    assert "Ω" in shown
    assert "Ł" in shown


def test_fonts_that_show_less_than_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the fonts inside typst come to show less than we hold, the report is made with commoner characters."""
    monkeypatch.setattr(glyphs, "_NOT_SHOWN", re.compile("(?!)"))
    incident = replace(make.incident(1, Stage.RECEIVED), summary="Élodie and 李明")
    shown = words(as_pdf(edition_of(replace(make.report(0), incidents=(incident,)), Edition.CHAIR)))
    assert "Élodie and [U+674E U+660E]" in shown


def test_marks_upon_signs_and_letters() -> None:
    """Combining marks in any number, upon letters or upon signs, do not stop the report."""
    incident = replace(make.incident(1, Stage.RECEIVED), summary="Z\u0351\u036b\u0343 ◙\u0301 ᶪ\u0348 \u0300 א\u05b7")
    assert as_pdf(edition_of(replace(make.report(0), incidents=(incident,)), Edition.CHAIR)).startswith(b"%PDF")


def test_too_large_is_refused_with_a_word() -> None:
    """A report that does not fit the bound of memory or time is refused with what to do instead."""
    report = edition_of(make.report(400), Edition.ETHICS)
    with pytest.raises(Invalid, match=r"more than 300 MiB.*HTML"):
        as_pdf(report, bounds=Bounds(memory=300 * 2**20))
    with pytest.raises(Invalid, match=r"longer than 0.01 seconds.*HTML"):
        as_pdf(report, bounds=Bounds(seconds=0.01))


def test_filename() -> None:
    """The name of the file tells contest, edition and instant."""
    assert filename("dg-2031", Edition.PUBLIC, make.AS_OF, "pdf") == "dg-2031-public-20310410T140500Z.pdf"
