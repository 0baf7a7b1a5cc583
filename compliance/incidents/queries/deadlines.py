"""Reading deadlines: the rules of a contest, those of a case with what moved them, and what is due to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from compliance.candidates.models import Candidacy
from compliance.contests import queries as contests
from compliance.contests.calendar import WorkingCalendar
from compliance.contests.models import Contest, ContestCalendar
from compliance.core.access import Actor
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.deadlines import (
    EXPEDITED_DAYS,
    Counting,
    DeadlineAct,
    Rule,
    Step,
    Timing,
    Track,
    complete,
)
from compliance.incidents.models import (
    Deadline,
    DeadlineChange,
    DeadlineRule,
    DeadlineSetting,
    Incident,
)
from compliance.incidents.queries.lists import visible_to
from compliance.incidents.terms import Stage

MOST_WORK = 100
RUNS = and_(Deadline.met_on.is_(None), Deadline.cancelled_on.is_(None))


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What happened to a deadline, and why."""

    act: DeadlineAct
    on: date
    old_due_on: date
    new_due_on: date
    wanted_on: date | None
    waiting_for: str | None
    reason: str
    recorded_at: datetime
    recorded_by: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """One deadline with its history, oldest first."""

    step: Step
    track: Track
    days: int | None
    counting: Counting | None
    started_on: date
    by_rule_on: date
    due_on: date
    met_on: date | None
    cancelled_on: date | None
    suspended_on: date | None
    recorded_by: str
    changes: tuple[ChangeView, ...]

    @property
    def runs(self) -> bool:
        """Whether the step is still to be done."""
        return self.met_on is None and self.cancelled_on is None

    @property
    def request(self) -> ChangeView | None:
        """The request for more time that nobody has decided on."""
        return next((change for change in self.changes if change.is_open), None) if self.runs else None


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is due in a case. `step` and `due_on` are None where no deadline runs; `asked`: for more time."""

    slug: str
    contest: str
    timezone: str
    reference: str
    title: str
    candidate: str
    stage: Stage
    reported_on: date
    step: Step | None
    track: Track | None
    due_on: date | None
    suspended_on: date | None
    asked: bool


def timing(session: Session, contest_id: int) -> Timing:
    """Return what decides on due days in a contest, by one statement."""
    return timing_in(session.execute(_TIMING, {"contest_id": contest_id}).all())


def timing_rows(contest_id: int | BindParameter[int]) -> Select[*tuple[Any, ...]]:
    """Select what decides on due days in a contest, one row for each of its own rules; more columns can be added."""
    return (
        select(Contest.votes_on, ContestCalendar, DeadlineSetting.expedited_days, DeadlineRule)
        .outerjoin(ContestCalendar, ContestCalendar.contest_id == Contest.id)
        .outerjoin(DeadlineSetting, DeadlineSetting.contest_id == Contest.id)
        .outerjoin(DeadlineRule, DeadlineRule.contest_id == Contest.id)
        .where(Contest.id == contest_id)
    )


_TIMING = timing_rows(bindparam("contest_id"))
"""Written once, since every filing asks it."""


def timing_in(rows: Sequence[Row[*tuple[Any, ...]]]) -> Timing:
    """What rows of `timing_rows` say."""
    votes_on, kept, days, *_rest = rows[0]
    own = [row[3] for row in rows if row[3] is not None]
    return Timing(
        WorkingCalendar() if kept is None else contests.made_of(kept),
        votes_on,
        complete((rule.step, rule.track, Rule(rule.days, rule.counting)) for rule in own),
        EXPEDITED_DAYS if days is None else days,
    )


def setting_of(session: Session, contest_id: int) -> DeadlineSetting | None:
    """Return a contest's setting for the expedited track; None if it keeps to the usual one."""
    return session.scalar(select(DeadlineSetting).where(DeadlineSetting.contest_id == contest_id))


def rules_of(session: Session, contest_id: int) -> Sequence[DeadlineRule]:
    """Return the rules of a contest that differ from the usual ones."""
    query = select(DeadlineRule).where(DeadlineRule.contest_id == contest_id).order_by(DeadlineRule.id)
    return session.scalars(query).all()


def running(session: Session, incident_id: int, step: Step | None = None) -> list[Deadline]:
    """Return the deadlines of a case that run, what is due first first; or that of one step."""
    query = select(Deadline).where(Deadline.incident_id == incident_id, RUNS)
    if step is not None:
        query = query.where(Deadline.step == step)
    return list(session.scalars(query.order_by(Deadline.due_on, Deadline.id)))


def deadline_of(session: Session, incident: Incident, step: Step) -> Deadline:
    """The deadline of a step that runs; NotFound if none does."""
    found = next(iter(running(session, incident.id, step)), None)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def open_request(session: Session, deadline_id: int) -> DeadlineChange | None:
    """Return the request for more time that was not decided on; None if there is none."""
    answer = aliased(DeadlineChange)
    return session.scalar(
        select(DeadlineChange).where(
            DeadlineChange.deadline_id == deadline_id,
            DeadlineChange.act == DeadlineAct.EXTENSION_ASKED,
            ~exists().where(answer.answers_id == DeadlineChange.id),
        )
    )


