"""People at real browsers: each has their own, and every page that they meet is held to the same promises."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

from tests.factories.world import PASSWORD, World

WIDE = 1280
NARROW = 390
HEIGHT = 900
UNUSABLE = 422
AXE = Axe()
OVERFLOW = "document.scrollingElement.scrollWidth - window.innerWidth"


@dataclass
class Album:
    """Numbered pictures of pages in a folder, of which those of earlier runs are gone; without a folder none."""

    folder: Path | None
    taken: int = 0

    def __post_init__(self) -> None:
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()

    @classmethod
    def of(cls, folder: Path, world: World) -> "Album":
        """The pictures of a story; on one engine alone, since nobody looks at the same pages twice."""
        return cls(folder if world.edge.engine.dialect.name == "sqlite" else None)

    def next(self, name: str | None) -> str | None:
        """The beginning of the next picture's path; None if none is taken."""
        if self.folder is None or name is None:
            return None
        self.taken += 1
        return str(self.folder / f"{self.taken:02}-{name}")


@dataclass
class Visitor:
    """Somebody at a browser. What is wrong with the pages that they meet is collected in `faults`."""

    page: Page
    url: str
    album: Album
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def sign_in(self, email: str, password: str = PASSWORD, picture: str | None = None) -> None:
        """Sign in by the form, in a browser that nobody uses any more, and take a picture of what comes next."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.url}/sign-in")
        self.fill("E-mail address", email)
        self.fill("Password", password)
        self.press("Sign in", picture)

    def open(self, path: str, picture: str | None = None) -> None:
        """Go to an address."""
        self.page.goto(self.url + path)
        self.meet(picture)

    def press(self, name: str, picture: str | None = None, within: Locator | None = None) -> None:
        """Press the button of this name that leads to another page."""
        self._leave_by((within or self.page.locator("main")).get_by_role("button", name=name, exact=True), picture)

    def send(self, picture: str | None = None) -> None:
        """Press the first button below the form of the page, whatever its name."""
        self._leave_by(self.page.locator("main form .form-buttons button").first, picture)

    def follow(self, name: str, picture: str | None = None, within: Locator | None = None) -> None:
        """Follow the first link of this name."""
        self._leave_by((within or self.page.locator("body")).get_by_role("link", name=name).first, picture)

    def fill(self, label: str, text: str) -> None:
        """Write in a field; of several with this label in the first."""
        self._field(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a list by its label."""
        self._field(label).select_option(label=option)

    def tick(self, label: str) -> None:
        """Tick a box or choose a radio button."""
        self._field(label).check()

    def says(self, text: str) -> None:
        """Hold the page to showing a text."""
        assert text in self.page.locator("main").inner_text(), f"{self.page.url} does not say: {text}"

    def meet(self, picture: str | None = None) -> None:
        """Hold the page that is open to what holds for all, and take its picture on a wide and on a narrow screen."""
        violations = AXE.run(self.page).response["violations"]
        self.faults += [f"{self.page.url}: {_told(one)}" for one in violations]
        path = self.album.next(picture)
        if path:
            self.page.screenshot(path=f"{path}-{WIDE}.png", full_page=True)
        self.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        overflow = self.page.evaluate(OVERFLOW)
        if overflow > 0:
            self.faults.append(f"{self.page.url}: {overflow} px too wide for a screen of {NARROW} px")
        if path:
            self.page.screenshot(path=f"{path}-{NARROW}.png", full_page=True)
        self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def _field(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(label).first

    def _leave_by(self, what: Locator, picture: str | None) -> None:
        with self.page.expect_navigation():
            what.click()
        self.meet(picture)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):  # see _answered
            self.faults.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(f"{self.url}/"):
            self.faults.append(f"{self.page.url}: asks {request.url}")

    def _answered(self, response: Response) -> None:
        refused = response.status == UNUSABLE and response.request.is_navigation_request()
        if response.status >= 400 and not refused:
            self.faults.append(f"{response.url}: {response.status}")


def _told(violation: dict[str, Any]) -> str:
    places = "; ".join(f"{node['target'][0]}: {node['html'][:160]}" for node in violation["nodes"][:3])
    return f"{violation['id']} ({violation['help']}) at {places}"


@contextmanager
def visiting(browser: Browser, url: str, album: Album) -> Iterator[Visitor]:
    """Somebody at a browser of their own, until the block ends."""
    context = browser.new_context(viewport={"width": WIDE, "height": HEIGHT}, locale="en-GB")
    context.set_default_timeout(15_000)
    try:
        yield Visitor(context.new_page(), url, album)
    finally:
        context.close()
