"""A client that checks every page it meets: one h1, a title that begins with it, ids once, a label for each field."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from compliance.identity import sessions
from compliance.web.transaction import Application, Edge
from tests.web.markup import Page

_LIFETIME = timedelta(hours=1)


class PageClient:
    """A browser without a screen, for one person. `get` and `post` say what answer is expected, and check the page."""

    def __init__(self, app: Application, user_id: int | None = None) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()
        self._csrf: str | None = None
        if user_id is not None:
            self._sign_in(user_id)

    def get(self, path: str, expect: int = 200, **options: Any) -> TestResponse:
        """Open an address; the answer must have the expected status, and a page must be sound."""
        return self._checked(self.http.get(path, **options), path, expect)

    def post(self, path: str, data: dict[str, Any] | None = None, expect: int = 302, **options: Any) -> TestResponse:
        """Send a form, with protection against forgery; by default it must lead on to another page."""
        sent = {"csrf_token": self.csrf(), **(data or {})}
        response = self._checked(self.http.post(path, data=sent, **options), path, expect)
        if path.partition("?")[0] in ("/sign-in", "/sign-out", "/account/password"):
            self._csrf = None  # another session has another token
        return response

    def follow(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form and open the page that it leads to."""
        location = self.post(path, data, **options).location
        return self.get(location)

    def csrf(self) -> str:
        """The token of this browser's session, taken from a page that has one, if possible one that was open."""
        if self._csrf is None:
            self._csrf = _token(self.http.get("/account", follow_redirects=True).text)
            assert self._csrf, "no page gave a token"
        return self._csrf

    def _sign_in(self, user_id: int) -> None:
        edge: Edge = self.app.extensions["compliance.edge"]
        with edge.writers.begin() as session:
            token = sessions.begin(session, user_id, edge.clock(), _LIFETIME)
        with self.http.session_transaction() as browser:
            browser["_user_id"] = token
            browser["_fresh"] = True

    def _checked(self, response: TestResponse, path: str, expect: int) -> TestResponse:
        place = f"{response.request.method} {path}"
        assert response.status_code == expect, f"{place}: {response.status_code}\n{words(response.text)[:2000]}"
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303):
            check_page(response.text, place)
            self._csrf = self._csrf or _token(response.text)
        return response


def _token(html: str) -> str | None:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    return found.group(1) if found else None


def check_page(html: str, place: str) -> None:
    """What holds for each page of ours."""
    page = Page(html)
    assert len(page.ids) == len(set(page.ids)), f"{place}: an id twice"
    assert page.references <= set(page.ids), f"{place}: a reference to no id {page.references - set(page.ids)}"
    for control in page.controls:
        assert control.get("id") in page.labelled or control.get("aria-label"), f"{place}: no label for {control}"
    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert len(headings) == 1, f"{place}: {len(headings)} h1"
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert title, f"{place}: no title"
    assert words(title.group(1)).startswith(words(headings[0])), f"{place}: the title does not begin with the h1"


def words(html: str) -> str:
    """The text of a piece of HTML, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
