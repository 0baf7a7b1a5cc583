"""Whoever a source is, nobody but their handlers is shown, sent or handed a byte that differs.

The same history is played twice in copies of one world: once a delegation reports with its name, once somebody reports
who stays unknown; their statements differ too. Salts, tokens and what is made of them by hashing are drawn by lot, and
are left out of the comparison; how many there are is not.
"""

import io
import logging
import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from compliance import schema
from compliance.core.database import create_engine
from compliance.core.storage import FileStore
from compliance.incidents import service
from compliance.incidents.terms import SourceKind
from compliance.intake.models import Submission
from compliance.intake.service import triage
from compliance.intake.terms import Purpose
from compliance.notifications.models import Intent
from compliance.reports import service as reports
from compliance.reports.terms import Edition
from compliance.transparency.models import LogEntry
from tests import engines
from tests.conftest import standing
from tests.factories import cases
from tests.factories.cases import Setting
from tests.intake.reporters import NAMED, REPORT, Reporter
from tests.journeys import realm as making
from tests.journeys.personas import Persona
from tests.journeys.realm import Realm
from tests.journeys.test_access_matrix import ask, requests
from tests.journeys.test_twin_worlds import FILLING, TOKEN, Change, Twins

READERS = (
    *(Persona.VISITOR, Persona.ADMINISTRATOR, Persona.NOT_ON_ALDER, Persona.CHAIR),
    *(Persona.ALDER, Persona.AGENT, Persona.BIRCH, Persona.OBSERVER),
)
"""Nobody of them handles a case against Alder."""
DRAWN = re.compile(r"\b[0-9a-f]{12,64}\b")
"""Digests and salts, which are random in any case."""
KNOWN = replace(making.SOURCE, kind=SourceKind.NAMED, name="Tove Ash", contact="tove@ash.example")
SCRIPT_TOKEN = re.compile(r'data-token="[^"]+"')
UNKNOWN = replace(making.SOURCE, kind=SourceKind.ANONYMOUS, name=None, contact=None, statement="A word on paper.")


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """A world with everything in it, to be copied. What is shown is the same on either engine: one is enough."""
    databases = engines.SQLiteDatabases(tmp_path_factory.mktemp("databases"))
    url = databases.fresh()
    engine = create_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    with standing(databases, url, tmp_path_factory.mktemp("first")) as world:
        yield Twins(making.build(world), databases, tmp_path_factory.mktemp("second"))


def told_by(report: dict[str, str], source: service.NewSource) -> Change:
    """Somebody reports; the office records it with what they say, goes on with the case, and reports to the chair."""

    def change(made: Setting, realm: Realm) -> str:
        world = made.world
        Reporter(world).send(report)
        with world.act(made.officer) as uow:
            sent = uow.session.scalars(select(Submission).order_by(Submission.id.desc()).limit(1)).one()
            triage.write(uow, sent, triage.Letter(Purpose.ACKNOWLEDGEMENT, "Your report came in."))
            taken = triage.make_incident(uow, sent, made.new("4(a)", title="Stand of the campaign"), triage.Taking())
            service.assess(uow, taken, service.Assessment(True, "It is for us.", cases.TODAY))
        with world.act(made.officer) as uow:
            case = made.incident(uow, realm.names["case"])
            service.add_source(uow, case, source)
            service.assign(uow, case, realm.people[Persona.OFFICER_OF_BOTH] or 0)
        with world.act(made.officer) as uow:
            for edition in Edition:
                reports.issue(uow, made.contest, edition, uow.now, files=_files(made))
        return realm.names["case"]

    return change


def _files(made: Setting) -> FileStore:
    return FileStore(made.world.app.extensions["compliance.config"].evidence_folder)


def handed(realm: Realm, persona: Persona) -> Iterator[tuple[str, str]]:
    """What somebody gets at every address: status, headers and body, a PDF as its text."""
    browser = realm.world.browser(realm.people[persona])
    for _rule, method, address in requests():
        path, _space, _body = address.replace("~", "/contests/{slug}").format(**realm.names).partition(" ")
        if method != "GET":
            continue
        if path.startswith("/api/"):
            response = ask(browser, method, path, realm.tokens.get(persona))
        else:
            response = browser.http.get(path, buffered=True)
        yield f"{method} {path}", _written(response)


def _written(response: TestResponse) -> str:
    headers = {name: value for name, value in response.headers.items() if name not in ("Set-Cookie", "ETag", "Date")}
    if response.mimetype == "application/pdf":
        headers.pop("Content-Length", None)  # a digest in it may be longer when packed
        body = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    else:
        body = response.data.decode("utf-8", "backslashreplace")
    text = f"{response.status_code}\n{headers}\n{body}"
    return DRAWN.sub("…", SCRIPT_TOKEN.sub("", FILLING.sub("", TOKEN.sub(r"\1", text))))


def public(realm: Realm) -> Iterator[tuple[str, str]]:
    """The public log, leaf by leaf, and every mail that waits."""
    with realm.world.look() as uow:
        leaves = uow.session.scalars(select(LogEntry.leaf).order_by(LogEntry.seq))
        yield "public log", "\n".join(DRAWN.sub("…", leaf) for leaf in leaves)
        mails = select(Intent.event, Intent.subject, Intent.path, Intent.user_id, Intent.required).order_by(Intent.id)
        yield "mails", "\n".join(str(tuple(row)) for row in uow.session.execute(mails))


def everything(twins: Twins, change: Change, caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """Play one of the two histories, and gather what everybody but its handlers gets."""
    caplog.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.choice", random.Random(0).choice)  # noqa: S311 - references, which are to be alike
        with twins.twin(change) as (realm, _cases):
            found = {f"{persona}: {what}": text for persona in READERS for what, text in handed(realm, persona)}
            found |= dict(public(realm))
    return found | {"application log": "\n".join(record.getMessage() for record in caplog.records)}


def test_nothing_differs_with_who_the_source_is(twins: Twins, caplog: pytest.LogCaptureFixture) -> None:
    """Pages, headers, PDF, JSON, mails, the application's log and the public log are alike for both sources."""
    caplog.set_level(logging.DEBUG)
    known = everything(twins, told_by(NAMED, KNOWN), caplog)
    unknown = everything(twins, told_by(REPORT, UNKNOWN), caplog)
    assert known.keys() == unknown.keys()
    assert len(known) > 500
    differing = [what for what, text in known.items() if text != unknown[what]]
    assert not differing, f"{len(differing)}: {differing[:20]}\n{place(known, unknown, differing[0])}"


def place(known: dict[str, str], unknown: dict[str, str], what: str) -> str:
    """Where two answers begin to differ."""
    one, other = known[what], unknown[what]
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"{one[max(0, at - 100) : at + 100]!r}\n{other[max(0, at - 100) : at + 100]!r}"


def test_the_handlers_see_the_difference(twins: Twins) -> None:
    """The comparison compares: an officer of the case gets other pages for the other source."""
    seen = []
    for change in (told_by(NAMED, KNOWN), told_by(REPORT, UNKNOWN)):
        with twins.twin(change) as (realm, (case,)):
            browser = realm.world.browser(realm.people[Persona.OFFICER_OF_BOTH])
            seen.append(browser.get(f"/contests/dg-2031/incidents/{case}/").text)
    assert "Tove Ash" in seen[0]
    assert "Tove Ash" not in seen[1]
    assert "A word on paper." in seen[1]
