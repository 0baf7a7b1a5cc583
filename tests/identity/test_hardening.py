"""What every answer and every form of the application holds, whichever area it belongs to."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule

from compliance.app import create_app
from compliance.core.access import Role
from compliance.web.guards import allow, everyone
from compliance.web.headers import HEADERS
from compliance.web.json_api.scopes import PREFIX
from tests.factories.world import PASSWORD, World
from tests.identity.test_sign_in import email

SENDING = ("POST", "PUT", "PATCH", "DELETE")


def _path(world: World, rule: Rule, method: str) -> str:
    """An address of a route, with something in each of its places."""
    converters = rule._converters  # noqa: SLF001 - werkzeug tells them nowhere else
    values = {name: 1 if isinstance(one, IntegerConverter) else "dg-2031" for name, one in converters.items()}
    return world.app.url_map.bind("localhost").build(rule.endpoint, values, method=method)


def test_no_form_is_taken_without_its_token(world: World) -> None:
    """Every route refuses what a browser sends where the page's token is missing or wrong, the API all of it."""
    contest = world.contest()
    client = world.browser(world.user(Role.OFFICER, contest)).http
    tried = 0
    for rule in world.app.url_map.iter_rules():
        for method in (rule.methods or set()).intersection(SENDING):
            refusal = 401 if rule.rule.startswith(PREFIX) else 422 if rule.endpoint.startswith("report.") else 400
            if rule.endpoint == "report.unlock":
                continue  # it needs a code, and changes nothing
            for data in ({}, {"csrf_token": "made up"}):
                answer = client.open(_path(world, rule, method), method=method, data=data)
                assert answer.status_code == refusal, f"{method} {rule}: {answer.status_code}"
            tried += 1
    assert tried > 20


@pytest.fixture
def answers(own_world: World) -> dict[str, int]:
    """Addresses of each kind of answer, with their statuses."""

    def broken() -> str:
        raise ZeroDivisionError

    own_world.app.add_url_rule("/broken", "broken", allow(everyone)(broken))
    own_world.app.testing = False  # a failure is answered, not raised
    return {
        "/sign-in": 200,
        "/": 302,
        "/nowhere": 404,
        "/contests/none/": 302,
        "/sign-out": 405,
        "/broken": 500,
        "/static/app.css": 200,
        "/static/none.css": 404,
        "/bootstrap/static/css/bootstrap.min.css": 200,
        "/icons.svg": 200,
    }


def test_every_answer_has_the_headers(own_world: World, answers: dict[str, int]) -> None:
    """Pages, redirections, files and errors of all kinds tell the browser the same rules."""
    client = own_world.app.test_client()
    for path, status in answers.items():
        answer = client.get(path, buffered=True)
        assert answer.status_code == status, path
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path
        assert "Server" not in answer.headers
    forged, refused = client.post("/sign-in", data={}), client.get("/nowhere", headers={"Accept": "application/json"})
    assert (forged.status_code, refused.mimetype) == (400, "application/problem+json")
    for answer in (forged, refused):
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_no_page_is_kept_by_a_browser_or_on_the_way(world: World) -> None:
    """Pages are stored nowhere; only our files are."""
    client = world.browser(world.user(Role.ADMINISTRATOR)).http
    for path in ("/", "/account", "/users/", "/sign-in", "/nowhere"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
    assert "immutable" in client.get("/static/app.css", buffered=True).headers["Cache-Control"]
    assert client.get("/icons.svg").headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(world: World, method: str) -> None:
    """An address is read and sent to as its route says, and in no other way."""
    client = world.browser(world.user(Role.ADMINISTRATOR)).http
    for path in ("/", "/sign-in", "/sign-out", "/account", "/users/", "/static/app.css"):
        answer = client.open(path, method=method)
        assert answer.status_code == 405, path
        assert "TRACE" not in answer.headers["Allow"]


@pytest.fixture
def secure(world: World) -> Iterator[FlaskClient]:
    """A browser of the same installation with cookies for HTTPS only."""
    app = create_app(replace(world.app.extensions["compliance.config"], secure_cookies=True), world.clock)
    yield app.test_client()
    app.extensions["compliance.edge"].engine.dispose()


def test_cookies_go_to_this_host_over_https_only_and_to_no_script(world: World, secure: FlaskClient) -> None:
    """Each cookie has the __Host- prefix and all that goes with it."""
    address = email(world, world.user())
    options = {"base_url": "https://record.example", "headers": {"Referer": "https://record.example/sign-in"}}
    page = secure.get("/sign-in", **options)
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    sent = {"csrf_token": token, "email": address, "password": PASSWORD}
    answer = secure.post("/sign-in", data=sent, **options)
    assert answer.status_code == 302
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-session", "__Host-known"}
    for cookie in cookies:
        attributes = {one.strip() for one in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= attributes
        assert not any(one.lower().startswith("domain") for one in attributes)
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert secure.get("/account", **options).status_code == 200


def test_a_form_sent_from_another_site_is_refused_over_https(secure: FlaskClient) -> None:
    """Even with its token a form counts only if a page of this host sent it."""
    options = {"base_url": "https://record.example"}
    token = secure.get("/sign-in", **options).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    for referrer in ({}, {"Referer": "https://evil.example/"}):
        answer = secure.post("/sign-in", data={"csrf_token": token}, headers=referrer, **options)
        assert answer.status_code == 400


def test_cookies_without_https_keep_the_rest(world: World) -> None:
    """On a machine without HTTPS, as for the demo, cookies stay away from scripts and other sites all the same."""
    client = world.app.test_client()
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
