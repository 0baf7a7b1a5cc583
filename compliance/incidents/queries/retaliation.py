"""Cases of retaliation for a case, and the case that one is for, as far as somebody may know of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.core.access import Actor
from compliance.incidents.models import Incident, Retaliation
from compliance.incidents.queries.lists import visible_to


def retaliations_for(session: Session, incident: Incident, actor: Actor) -> Sequence[Incident]:
    """The cases of retaliation for a case that the actor handles."""
    query = select(Incident).join(Retaliation, Retaliation.incident_id == Incident.id)
    return session.scalars(
        query.where(Retaliation.about_id == incident.id, visible_to(actor)).order_by(Incident.id)
    ).all()


def retaliates_for(session: Session, incident: Incident, actor: Actor) -> Incident | None:
    """The case that a case of retaliation is for, if the actor may know of it."""
    query = select(Incident).join(Retaliation, Retaliation.about_id == Incident.id)
    return session.scalar(query.where(Retaliation.incident_id == incident.id, visible_to(actor)))
