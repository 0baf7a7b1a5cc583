"""What waits for a person, over all contests, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, exists, or_, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.terms import BindsBy
from compliance.contests.models import Contest
from compliance.core.access import Actor, Role
from compliance.identity import queries as identity
from compliance.identity.models import Recusal
from compliance.incidents import queries as incidents
from compliance.incidents.deadlines import Step, state
from compliance.incidents.models import Incident
from compliance.incidents.terms import Stage
from compliance.intake.queries.office import Waiting, waits_for
from compliance.pledges.models import Acknowledgement
from compliance.reports.models import IssuedReport, ReportReceipt, ReportRelease
from compliance.reports.terms import Edition

MOST = 30
WAITS_FOR_OFFICE = (Stage.RECEIVED, Stage.ADMISSIBLE, Stage.NOTIFIED, Stage.REPLIED, Stage.REPLY_OVERDUE)
WAITS_FOR_RESPONDENT = (Stage.NOTIFIED, Stage.REPLY_OVERDUE)


@dataclass(frozen=True, slots=True)
class Signature:
    """A version that a candidate has not acknowledged."""

    slug: str
    contest: str
    instrument_key: str
    ordinal: int
    title: str
    label: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class Case:
    """An incident that waits for somebody; `due_on` is the day by which a reply is due, if one was set."""

    slug: str
    contest: str
    reference: str
    title: str
    candidate: str
    stage: Stage
    reported_on: date
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Something that the office has to do; `state` is a value of the status vocabulary "due", None without a day."""

    work: incidents.Work
    state: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """A task of fact-finding; `state` is a value of the status vocabulary "due", None without a day."""

    work: incidents.TaskDue
    state: str | None


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure that waits; `state` is a value of the status vocabulary "due"."""

    work: incidents.MeasureDue
    state: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A report whose receipt the chair has not acknowledged, or that waits for a second person."""

    slug: str
    contest: str
    reference: str
    timezone: str
    as_of: datetime
    issued_by: str


@dataclass(frozen=True, slots=True)
class Tasks:
    """All that waits for one person; at most MOST of each kind."""

    signatures: list[Signature]
    replies: list[Case]
    work: list[Due]
    receipts: list[Receipt]
    releases: list[Receipt]
    submissions: list[Waiting]
    seconds: list[incidents.SecondAct]
    recusals: list[identity.Asked]
    given: list[Given]
    measures: list[Followed]

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return any(getattr(self, kind.name) for kind in fields(self))


def tasks(session: Session, actor: Actor, now: datetime) -> Tasks:
    """Read what waits for somebody, in at most eleven statements."""
    asked = incidents.asked(session, actor)
    return Tasks(
        _signatures(session, actor, now),
        _replies(session, actor, now),
        work(session, actor, now),
        _receipts(session, actor),
        _releases(session, actor),
        waits_for(session, actor),
        incidents.second_acts(session, actor),
        identity.proposals_for(session, actor),
        [Given(one, None if one.due_on is None else _standing(one, one.due_on, now)) for one in asked.tasks],
        [Followed(one, _standing(one, one.due_on, now)) for one in asked.measures],
    )


def work(session: Session, actor: Actor, now: datetime, contest_id: int | None = None) -> list[Due]:
    """Read what the office has to do in the cases that somebody handles, the most urgent first (in one contest).

    Open cases in which no deadline runs come last, so that none is forgotten.
    """
    if not actor.contests(Role.OFFICER):
        return []
    due = incidents.work_due(
        session, actor, contest_id=contest_id, only_office=True, undated_at=WAITS_FOR_OFFICE, most=MOST
    )
    return [Due(one, _state(one, now)) for one in due]


def _state(one: incidents.Work, now: datetime) -> str | None:
    if one.due_on is None or one.step is None:
        return None
    return state(one.step, one.due_on, _day_in(one.timezone, now), suspended=one.suspended_on is not None)


def _standing(one: incidents.TaskDue | incidents.MeasureDue, due_on: date, now: datetime) -> str:
    """How urgent a task or a measure is, as of any other step of fact-finding."""
    return state(Step.FACT_FINDING, due_on, _day_in(one.timezone, now))


def _day_in(timezone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(timezone)).date()


def _replies(session: Session, actor: Actor, now: datetime) -> list[Case]:
    own = actor.candidacies()
    if not own:
        return []
    query = _cases().where(Incident.candidacy_id.in_(own), Incident.stage.in_(WAITS_FOR_RESPONDENT))
    return _as_cases(session.execute(query), now)


