"""Every route, for everybody: who finds it, who is refused, for whom it is not there, and what pages give away."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import Connection, Engine, event
from werkzeug.test import TestResponse

from compliance.web.guards import EXEMPT
from compliance.web.json_api.scopes import PREFIX
from tests.client import PageClient
from tests.factories.world import World
from tests.journeys import realm as making
from tests.journeys.access import RULES, Rule
from tests.journeys.personas import Persona
from tests.journeys.realm import Realm
from tests.journeys.secrets import Secret, secrets

OPEN, TOLD, NOTHING, SIGN_IN = "opens it", "403, with a reason", "404", "is led to sign in"
WRITTEN = ("text/html", "application/json", "text/calendar", "text/csv", "text/plain")
ELSEWHERE = (Persona.ADMINISTRATOR, Persona.OFFICER_OF_BOTH, Persona.OFFICER_ELSEWHERE, Persona.CEDAR)
SCOPED = (Persona.OFFICER, Persona.NOT_ON_ALDER, Persona.NOT_ON_CASE, Persona.CHAIR, Persona.ALDER, Persona.BIRCH)
"""Those for whom the database decides what they see. Rights are the same code on any engine, tried on one with all."""

NUMBERS = ("seq", "proposal", "recusal", "relation", "rule")
"""What an address names by a number."""


@dataclass(frozen=True)
class Visit:
    """One request: by whom, of what, and what came of it."""

    persona: Persona
    rule: Rule
    endpoint: str
    method: str
    path: str
    answer: str
    text: str

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.persona}: {self.method} {self.path} ({self.endpoint})"


@pytest.fixture(scope="module")
def realm(shared_world: World) -> Realm:
    """Two contests, made once on each engine."""
    return making.build(shared_world)


@pytest.fixture(scope="module")
def visits(realm: Realm) -> list[Visit]:
    """Everybody at every address; whoever is an officer of both contests is one of this one like any other."""
    on_sqlite = realm.world.edge.engine.dialect.name == "sqlite"
    walkers = [persona for persona in Persona if persona is not Persona.OFFICER_OF_BOTH] if on_sqlite else SCOPED
    return [visit for persona in walkers for visit in wander(realm, persona, "slug")]


def wander(realm: Realm, persona: Persona, contest: str) -> Iterator[Visit]:
    """Send one person to every address, `~` being the contest of this name. Nothing of what they do is kept."""
    lasting, user = realm.world.browser(realm.people[persona]), realm.people[persona]
    urls = realm.world.app.url_map.bind("localhost")
    for rule, method, address in requests():
        path, _space, body = address.replace("~", f"/contests/{{{contest}}}").format(**realm.names).partition(" ")
        browser = realm.world.browser(user) if path == "/sign-out" else lasting
        endpoint, _values = urls.match(path.partition("?")[0], method=method)
        with nothing_kept(realm.world.edge.engine):
            token = realm.tokens.get(persona)
            if path.startswith(PREFIX):
                response = ask(browser, method, path, token)
            else:
                response = send(browser, method, path, dict(parse_qsl(body)))
        answer = answer_of(response, method, signing_out=path == "/sign-out" and persona is not Persona.VISITOR)
        yield Visit(persona, rule, endpoint, method, path, answer, readable(response, path))


def requests() -> Iterator[tuple[Rule, str, str]]:
    """Each rule's addresses, by method."""
    for rule in RULES:
        for line in rule.addresses:
            methods, _space, address = line.partition(" ")
            for method in ("GET", "POST") if methods == "*" else (methods,):
                yield rule, method, address


def send(browser: PageClient, method: str, path: str, body: Mapping[str, str]) -> TestResponse:
    """Make one request; a POST carries the token of the form, and no more than `body`."""
    sent = {"csrf_token": browser.csrf(), **body} if method == "POST" else None
    return browser.http.open(path, method=method, data=sent, buffered=True)


