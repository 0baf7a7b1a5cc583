"""For which grounds an incident can be found inadmissible, and what each of them asks for."""

from collections.abc import Sequence

from sqlalchemy import select

from compliance.core.errors import Fault, NotFound
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.models import Allegation, Incident, IncidentLink
from compliance.incidents.queries.lists import by_reference
from compliance.incidents.service.judging import book_for, named, occurred
from compliance.incidents.terms import InadmissibilityGround, LinkKind
from compliance.pledges.applicability import can_be_alleged

LINKED_BY = {
    InadmissibilityGround.DUPLICATE: LinkKind.DUPLICATE_OF,
    InadmissibilityGround.BAD_FAITH: LinkKind.RELATED,
}
"""Grounds that speak of another case, and the link that holds it: what is repeated, or the case about bad faith."""


def other_case(
    uow: UnitOfWork, incident: Incident, place: str, reference: str | None
) -> tuple[Incident | None, list[Fault]]:
    """The case of the same contest that a reference names, and what is wrong with that."""
    if not (reference or "").strip():
        return None, []
    try:
        found = by_reference(uow.session, uow.actor, (reference or "").strip())
    except NotFound:
        found = None
    if found is None or found.contest_id != incident.contest_id:
        return None, [Fault(place, _("There is no such case among those that you handle: check the reference."))]
    if found.id == incident.id:
        return None, [Fault(place, _("This is the reference of the case itself: give that of the other one."))]
    return found, []


def faults_of_ground(
    uow: UnitOfWork, incident: Incident, ground: InadmissibilityGround | None, other: Incident | None
) -> list[Fault]:
    """Say what speaks against a ground. What a file says of the past is taken as it is."""
    if uow.actor.is_system:
        return []
    if ground is None:
        return [Fault("ground", _("Choose the ground on which the incident is inadmissible."))]
    if ground is InadmissibilityGround.DID_NOT_BIND:
        return _binding(uow, incident)
    if ground in LINKED_BY and other is None and not _is_linked(uow, incident, LINKED_BY[ground]):
        return [Fault("other", _asked(ground))]
    return []


def _asked(ground: InadmissibilityGround) -> str:
    if ground is InadmissibilityGround.DUPLICATE:
        return _("Give the reference of the case that this one repeats, so that nothing is lost.")
    return _("Bad faith needs a case of its own: file it first, then give its reference here.")


def _is_linked(uow: UnitOfWork, incident: Incident, kind: LinkKind) -> bool:
    query = select(IncidentLink.id).where(
        IncidentLink.kind == kind, IncidentLink.incident_id == incident.id, IncidentLink.retracted_at.is_(None)
    )
    return uow.session.scalar(query.limit(1)) is not None


def _binding(uow: UnitOfWork, incident: Incident) -> list[Fault]:
    """A fault that names the clauses which are alleged and did bind."""
    query = select(Allegation.clause_id).where(Allegation.incident_id == incident.id).order_by(Allegation.position)
    clause_ids: Sequence[int] = uow.session.scalars(query).all()
    if not clause_ids:
        return []
    book = book_for(uow, incident.contest_id, incident.candidacy_id, clause_ids)
    period = occurred(incident.occurred_from, incident.occurred_until)
    bound = [
        named(book.clause(clause_id))
        for clause_id in clause_ids
        if can_be_alleged(book.runs(incident.candidacy_id, clause_id, period))
    ]
    if not bound:
        return []
    message = _(
        "On these days the candidate was bound by: %(clauses)s. Choose another ground.", clauses="; ".join(bound)
    )
    return [Fault("ground", message)]
