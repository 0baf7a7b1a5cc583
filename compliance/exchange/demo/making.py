"""Fills an empty installation with the demo contest, its people, and a report: all by the verbs of production."""

import io
from importlib import resources

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from compliance.candidates import queries as candidates
from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Role, command_line
from compliance.core.database import session_factory
from compliance.core.media import sniff
from compliance.core.storage import FileStore
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.checks import read
from compliance.exchange.demo.people import ACCOUNTS, EXHIBITS, SOURCES, Account, Exhibit, Heard
from compliance.exchange.service import import_contest
from compliance.identity.service import NewUser, add_user, give_role, recuse
from compliance.incidents import service as incidents
from compliance.incidents.models import Incident
from compliance.reports.service import issue
from compliance.reports.terms import Edition
from compliance.web.transaction import utc_now

FILE = "demo.yaml"
ACTOR = command_line("Demo")
_LARGEST = 1024 * 1024


def make(engine: Engine, files: FileStore) -> None:
    """Fill a migrated and empty database, and the store of its files."""
    contest_id = _write(engine, files)
    with session_factory(engine, writes=True)() as session:
        uow = UnitOfWork(session, ACTOR, utc_now())
        issue(uow, contest_id, Edition.CHAIR, uow.now, files=files)
        session.commit()


def _write(engine: Engine, files: FileStore) -> int:
    data = (resources.files("compliance.exchange") / FILE).read_bytes()
    with session_factory(engine, writes=True)() as session:
        uow = UnitOfWork(session, ACTOR, utc_now())
        contest = import_contest(uow, read(data, name=FILE))
        candidacies = {one.key: one for one in candidates.in_contest(session, contest.id)}
        for account in ACCOUNTS:
            _add_account(uow, contest, candidacies, account)
        for heard in SOURCES:
            _add_source(uow, _incident(session, contest, heard.incident), heard)
        for exhibit in EXHIBITS:
            _add_exhibit(uow, _incident(session, contest, exhibit.incident), exhibit, files)
        session.commit()
        return contest.id


def _add_account(uow: UnitOfWork, contest: Contest, candidacies: dict[str, Candidacy], account: Account) -> None:
    user = add_user(uow, NewUser(account.email, account.name, account.password, must_change_password=False))
    contest_id = None if account.role is Role.ADMINISTRATOR else contest.id
    candidacy_id = candidacies[account.candidate].id if account.candidate else None
    give_role(uow, user, account.role, contest_id=contest_id, candidacy_id=candidacy_id)
    if account.recused_from:
        recuse(uow, user, contest.id, account.reason, candidacy_id=candidacies[account.recused_from].id)


def _add_source(uow: UnitOfWork, incident: Incident, heard: Heard) -> None:
    command = incidents.NewSource(
        kind=heard.kind,
        name=heard.name,
        contact=None,
        statement=heard.statement,
        reliability=heard.reliability,
        credibility=heard.credibility,
    )
    incidents.add_source(uow, incident, command)


def _add_exhibit(uow: UnitOfWork, incident: Incident, exhibit: Exhibit, files: FileStore) -> None:
    content = io.BytesIO(exhibit.text.encode())
    media_type = sniff(content, exhibit.name)
    stored = files.put(content, limit=_LARGEST)
    command = incidents.NewEvidence(
        name=exhibit.name,
        media_type=media_type.value,
        sha256=stored.sha256,
        size=stored.size,
        description=exhibit.shows,
        disclosed=exhibit.disclosed,
    )
    incidents.add_evidence(uow, incident, command)


def _incident(session: Session, contest: Contest, key: str) -> Incident:
    return session.scalars(select(Incident).where(Incident.contest_id == contest.id, Incident.key == key)).one()
