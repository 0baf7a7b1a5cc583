from dataclasses import replace
from html.parser import HTMLParser

from compliance.incidents.terms import Stage
from compliance.reports.as_html import as_html
from compliance.reports.editions import edition_of
from compliance.reports.model import Edition, Report
from tests.factories import reports as make
from tests.factories.hostile import HOSTILE


class Page(HTMLParser):
    """Collects what the tests ask of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, its id, and what it would load."""
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [value or "" for name, value in attrs if name in {"src", "href", "style"}]

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words += data


def page_of(report: Report, edition: Edition = Edition.CHAIR) -> Page:
    return Page(as_html(edition_of(report, edition)))


def test_stands_alone() -> None:
    """The file has one first-level heading, no doubled id, no script, and loads nothing."""
    page = page_of(make.report(12))
    assert page.tags.count("h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert page.links == []
    assert "script" not in page.tags


def test_all_editions_and_empty_reports_render() -> None:
    """Each edition renders with incidents and without any, and names itself."""
    for edition in Edition:
        for size in (0, 6):
            words = page_of(make.report(size), edition).words
            assert "As known at 10 April 2031, 16:05" in words
            assert "What this edition withholds" in words
            assert "compliance log verify" in words
    assert "No incident is on record." in page_of(make.report(0)).words


def test_hostile_text_stays_text() -> None:
    """Text that looks like markup is shown as it was written and makes no element."""
    honest, hostile = (replace(make.incident(1, Stage.CONCLUDED), title=title) for title in ("x", HOSTILE))
    report = make.report(0)
    shown = page_of(replace(report, incidents=(hostile,)))
    assert shown.tags == page_of(replace(report, incidents=(honest,))).tags
    assert "<script>alert(1)</script>" in shown.words
    assert "\u202e" not in shown.words


def test_answer_stands_beside_the_allegation() -> None:
    """Allegation, whether the clause bound, reply and finding are four parts in this order."""
    words = page_of(replace(make.report(0), incidents=(make.incident(1, Stage.CONCLUDED),))).words
    part = words[words.index("DG-2031-0001") :]
    places = [part.index(name) for name in ("Allegation", "Did the clause bind?", "Reply of the candidate", "Finding")]
    assert places == sorted(places)


def test_same_report_same_bytes() -> None:
    """Equal reports give the same page, and sources do not change a byte for others."""
    plain, marked = (edition_of(make.report(6, mark=mark), Edition.CHAIR) for mark in ("", "Zqsource"))
    assert as_html(plain) == as_html(marked)
