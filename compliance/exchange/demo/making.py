"""Fills an empty installation with the demo contest, its people, and a report: all by the verbs of production."""

from importlib import resources

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from compliance.candidates import queries as candidates
from compliance.candidates.models import Candidacy
from compliance.contests.models import Contest
from compliance.core.access import Role
from compliance.core.database import session_factory
from compliance.core.storage import FileStore
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange.checks import read
from compliance.exchange.demo.acts import play
from compliance.exchange.demo.company import ACTOR, FIRST, LAST, Company
from compliance.exchange.demo.people import ACCOUNTS, EXHIBITS, SOURCES, Account, Exhibit, Heard
from compliance.exchange.service import import_contest
from compliance.identity.service import NewUser, add_user, give_role, recuse
from compliance.incidents import service as incidents
from compliance.incidents.models import Incident
from compliance.intake.receipts import derive
from compliance.reports.service import issue
from compliance.reports.terms import Edition
from compliance.web.transaction import utc_now

FILE = "demo.yaml"


def make(engine: Engine, files: FileStore, secret: str) -> str:
    """Fill a migrated and empty database, and the store of its files; return the receipt code of one report.

    `secret`: the installation's, from which the codes of mailboxes are derived.
    """
    now = max(utc_now(), LAST)
    with session_factory(engine, writes=True)() as session:
        company = _read(session, files)
        code = play(company, derive(secret), now)
        session.commit()
        contest_id = company.contest.id
    with session_factory(engine, writes=True)() as session:
        issue(UnitOfWork(session, ACTOR, now), contest_id, Edition.CHAIR, now, files=files)
        session.commit()
    return code


def _read(session: Session, files: FileStore) -> Company:
    """Read the contest file in, and give its people accounts, its cases sources and evidence."""
    data = (resources.files("compliance.exchange") / FILE).read_bytes()
    uow = UnitOfWork(session, ACTOR, FIRST)
    contest = import_contest(uow, read(data, name=FILE))
    company = Company(session, contest, files)
    candidacies = {one.key: one for one in candidates.in_contest(session, contest.id)}
    for account in ACCOUNTS:
        _add_account(uow, contest, candidacies, account)
    for heard in SOURCES:
        _add_source(uow, company.case(heard.incident), heard)
    for exhibit in EXHIBITS:
        _add_exhibit(uow, company, exhibit)
    return company


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


def _add_exhibit(uow: UnitOfWork, company: Company, exhibit: Exhibit) -> None:
    kept = company.keep(exhibit.name, exhibit.text)
    command = incidents.NewEvidence(
        kept.name, kept.media_type, kept.sha256, kept.size, description=exhibit.shows, disclosed=exhibit.disclosed
    )
    incidents.add_evidence(uow, company.case(exhibit.incident), command)
