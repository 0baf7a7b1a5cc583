"""How people stand to candidates, and the proposals to keep out that follow from it."""

from dataclasses import dataclass

from compliance.candidates import queries as candidates
from compliance.core.access import Role
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import policy, queries
from compliance.identity.models import Recusal, RecusalProposal, Relation, User
from compliance.identity.service.recusals import recuse
from compliance.identity.terms import PROPOSES_RECUSAL, ProposalState, RelationKind
from compliance.notifications.service import enqueue
from compliance.transparency.recording import record
from compliance.web.status import badge

PROPOSED = "recusal.proposed"


@dataclass(frozen=True, slots=True)
class NewRelation:
    """How somebody stands to a candidate; the note says what other words cannot."""

    kind: RelationKind
    candidacy_id: int
    note: str | None = None


def declare_relation(uow: UnitOfWork, user: User, contest_id: int, command: NewRelation) -> Relation:
    """Put on record how somebody stands to a candidate; from most relations a recusal is proposed at once.

    Invalid at `candidate`, `kind` and `note`.
    """
    policy.may_declare_relation(uow.actor, user.id, contest_id).enforce()
    note = (command.note or "").strip() or None
    if faults := _faults(uow, user, contest_id, command, note):
        raise Invalid(faults)
    relation = Relation(
        user_id=user.id,
        contest_id=contest_id,
        candidacy_id=command.candidacy_id,
        kind=command.kind,
        note=note,
        declared_at=uow.now,
        declared_by=uow.actor.name,
    )
    uow.session.add(relation)
    uow.session.flush()
    record(uow, "relation.declared", f"user:{user.reference}", contest_id=contest_id)
    if command.kind in PROPOSES_RECUSAL:
        propose(uow, relation)
    return relation


def end_relation(uow: UnitOfWork, relation: Relation) -> None:
    """A relation ends; it stays on record, and so does what was decided because of it."""
    policy.may_declare_relation(uow.actor, relation.user_id, relation.contest_id).enforce()
    relation.ended_at, relation.ended_by = uow.now, uow.actor.name
    record(uow, "relation.ended", _subject(uow, relation.user_id), contest_id=relation.contest_id)


def propose(uow: UnitOfWork, relation: Relation) -> RecusalProposal | None:
    """Propose that somebody keep out of a candidate's cases, unless they do or are asked to already."""
    of = (relation.user_id, relation.contest_id, relation.candidacy_id)
    if queries.needs_no_proposal(uow.session, *of):
        return None
    proposal = RecusalProposal(
        relation_id=relation.id,
        user_id=relation.user_id,
        contest_id=relation.contest_id,
        candidacy_id=relation.candidacy_id,
        state=ProposalState.OPEN,
        proposed_at=uow.now,
    )
    uow.session.add(proposal)
    subject = _subject(uow, relation.user_id)
    record(uow, PROPOSED, subject, contest_id=relation.contest_id)
    told = [relation.user_id, *queries.holders(uow.session, relation.contest_id, Role.CHAIR)]
    enqueue(uow, PROPOSED, told, contest_id=relation.contest_id, subject=subject)
    return proposal


def accept_proposal(uow: UnitOfWork, proposal: RecusalProposal) -> Recusal:
    """Put a proposed recusal in force."""
    policy.may_accept_proposal(uow.actor, proposal.user_id, proposal.contest_id).enforce()
    relation = uow.session.get_one(Relation, proposal.relation_id)
    user = uow.session.get_one(User, proposal.user_id)
    recusal = recuse(uow, user, proposal.contest_id, reason_for(uow, relation), candidacy_id=proposal.candidacy_id)
    proposal.recusal_id = recusal.id
    _decide(uow, proposal, ProposalState.ACCEPTED, None)
    return recusal


def decline_proposal(uow: UnitOfWork, proposal: RecusalProposal, reason: str) -> None:
    """Decide that somebody need not keep out, and why."""
    of = (proposal.user_id, proposal.contest_id, proposal.candidacy_id)
    policy.may_decline_proposal(uow.actor, *of).enforce()
    if not reason.strip():
        raise Invalid([Fault("reason", _("Say why nobody need fear for a fair hearing all the same."))])
    _decide(uow, proposal, ProposalState.DECLINED, reason.strip())


def reason_for(uow: UnitOfWork, relation: Relation) -> str:
    """Why somebody keeps out, in words made from the relation. More people read it than the relation's note."""
    (name,) = (
        one.name for one in candidates.in_contest(uow.session, relation.contest_id) if one.id == relation.candidacy_id
    )
    return _("%(relation)s: %(name)s.", relation=badge("relation", relation.kind).label, name=name)


def _decide(uow: UnitOfWork, proposal: RecusalProposal, state: ProposalState, reason: str | None) -> None:
    proposal.state, proposal.reason = state, reason
    proposal.decided_at, proposal.decided_by = uow.now, uow.actor.name
    act = "recusal_proposal.accepted" if state is ProposalState.ACCEPTED else "recusal_proposal.declined"
    record(uow, act, _subject(uow, proposal.user_id), contest_id=proposal.contest_id)


def _faults(uow: UnitOfWork, user: User, contest_id: int, command: NewRelation, note: str | None) -> list[Fault]:
    faults = []
    if command.candidacy_id not in {one.id for one in candidates.in_contest(uow.session, contest_id)}:
        faults.append(Fault("candidate", _("This is no candidate of this contest.")))
    if command.kind is RelationKind.OTHER and note is None:
        faults.append(Fault("note", _("Say how: no other word does.")))
    known = {(one.kind, one.candidacy_id) for one in queries.ties(uow.session, contest_id=contest_id, user_id=user.id)}
    if command.kind is not RelationKind.OTHER and (command.kind, command.candidacy_id) in known:
        faults.append(Fault("kind", _("This is on record already.")))
    return faults


def _subject(uow: UnitOfWork, user_id: int) -> str:
    return f"user:{uow.session.get_one(User, user_id).reference}"