def _cases() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Contest.slug, Contest.title.label("contest"), Contest.timezone, Incident.reference, Incident.title),
            *(Candidacy.name, Incident.stage, Incident.reported_on, Incident.reply_due_on),
        )
        .join(Contest, Contest.id == Incident.contest_id)
        .join(Candidacy, Candidacy.id == Incident.candidacy_id)
        .order_by(Incident.reply_due_on.is_(None), Incident.reply_due_on, Incident.id)
        .limit(MOST)
    )


def _as_cases(rows: Iterable[Row[*tuple[Any, ...]]], now: datetime) -> list[Case]:
    return [
        Case(
            slug=row.slug,
            contest=row.contest,
            reference=row.reference,
            title=row.title,
            candidate=row.name,
            stage=row.stage,
            reported_on=row.reported_on,
            due_on=due_on,
            overdue=due_on is not None and due_on < now.astimezone(ZoneInfo(row.timezone)).date(),
        )
        for row in rows
        for due_on in (row.reply_due_on if row.stage in WAITS_FOR_RESPONDENT else None,)
    ]


def _signatures(session: Session, actor: Actor, now: datetime) -> list[Signature]:
    own = actor.candidacies(Role.CANDIDATE)
    if not own:
        return []
    given = exists().where(
        Acknowledgement.version_id == InstrumentVersion.id,
        Acknowledgement.candidacy_id == Candidacy.id,
        Acknowledgement.withdrawn_on.is_(None),
    )
    ended = InstrumentVersion.in_force_until
    query = (
        select(
            *(Contest.slug, Contest.title.label("contest"), Instrument.key, InstrumentVersion.ordinal),
            *(Instrument.title, InstrumentVersion.label, InstrumentVersion.in_force_from),
        )
        .join(Candidacy, Candidacy.contest_id == Instrument.contest_id)
        .join(Contest, Contest.id == Instrument.contest_id)
        .join(InstrumentVersion, InstrumentVersion.instrument_id == Instrument.id)
        .where(
            Candidacy.id.in_(own),
            Candidacy.withdrawn_on.is_(None),
            Instrument.binds_by == BindsBy.ACKNOWLEDGEMENT,
            or_(ended.is_(None), ended >= now.date()),
            ~given,
        )
        .order_by(Contest.id, Instrument.position, InstrumentVersion.ordinal)
        .limit(MOST)
    )
    return [Signature(*row) for row in session.execute(query)]


def _releases(session: Session, actor: Actor) -> list[Receipt]:
    """The reports that somebody else issued for the public, for whoever may release them."""
    contests = actor.contests(Role.OFFICER, Role.CHAIR)
    if not contests:
        return []
    keeps_out = exists().where(
        *(Recusal.contest_id == IssuedReport.contest_id, Recusal.user_id == actor.user_id, Recusal.ended_at.is_(None))
    )
    query = (
        select(
            *(Contest.slug, Contest.title.label("contest"), IssuedReport.reference, Contest.timezone),
            *(IssuedReport.as_of, IssuedReport.issued_by),
        )
        .join(Contest, Contest.id == IssuedReport.contest_id)
        .join(ReportRelease, ReportRelease.report_id == IssuedReport.id)
        .where(IssuedReport.contest_id.in_(contests), ReportRelease.agreed.is_(None), ~keeps_out)
        .where(ReportRelease.requested_by_id.is_distinct_from(actor.user_id))
        .order_by(IssuedReport.id)
        .limit(MOST)
    )
    return [Receipt(*row) for row in session.execute(query)]


def _receipts(session: Session, actor: Actor) -> list[Receipt]:
    chaired = actor.contests(Role.CHAIR) - actor.recused_contests
    if not chaired:
        return []
    received = exists().where(ReportReceipt.report_id == IssuedReport.id, ReportReceipt.user_id == actor.user_id)
    query = (
        select(
            *(Contest.slug, Contest.title.label("contest"), IssuedReport.reference, Contest.timezone),
            *(IssuedReport.as_of, IssuedReport.issued_by),
        )
        .join(Contest, Contest.id == IssuedReport.contest_id)
        .where(IssuedReport.contest_id.in_(chaired), IssuedReport.edition == Edition.CHAIR, ~received)
        .order_by(IssuedReport.id.desc())
        .limit(MOST)
    )
    return [Receipt(*row) for row in session.execute(query)]
