"""Acts that take two people: to publish a concluded case, and to learn who a confidential source is."""

from collections.abc import Callable

from compliance.core import two_people
from compliance.core.errors import Conflict, Forbidden
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.incidents import policy, queries
from compliance.incidents.models import Incident, Publication, Source, UnmaskRequest
from compliance.incidents.service import steps
from compliance.incidents.terms import PublicationState
from compliance.notifications.service import enqueue

UNMASKED_BY: list[Callable[[UnitOfWork, Source], None]] = []
"""What an area above does when two people have agreed to learn who a source is: tell the source so, by its mailbox."""


def hold_back(uow: UnitOfWork, incident: Incident) -> None:
    """What people conclude is not published before two of them say so. Part of the act of concluding."""
    if not uow.actor.is_system and queries.publication_of(uow.session, incident.id) is None:
        uow.session.add(Publication(incident_id=incident.id, state=PublicationState.HELD))


def withhold(uow: UnitOfWork, incident: Incident) -> None:
    """Take over from a file that a case was not published where it was concluded."""
    if not uow.actor.is_system:
        raise Forbidden(_("What people conclude is withheld until two of them publish it."))
    uow.session.add(Publication(incident_id=incident.id, state=PublicationState.HELD))
    steps.tell(uow, "publication.withheld", incident)


def hold_back_again(uow: UnitOfWork, incident: Incident) -> None:
    """What the public reads of a case changes, so that two people agree anew. Part of the act that changes it."""
    row = queries.publication_of(uow.session, incident.id)
    if row is not None and row.state is not PublicationState.HELD and not uow.actor.is_system:
        row.state = PublicationState.HELD
        row.confirmed_at = row.confirmed_by = row.confirmed_by_id = None  # what was confirmed is no longer there


def withdraw_proposal(uow: UnitOfWork, incident: Incident) -> None:
    """A review begins: what was proposed waits for it, and is proposed again afterwards. Part of the act of asking."""
    row = queries.publication_of(uow.session, incident.id)
    if row is not None and row.state is PublicationState.PROPOSED:
        row.state = PublicationState.HELD


def propose_publication(uow: UnitOfWork, incident: Incident, summary: str) -> Publication:
    """Propose to publish a concluded case, with a summary that the public reads."""
    steps.hold(uow, incident)
    row = queries.publication_of(uow.session, incident.id)
    policy.may_propose_publication(
        uow.actor, incident, state=row.state if row else None, under_review=bool(incident.under_review)
    ).enforce()
    steps.refuse(steps.missing(uow, "summary", summary, _("Write a summary for the public.")))
    if row is None:
        raise Forbidden(_("It is published."))
    row.state, row.summary = PublicationState.PROPOSED, summary.strip()
    row.proposed_at, row.proposed_by, row.proposed_by_id = uow.now, uow.actor.name, uow.actor.user_id
    steps.tell(uow, "publication.proposed", incident)
    others = [
        *queries.handlers_of(uow.session, incident),
        *identity.presiding(uow.session, incident.contest_id, incident.candidacy_id, incident.id),
    ]
    enqueue(uow, "publication.proposed", others, contest_id=incident.contest_id)
    return row


def confirm_publication(uow: UnitOfWork, incident: Incident, *, seen: str | None = None) -> None:
    """Let the case be published, as somebody else proposed.

    `seen`: when what was read was proposed (ISO 8601). Conflict if it was proposed anew since, with other words.
    """
    row = _proposed(uow, incident)
    if seen is not None and row.proposed_at is not None and seen != row.proposed_at.isoformat():
        raise Conflict(_("It was proposed anew since you read it: read it again."), yours={}, theirs={})
    row.state = PublicationState.PUBLISHED
    row.confirmed_at, row.confirmed_by, row.confirmed_by_id = uow.now, uow.actor.name, uow.actor.user_id
    steps.tell(uow, "publication.confirmed", incident)


def refuse_publication(uow: UnitOfWork, incident: Incident, reason: str) -> None:
    """Do not let the case be published as proposed. It can be proposed again."""
    row = _proposed(uow, incident)
    steps.refuse(steps.missing(uow, "reason", reason, _("Say why.")))
    row.state = PublicationState.HELD
    row.refused_at, row.refused_by, row.refusal_reason = uow.now, uow.actor.name, reason.strip()
    steps.tell(uow, "publication.refused", incident)


def _proposed(uow: UnitOfWork, incident: Incident) -> Publication:
    steps.hold(uow, incident)
    row = queries.publication_of(uow.session, incident.id)
    state, proposer = (row.state, row.proposed_by_id) if row else (None, None)
    policy.may_confirm_publication(uow.actor, incident, state=state, proposed_by_id=proposer).enforce()
    if row is None:
        raise Forbidden(_("Nobody proposed to publish it."))
    return row


def request_unmask(uow: UnitOfWork, source: Source, reason: str) -> UnmaskRequest:
    """Ask to learn who a confidential source is, and say why that is needed."""
    incident = _of(uow, source)
    last = queries.unmasking(uow.session, source)
    pending, agreed = _standing(last)
    policy.may_unmask(uow.actor, incident, source.kind, pending=pending, agreed=agreed).enforce()
    told = _("Say why the name is needed, and what for.")
    request = UnmaskRequest(source_id=source.id, **two_people.proposal(uow, reason, told))
    uow.session.add(request)
    steps.tell(uow, "source.unmasking_asked", incident, f"source:{source.reference}")
    handlers = queries.handlers_of(uow.session, incident)
    subject = f"incident:{incident.reference}"
    enqueue(uow, "source.unmasking_asked", handlers, contest_id=incident.contest_id, subject=subject)
    return request


def decide_unmask(uow: UnitOfWork, source: Source, *, agreed: bool, reason: str, seen: str | None = None) -> None:
    """Agree that the officers of the case learn who a source is, or refuse it; the source is told if it was agreed.

    `seen`: when what was read was asked (ISO 8601). Conflict if it was asked anew since, for another reason.
    """
    incident = _of(uow, source)
    request = queries.unmasking(uow.session, source)
    pending, _agreed = _standing(request)
    asked_by = request.requested_by_id if request else None
    policy.may_agree_to_unmask(uow.actor, incident, pending=pending, requested_by_id=asked_by).enforce()
    if request is None:
        raise Forbidden(_("Nobody asked for it."))
    two_people.decide(uow, request, agreed=agreed, reason=reason, seen=seen)
    steps.tell(uow, "source.unmasked" if agreed else "source.unmasking_refused", incident, f"source:{source.reference}")
    if agreed:
        for tell in UNMASKED_BY:
            tell(uow, source)


def _of(uow: UnitOfWork, source: Source) -> Incident:
    incident = uow.session.get_one(Incident, source.incident_id)
    steps.hold(uow, incident)
    return incident


def _standing(request: UnmaskRequest | None) -> tuple[bool, bool]:
    """Whether a request waits, and whether one was agreed to."""
    if request is None:
        return False, False
    return request.waits, bool(request.agreed)
