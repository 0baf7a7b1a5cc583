"""A case that somebody keeps out of changes nothing that they can see: every page is the same with it and without it.

Two worlds are the same to the last row. In one of them more cases come in, and one from which somebody is recused goes
on; then the same person opens every address in both, and every answer must be the same.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from compliance.candidates import queries as candidates
from compliance.codes.models import Clause, Instrument, InstrumentVersion
from compliance.contests import queries as contests
from compliance.core.access import Role
from compliance.incidents import queries, service
from compliance.incidents.terms import Stage
from compliance.transparency.queries import head
from tests import engines
from tests.conftest import standing
from tests.factories import cases
from tests.factories.cases import Setting
from tests.factories.world import World
from tests.journeys import findings
from tests.journeys import realm as making
from tests.journeys.personas import Persona
from tests.journeys.realm import Realm
from tests.journeys.test_access_matrix import Visit, nothing_kept, requests, wander

MORE = making.CASE | {"title": "Orchard supper", "summary": "The orchard was lit for delegations."}
SEALED = making.CASE | {"title": "Cellar transfer", "summary": "A cellar hand was sent away."}
TOKEN = re.compile(r'((?:name="(?:csrf_)?token"[^>]*value|data-token)=")[^"]+')
FILLING = re.compile(r"<!-- [0-9a-f]+ -->|(?<=/calendar/)[\w-]{40,}")
"""What is made anew each time: bytes that hide how long a page is, and the secret address of a calendar."""
LEFT_OUT = ("/log/", "/calendar/")
"""The log's numbers of entries and public acts tell when something was done in a contest, if not what; and the calendar
whose address is in the table is another officer's, secret to that one."""


Change = Callable[[Setting, Realm], str]
"""What happens in the other world; it returns the reference of a case."""


@dataclass
class Twins:
    """A world, and copies of it in which more has happened."""

    realm: Realm
    databases: engines.Databases
    folder: Path
    walked: dict[Persona, list[Visit]] = field(default_factory=dict)

    def first(self, persona: Persona) -> list[Visit]:
        """What somebody gets at every address of the first world, to which nothing happens."""
        if persona not in self.walked:
            self.walked[persona] = list(wander(self.realm, persona, "slug"))
        return self.walked[persona]

    @contextmanager
    def twin(self, *changes: Change) -> Iterator[tuple[Realm, tuple[str, ...]]]:
        """A copy in which something happened, with the references of the cases concerned."""
        world = self.realm.world
        world.edge.engine.dispose()  # no database is copied while somebody is in it
        url = self.databases.fresh(like=world.app.extensions["compliance.config"].database_url)
        with standing(self.databases, url, self.folder) as other:
            other.clock.now = world.clock.now
            for kept, copied in zip(_folders(world), _folders(other), strict=True):
                shutil.copytree(kept, copied, dirs_exist_ok=True)
            made = _setting(other, self.realm)
            references = tuple(change(made, self.realm) for change in changes)
            yield replace(self.realm, world=other), references
        self.databases.drop(url)


