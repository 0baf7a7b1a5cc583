"""A reporter's browser: it has no account, takes no cookie, and looks at each page that it gets."""

import io
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from compliance.intake.padding import BUCKET
from tests.client import check_page, words
from tests.factories.world import World

ROOT = "/contests/dg-2031/report"
REPORT = {
    "candidate": "alder",
    "what": "The stand of the campaign was paid from the travel budget.",
    "occurred_from": "2031-01-20",
    "mode": "anonymous",
}
NAMED = REPORT | {
    "mode": "named",
    "parties-0-name": "Permanent Mission of Freedonia",
    "parties-0-organisation": "Freedonia",
    "parties-1-name": "Permanent Mission of Sylvania",
    "parties-1-organisation": "Sylvania",
    "parties-1-contact": "mission@sylvania.example",
}
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


class Reporter:
    """Somebody who reports."""

    def __init__(self, world: World) -> None:
        self.http: FlaskClient = world.app.test_client()

    def get(self, path: str, expect: int = 200) -> TestResponse:
        """Open a page."""
        return self._looked_at(self.http.get(ROOT + path), expect)

    def post(self, path: str, data: dict[str, Any], expect: int = 200) -> TestResponse:
        """Send a form."""
        return self._looked_at(self.http.post(ROOT + path, data=MultiDict(data), buffered=True), expect)

    def send(self, report: dict[str, str], expect: int = 200, token: str | None = None) -> TestResponse:
        """Open the form and send a report; with `token`, a form that was opened before."""
        return self.post("/new", {"token": token or field(self.get("/new"), "token"), **report}, expect)

    def report(self, report: dict[str, str] | None = None) -> str:
        """Send a report and return its code."""
        return code_on(self.send(report or REPORT))

    def unlock(self, code: str, **more: str) -> TestResponse:
        """Open a mailbox."""
        return self.post("/mailbox", {"code": code, **more})

    def _looked_at(self, response: TestResponse, expect: int) -> TestResponse:
        assert response.status_code == expect, words(response.text)[:1500]
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store, no-transform"
        if response.mimetype == "text/html":
            assert len(response.data) % BUCKET == 0
            check_page(response.text, response.request.path)
        return response


def field(response: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', response.text)
    assert found, f"no field {name}"
    return found.group(1)


def code_on(receipt: TestResponse) -> str:
    """The code that a receipt shows."""
    found = re.search(r"\b\d{4} \d{4} \d{4} \d{4}\b", receipt.text)
    assert found, words(receipt.text)[:1500]
    return found.group(0)


def file(content: bytes = PICTURE, name: str = "proof.png") -> tuple[io.BytesIO, str]:
    """A file to be sent."""
    return io.BytesIO(content), name
