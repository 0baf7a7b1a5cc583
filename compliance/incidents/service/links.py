"""Cases that have to do with each other are linked; a link is taken back with a reason, and stays on record."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.models import Incident, IncidentLink, StageChange
from compliance.incidents.service import steps
from compliance.incidents.service.grounds import other_case
from compliance.incidents.terms import InadmissibilityGround, LinkKind, Stage


@dataclass(frozen=True, slots=True)
class NewLink:
    """How a case stands to another, which `other` names by its reference, and why."""

    kind: LinkKind
    other: str
    reason: str


def link(uow: UnitOfWork, incident: Incident, command: NewLink) -> IncidentLink:
    """Link a case to another one that the actor handles as well."""
    steps.hold(uow, incident)
    policy.may_link(uow.actor, incident).enforce()
    other, faults = other_case(uow, incident, "other", command.other)
    if other is None and not faults:
        faults.append(Fault("other", _("Give the reference of the other case.")))
    faults += steps.missing(uow, "reason", command.reason, _("Say what the two have to do with each other."))
    if command.kind is LinkKind.SPLIT_FROM and not uow.actor.is_system:
        faults.append(Fault("kind", _("A case is split by splitting it, not by a link.")))
    if other is not None and _standing(uow, incident, other, command.kind) is not None:
        faults.append(Fault("other", _("The two cases are linked like this already.")))
    steps.refuse(faults)
    if other is None:
        raise Invalid(faults)
    added = tie(uow, incident, other, command.kind, command.reason)
    steps.tell(uow, "incident.linked", incident)
    return added


def tie(uow: UnitOfWork, incident: Incident, other: Incident, kind: LinkKind, reason: str) -> IncidentLink:
    """Add the row of a link, or give that of the one that stands; the caller has checked, and records."""
    policy.may_link(uow.actor, incident, other).enforce()
    standing = _standing(uow, incident, other, kind)
    if standing is not None:
        return standing
    added = IncidentLink(
        reference=new_reference(),
        incident_id=incident.id,
        other_id=other.id,
        kind=kind,
        reason=reason.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(added)
    return added


def retract_link(uow: UnitOfWork, incident: Incident, taken_back: IncidentLink, reason: str) -> None:
    """Take back a link; both cases keep it, with the reason."""
    first, second = (uow.session.get_one(Incident, key) for key in (taken_back.incident_id, taken_back.other_id))
    other = second if incident.id == first.id else first
    steps.hold(uow, first)
    policy.may_link(uow.actor, incident, other).enforce()
    uow.session.refresh(taken_back)
    if taken_back.retracted_at is not None:
        raise Conflict(_("Somebody else has taken this link back meanwhile."), yours={}, theirs={})
    faults = steps.missing(uow, "reason", reason, _("Say why the link does not hold."))
    faults += _faults_of_use(uow, first, taken_back)
    steps.refuse(faults)
    taken_back.retracted_at, taken_back.retracted_by = uow.now, uow.actor.name
    taken_back.retraction_reason = reason.strip()
    steps.tell(uow, "incident.link_retracted", incident)


def _faults_of_use(uow: UnitOfWork, incident: Incident, taken_back: IncidentLink) -> list[Fault]:
    """A case that ended as a duplicate keeps the link that says of which."""
    if taken_back.kind is not LinkKind.DUPLICATE_OF or incident.stage not in (Stage.INADMISSIBLE, Stage.CLOSED):
        return []
    ended = select(StageChange.id).where(
        StageChange.incident_id == incident.id, StageChange.ground == InadmissibilityGround.DUPLICATE
    )
    others = select(IncidentLink.id).where(
        IncidentLink.incident_id == incident.id,
        IncidentLink.kind == LinkKind.DUPLICATE_OF,
        IncidentLink.retracted_at.is_(None),
        IncidentLink.id != taken_back.id,
    )
    if uow.session.scalar(ended.limit(1)) is None or uow.session.scalar(others.limit(1)) is not None:
        return []
    return [Fault("", _("This case was found inadmissible as a duplicate: link it to the case that it repeats first."))]


def _standing(uow: UnitOfWork, incident: Incident, other: Incident, kind: LinkKind) -> IncidentLink | None:
    """The link of a kind that stands between two cases; that they are related is said once for both."""
    forth = and_(IncidentLink.incident_id == incident.id, IncidentLink.other_id == other.id)
    back = and_(IncidentLink.incident_id == other.id, IncidentLink.other_id == incident.id)
    between = or_(forth, back) if kind is LinkKind.RELATED else forth
    query = select(IncidentLink).where(IncidentLink.kind == kind, between, IncidentLink.retracted_at.is_(None))
    return uow.session.scalars(query.limit(1)).first()