@pytest.fixture(scope="module")
def twins(databases: engines.Databases, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """A world with everything in it, where the first officer is one more who has no part in its cases."""
    with standing(databases, migrated, tmp_path_factory.mktemp("first")) as world:
        realm = making.build(world)
        stranger = world.user(Role.OFFICER, _contest(world))
        people = {**realm.people, Persona.OFFICER: stranger}
        tokens = {**realm.tokens, Persona.OFFICER: making.token(world, stranger)[1]}
        names = {**realm.names, "another officer": str(realm.people[Persona.OFFICER])}
        alike = replace(realm, people=people, tokens=tokens, names=names)
        yield Twins(alike, databases, tmp_path_factory.mktemp("second"))


def _folders(world: World) -> tuple[Path, ...]:
    return (Path(world.app.extensions["compliance.config"].evidence_folder),)


def _contest(world: World) -> int:
    with world.look() as uow:
        found = contests.by_slug(uow.session, "dg-2031")
        assert found is not None
        return found.id


def more(made: Setting, _realm: Realm) -> str:
    """One more case against Alder is concluded."""
    return made.at(Stage.CONCLUDED, "4(a)", "4(b)", **MORE)


def sealed(made: Setting, realm: Realm) -> str:
    """One more case against Alder is put to Alder, and confined to two officers."""
    reference = made.at(Stage.NOTIFIED, "4(a)", **SEALED)
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.add_source(uow, incident, making.SOURCE)
        handlers = [made.officer.user_id or 0, int(realm.names["another officer"])]
        service.restrict(uow, incident, "To protect the hand.", handlers)
    return reference


def gone_on(made: Setting, realm: Realm) -> str:
    """The case that was there goes on: a further notice, a reply, a source, and another officer."""
    with made.world.act() as uow:  # what comes from a file is released at no hour
        case = made.incident(uow, realm.names["case"])
        service.notify(uow, case, service.NewNotice("Two more questions.", cases.FOUND, cases.TODAY))
    with made.world.act(made.officer) as uow:
        case = made.incident(uow, realm.names["case"])
        service.add_source(uow, case, making.SOURCE)
        service.reply(uow, queries.allegation_of(uow.session, case, 0), service.NewReply("No.", cases.TODAY))
        service.assign(uow, case, realm.people[Persona.OFFICER_OF_BOTH] or 0)
        findings.more(uow, case)
    return realm.names["case"]


def _setting(world: World, realm: Realm) -> Setting:
    contest = _contest(world)
    with world.look() as uow:
        keys = {one.key: one.id for one in candidates.in_contest(uow.session, contest)}
        clauses = (
            select(Clause.number, Clause.id)
            .join(InstrumentVersion, InstrumentVersion.id == Clause.version_id)
            .join(Instrument, Instrument.id == InstrumentVersion.instrument_id)
            .where(Instrument.key == "standards", Instrument.contest_id == contest)
        )
        numbers = {number: key for number, key in uow.session.execute(clauses)}  # noqa: C416 - rows are no pairs
    officer, candidate = (world.actor(realm.people[one] or 0) for one in (Persona.OFFICER_OF_BOTH, Persona.ALDER))
    return Setting(world, contest, keys["alder"], keys["birch"], officer, candidate, numbers)


def answers(
    realm: Realm, persona: Persona, hidden: tuple[str, ...], visits: Iterable[Visit]
) -> dict[str, tuple[str, str]]:
    """What somebody gets at every address, and at those of some cases besides."""
    found = {}
    for visit in visits:
        if not any(part in visit.path for part in LEFT_OUT):
            found[f"{visit.method} {visit.path}"] = (visit.answer, normal(realm, visit.path, visit.text))
    browser = realm.world.browser(realm.people[persona])
    for path in _addresses_of(hidden, realm):
        with nothing_kept(realm.world.edge.engine):
            response = browser.http.get(path)
        found[f"GET {path}"] = (str(response.status_code), normal(realm, path, response.text.replace(path, "")))
    for query in ("orchard", "cellar", "Lagoon", *hidden):
        response = browser.http.get(f"/contests/dg-2031/incidents/?q={query}")
        found[f"search {query}"] = (str(response.status_code), normal(realm, "", response.text))
    return found


def _addresses_of(hidden: tuple[str, ...], realm: Realm) -> Iterator[str]:
    for _rule, method, address in requests():
        if method == "GET" and "{case}" in address:
            for reference in hidden:
                path = address.replace("~", "/contests/{slug}").replace("{case}", reference)
                yield path.format(**realm.names).partition(" ")[0]


def normal(realm: Realm, path: str, text: str) -> str:
    """A page without what differs each time: tokens, filling, and in a report made now the root and size of the log."""
    text = FILLING.sub("", TOKEN.sub(r"\1", text))
    if "/reports/preview" in path:
        with realm.world.look() as uow:
            now = head(uow.session)
        text = re.sub(rf"\b{now.size}\b", "SIZE", text.replace(now.root, "ROOT"))
    return text


def differences(twins: Twins, persona: Persona, *changes: Change) -> list[str]:
    """The addresses at which somebody can tell the two worlds apart."""
    with twins.twin(*changes) as (other, hidden):
        first = answers(twins.realm, persona, hidden, twins.first(persona))
        second = answers(other, persona, hidden, wander(other, persona, "slug"))
    assert len(first) > 100
    return [
        f"{persona}: {address}: {place(first[address], second[address])}"
        for address in first
        if first[address] != second[address]
    ]


def place(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Where two answers begin to differ, with what stands there in each."""
    one, other = (f"{status}: {text}" for status, text in (first, second))
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 80) : at + 60]!r} … {other[max(0, at - 80) : at + 60]!r}"


@pytest.mark.parametrize("persona", [Persona.NOT_ON_ALDER, Persona.NOT_ON_CONTEST])
def test_whoever_keeps_out_cannot_tell_whether_there_are_more_cases(twins: Twins, persona: Persona) -> None:
    """Recused from the candidate or the contest: more cases, and what happens in those there are, change no page."""
    assert differences(twins, persona, more, sealed, gone_on) == []


def test_whoever_keeps_out_of_one_case_cannot_tell_how_it_goes_on(twins: Twins) -> None:
    """Recused from one case: notices, replies and sources in it change no page."""
    assert differences(twins, Persona.NOT_ON_CASE, gone_on) == []


@pytest.mark.parametrize("persona", [Persona.OFFICER, Persona.NOT_ON_CASE])
def test_a_confined_case_changes_no_page_of_other_officers(twins: Twins, persona: Persona) -> None:
    """An officer who is not assigned, recused from another case or from none, cannot tell whether there is one."""
    assert differences(twins, persona, sealed) == []


def test_a_difference_is_found(twins: Twins) -> None:
    """An officer who sees a case finds the worlds different, on the list and at the case's own address."""
    found = differences(twins, Persona.OFFICER, more)
    assert any(one.startswith(f"{Persona.OFFICER}: GET /contests/dg-2031/incidents/:") for one in found)
    assert len(found) > 5
