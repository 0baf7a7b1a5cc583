"""Pages in a real browser: served from this machine, opened by people who are signed in, held to what holds for all."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.factories.world import World

WIDTHS = (1280, 390)
HEIGHT = 900


class Quiet(WSGIRequestHandler):
    """Writes no line for each request: what failed would drown in them."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def serving(world: World) -> Iterator[str]:
    """Serve the application on a free port of this machine; its address."""
    server = make_server("127.0.0.1", 0, world.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def browsing(world: World, chromium: Browser, *people: int | None) -> Iterator[list[Page]]:
    """A page in a browser for each person, or for nobody; addresses are taken below the server's own."""
    with serving(world) as url, ExitStack() as stack:
        pages = []
        for user_id in people:
            context = chromium.new_context(base_url=url)
            stack.callback(context.close)
            pages.append(context.new_page())
            if user_id is not None:
                sign_in(pages[-1], world, user_id)
        yield pages


def sign_in(page: Page, world: World, user_id: int) -> None:
    """Let somebody go on in a page's browser, in place of who was there."""
    cookie = world.browser(user_id).http.get_cookie("session")
    assert cookie is not None
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])


def check(page: Page, picture: Path) -> None:
    """On both screens axe finds nothing, and nothing sticks out; `picture` is the beginning of the pictures' paths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.screenshot(path=f"{picture}-{width}.png", full_page=True)
        place = f"{picture.name} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), place
        found = Axe().run(page)
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
