"""Reading notices: how a contest puts them, what is under way in a case, what is due, and what was put."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from compliance.contests.models import Contest
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.deadlines import Step, Track
from compliance.incidents.models import (
    Allegation,
    Deadline,
    FactAllegation,
    Incident,
    Notice,
    NoticeFact,
    NoticeSettings,
    NoticeTemplate,
    NoticeTermsChange,
    PreparedNotice,
    Reply,
)
from compliance.incidents.queries.deadlines import timing_in, timing_rows
from compliance.incidents.queries.tracks import latest_track
from compliance.incidents.release import DEFAULTS, Release, Terms
from compliance.incidents.terms import Kind

MOST_CHANGES = 50
_OPEN = (PreparedNotice.released_at.is_(None), PreparedNotice.dropped_at.is_(None))


def settings(session: Session, contest_id: int) -> NoticeSettings | None:
    """What a contest has set; None if nothing."""
    return session.scalar(select(NoticeSettings).where(NoticeSettings.contest_id == contest_id))


def terms(session: Session, contest_id: int) -> Terms:
    """How a contest puts notices."""
    return terms_of(settings(session, contest_id))


def terms_of(row: NoticeSettings | None) -> Terms:
    """What a row says, or what holds without one."""
    if row is None:
        return DEFAULTS
    before = None if row.hours_before is None else tuple(row.hours_before)
    return Terms(tuple(row.hours), row.second_check, before, row.hours_from)


def changes_of_terms(session: Session, contest_id: int) -> Sequence[NoticeTermsChange]:
    """How the terms of a contest were changed, the latest first."""
    query = select(NoticeTermsChange).where(NoticeTermsChange.contest_id == contest_id)
    return session.scalars(query.order_by(NoticeTermsChange.id.desc()).limit(MOST_CHANGES)).all()


def release_of(session: Session, incident: Incident) -> Release:
    """What decides when a notice in a case is released, by one statement."""
    rows = session.execute(
        timing_rows(incident.contest_id)
        .add_columns(
            *(Contest.timezone, NoticeSettings, latest_track(incident.id).scalar_subquery()),
            _time_to_reply(incident.id),
        )
        .outerjoin(NoticeSettings, NoticeSettings.contest_id == Contest.id)
    ).all()
    *_timing, timezone, own, by_hand, granted = rows[0]
    always = Track.EXPEDITED if incident.kind is Kind.RETALIATION else None
    return Release(terms_of(own), timing_in(rows), timezone, always or by_hand, granted)


def _time_to_reply(incident_id: int) -> ScalarSelect[Any]:
    """The day until which the candidate may reply, if that time runs."""
    runs = (Deadline.step == Step.REPLY, Deadline.met_on.is_(None), Deadline.cancelled_on.is_(None))
    return select(func.max(Deadline.due_on)).where(Deadline.incident_id == incident_id, *runs).scalar_subquery()


def templates(session: Session, contest_id: int) -> Sequence[NoticeTemplate]:
    """Every version of every wording of a contest, the newest first within each."""
    query = select(NoticeTemplate).where(NoticeTemplate.contest_id == contest_id)
    return session.scalars(query.order_by(NoticeTemplate.key, NoticeTemplate.version.desc())).all()


def templates_in_force(session: Session, contest_id: int) -> Sequence[NoticeTemplate]:
    """The latest approved version of each wording."""
    later = aliased(NoticeTemplate)
    replaced = exists().where(
        *(later.contest_id == NoticeTemplate.contest_id, later.key == NoticeTemplate.key),
        *(later.version > NoticeTemplate.version, later.approved_at.is_not(None)),
    )
    query = select(NoticeTemplate).where(
        NoticeTemplate.contest_id == contest_id, NoticeTemplate.approved_at.is_not(None), ~replaced
    )
    return session.scalars(query.order_by(NoticeTemplate.id)).all()


def template(session: Session, contest_id: int, key: str, version: int) -> NoticeTemplate:
    """One version of a wording; NotFound if there is none such."""
    found = session.scalar(
        select(NoticeTemplate).where(
            *(NoticeTemplate.contest_id == contest_id, NoticeTemplate.key == key, NoticeTemplate.version == version)
        )
    )
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def under_way(session: Session, incident_id: int) -> PreparedNotice | None:
    """The notice of a case that is not released yet, read anew, as it is by now."""
    query = select(PreparedNotice).where(PreparedNotice.incident_id == incident_id, *_OPEN)
    latest = query.order_by(PreparedNotice.id.desc()).limit(1)
    return session.scalar(latest.execution_options(populate_existing=True))


def revision(session: Session, incident_id: int) -> int:
    """How often notices of a case were written or acted on: 0 before the first, and never the same again."""
    query = select(func.coalesce(func.sum(PreparedNotice.revision), 0))
    return session.scalars(query.where(PreparedNotice.incident_id == incident_id)).one()


def prepared_of(session: Session, incident: Incident, reference: str) -> PreparedNotice:
    """A notice under way by its reference; NotFound if it is none of this case, or no longer under way."""
    found = under_way(session, incident.id)
    if found is None or found.reference != reference:
        raise NotFound(_("There is no such page."))
    return found


def notice_of(session: Session, incident: Incident, reference: str) -> PreparedNotice:
    """A notice of a case by its reference, whatever became of it; NotFound if it is none of this case."""
    query = select(PreparedNotice).where(PreparedNotice.incident_id == incident.id)
    found = session.scalar(query.where(PreparedNotice.reference == reference))
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


Facts = list[tuple[NoticeFact, list[FactAllegation]]]
"""Facts in order, each with what links it to the allegations on which it bears."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A notice under way and all that it says. `wording` is the text of its template; None for the shipped one."""

    prepared: PreparedNotice
    facts: Facts
    wording: str | None


