"""Who handles a case: assigned, replaced when they keep out; and whether it is confined to those who do."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Fault, Forbidden
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.identity import service as people
from compliance.identity.models import Assignment, Recusal, User
from compliance.incidents import policy, queries
from compliance.incidents.models import Incident, Restriction
from compliance.incidents.service import steps, telling
from compliance.incidents.terms import Kind, Stage

FEWEST = 2
"""Officers who know of a confined case, if there are as many who may handle it: nobody hides a case alone."""

ROUTED = "incident.routed"
"""The one act of all changes of who handles a case: another name would tell which cases are confined."""


def assign(
    uow: UnitOfWork, incident: Incident, user_id: int, reason: str | None = None, *, leads: bool = False
) -> Assignment:
    """Let an officer handle a case, beside those who do. Whoever is first leads, until another one is to.

    Invalid at `person`, with a sentence that says why, for who keeps out of it, is no officer, or handles it already.
    """
    steps.hold(uow, incident)
    policy.may_assign(uow.actor, incident).enforce()
    steps.refuse(faults_of_handler(uow, incident, user_id))
    present = queries.assigned(uow.session, incident)
    if any(one.user_id == user_id for one in present):
        steps.refuse([Fault("person", _("%(name)s handles this case already.", name=_name(uow, user_id)))])
    made = _assign(uow, incident, user_id, (reason or "").strip() or None)
    if leads or not present:
        _lead(made, present)
    steps.tell(uow, ROUTED, incident)
    return made


def unassign(uow: UnitOfWork, incident: Incident, user_id: int, reason: str) -> None:
    """Somebody no longer handles a case. Of a confined one somebody must know."""
    steps.hold(uow, incident)
    policy.may_assign(uow.actor, incident).enforce()
    present = queries.assigned(uow.session, incident)
    ending = next((one for one in present if one.user_id == user_id), None)
    if ending is None:
        steps.refuse([Fault("person", _("%(name)s does not handle this case.", name=_name(uow, user_id)))])
        return
    if incident.restricted and len(present) <= _fewest(uow, incident):
        raise Forbidden(_("Too few others know of this case: assign another officer first."))
    steps.refuse(steps.missing(uow, "reason", reason, _("Say why.")))
    _end(uow, ending, reason.strip() or None)
    _lead_on([one for one in present if one is not ending])
    steps.tell(uow, ROUTED, incident)


def restrict(uow: UnitOfWork, incident: Incident, reason: str, handlers: Collection[int]) -> Restriction:
    """Confine a case to some officers, who from now on are all that handle it and know of it.

    Invalid at `reason`, and at `handlers` where it is one alone though another one could handle it with them.
    """
    handlers = set(handlers)
    steps.hold(uow, incident)
    policy.may_restrict(uow.actor, incident).enforce()
    faults = steps.missing(uow, "reason", reason, _("Say why."))
    if len(handlers) < _fewest(uow, incident):
        message = _("Choose two officers at least, or the only one left: nobody is to know of a case alone.")
        faults.append(Fault("handlers", message))
    faults += [
        Fault("handlers", one.message)
        for user_id in sorted(handlers)
        for one in faults_of_handler(uow, incident, user_id)
    ]
    steps.refuse(faults)
    present = queries.assigned(uow.session, incident)
    for one in present:
        if one.user_id not in handlers:
            _end(uow, one, _("The case was confined to others."))
    kept = [one for one in present if one.user_id in handlers]
    known = {one.user_id for one in kept}
    kept += [_assign(uow, incident, user_id, None) for user_id in sorted(handlers) if user_id not in known]
    _lead_on(kept)
    incident.restricted_at = uow.now
    made = Restriction(
        incident_id=incident.id, reason=reason.strip(), restricted_at=uow.now, restricted_by=uow.actor.name
    )
    uow.session.add(made)
    steps.tell(uow, ROUTED, incident)
    return made


def lift(uow: UnitOfWork, incident: Incident, reason: str) -> None:
    """Open a confined case to the rest of the office."""
    steps.hold(uow, incident)
    policy.may_lift(uow.actor, incident).enforce()
    if incident.kind is Kind.RETALIATION:
        raise Forbidden(_("A case of retaliation stays confined to those who handle it."))
    steps.refuse(steps.missing(uow, "reason", reason, _("Say why.")))
    query = select(Restriction).where(Restriction.incident_id == incident.id, Restriction.lifted_at.is_(None))
    for one in uow.session.scalars(query):
        one.lifted_at, one.lifted_by, one.lift_reason = uow.now, uow.actor.name, reason.strip()
    incident.restricted_at = None
    steps.tell(uow, ROUTED, incident)


def keep_out(uow: UnitOfWork, incident: Incident, reason: str) -> Recusal:
    """Whoever acts keeps out of this case from now on; what they handled in it passes to their replacement."""
    policy.may_keep_out(uow.actor, incident).enforce()
    user = uow.session.get_one(User, uow.actor.user_id)
    return people.recuse(uow, user, incident.contest_id, reason, incident_id=incident.id)


def _eligible(uow: UnitOfWork, incident: Incident) -> list[int]:
    """Who may handle a case."""
    scope = {"candidacy_id": incident.candidacy_id, "incident_id": incident.id}
    return identity.eligible(uow.session, incident.contest_id, **scope)


def _fewest(uow: UnitOfWork, incident: Incident) -> int:
    """How many must know of a confined case: two, where there are two who may."""
    return max(1, min(FEWEST, len(_eligible(uow, incident))))


def faults_of_handler(uow: UnitOfWork, incident: Incident, user_id: int) -> list[Fault]:
    """Say why somebody cannot handle a case, in words that whoever asks may know."""
    if user_id in _eligible(uow, incident):
        return []
    name = _name(uow, user_id)
    seen = identity.keeping_out_as_seen(uow.session, incident.contest_id, uow.actor)
    for one in seen:
        if one.user_id == user_id and one.candidacy_id in (None, incident.candidacy_id) and not one.of_an_incident:
            told = {"name": name, "of": one.candidate, "day": long_date(one.declared_at.date())}
            why = _("%(name)s has kept out of the cases of %(of)s since %(day)s.", **told)
            if one.candidate is None:
                why = _("%(name)s has kept out of the whole contest since %(day)s.", **told)
            given = _("%(why)s The reason given is “%(reason)s”.", why=why, reason=(one.reason or "").rstrip("."))
            return [Fault("person", given if one.reason else why)]
    if user_id in identity.holders(uow.session, incident.contest_id, Role.OFFICER):
        return [Fault("person", _("%(name)s keeps out of this case.", name=name))]
    return [Fault("person", _("%(name)s is no officer of this contest.", name=name))]


def pass_on(uow: UnitOfWork, recusal: Recusal) -> None:
    """What somebody handles and now keeps out of passes to their replacement; without one nobody handles it."""
    query = (
        select(Assignment, Incident)
        .join(Incident, Incident.id == Assignment.incident_id)
        .where(Assignment.user_id == recusal.user_id, Assignment.ended_at.is_(None))
        .where(Incident.contest_id == recusal.contest_id)
        .order_by(Assignment.id)
    )
    if recusal.candidacy_id is not None:
        query = query.where(Incident.candidacy_id == recusal.candidacy_id)
    if recusal.incident_id is not None:
        query = query.where(Incident.id == recusal.incident_id)
    for assignment, incident in uow.session.execute(query).all():
        _end(uow, assignment, None)
        assignment.because_recused = True
        replace(uow, incident, assignment)
        steps.tell(uow, ROUTED, incident)


def take_up(uow: UnitOfWork, contest_id: int) -> None:
    """Cases that nobody handles since somebody keeps out of them pass to a replacement who was named since."""
    for incident, ended in queries.without_handler(uow.session, contest_id):
        if replace(uow, incident, ended) is not None:
            steps.tell(uow, ROUTED, incident)


def replace(uow: UnitOfWork, incident: Incident, ended: Assignment) -> Assignment | None:
    """Assign a case to the first in the chain of replacements who may handle it; None if nobody may."""
    rules = identity.replacements(uow.session, incident.contest_id, steps.today(uow, incident))
    eligible = set(_eligible(uow, incident))
    successor = next((one for one in identity.chain(rules, ended.user_id) if one in eligible), None)
    present = queries.assigned(uow.session, incident)
    made = next((one for one in present if one.user_id == successor), None)
    if successor is not None and made is None and incident.stage is not Stage.CLOSED:
        made = _assign(uow, incident, successor, None, in_place_of=ended.user_id)
    if made is not None and ended.leads:
        _lead(made, present)
    _lead_on([*present, made] if made is not None and made not in present else present)
    return made


def _assign(
    uow: UnitOfWork, incident: Incident, user_id: int, reason: str | None, *, in_place_of: int | None = None
) -> Assignment:
    made = Assignment(
        incident_id=incident.id,
        user_id=user_id,
        leads=False,
        reason=reason,
        in_place_of_id=in_place_of,
        assigned_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(made)
    telling.tell(uow, ROUTED, incident, [user_id])
    return made


def _end(uow: UnitOfWork, assignment: Assignment, reason: str | None) -> None:
    assignment.ended_at, assignment.ended_by, assignment.end_reason = uow.now, uow.actor.name, reason


def _lead(chosen: Assignment, others: Collection[Assignment]) -> None:
    for one in others:
        one.leads = False
    chosen.leads = True


def _lead_on(present: Sequence[Assignment]) -> None:
    """Of those who handle a case one leads: if nobody does, whoever has handled it longest."""
    if present and not any(one.leads for one in present):
        present[0].leads = True


def _name(uow: UnitOfWork, user_id: int) -> str:
    return identity.names(uow.session, [user_id]).get(user_id, _("This person"))