def ask(browser: PageClient, method: str, path: str, token: str | None) -> TestResponse:
    """Ask as a program does: with a token, if there is one, and an empty object to act on."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return browser.http.open(path, method=method, headers=headers, json={} if method != "GET" else None, buffered=True)


@contextmanager
def nothing_kept(engine: Engine) -> Iterator[None]:
    """Let every commit meanwhile keep nothing: its transaction is undone just before."""

    def undo(connection: Connection) -> None:
        connection.connection.rollback()

    event.listen(engine, "commit", undo)
    try:
        yield
    finally:
        event.remove(engine, "commit", undo)


def answer_of(response: TestResponse, method: str, *, signing_out: bool) -> str:
    """What an answer means: a choice that is not offered (422 to a GET) is refused like one that is forbidden."""
    status = response.status_code
    if status == 401 or (status == 302 and response.location.startswith("/sign-in") and not signing_out):
        return SIGN_IN
    if status == 403 or (status == 422 and method == "GET"):
        return TOLD
    if status == 404:
        return NOTHING
    return OPEN if status in (200, 201, 204, 302, 409, 422) else f"{status}"


def readable(response: TestResponse, path: str) -> str:
    """What can be read in an answer, but for the address that was asked for; nothing in a picture or a PDF."""
    return response.text.replace(path, "") if response.mimetype in WRITTEN else ""


def expected(rule: Rule, persona: Persona) -> str:
    """What a rule promises somebody."""
    if persona in rule.open_to:
        return OPEN
    if persona is Persona.VISITOR:
        return SIGN_IN
    return TOLD if persona in rule.told else NOTHING


def test_every_route_is_in_the_table(shared_world: World) -> None:
    """A route that no rule speaks of fails here: say in access.py who may use it."""
    urls = shared_world.app.url_map.bind("localhost")
    listed = set()
    for _rule, method, address in requests():
        path = address.partition(" ")[0].partition("?")[0].replace("~", "/contests/any")
        for number in NUMBERS:
            path = path.replace(f"{{{number}}}", "1")
        listed.add((urls.match(path.replace("{", "").replace("}", ""), method=method)[0], method))
    routes = {
        (route.endpoint, method)
        for route in shared_world.app.url_map.iter_rules()
        for method in (route.methods or set()) - {"HEAD", "OPTIONS"}
        if route.endpoint not in EXEMPT
    }
    assert routes - listed == set()


def test_everybody_gets_what_the_rules_say(visits: list[Visit]) -> None:
    """Each person at each address: it opens, or is refused with a reason, or there is no such page."""
    wrong = [
        f"{visit}\n    expected: {promise}; got: {visit.answer}\n    rule: {visit.rule.what}"
        for visit in visits
        if visit.answer != (promise := expected(visit.rule, visit.persona))
    ]
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong)


@pytest.mark.parametrize("persona", ELSEWHERE)
def test_what_belongs_to_one_contest_is_not_found_in_another(realm: Realm, persona: Persona) -> None:
    """Through the address of the other contest nothing of this one is there, not even for who has a part in both."""
    found = [
        f"{visit}: {visit.answer}"
        for visit in wander(realm, persona, "elsewhere")
        if is_of_contest(realm, visit) and visit.answer != NOTHING and not is_refused_unseen(visit)
    ]
    assert not found, "\n".join(found)


def is_of_contest(realm: Realm, visit: Visit) -> bool:
    """Whether an address names something inside of a contest."""
    rules = realm.world.app.url_map.iter_rules(visit.endpoint)
    return any("slug" in rule.arguments and len(rule.arguments) > 1 for rule in rules)


def is_refused_unseen(visit: Visit) -> bool:
    """Whether it was refused before anything was looked up: pages that edit codes are, to members who never edit."""
    return visit.endpoint.startswith("codes.") and visit.persona is Persona.CEDAR and visit.answer == TOLD


def test_no_page_tells_what_is_not_for_its_reader(realm: Realm, visits: list[Visit]) -> None:
    """Titles, references, summaries, sources, evidence and statements stand on no page of whom they are not for."""
    told = [
        f"{visit} tells of {secret.what}: {secret.text}"
        for secret in secrets(realm)
        for visit in visits
        if secret.text in visit.text and not may_read(secret, visit)
    ]
    assert not told, f"{len(told)} told:\n" + "\n".join(told)


def may_read(secret: Secret, visit: Visit) -> bool:
    """Whether somebody may read it there."""
    if visit.persona in secret.readers:
        return True
    return any(visit.persona in readers and place in visit.path for place, readers in secret.places.items())


def test_each_secret_is_told_to_those_whom_it_is_for(realm: Realm, visits: list[Visit]) -> None:
    """The search finds what it looks for: each secret stands on a page of an officer of the case."""
    mine = [visit.text for visit in visits if visit.persona is Persona.OFFICER]
    for_office = [secret for secret in secrets(realm) if Persona.OFFICER in secret.readers]
    unseen = [secret.what for secret in for_office if not any(secret.text in text for text in mine)]
    assert not unseen
