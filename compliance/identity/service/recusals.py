"""Recusals: who keeps out of what, and why."""

from collections.abc import Callable

from compliance.candidates import queries as candidates
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import policy, queries
from compliance.identity.models import Recusal, User
from compliance.notifications.service import enqueue
from compliance.transparency.recording import record

PASSED_ON_BY: list[Callable[[UnitOfWork, Recusal], None]] = []
"""What else happens when somebody keeps out: areas above that share out work to people add how it passes to others."""


def recuse(
    uow: UnitOfWork,
    user: User,
    contest_id: int,
    reason: str,
    *,
    candidacy_id: int | None = None,
    incident_id: int | None = None,
) -> Recusal:
    """Somebody keeps out of a contest, of one candidate's cases, or of one incident, from now on.

    That an incident belongs to the contest is for the area of incidents to see to, which calls this with one.
    """
    policy.may_recuse(uow.actor, user.id, contest_id).enforce()
    if faults := _faults(uow, user, contest_id, reason, (candidacy_id, incident_id)):
        raise Invalid(faults)
    recusal = Recusal(
        user_id=user.id,
        contest_id=contest_id,
        candidacy_id=candidacy_id,
        incident_id=incident_id,
        reason=reason.strip(),
        declared_at=uow.now,
    )
    uow.session.add(recusal)
    subject = f"user:{user.reference}"
    record(uow, "recusal.declared", subject, contest_id=contest_id)
    enqueue(uow, "recusal.declared", [user.id], contest_id=contest_id, subject=subject)
    for pass_on in PASSED_ON_BY:
        pass_on(uow, recusal)
    return recusal


def end_recusal(uow: UnitOfWork, recusal: Recusal) -> None:
    """A recusal ends; it stays on record."""
    policy.may_end_recusal(uow.actor, recusal.user_id, recusal.contest_id, recusal.candidacy_id).enforce()
    recusal.ended_at = uow.now
    user = uow.session.get_one(User, recusal.user_id)
    record(uow, "recusal.ended", f"user:{user.reference}", contest_id=recusal.contest_id)


def _faults(
    uow: UnitOfWork, user: User, contest_id: int, reason: str, scope: tuple[int | None, int | None]
) -> list[Fault]:
    faults = []
    candidacy_id, _incident_id = scope
    known = {one.id for one in candidates.in_contest(uow.session, contest_id)} if candidacy_id is not None else set()
    if candidacy_id is not None and candidacy_id not in known:
        faults.append(Fault("scope", _("This is no candidate of this contest.")))
    in_force = [one for one, _name in queries.recusals_in_force(uow.session, contest_id) if one.user_id == user.id]
    if scope in {(one.candidacy_id, one.incident_id) for one in in_force}:
        faults.append(Fault("scope", _("%(name)s is recused from this already.", name=user.name)))
    if not reason.strip():
        faults.append(
            Fault(
                "reason",
                _("Say why; the chair's report names the recusal only."),
            )
        )
    return faults
