"""Files on their way in and out."""

import gc
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from compliance.incidents.terms import Stage
from compliance.web.transaction import Application
from tests.client import PageClient, words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.incidents.test_pages_story import BASE, PNG

MIB = 1024 * 1024


def _store(app: Application) -> list[Path]:
    folder: Path = app.extensions["compliance.config"].evidence_folder
    return [path for path in folder.rglob("*") if path.is_file()]


def _sent(content: bytes, name: str, **more: str) -> dict[str, Any]:
    return {"file": (BytesIO(content), name), "description": "The hotel.", **more}


def _add(browser: PageClient, case: str, content: bytes, name: str, **more: str) -> str:
    page = browser.follow(f"{case}/evidence/new", _sent(content, name, **more)).text
    found: list[str] = re.findall(rf"{case}/evidence/(\w{{7}})\"", page)
    return found[-1]


def _post_whole(browser: PageClient, path: str, content: bytes) -> str:
    """Send a large file as one body; return the status of the answer and its words."""
    file = FileStorage(BytesIO(content), "long.txt")
    boundary, body = encode_multipart({"csrf_token": browser.csrf(), "description": "The hotel.", "file": file})
    answer = browser.http.post(path, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')
    return f"{answer.status} {words(answer.text)}"


def _case(world: World) -> tuple[Setting, PageClient, str]:
    scene = setting(world)
    return scene, world.browser(scene.officer.user_id), f"{BASE}/{scene.at(Stage.NOTIFIED)}"


def test_a_file_is_handed_out_to_be_saved_and_can_do_nothing(world: World) -> None:
    """It comes as an attachment under a harmless name, of exactly its type, in a sandbox, with its digest as tag."""
    _, officer, case = _case(world)
    item = _add(officer, case, PNG, "../..\\x/Hotel Ånd\u202e.png")
    answer = officer.get(f"{case}/evidence/{item}", buffered=True)
    assert answer.data == PNG
    assert answer.content_type == "image/png"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "filename*=UTF-8''Hotel%20%C3%85nd.png" in disposition
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r'"[0-9a-f]{64}"', answer.headers["ETag"])
    again = {"If-None-Match": answer.headers["ETag"]}
    officer.get(f"{case}/evidence/{item}", expect=304, headers=again, buffered=True)
    part = officer.get(f"{case}/evidence/{item}", expect=206, headers={"Range": "bytes=1-3"}, buffered=True)
    assert part.data == b"PNG"


def test_only_what_is_harmless_is_shown_in_the_browser(world: World) -> None:
    """A picture can be looked at in its sandbox; a PDF is saved even if somebody asks to open it."""
    _, officer, case = _case(world)
    picture = _add(officer, case, PNG, "hotel.png")
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    paper = _add(officer, case, pdf, "paper.pdf")
    opened = officer.get(f"{case}/evidence/{picture}?open=1", buffered=True)
    assert opened.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    saved = officer.get(f"{case}/evidence/{paper}?open=1", buffered=True)
    assert saved.headers["Content-Disposition"].startswith("attachment")
    page = officer.get(f"{case}/").text
    assert f"{picture}?open=1" in page
    assert f"{paper}?open=1" not in page


def test_a_file_that_is_not_what_it_says_is_refused_and_not_kept(world: World) -> None:
    """The fault stands on the field, what was written comes back, and the store is empty."""
    _, officer, case = _case(world)
    for content, name in ((b"<script>alert(1)</script>", "x.png"), (b"MZ", "x.exe"), (b"", "x.png")):
        page = officer.post(f"{case}/evidence/new", _sent(content, name), expect=422).text
        assert "The hotel." in page
    unsaid = officer.post(f"{case}/evidence/new", _sent(PNG, "hotel.png", description=""), expect=422)
    assert "Choose the file again" in words(unsaid.text)
    assert _store(world.app) == []


def test_text_in_the_place_of_a_file_is_no_file(world: World) -> None:
    """A form whose file is a plain text is refused as one without a file."""
    _, officer, case = _case(world)
    page = officer.post(f"{case}/evidence/new", {"file": "hotel.png", "description": "The hotel."}, expect=422)
    assert "Choose a file." in page.text


def test_a_file_that_is_too_large_is_refused_with_what_to_do(world: World) -> None:
    """A little too large, the form comes back; much too large, a page names the limit; nothing is kept."""
    _, officer, case = _case(world)
    limit = world.app.extensions["compliance.config"].upload_limit_mib
    page = _post_whole(officer, f"{case}/evidence/new", b"x" * (limit * MIB + 9))
    assert page.startswith("422")
    assert f"larger than {limit} MiB" in page
    assert "The hotel." in page
    page = _post_whole(officer, f"{case}/evidence/new", b"x" * (limit * MIB + MIB))
    assert page.startswith("413")
    assert f"up to {limit} MiB" in page
    assert "what you wrote still stands in the form" in page
    assert _store(world.app) == []


def test_an_upload_that_breaks_off_leaves_nothing(world: World) -> None:
    """A body that ends before it said it would is refused, and no file stays."""
    _, officer, case = _case(world)
    head = (
        f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{officer.csrf()}\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="hotel.png"\r\nContent-Type: image/png\r\n\r\n'
    )
    body = head.encode() + PNG
    answer = officer.http.post(
        f"{case}/evidence/new",
        input_stream=BytesIO(body),
        content_length=len(body) + 5_000_000,
        content_type="multipart/form-data; boundary=b",
    )
    assert answer.status_code == 400
    assert _store(world.app) == []
    gc.collect()
    assert "hotel.png" not in officer.get(f"{case}/").text


def test_the_candidate_gets_what_is_disclosed_and_no_more(world: World) -> None:
    """An item that is not disclosed does not exist for the candidate, nor one of another case for anybody."""
    scene, officer, case = _case(world)
    shown = _add(officer, case, PNG, "shown.png", disclosed="y")
    kept = _add(officer, case, PNG, "kept.png")
    candidate = world.browser(scene.candidate.user_id)
    candidate.get(f"{case}/evidence/{shown}", buffered=True)
    candidate.get(f"{case}/evidence/{kept}", expect=404)
    page = candidate.get(f"{case}/").text
    assert "shown.png" in page
    assert "kept.png" not in page
    other = f"{BASE}/{scene.at(Stage.NOTIFIED, title='Another')}"
    officer.get(f"{other}/evidence/{shown}", expect=404)
    assert len(_store(world.app)) == 1
