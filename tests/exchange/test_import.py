"""An import makes all of a contest or nothing, and leads every incident as far as the file says that it came."""

import random
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from compliance.core.access import command_line
from compliance.core.database import session_factory
from compliance.core.errors import Invalid
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.checks import read
from compliance.exchange.service import import_contest, import_data
from compliance.incidents import policy
from compliance.incidents.models import Finding, Incident, Notice, StageChange
from compliance.incidents.terms import Stage
from compliance.transparency.verification import verify
from tests import engines
from tests.exchange.altered import FULL, altered
from tests.exchange.installations import Installation, installation
from tests.exchange.test_broken_files import SPOILERS
from tests.factories.world import STANDARD_NOW

OUTSIDE = FULL[: FULL.index("    assessment: {")] + "".join(
    FULL[FULL.index("    finding_of:") : FULL.index("    stage: replied")].splitlines(keepends=True)
)
"""The full example as somebody else's software would write it: findings, and no word of what went before."""


def history(place: Installation, key: str) -> list[tuple[str, date]]:
    """The stages of an incident with the days on which it came to them."""
    with place.reading() as session:
        query = select(StageChange.stage, StageChange.on).join(Incident, Incident.id == StageChange.incident_id)
        return [
            (stage.value, on)
            for stage, on in session.execute(query.where(Incident.key == key).order_by(StageChange.id))
        ]


def faults_of(place: Installation, data: bytes) -> list[str]:
    """Import a file that is refused; return its faults, as written."""
    with session_factory(place.engine, writes=True)() as session, pytest.raises(Invalid) as refused:
        import_data(UnitOfWork(session, command_line(), STANDARD_NOW), data, name="contest.yaml")
    return [str(fault) for fault in refused.value.faults]


def test_a_thousand_broken_files_change_nothing(databases: engines.Databases, migrated: str) -> None:
    """However a file is spoilt, as long as it is refused no table has a row more, the log's included."""
    with installation(databases, migrated) as place:
        place.take(FULL)
        before = place.counts()
        refused = 0
        for seed in range(1000):
            chance = random.Random(f"import {seed}")  # noqa: S311 - nothing is secret here
            data = chance.choice(SPOILERS)(chance, FULL)
            refused += len(faults_of(place, data)) > 0  # what is still a contest has a slug that is taken
        assert refused == 1000
        assert place.counts() == before


def test_a_slug_that_is_taken_is_refused_with_its_line(databases: engines.Databases, migrated: str) -> None:
    """A contest is never imported over another one; the fault has line and path."""
    with installation(databases, migrated) as place:
        place.take(FULL)
        (fault,) = faults_of(place, FULL.encode())
    assert fault.startswith("line 3, contest.slug: There is a contest with this short name already.")


def test_a_fault_in_the_middle_leaves_nothing_behind(databases: engines.Databases, migrated: str) -> None:
    """If the last incident cannot be entered, nothing of the contest is there, and the place is named."""
    file = read(FULL.encode(), name="contest.yaml")
    broken = file.incidents[1].model_copy(update={"reported_on": date(2031, 3, 1)})
    file = file.model_copy(update={"incidents": (file.incidents[0], broken)})
    with installation(databases, migrated) as place:
        before = place.counts()
        with session_factory(place.engine, writes=True)() as session, pytest.raises(Invalid) as refused:
            import_contest(UnitOfWork(session, command_line(), STANDARD_NOW), file)
        assert refused.value.faults[0].place == "incidents[1].reported_on"
        assert place.counts() == before


def test_what_is_imported_is_recorded_now_and_dated_by_the_file(databases: engines.Databases, migrated: str) -> None:
    """Days come from the file, instants of recording from the clock, in whatever year that stands."""
    now = datetime(2044, 2, 29, 12, tzinfo=UTC)
    with installation(databases, migrated) as place:
        place.take(FULL, now)
        with place.reading() as session:
            assert set(session.scalars(select(StageChange.recorded_at))) == {now}
            assert set(session.scalars(select(Finding.recorded_at))) == {now}
            assert set(session.scalars(select(Notice.notified_on))) == {date(2031, 2, 6)}
            assert verify(session).holds


def test_the_acts_of_a_file_make_the_history(databases: engines.Databases, migrated: str) -> None:
    """Assessment, notice, the end of the time to reply and the findings stand in the history with their days."""
    with installation(databases, migrated) as place:
        place.take(FULL)
        assert history(place, "nairobi") == [
            ("received", date(2031, 2, 3)),
            ("admissible", date(2031, 2, 5)),
            ("notified", date(2031, 2, 6)),
            ("reply_overdue", date(2031, 2, 21)),
            ("concluded", date(2031, 4, 2)),
        ]


def test_a_file_with_findings_alone_is_concluded(databases: engines.Databases, migrated: str) -> None:
    """An incident from elsewhere, with a finding for each allegation and no notice, is concluded on the last day."""
    with installation(databases, migrated) as place:
        place.take(OUTSIDE)
        assert history(place, "nairobi") == [("received", date(2031, 2, 3)), ("concluded", date(2031, 4, 2))]
        assert history(place, "posts") == [("received", date(2031, 4, 5))]


def test_the_rest_of_partial_findings_can_be_decided(databases: engines.Databases, migrated: str) -> None:
    """Where only some allegations have a finding, the incident stands where officers can decide on the others."""
    line = next(line for line in OUTSIDE.splitlines(keepends=True) if "pledge@1/4: {finding" in line)
    with installation(databases, migrated) as place:
        place.take(OUTSIDE.replace(line, ""))
        assert history(place, "nairobi")[-1] == ("reply_overdue", date(2031, 4, 2))
        with place.reading() as session:
            incident = session.scalars(select(Incident).where(Incident.key == "nairobi")).one()
            assert policy.may_find(command_line(), incident)
            assert incident.stage is Stage.REPLY_OVERDUE


def test_one_account_may_speak_for_two_on_one_day(databases: engines.Databases, migrated: str) -> None:
    """The format does not forbid that dated accounts overlap, so they are imported as they stand."""
    account = '{platform: twitter, handle: "@ralder", capacity: institutional, from: 2021-09-01, until: 2030-12-01}'
    second = account.replace("institutional, from: 2021-09-01, until: 2030-12-01", "personal, from: 2030-12-01")
    with installation(databases, migrated) as place:
        exported = place.give(place.take(altered((account, f"{account}\n      - {second}"))))
    (file,) = (read(exported.encode(), name="contest.yaml"),)
    assert [one.capacity.value for one in file.candidates[0].accounts] == ["institutional", "personal"]
