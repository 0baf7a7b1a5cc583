"""How a case stands to others, as far as its reader may know of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, literal, or_, select
from sqlalchemy.orm import Session

from compliance.candidates.models import Candidacy
from compliance.core.access import Actor
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.incidents.models import Incident, IncidentLink
from compliance.incidents.queries.lists import visible_to
from compliance.incidents.terms import LinkKind, Stage


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as one of the two cases shows it. `forth`: it was made from this case to the other."""

    reference: str
    kind: LinkKind
    forth: bool
    reason: str
    recorded_at: datetime
    recorded_by: str
    retracted_at: datetime | None
    retracted_by: str | None
    retraction_reason: str | None
    other_reference: str
    title: str
    stage: Stage
    candidate_name: str


def links_of(session: Session, incident: Incident, actor: Actor) -> tuple[LinkView, ...]:
    """The links of a case to cases of which the actor may know, in the order in which they were made."""
    touching = or_(IncidentLink.incident_id == incident.id, IncidentLink.other_id == incident.id)
    far_end = or_(
        and_(IncidentLink.incident_id == incident.id, IncidentLink.other_id == Incident.id),
        and_(IncidentLink.other_id == incident.id, IncidentLink.incident_id == Incident.id),
    )
    query = (
        select(
            *(IncidentLink.reference, IncidentLink.kind, IncidentLink.incident_id == literal(incident.id)),
            *(IncidentLink.reason, IncidentLink.recorded_at, IncidentLink.recorded_by),
            *(IncidentLink.retracted_at, IncidentLink.retracted_by, IncidentLink.retraction_reason),
            *(Incident.reference, Incident.title, Incident.stage, Candidacy.name),
        )
        .join(Incident, far_end)
        .join(Candidacy, Candidacy.id == Incident.candidacy_id)
        .where(touching, visible_to(actor))
        .order_by(IncidentLink.id)
    )
    rows: Iterable[Sequence[Any]] = session.execute(query)
    return tuple(LinkView(*row) for row in rows)


def link_of(session: Session, incident: Incident, actor: Actor, reference: str) -> IncidentLink:
    """A link of a case by its own reference; NotFound if the actor may not know of the other case."""
    if all(one.reference != reference for one in links_of(session, incident, actor)):
        raise NotFound(_("There is no such page."))
    return session.scalars(select(IncidentLink).where(IncidentLink.reference == reference)).one()


def knows_of_repeated(session: Session, actor: Actor, incident_id: int) -> bool:
    """Whether the actor may know of a case that this one was found to repeat; so too if none is on record."""
    repeats = (
        *(IncidentLink.incident_id == incident_id, IncidentLink.kind == LinkKind.DUPLICATE_OF),
        IncidentLink.retracted_at.is_(None),
    )
    known = exists().where(*repeats, IncidentLink.other_id == Incident.id, visible_to(actor))
    return bool(session.scalar(select(or_(~exists().where(*repeats), known))))
