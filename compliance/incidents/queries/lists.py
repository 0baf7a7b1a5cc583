"""Which incidents somebody may see, one of them, and lists."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.core.access import Actor, Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.models import Allegation, Incident, StageChange
from compliance.incidents.terms import Kind, Stage
from compliance.incidents.workflow import KNOWN_TO_RESPONDENT

_ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to: one of each of these, where any are named.

    `candidacies` are candidates' keys, `text` is looked for in title and summary.
    """

    stages: frozenset[Stage] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    candidacies: frozenset[str] = frozenset()
    clause_id: int | None = None
    text: str = ""


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition under which somebody may know of an incident.

    Officers: those of their contests, without what they are recused from, and of the confined ones those to which they
    are assigned. Candidates and agents: their own, once it
    was put to them; of a closed one its history tells. Nobody else: none.
    """
    if actor.is_system:
        return true()
    offices = actor.contests(Role.OFFICER) - actor.recused_contests
    conditions: list[ColumnElement[bool]] = []
    if offices:
        office: ColumnElement[bool] = Incident.contest_id.in_(offices)
        if actor.recused_candidacies:
            office = and_(office, Incident.candidacy_id.not_in(actor.recused_candidacies))
        if actor.recused_incidents:
            office = and_(office, Incident.id.not_in(actor.recused_incidents))
        open_to_all: ColumnElement[bool] = Incident.restricted_at.is_(None)
        if actor.assigned_incidents:
            open_to_all = or_(open_to_all, Incident.id.in_(actor.assigned_incidents))
        office = and_(office, open_to_all)
        conditions.append(office)
    if own := actor.candidacies():
        was_known = exists().where(
            StageChange.incident_id == Incident.id, StageChange.stage.in_(sorted(KNOWN_TO_RESPONDENT))
        )
        known = Incident.stage.in_(sorted(KNOWN_TO_RESPONDENT))
        conditions.append(
            and_(Incident.candidacy_id.in_(own), or_(known, and_(Incident.stage == Stage.CLOSED, was_known)))
        )
    return or_(*conditions) if conditions else false()


def by_reference(session: Session, actor: Actor, reference: str) -> Incident:
    """Return an incident; NotFound if there is none, or if the actor may not know of it."""
    found = session.scalar(select(Incident).where(Incident.reference == reference.upper(), visible_to(actor)))
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


ROWS = select(
    *(Incident.id, Incident.reference, Incident.title, Incident.kind, Incident.stage),
    *(Incident.occurred_from, Incident.occurred_until, Incident.reported_on, Incident.reply_due_on),
    *(Candidacy.key.label("candidate_key"), Candidacy.name.label("candidate_name")),
).join(Candidacy, Candidacy.id == Incident.candidacy_id)
"""What every list of incidents begins with; written once, as that costs more than to run it."""


def listing(actor: Actor, contest_id: int, wanted: Filter = Filter()) -> Select[*tuple[Any, ...]]:
    """Select a list of a contest's incidents, without order: rows of plain columns, to be read by keyset on `id`.

    Columns: id, reference, title, kind, stage, occurred_from, occurred_until, reported_on, reply_due_on, candidate_key,
    candidate_name.
    """
    return ROWS.where(*narrowed(actor, contest_id, wanted))


def narrowed(actor: Actor, contest_id: int, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions for a list of incidents of a contest: of which somebody may know, and what it is narrowed to."""
    conditions = [Incident.contest_id == contest_id, visible_to(actor)]
    for column, among in (
        (Incident.stage, wanted.stages),
        (Incident.kind, wanted.kinds),
        (Candidacy.key, wanted.candidacies),
    ):
        if among:
            conditions.append(column.in_(sorted(among)))
    if wanted.clause_id is not None:
        held = exists().where(Allegation.incident_id == Incident.id, Allegation.clause_id == wanted.clause_id)
        conditions.append(held)
    if wanted.text.strip():
        conditions.append(_holds(wanted.text))
    return conditions


def _holds(text: str) -> ColumnElement[bool]:
    """Every word stands in the title, the summary or the reference."""
    return and_(*(_holds_word(word) for word in text.split()[:10]))


def _holds_word(word: str) -> ColumnElement[bool]:
    for special in (_ESCAPE, "%", "_"):
        word = word.replace(special, _ESCAPE + special)
    pattern = f"%{word}%"
    places = (Incident.title, Incident.summary, Incident.reference)
    return or_(*(place.ilike(pattern, escape=_ESCAPE) for place in places))
