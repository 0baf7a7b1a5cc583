"""The office's list of cases: more filters than others need, and columns that tell what to do next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from compliance.core.access import Actor
from compliance.identity.models import Assignment, User
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Activity, Allegation, Deadline, Incident, SavedView, Seen, Watch
from compliance.incidents.queries.lists import ROWS, Filter, narrowed, visible_to
from compliance.incidents.terms import Stage

MOST_AT_ONCE = 200
"""Of cases that one act is done on."""
OPEN = frozenset(Stage) - {Stage.INADMISSIBLE, Stage.CLOSED}
SOON = timedelta(days=7)


class Handled(StrEnum):
    """By whom a case is handled, as seen by one officer."""

    MINE = "me"
    NOBODY = "nobody"


class Due(StrEnum):
    """How urgent the next step of a case is."""

    OVERDUE = "overdue"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the office narrows its list to, besides what everybody can. `handler` is Handled or a user's reference."""

    filter: Filter = field(default_factory=Filter)
    only_open: bool = False
    handler: str = ""
    due: Due | None = None
    watched: bool = False
    marked: bool = False


_READER: BindParameter[int] = bindparam("reader", type_=User.id.type)


def _next_due() -> Any:
    """The first day that is set. The time in which a review can be asked for is nobody's task, until one is."""
    runs = (Deadline.met_on.is_(None), Deadline.cancelled_on.is_(None), Deadline.suspended_on.is_(None))
    waits = or_(Deadline.step != Step.REVIEW, Incident.under_review.is_(True))
    return select(func.min(Deadline.due_on)).where(Deadline.incident_id == Incident.id, waits, *runs).scalar_subquery()


def _lines() -> Select[*tuple[Any, ...]]:
    """The columns of the office's list, for a `reader`."""
    lead, handler, reader = aliased(Assignment), aliased(User), _READER
    alleged = select(func.count()).where(Allegation.incident_id == Incident.id).scalar_subquery()
    return (
        ROWS.add_columns(
            *(Incident.filed_by, alleged.label("allegations"), _next_due().label("due_on"), handler.name.label("lead")),
            *(Watch.since.is_not(None).label("watched"), Activity.at.label("changed_at"), Seen.at.label("seen_at")),
            (Activity.user_id == reader).label("own_change"),
        )
        .outerjoin(Activity, Activity.incident_id == Incident.id)
        .outerjoin(Seen, and_(Seen.incident_id == Incident.id, Seen.user_id == reader))
        .outerjoin(Watch, and_(Watch.incident_id == Incident.id, Watch.user_id == reader))
        .outerjoin(lead, and_(lead.incident_id == Incident.id, lead.leads, lead.ended_at.is_(None)))
        .outerjoin(handler, handler.id == lead.user_id)
    )


# What is the same for everybody is written once, as that costs more than to run it; `reader` is the actor's id.
_LINES = _lines()
_IS_OPEN = Incident.stage.in_(sorted(OPEN))
_IS_WATCHED = Watch.since.is_not(None)
_BY_OTHERS = or_(Activity.user_id.is_(None), Activity.user_id != _READER)
_IS_MARKED = or_(Seen.at.is_(None), and_(Activity.at > Seen.at, _BY_OTHERS))


def desk(actor: Actor, contest_id: int, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """Select the office's list, without order: to be read by keyset on `id`, with the actor's id as `reader`.

    Columns: those of `listing`, and filed_by, allegations (how many), due_on (of the step that is due next), lead (who
    handles it), watched, changed_at, seen_at (None: never), own_change (the last change was the reader's).
    """
    return _LINES.where(*narrowed(actor, contest_id, wanted.filter), *_narrowed(actor, wanted, today))


def _narrowed(actor: Actor, wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.only_open:
        conditions.append(_IS_OPEN)
    if wanted.handler:
        conditions.append(_handled(actor, wanted.handler))
    if wanted.due is not None:
        until = today - timedelta(days=1) if wanted.due is Due.OVERDUE else today + SOON
        conditions.append(_next_due() <= until)
    if wanted.watched:
        conditions.append(_IS_WATCHED)
    if wanted.marked:
        conditions.append(_IS_MARKED)
    return conditions


def _handled(actor: Actor, handler: str) -> ColumnElement[bool]:
    now = select(Assignment.id).where(Assignment.incident_id == Incident.id, Assignment.ended_at.is_(None))
    if handler == Handled.NOBODY:
        return ~exists(now)
    if handler == Handled.MINE:
        return exists(now.where(Assignment.user_id == actor.user_id))
    return exists(now.join(User, User.id == Assignment.user_id).where(User.reference == handler))


def chosen(session: Session, actor: Actor, contest_id: int, references: Collection[str]) -> Sequence[Incident]:
    """Return the incidents of a contest that were chosen by reference and that the actor may see, newest first."""
    query = select(Incident).where(
        Incident.contest_id == contest_id, Incident.reference.in_(references), visible_to(actor)
    )
    return session.scalars(query.order_by(Incident.id.desc()).limit(MOST_AT_ONCE)).all()


_SAVED_VIEWS = (
    select(SavedView)
    .where(SavedView.user_id == bindparam("reader"), SavedView.contest_id == bindparam("contest_id"))
    .order_by(SavedView.name)
)


def saved_views(session: Session, actor: Actor, contest_id: int) -> Sequence[SavedView]:
    """Return what somebody saved in a contest, by name."""
    return session.scalars(_SAVED_VIEWS, {"reader": actor.user_id, "contest_id": contest_id}).all()


def is_watched(session: Session, actor: Actor, incident: Incident) -> bool:
    """Whether somebody watches a case."""
    return session.get(Watch, (actor.user_id, incident.id)) is not None
