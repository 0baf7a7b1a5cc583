"""Reading notices: how a contest puts them, what is under way in a case, what is due, and what was put."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.models import (
    Allegation,
    FactAllegation,
    Incident,
    Notice,
    NoticeFact,
    NoticeSettings,
    NoticeTemplate,
    PreparedNotice,
)
from compliance.incidents.release import DEFAULTS, Terms

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
    return Terms(tuple(row.hours), row.second_check)


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


def text_of_template(session: Session, template_id: int | None) -> str | None:
    """The text of a wording; None for the one that is shipped."""
    if template_id is None:
        return None
    return session.scalar(select(NoticeTemplate.text).where(NoticeTemplate.id == template_id))


def under_way(session: Session, incident_id: int) -> PreparedNotice | None:
    """The notice of a case that is not released yet."""
    query = select(PreparedNotice).where(PreparedNotice.incident_id == incident_id, *_OPEN)
    return session.scalar(query.order_by(PreparedNotice.id.desc()).limit(1))


def prepared_of(session: Session, incident: Incident, reference: str) -> PreparedNotice:
    """A notice under way by its reference; NotFound if it is none of this case, or no longer under way."""
    found = under_way(session, incident.id)
    if found is None or found.reference != reference:
        raise NotFound(_("There is no such page."))
    return found


Facts = list[tuple[NoticeFact, list[FactAllegation]]]
"""Facts in order, each with what links it to the allegations on which it bears."""


def facts_of(session: Session, prepared_id: int) -> Facts:
    """The facts that a notice states."""
    rows = session.scalars(
        select(NoticeFact).where(NoticeFact.prepared_id == prepared_id).order_by(NoticeFact.position)
    ).all()
    links: defaultdict[int, list[FactAllegation]] = defaultdict(list)
    query = select(FactAllegation).join(NoticeFact, NoticeFact.id == FactAllegation.fact_id)
    for link in session.scalars(query.where(NoticeFact.prepared_id == prepared_id).order_by(FactAllegation.id)):
        links[link.fact_id].append(link)
    return [(row, links[row.id]) for row in rows]


def due(session: Session, now: datetime, candidacies: frozenset[int] | None = None) -> list[tuple[int, int]]:
    """The notices whose hour has come and whose release is not recorded: their keys, and those of their incidents.

    `candidacies` narrows it to what these are waiting for.
    """
    query = select(PreparedNotice.id, PreparedNotice.incident_id).where(PreparedNotice.release_at <= now, *_OPEN)
    if candidacies is not None:
        query = query.join(Incident, Incident.id == PreparedNotice.incident_id)
        query = query.where(Incident.candidacy_id.in_(candidacies))
    rows = session.execute(query.order_by(PreparedNotice.release_at, PreparedNotice.id))
    return [(row.id, row.incident_id) for row in rows]


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
