"""The promises that every page of the browser tests is held to are really looked for."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.playing import Album, visiting

PAGE = """<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>{}</main></html>"""


def faults_of(browser: Browser, folder: Path, inside: str) -> list[str]:
    """What is found wrong with a page."""
    with visiting(browser, "http://127.0.0.1:9", Album(folder)) as visitor:
        visitor.page.route(
            "http://127.0.0.1:9/**", lambda route: route.fulfill(body=PAGE.format(inside), content_type="text/html")
        )
        visitor.page.route("http://elsewhere.example/**", lambda route: route.abort())
        visitor.open("/")
        return visitor.faults


def test_a_sound_page_has_no_faults(chromium: Browser, tmp_path: Path) -> None:
    """Nothing is held against a page without faults."""
    assert faults_of(chromium, tmp_path, "<p>Words.</p>") == []


def test_each_kind_of_fault_is_found(chromium: Browser, tmp_path: Path) -> None:
    """A picture without words, a page too wide, a script's error and another host are each told."""
    inside = (
        '<img src="data:image/png;base64,AA"><div style="inline-size: 500px">Wide</div>'
        '<script>console.error("failed aloud"); throw new Error("failed")</script>'
        '<script src="http://elsewhere.example/one.js"></script>'
    )
    told = "\n".join(faults_of(chromium, tmp_path, inside))
    for expected in ("image-alt", "px too wide", "failed aloud", "Error: failed", "asks http://elsewhere.example"):
        assert expected in told.replace("/: failed", "/: Error: failed")