def stated(session: Session, incident_id: int) -> Stated | None:
    """The notice of a case that is not released yet, with its facts and its wording, by one statement."""
    rows = session.execute(
        select(NoticeFact, FactAllegation, PreparedNotice, NoticeTemplate.text)
        .select_from(PreparedNotice)
        .outerjoin(NoticeTemplate, NoticeTemplate.id == PreparedNotice.template_id)
        .outerjoin(NoticeFact, NoticeFact.prepared_id == PreparedNotice.id)
        .outerjoin(FactAllegation, FactAllegation.fact_id == NoticeFact.id)
        .where(PreparedNotice.incident_id == incident_id, *_OPEN)
        .order_by(PreparedNotice.id.desc(), NoticeFact.position, FactAllegation.id)
    ).all()
    if not rows:
        return None
    *_fact, prepared, wording = rows[0]
    pairs = [(fact, link) for fact, link, of, _wording in rows if of is prepared]
    return Stated(prepared, _facts_in(pairs), wording)


def as_it_stands(session: Session, prepared: PreparedNotice) -> Stated:
    """A notice with its facts and its wording, whatever became of it."""
    wording = None if prepared.template_id is None else session.get_one(NoticeTemplate, prepared.template_id).text
    return Stated(prepared, facts_of(session, prepared.id), wording)


def facts_of(session: Session, prepared_id: int) -> Facts:
    """The facts that a notice states."""
    query = select(NoticeFact, FactAllegation).outerjoin(FactAllegation, FactAllegation.fact_id == NoticeFact.id)
    query = query.where(NoticeFact.prepared_id == prepared_id)
    return _facts_in(session.execute(query.order_by(NoticeFact.position, FactAllegation.id)))


def _facts_in(pairs: Iterable[Sequence[Any]]) -> Facts:
    """Group rows of a fact, or none, and a link of it, or none, by fact."""
    facts: dict[int, tuple[NoticeFact, list[FactAllegation]]] = {}
    for fact, link in pairs:
        if fact is not None:
            _fact, links = facts.setdefault(fact.id, (fact, []))
            links.extend([] if link is None else [link])
    return list(facts.values())


_DUE = (
    select(PreparedNotice.id, PreparedNotice.incident_id)
    .where(PreparedNotice.release_at <= bindparam("now"), *_OPEN)
    .order_by(PreparedNotice.release_at, PreparedNotice.id)
)
"""Written once, since every act asks it."""


def due(session: Session, now: datetime, candidacies: frozenset[int] | None = None) -> list[tuple[int, int]]:
    """The notices whose hour has come and whose release is not recorded: their keys, and those of their incidents.

    `candidacies` narrows it to what these are waiting for.
    """
    query = _DUE
    if candidacies is not None:
        query = query.join(Incident, Incident.id == PreparedNotice.incident_id)
        query = query.where(Incident.candidacy_id.in_(candidacies))
    return [(row.id, row.incident_id) for row in session.execute(query, {"now": now})]


def was_put() -> ColumnElement[bool]:
    """The condition that an allegation was notified: by a fact of a released notice, or by a notice without facts."""
    by_fact = exists().where(
        *(FactAllegation.allegation_id == Allegation.id, FactAllegation.fact_id == NoticeFact.id),
        NoticeFact.prepared_id == Notice.prepared_id,
    )
    of_old = exists().where(
        and_(Notice.incident_id == Allegation.incident_id, Notice.prepared_id.is_(None)),
        Notice.recorded_at >= Allegation.recorded_at,
    )
    return or_(by_fact, of_old)


def notified_of(session: Session, incident_id: int) -> frozenset[int]:
    """The allegations of a case that were put to the candidate, by their keys."""
    query = select(Allegation.id).where(Allegation.incident_id == incident_id, was_put())
    return frozenset(session.scalars(query))


def unanswered(session: Session, incident_id: int) -> frozenset[int]:
    """The allegations without a reply of the candidate's own since a fact that bears on them was last put."""
    put = (
        select(FactAllegation.allegation_id, func.max(Notice.recorded_at).label("at"))
        .join(NoticeFact, NoticeFact.id == FactAllegation.fact_id)
        .join(Notice, Notice.prepared_id == NoticeFact.prepared_id)
        .where(Notice.incident_id == incident_id)
        .group_by(FactAllegation.allegation_id)
        .subquery()
    )
    answered = exists().where(
        Reply.allegation_id == Allegation.id, or_(put.c.at.is_(None), Reply.recorded_at >= put.c.at)
    )
    query = select(Allegation.id).outerjoin(put, put.c.allegation_id == Allegation.id)
    return frozenset(session.scalars(query.where(Allegation.incident_id == incident_id, ~answered)))
