"""Requests for clarification, as the office sees them, and as those do to whom something was circulated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from compliance.core.access import Actor
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents import policy
from compliance.incidents.models import Circulation, Clarification, ClarificationAnswer, Incident
from compliance.incidents.queries.lists import visible_to
from compliance.incidents.terms import Direction

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class ClarificationLine:
    """A request in a list of the office's."""

    id: int
    reference: str
    direction: Direction
    state: str
    question: str
    asked_on: date
    due_on: date | None
    incident_reference: str | None
    answered_on: date | None
    circulations: int


@dataclass(frozen=True, slots=True)
class CirculatedLine:
    """What was circulated to somebody, without a word on whether it belongs to a case."""

    id: int
    reference: str
    direction: Direction
    state: str
    circulated_on: date
    text: str


@dataclass(frozen=True, slots=True)
class ClarificationView:
    """A request with its answers and circulations. To its readers but the office: only what was circulated to them."""

    reference: str
    direction: Direction
    state: str
    question: str | None
    asked_on: date
    due_on: date | None
    incident_reference: str | None
    recorded_at: datetime | None
    recorded_by: str | None
    answers: tuple[ClarificationAnswer, ...]
    circulations: tuple[Circulation, ...]


def lines(actor: Actor, contest_id: int) -> Select[*tuple[Any, ...]]:
    """Select the requests of a contest that an officer may know of, without order; rows as ClarificationLine."""
    return _lines().where(Clarification.contest_id == contest_id, _office_sees(actor, contest_id))


def of_case(session: Session, incident: Incident) -> list[ClarificationLine]:
    """The requests that belong to a case, oldest first. For its officers."""
    query = _lines().where(Clarification.incident_id == incident.id).order_by(Clarification.id)
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(query).all()
    return [ClarificationLine(*row) for row in rows]


def circulated(actor: Actor, contest_id: int) -> Select[*tuple[Any, ...]]:
    """Select what was circulated to those to whom somebody belongs, without order; rows as CirculatedLine."""
    return (
        select(
            *(Circulation.id, Clarification.reference, Clarification.direction, Clarification.state),
            *(Circulation.circulated_on, Circulation.text),
        )
        .join(Clarification, Clarification.id == Circulation.clarification_id)
        .outerjoin(Incident, Incident.id == Clarification.incident_id)
        .where(Clarification.contest_id == contest_id, _reads(actor, contest_id))
    )


def clarification_of(session: Session, actor: Actor, contest_id: int, reference: str) -> Clarification:
    """A request as an object, for the office; NotFound if the actor may not know of it."""
    query = select(Clarification).where(
        Clarification.contest_id == contest_id,
        Clarification.reference == reference,
        _office_sees(actor, contest_id),
    )
    return _found(session.scalar(query))


def clarification(session: Session, actor: Actor, contest_id: int, reference: str) -> ClarificationView:
    """A request for whoever may see it: the office all of it, others what was circulated to them."""
    if policy.handles(actor, contest_id):
        return _whole(session, clarification_of(session, actor, contest_id, reference))
    query = (
        select(Clarification, Circulation)
        .join(Circulation, Circulation.clarification_id == Clarification.id)
        .outerjoin(Incident, Incident.id == Clarification.incident_id)
        .where(Clarification.contest_id == contest_id, Clarification.reference == reference)
        .where(_reads(actor, contest_id))
        .order_by(Circulation.id)
    )
    rows = session.execute(query).all()
    one = _found(rows[0][0] if rows else None)
    return ClarificationView(
        *(one.reference, one.direction, one.state, None, one.asked_on, None, None, None, None),
        answers=(),
        circulations=tuple(sent for _one, sent in rows),
    )


def answer_of(session: Session, one: Clarification, number: int) -> ClarificationAnswer:
    """An answer with a file, by its place in the order of answers, from 1."""
    query = select(ClarificationAnswer).where(ClarificationAnswer.clarification_id == one.id)
    given = session.scalars(query.order_by(ClarificationAnswer.id)).all()
    return _found(given[number - 1] if 0 < number <= len(given) and given[number - 1].sha256 else None)


def _whole(session: Session, one: Clarification) -> ClarificationView:
    answers = select(ClarificationAnswer).where(ClarificationAnswer.clarification_id == one.id)
    sent = select(Circulation).where(Circulation.clarification_id == one.id)
    of = select(Incident.reference).where(Incident.id == one.incident_id)
    return ClarificationView(
        *(one.reference, one.direction, one.state, one.question, one.asked_on, one.due_on),
        None if one.incident_id is None else session.scalar(of),
        *(one.recorded_at, one.recorded_by),
        answers=tuple(session.scalars(answers.order_by(ClarificationAnswer.id))),
        circulations=tuple(session.scalars(sent.order_by(Circulation.id))),
    )


def _lines() -> Select[*tuple[Any, ...]]:
    answered = select(func.max(ClarificationAnswer.answered_on)).where(
        ClarificationAnswer.clarification_id == Clarification.id
    )
    sent = select(func.count(Circulation.id)).where(Circulation.clarification_id == Clarification.id)
    return select(
        *(Clarification.id, Clarification.reference, Clarification.direction, Clarification.state),
        *(Clarification.question, Clarification.asked_on, Clarification.due_on),
        Incident.reference.label("incident_reference"),
        answered.scalar_subquery().label("answered_on"),
        sent.scalar_subquery().label("circulations"),
    ).outerjoin(Incident, Incident.id == Clarification.incident_id)


def _office_sees(actor: Actor, contest_id: int) -> ColumnElement[bool]:
    """Officers see what belongs to no case, and what belongs to a case that they may know of."""
    if not policy.handles(actor, contest_id):
        return false()
    known = exists().where(Incident.id == Clarification.incident_id, visible_to(actor)).correlate(Clarification)
    return or_(Clarification.incident_id.is_(None), known)


def _reads(actor: Actor, contest_id: int) -> ColumnElement[bool]:
    """What was circulated to those to whom somebody belongs, but for what belongs to a case of which they keep out."""
    audience = policy.audience_of(actor, contest_id)
    if audience is None:
        return false()
    apart = and_(
        Incident.candidacy_id.not_in(actor.recused_candidacies) if actor.recused_candidacies else true(),
        Incident.id.not_in(actor.recused_incidents) if actor.recused_incidents else true(),
    )
    return and_(Circulation.audience == audience, or_(Clarification.incident_id.is_(None), apart))


def _found(row: Found | None) -> Found:
    if row is None:
        raise NotFound(_("There is no such page."))
    return row
