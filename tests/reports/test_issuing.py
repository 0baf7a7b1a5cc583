"""Reports are issued, received and verified."""

import orjson
import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.core.storage import FileStore
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents.terms import Stage
from compliance.reports import queries, service
from compliance.reports.as_html import as_html
from compliance.reports.as_json import as_json
from compliance.reports.models import IssuedReport
from compliance.reports.terms import Edition
from compliance.transparency.models import LogEntry
from compliance.transparency.queries import checkpoint_at
from tests.factories import cases
from tests.factories.cases import Setting
from tests.factories.world import World


@pytest.fixture
def made(world: World) -> Setting:
    """A contest with one concluded and one open matter."""
    made = cases.setting(world)
    made.at(Stage.CONCLUDED)
    made.at(Stage.NOTIFIED)
    return made


def store(world: World) -> FileStore:
    """Where the files are kept."""
    return FileStore(world.app.extensions["compliance.config"].evidence_folder)


def issued(made: Setting, edition: Edition = Edition.CHAIR) -> str:
    """Issue an edition as known now; return its reference."""
    with made.world.act(made.officer) as uow:
        return service.issue(uow, made.contest, edition, uow.now, files=store(made.world)).reference


def row(uow: UnitOfWork, made: Setting, reference: str) -> IssuedReport:
    """An issued report."""
    return queries.by_reference(uow.session, made.contest, reference)


def test_issuing_keeps_three_files_and_one_log_entry(made: Setting) -> None:
    """The files are kept under their digests, and the log says for whom and of which state the report is."""
    reference = issued(made)
    with made.world.look() as uow:
        report = row(uow, made, reference)
        known = queries.known_at(uow.session, made.contest, report.as_of, Edition.CHAIR)
        for kind, content in (("json", as_json(known)), ("html", as_html(known))):
            with store(made.world).open(service.digest_of(report, kind)) as file:  # type: ignore[arg-type]
                assert file.read() == content
        with store(made.world).open(report.pdf_sha256) as file:
            assert file.read(5) == b"%PDF-"
        entry = uow.session.scalars(select(LogEntry).where(LogEntry.act == "report.issued")).one()
    assert orjson.loads(entry.leaf)["facts"] == {
        "edition": "chair",
        "as_of": report.as_of.isoformat(),
        "log_size": report.log_size,
        "log_root": report.log_root,
        "pdf_sha256": report.pdf_sha256,
    }
    assert report.issued_by == made.officer.name


def test_the_act_itself_lies_after_the_instant_it_speaks_of(made: Setting) -> None:
    """Asked later what was known at the instant of an issued report, the log answers with the size that it states."""
    reference = issued(made)
    with made.world.look() as uow:
        report = row(uow, made, reference)
        assert checkpoint_at(uow.session, report.as_of).size == report.log_size
        assert report.issued_at > report.as_of


def test_what_was_recorded_while_files_were_made_is_not_missed(made: Setting) -> None:
    """A report that was prepared on an older state of the log is made anew before it is issued."""
    with made.world.look(made.officer) as uow:
        prepared = service.prepare(uow, made.contest, Edition.CHAIR, uow.now, files=store(made.world))
    made.file("4(a)")
    with made.world.act(made.officer) as uow:
        report = service.issue(uow, made.contest, Edition.CHAIR, uow.now, files=store(made.world), prepared=prepared)
        assert report.log_size > prepared.log.size
        assert report.json_sha256 != prepared.digests["json"]
    with made.world.look(made.officer) as uow:
        assert service.verify(uow, row(uow, made, report.reference), files=store(made.world)).holds


def test_what_was_prepared_is_issued_as_it_is(made: Setting) -> None:
    """If nothing was recorded meanwhile, the files that were made first are those of the report."""
    with made.world.look(made.officer) as uow:
        prepared = service.prepare(uow, made.contest, Edition.PUBLIC, uow.now, files=store(made.world))
    made.world.clock.advance(seconds=2)
    with made.world.act(made.officer) as uow:
        report = service.issue(
            uow, made.contest, Edition.PUBLIC, prepared.as_of, files=store(made.world), prepared=prepared
        )
        assert report.pdf_sha256 == prepared.digests["pdf"]


def test_no_report_of_the_future(made: Setting) -> None:
    """What will be on record later cannot be reported."""
    with made.world.act(made.officer) as uow, pytest.raises(Invalid, match="choose an earlier time"):
        service.issue(uow, made.contest, Edition.CHAIR, uow.now.replace(year=2032), files=store(made.world))


def test_the_chair_acknowledges_once(made: Setting) -> None:
    """The receipt names who and when; a second one is refused, and nobody acknowledges what they may not read."""
    reference = issued(made)
    chair, observer = (made.world.actor(made.world.user(role, made.contest)) for role in (Role.CHAIR, Role.OBSERVER))
    with made.world.act(chair) as uow:
        service.acknowledge_receipt(uow, row(uow, made, reference))
    with made.world.look(chair) as uow:
        (receipt,) = queries.receipts(uow.session, row(uow, made, reference).id)
        assert (receipt.name, receipt.acknowledged_at) == (chair.name, uow.now)
        with pytest.raises(Forbidden, match="You have acknowledged receipt"):
            service.acknowledge_receipt(uow, row(uow, made, reference))
    with made.world.look(observer) as uow, pytest.raises(NotFound):
        service.acknowledge_receipt(uow, row(uow, made, reference))


def test_a_recused_officer_issues_no_edition_that_tells_the_case(made: Setting) -> None:
    """Recused from one candidate, an officer can issue none: each edition may tell of that candidate's cases."""
    with made.world.act() as uow:
        user = uow.session.get_one(User, made.officer.user_id)
        identity.recuse(uow, user, made.contest, "A former colleague.", candidacy_id=made.birch)
    made.officer = made.world.actor(made.officer.user_id or 0)
    for edition in Edition:
        with pytest.raises(Forbidden, match="recused"):
            issued(made, edition)


def test_an_issued_report_verifies_and_an_altered_one_does_not(made: Setting) -> None:
    """Made again from the log it is the same to the byte; an altered file or digest is named."""
    reference = issued(made)
    made.world.clock.advance(days=1)
    made.at(Stage.REPLIED)
    with made.world.look(made.officer) as uow:
        report = row(uow, made, reference)
        assert service.verify(uow, report, files=store(made.world)).holds
        store(made.world).path(report.html_sha256).write_bytes(b"<p>Nothing happened.</p>")
        found = service.verify(uow, report, files=store(made.world))
        assert [(one.format, one.kept, one.repeated) for one in found.files] == [
            ("html", False, True),
            ("pdf", True, True),
            ("json", True, True),
        ]
        report.json_sha256 = "0" * 64
        found = service.verify(uow, report, files=store(made.world))
        assert [one.repeated for one in found.files] == [True, True, False]
        assert found.root_holds
        assert not found.holds
        uow.session.rollback()


def test_a_root_that_the_log_never_had_is_named(made: Setting) -> None:
    """A report that states another root or a size beyond the log's does not verify."""
    reference = issued(made)
    with made.world.look(made.officer) as uow:
        report = row(uow, made, reference)
        report.log_root = "0" * 64
        assert not service.verify(uow, report, files=store(made.world)).root_holds
        report.log_size = 10_000
        assert not service.verify(uow, report, files=store(made.world)).holds
        uow.session.rollback()
