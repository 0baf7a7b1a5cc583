"""How many statements a page sends: at most twelve, and no more when there is more to show."""

from collections.abc import Iterable, Iterator

import pytest

from compliance.incidents import service
from compliance.incidents.terms import InadmissibilityGround
from compliance.web.json_api.scopes import PREFIX
from tests.factories.cases import ASSESSED
from tests.factories.world import World
from tests.journeys import realm as making
from tests.journeys.growth import grow
from tests.journeys.personas import Persona
from tests.journeys.realm import Realm
from tests.journeys.test_access_matrix import ask, requests, send

# The statements are the same on both engines, and the walk is long: it is done on one.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True, scope="session")

MOST = 12
MOST_OF_AN_OPERATION = 14
"""A case is given to programs with what several of its pages show."""
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")
WALKERS = (Persona.OFFICER, Persona.ALDER, Persona.CHAIR, Persona.ADMINISTRATOR)
LISTS = ("/", "/contests/dg-2031/", "/contests/dg-2031/incidents/", "/contests/dg-2031/submissions/")


@pytest.fixture(scope="module")
def realm(shared_world: World) -> Realm:
    """Two contests, with everything in them."""
    return making.build(shared_world)


def addresses(realm: Realm) -> list[str]:
    """Every address of the access matrix that is read."""
    known = (one.replace("~", "/contests/{slug}") for _rule, method, one in requests() if method == "GET")
    return list(dict.fromkeys(one.format(**realm.names) for one in known))


def counted(realm: Realm, persona: Persona, paths: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each address with how many statements it takes to show it to somebody."""
    browser = realm.world.browser(realm.people[persona])
    for path in paths:
        with realm.world.statements() as sent:
            answer = ask(browser, "GET", path, realm.tokens[persona]) if path.startswith(PREFIX) else None
            answer = answer or send(browser, "GET", path, {})
        assert answer.status_code < 500, path
        yield path, sum(not statement.startswith(FRAME) for statement in sent)


@pytest.mark.parametrize("persona", WALKERS)
def test_no_page_takes_more_than_twelve_statements(realm: Realm, persona: Persona) -> None:
    """Whoever reads whatever there is, with everything in it: twelve at most."""
    taken = counted(realm, persona, addresses(realm))
    most = {path: MOST_OF_AN_OPERATION if path.startswith(PREFIX) else MOST for path in addresses(realm)}
    assert [f"{path}: {count}" for path, count in taken if count > most[path]] == []


def test_a_case_that_repeats_another_takes_no_more(realm: Realm) -> None:
    """That its reader may know of the other case is asked within the same twelve."""
    made, ground = realm.made, InadmissibilityGround.DUPLICATE
    again = made.file("4(a)")
    with made.world.act(made.officer) as uow:
        repeated = service.Assessment(False, "It is the same.", ASSESSED, ground, realm.names["fresh"])
        service.assess(uow, made.incident(uow, again), repeated)
    ((_path, count),) = counted(realm, Persona.OFFICER, [f"/contests/dg-2031/incidents/{again}/"])
    assert count <= MOST


def test_five_more_of_everything_take_no_statement_more(realm: Realm) -> None:
    """What belongs to a case is read at once: its pages, the lists and the home send as much as before."""
    growing = {realm.names[name] for name in ("case", "fresh", "ended", "report")}
    paths = [path for path in addresses(realm) if path in LISTS or growing & set(path.split("/"))]
    readers = (Persona.OFFICER, Persona.ALDER)
    before = {reader: dict(counted(realm, reader, paths)) for reader in readers}
    grow(realm)
    more = [
        f"{reader} at {path}: {before[reader][path]}, then {count}"
        for reader in readers
        for path, count in counted(realm, reader, paths)
        if count > before[reader][path]
    ]
    assert more == []
