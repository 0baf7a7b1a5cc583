"""A contest that is exported and imported elsewhere is the same contest."""

from datetime import date, timedelta
from importlib import resources
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from compliance.candidates import queries as candidates
from compliance.candidates.service import StatusSpan, set_statuses
from compliance.candidates.terms import Status
from compliance.core.access import command_line
from compliance.core.database import session_factory
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.checks import read
from compliance.exchange.export import export_text
from compliance.exchange.export.as_yaml import as_yaml
from compliance.exchange.schema import ContestFile
from compliance.exchange.service import import_contest
from compliance.incidents import queries as incidents
from compliance.incidents import service as verbs
from compliance.incidents.models import Incident
from compliance.incidents.terms import Kind, ReplyKind, Result, Stage, StandardOfProof
from tests import engines
from tests.exchange.altered import FULL
from tests.exchange.generated import contest_files
from tests.exchange.installations import Installation, installation
from tests.factories.world import STANDARD_NOW

DEMO = (resources.files("compliance.exchange") / "demo.yaml").read_text(encoding="utf-8")


def file_of(text: str) -> ContestFile:
    """Read a contest file."""
    return read(text.encode(), name="contest.yaml")


@pytest.mark.parametrize("text", [DEMO, FULL], ids=["demo", "full"])
def test_an_export_imported_elsewhere_is_exported_the_same(
    databases: engines.Databases, migrated: str, text: str
) -> None:
    """Importing an export into an empty installation gives, byte for byte, the same export."""
    with installation(databases, migrated) as first, installation(databases, migrated) as second:
        exported = first.give(first.take(text))
        assert second.give(second.take(exported)) == exported


def test_an_export_holds_what_the_file_held(databases: engines.Databases, migrated: str) -> None:
    """The demo contest comes out as it went in, though its author wrote it by hand."""
    with installation(databases, migrated) as place:
        exported = file_of(place.give(place.take(DEMO)))
    assert exported.model_dump() == file_of(DEMO).model_dump()


def exported_by(engine: Engine, text: str) -> str:
    """Import a contest, export it from what the database then holds, and leave nothing behind."""
    with session_factory(engine, writes=True)() as session:
        contest = import_contest(UnitOfWork(session, command_line(), STANDARD_NOW), file_of(text))
        session.flush()
        session.expire_all()
        written = export_text(session, contest.id)
        session.rollback()
    return written


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_contest_goes_round(databases: engines.Databases, migrated: str, data: st.DataObject) -> None:
    """Whatever a valid file holds: its export can be imported, and is then exported the same."""
    with installation(databases, migrated) as place:
        exported = exported_by(place.engine, as_yaml(data.draw(contest_files())))
        assert exported_by(place.engine, exported) == exported


def changed(place: Installation, contest_id: int) -> None:
    """Do to the demo contest what an ethics office does, and what may go wrong with texts."""
    with session_factory(place.engine, writes=True)() as session:
        uow = UnitOfWork(session, command_line(), STANDARD_NOW + timedelta(days=1))

        def case(key: str) -> Incident:
            return session.scalars(select(Incident).where(Incident.key == key)).one()

        received = case("table-of-votes")
        amendment = verbs.Amendment(
            "  A title\u2028with odd blanks ",
            received.kind,
            received.occurred_from,
            None,
            "Lines as browsers\r\nsend \x0bthem.\r\n",
            {"note": "1\r\n2", " ": "x"},
        )
        verbs.amend(uow, received, amendment, received.revision)
        told = case("veldmark-delegation")
        verbs.notify(uow, told, verbs.NewNotice("Further notice", date(2026, 11, 20), date(2026, 12, 20)))
        allegations = incidents.allegations(session, told.id)
        for text in ("No.", "And besides:\r\nno."):
            verbs.reply(uow, allegations[0], verbs.NewReply(text, date(2026, 12, 1)))
        declined = verbs.NewReply("", date(2026, 12, 1), ReplyKind.DECLINED_TO_COMMENT)
        verbs.reply(uow, allegations[0], declined)
        concluded = incidents.allegations(session, case("water-forum").id)
        correction = verbs.NewFinding(
            Result.PARTIALLY_SUBSTANTIATED,
            StandardOfProof.CLEAR_AND_CONVINCING,
            date(2026, 12, 1),
            "Seen anew.",
            "Error.",
        )
        verbs.find(uow, concluded[0], correction)
        _file_without_key(uow, contest_id)
        elsewhere = candidates.by_key(session, contest_id, "aldercott")
        assert elsewhere is not None
        set_statuses(uow, elsewhere, [StatusSpan(Status.EXTERNAL, date(2020, 1, 1))])
        session.commit()


def _file_without_key(uow: UnitOfWork, contest_id: int) -> None:
    person = candidates.by_key(uow.session, contest_id, "tesselby")
    assert person is not None
    facts: dict[str, Any] = {
        "occurred_from": date(2026, 12, 1),
        "occurred_until": None,
        "reported_on": date(2026, 12, 2),
    }
    new = verbs.NewIncident(candidacy_id=person.id, kind=Kind.OTHER, title="T", summary="", **facts)
    verbs.file_incident(uow, contest_id, new, timezone="Europe/Vienna")


def test_a_contest_that_was_worked_with_goes_round(databases: engines.Databases, migrated: str) -> None:
    """Amended texts, supplements, corrections, and findings that a corrected status no longer bears: all go round."""
    with installation(databases, migrated) as first, installation(databases, migrated) as second:
        contest_id = first.take(DEMO)
        changed(first, contest_id)
        exported = first.give(contest_id)
        assert second.give(second.take(exported)) == exported
    file = file_of(exported)
    by_key = {one.key: one for one in file.incidents}
    assert by_key["table-of-votes"].summary == "Lines as browsers\nsend \ufffdthem."
    (reply,) = by_key["veldmark-delegation"].replies_of.values()
    declined = "The candidate declined to comment."
    assert [one.text for one in reply.in_order] == ["No.", "And besides:\nno.", declined]
    assert [one.kind for one in reply.in_order] == ["answered", "answered", "declined_to_comment"]
    assert by_key["veldmark-delegation"].reply_due_on == date(2026, 12, 20)
    assert by_key["water-forum"].finding_of["standards/8(a)"].finding is Result.PARTIALLY_SUBSTANTIATED
    assert by_key["water-forum"].allegations[0].held_to_bind
    assert by_key["water-forum"].stage is Stage.CONCLUDED
    assert len(file.incidents) == 17
