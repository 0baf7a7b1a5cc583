"""A contest with as many incidents as a measurement needs, each recorded in the log."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.codes.models import Clause
from compliance.contests.models import Contest
from compliance.core.access import command_line
from compliance.core.database import session_factory
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.checks import read
from compliance.exchange.service import import_contest
from compliance.incidents.deadlines import Step, Track
from compliance.incidents.models import Activity, Allegation, Deadline, Incident, StageChange
from compliance.incidents.terms import Kind, Stage
from compliance.transparency.recording import install, record

AT = datetime(2022, 4, 1, 9, tzinfo=UTC)
SLUG = "bench"
FILE = """
format: compliance/contest/1
contest:
  slug: bench
  title: Election of the Director General
  organisation: Example Organisation
  post: Director General
  timezone: Europe/Zurich
  opens_on: 2021-10-01
  votes_on: 2022-05-15
instruments:
  - key: standards
    title: Standards of Conduct
    binds_by: office
    versions:
      - version: "2014"
        in_force_from: 2014-12-01
        language: en
        clauses:
          - number: "4"
            heading: Use of resources
            clauses:
              - {number: "4(a)", text: Staff do not use official funds for private ends.}
              - {number: "4(b)", text: Staff do not use official premises for private ends.}
              - {number: "4(c)", text: Staff do not use official travel for private ends.}
candidates:
  - key: alder
    name: Robin Alder
    announced_on: 2021-10-03
    statuses: [{status: in_post, from: 2015-09-01}]
  - key: birch
    name: Kim Birch
    announced_on: 2021-10-05
    statuses: [{status: in_post, from: 2016-01-01}]
"""
SUMMARY = "A mission to Nairobi was used to meet delegations on behalf of the campaign. " * 4


def contest(engine: Engine) -> int:
    """Import the contest of all measurements; return its id."""
    install()
    with session_factory(engine, writes=True)() as session:
        made = import_contest(UnitOfWork(session, command_line(), AT), read(FILE.encode(), name="bench.yaml"))
        session.commit()
        return made.id


def incidents(engine: Engine, contest_id: int, count: int, *, start: int = 0) -> None:
    """Add incidents with three allegations each, one log entry each, a thousand a transaction."""
    writers = session_factory(engine, writes=True)
    for first in range(start, start + count, 1000):
        with writers() as session:
            uow = UnitOfWork(session, command_line(), AT)
            candidacies, clauses = _candidacies(session, contest_id), _clauses(session, contest_id)
            for number in range(first, min(first + 1000, start + count)):
                _incident(uow, _facts(contest_id, candidacies[number % 2], number), clauses)
            session.commit()


def _facts(contest_id: int, candidacy_id: int, number: int) -> dict[str, Any]:
    day = date(2021, 10, 5) + timedelta(days=number % 150)
    return {
        "contest_id": contest_id,
        "candidacy_id": candidacy_id,
        "reference": f"B{number:06}",
        "key": f"b{number:06}",
        "kind": list(Kind)[number % 9],
        "title": f"Mission {number} used for campaign meetings",
        "occurred_from": day,
        "occurred_until": day + timedelta(days=3),
        "reported_on": day + timedelta(days=10),
        "summary": SUMMARY,
        "details": {"destination": "Nairobi", "paid_by": "organisation"},
        "stage": Stage.RECEIVED,
        "filed_at": AT,
        "filed_by": "Edda Quarrell",
    }


_RUNNING = {"track": Track.STANDARD, "recorded_at": AT, "recorded_by": "Edda Quarrell"}
_RECEIVED = {"stage": Stage.RECEIVED, "recorded_at": AT, "recorded_by": "Edda Quarrell"}


def _incident(uow: UnitOfWork, facts: dict[str, Any], clauses: list[int]) -> None:
    incident = Incident(**facts)
    uow.session.add(incident)
    uow.session.flush()
    uow.session.add(StageChange(incident_id=incident.id, on=incident.reported_on, **_RECEIVED))
    uow.session.add_all(
        Allegation(incident_id=incident.id, clause_id=clause, position=position, recorded_at=uow.now)
        for position, clause in enumerate(clauses)
    )
    record(uow, "incident.filed", f"incident:{incident.reference}", contest_id=incident.contest_id)


def pages(engine: Engine, contest_id: int, count: int) -> None:
    """Add the same rows in bulk, without the log, which pages do not read. Call once, on a database for reading only."""
    with engine.connect() as connection, Session(connection) as session:
        candidacies, clauses = _candidacies(session, contest_id), _clauses(session, contest_id)
    with engine.execution_options(writes=True).begin() as connection:
        for first in range(0, count, 5000):
            numbers = range(first, min(first + 5000, count))
            filed = [_facts(contest_id, candidacies[number % 2], number) for number in numbers]
            rows = [{"id": n + 1, "revision": 1, **row} for n, row in zip(numbers, filed, strict=True)]
            connection.execute(insert(Incident), rows)
            stages = [
                {"incident_id": n + 1, "on_day": row["reported_on"], **_RECEIVED}
                for n, row in zip(numbers, filed, strict=True)
            ]
            connection.execute(insert(StageChange), stages)
            connection.execute(insert(Activity), [{"incident_id": n + 1, "at": AT} for n in numbers])
            running = [
                {"incident_id": n + 1, "step": step, "started_on": row["reported_on"], "by_rule_on": day, "due_on": day}
                for n, row in zip(numbers, filed, strict=True)
                for step, day in ((Step.ACKNOWLEDGE, row["reported_on"]), (Step.ASSESS, row["reported_on"]))
            ]
            connection.execute(insert(Deadline), [{**_RUNNING, **one} for one in running])
            alleged = [{"clause_id": clause, "position": at, "recorded_at": AT} for at, clause in enumerate(clauses)]
            connection.execute(insert(Allegation), [{"incident_id": n + 1, **one} for n in numbers for one in alleged])
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("ANALYZE"))


def _candidacies(session: Session, contest_id: int) -> list[int]:
    return list(session.scalars(select(Candidacy.id).where(Candidacy.contest_id == contest_id).order_by(Candidacy.id)))


def _clauses(session: Session, contest_id: int) -> list[int]:
    del contest_id
    return list(session.scalars(select(Clause.id).join(Contest, Contest.slug == SLUG).where(Clause.is_leaf)))
