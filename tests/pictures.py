"""Take the pictures of the README again: `python -m tests.pictures [ADDRESS]`, while the demo is served there.

They show what the pages of `compliance demo` show an officer, from the top as far as the caption tells. Each is kept
small by having no more colours than it needs.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from compliance.exchange.demo.people import ACCOUNTS, EDDA
from tests import chromium

FOLDER = Path(__file__).parents[1] / "docs"
WIDTH, KEPT = 1280, 1100
"""How wide the window is, and the picture."""
COLOURS = 256
CONTEST = "/contests/es-2027/"
CASE = "Mission to Sarenia"
MARGIN = 16


def take(page: Page, name: str, *, first: str | None = None, last: str) -> None:
    """Keep what a window shows that reaches from the top, or from an element, to the end of another one."""
    upper = 0 if first is None else _edge(page, first, "top") - MARGIN
    page.set_viewport_size({"width": WIDTH, "height": round(_edge(page, last, "bottom") + MARGIN - upper)})
    page.evaluate("upper => window.scrollTo(0, upper)", upper)
    page.evaluate("document.fonts.ready")
    whole = Image.open(BytesIO(page.screenshot())).convert("RGB")
    kept = whole.resize((KEPT, round(whole.height * KEPT / WIDTH)), Image.Resampling.LANCZOS)
    kept.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        FOLDER / f"{name}.png", optimize=True
    )


def _edge(page: Page, selector: str, side: str) -> float:
    found = page.locator(selector).first
    return float(found.evaluate(f"element => element.getBoundingClientRect().{side} + window.scrollY"))


def main(address: str) -> None:
    """Sign in as an officer of the demo and take each picture."""
    browser_path = chromium.path()
    if browser_path is None:
        sys.exit("Chromium is missing: CHROMIUM can name it.")
    edda = next(account for account in ACCOUNTS if account.name == EDDA)
    with chromium.running(browser_path) as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.goto(f"{address}/sign-in")
        page.fill("#email", edda.email)
        page.fill("#password", edda.password)
        page.click("main button[type=submit]")
        page.goto(address + CONTEST)
        take(page, "contest", last="section[aria-labelledby=over-time]")
        page.goto(f"{address}{CONTEST}incidents/")
        take(page, "desk", last="tbody tr:nth-child(6)")
        page.get_by_role("link", name=CASE).click()
        take(page, "case", first="section[aria-labelledby=allegations]", last="#allegation-1")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