def waits(session: Session, incident_id: int) -> DeadlineChange | None:
    """Return the change by which a case waits for somebody outside; None if it does not, or does not any more."""
    of_waiting = Deadline.incident_id == incident_id, DeadlineChange.act.in_(_WAITING)
    query = select(DeadlineChange).join(Deadline, Deadline.id == DeadlineChange.deadline_id).where(*of_waiting)
    last = session.scalar(query.order_by(DeadlineChange.id.desc()).limit(1))
    return last if last is not None and last.act is DeadlineAct.SUSPENDED else None


_WAITING = DeadlineAct.SUSPENDED, DeadlineAct.RESUMED


def deadlines(session: Session, incident: Incident, step: Step | None = None) -> list[DeadlineView]:
    """Return the deadlines of a case (or those of one step) in the order in which they began, by one statement."""
    query = select(Deadline, DeadlineChange).outerjoin(DeadlineChange, DeadlineChange.deadline_id == Deadline.id)
    query = query.where(Deadline.incident_id == incident.id)
    if step is not None:
        query = query.where(Deadline.step == step)
    pairs = session.execute(query.order_by(Deadline.started_on, Deadline.id, DeadlineChange.id)).all()
    rows = list(dict.fromkeys(row for row, _change in pairs))
    changes = [change for _row, change in pairs if change is not None]  # type: ignore[redundant-expr]  # an outer join
    answered = {change.answers_id for change in changes}
    return [
        DeadlineView(
            *(row.step, row.track, row.days, row.counting, row.started_on, row.by_rule_on, row.due_on),
            *(row.met_on, row.cancelled_on, row.suspended_on, row.recorded_by),
            tuple(_view(change, answered) for change in changes if change.deadline_id == row.id),
        )
        for row in rows
    ]


def _view(change: DeadlineChange, answered: set[int | None]) -> ChangeView:
    asks = change.act is DeadlineAct.EXTENSION_ASKED
    return ChangeView(
        *(change.act, change.on, change.old_due_on, change.new_due_on, change.wanted_on, change.waiting_for),
        *(change.reason, change.recorded_at, change.recorded_by),
        is_open=asks and change.id not in answered,
    )


def work_due(
    session: Session,
    actor: Actor,
    until: date | None = None,
    *,
    contest_id: int | None = None,
    only_office: bool = False,
    undated_at: Sequence[Stage] = (),
    most: int = MOST_WORK,
) -> list[Work]:
    """Return what is due to somebody up to a day (or at all), what is due first first, by one statement.

    Officers: every step of the cases that they handle. Candidates and agents: the replies that they owe. A case that
    waits for somebody outside comes after the others.

    Args:
        session: where to read.
        actor: for whom.
        until: the last due day; None for all.
        contest_id: the one contest to look at.
        only_office: leave out the replies that they owe themselves.
        undated_at: stages at which a case is given, in the end, even if no deadline runs in it.
        most: how many to return.
    """
    query = _work().where(visible_to(actor))
    theirs = Incident.candidacy_id.not_in(actor.candidacies())
    query = query.where(theirs if only_office else or_(theirs, Deadline.step == Step.REPLY))
    if contest_id is not None:
        query = query.where(Incident.contest_id == contest_id)
    dated = Deadline.id.is_not(None) if until is None else Deadline.due_on <= until
    undated = and_(Deadline.id.is_(None), Incident.stage.in_(undated_at))
    query = query.where(or_(dated, undated) if undated_at else dated)
    first = (Deadline.id.is_(None), Deadline.suspended_on.is_not(None), Deadline.due_on, Incident.id, Deadline.id)
    return [Work(*row) for row in session.execute(query.order_by(*first).limit(most))]


def _work() -> Select[*tuple[Any, ...]]:
    answer = aliased(DeadlineChange)
    asked = exists().where(
        DeadlineChange.deadline_id == Deadline.id,
        DeadlineChange.act == DeadlineAct.EXTENSION_ASKED,
        ~exists().where(answer.answers_id == DeadlineChange.id),
    )
    return (
        select(
            *(Contest.slug, Contest.title, Contest.timezone, Incident.reference, Incident.title, Candidacy.name),
            *(Incident.stage, Incident.reported_on),
            *(Deadline.step, Deadline.track, Deadline.due_on, Deadline.suspended_on, asked),
        )
        .select_from(Incident)
        .join(Contest, Contest.id == Incident.contest_id)
        .join(Candidacy, Candidacy.id == Incident.candidacy_id)
        .outerjoin(Deadline, and_(Deadline.incident_id == Incident.id, RUNS))
    )


def falling_due(session: Session, first: date, last: date) -> list[tuple[Deadline, Incident, str]]:
    """Return what is due from one day to another and is not suspended, each with its case and the time zone."""
    query = (
        select(Deadline, Incident, Contest.timezone)
        .join(Incident, Incident.id == Deadline.incident_id)
        .join(Contest, Contest.id == Incident.contest_id)
        .where(RUNS, Deadline.suspended_on.is_(None), Deadline.due_on.between(first, last))
        .order_by(Deadline.due_on, Deadline.id)
    )
    return [(deadline, incident, timezone) for deadline, incident, timezone in session.execute(query)]
