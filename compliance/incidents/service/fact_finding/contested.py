"""Contested facts: the question, the accounts of it with what supports each, and what the office makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy, queries
from compliance.incidents.models import Claim, ClaimSupport, ContestedFact, FactAssessment, Incident
from compliance.incidents.service import steps
from compliance.incidents.service.fact_finding.acts import FACT_FINDING
from compliance.incidents.terms import Claimant, FactStatus

FEWEST = 2
"""A fact is contested between two accounts at least."""


@dataclass(frozen=True, slots=True)
class Support:
    """What an account rests on: items of evidence, sources and interviews by reference, replies by key."""

    evidence: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    interviews: frozenset[str] = frozenset()
    replies: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NewClaim:
    """One account: whose it is, what it says, and what supports it. `who` names a state, or who else it is."""

    claimant: Claimant
    text: str
    who: str | None = None
    support: Support = Support()


@dataclass(frozen=True, slots=True)
class NewFact:
    """A question of fact, with the accounts that are given of it."""

    question: str
    claims: Sequence[NewClaim]


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """What the office makes of a contested fact, and why."""

    status: FactStatus
    reasons: str
    assessed_on: date


def contest(uow: UnitOfWork, incident: Incident, command: NewFact) -> ContestedFact:
    """Put a question of fact on record with two accounts at least.

    Invalid at `question`, and at `claims[0].text` and the like.
    """
    policy.may_find_facts(uow.actor, incident).enforce()
    faults = steps.missing(uow, "question", command.question, _("Write the question of fact."))
    if len(command.claims) < FEWEST:
        faults.append(Fault("claims", _("Give two accounts at least.")))
    for number, claim in enumerate(command.claims):
        faults += _faults(uow, claim, f"claims[{number}].")
    steps.refuse(faults)
    fact = ContestedFact(
        reference=new_reference(),
        incident_id=incident.id,
        question=command.question.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(fact)
    uow.session.flush()
    for claim in command.claims:
        _append(uow, incident, fact, claim)
    steps.tell(uow, FACT_FINDING, incident)
    return fact


def add_claim(uow: UnitOfWork, fact: ContestedFact, command: NewClaim) -> Claim:
    """Add one more account of a contested fact."""
    incident = uow.session.get_one(Incident, fact.incident_id)
    policy.may_find_facts(uow.actor, incident).enforce()
    steps.refuse(_faults(uow, command, ""))
    made = _append(uow, incident, fact, command)
    steps.tell(uow, FACT_FINDING, incident)
    return made


def assess_fact(uow: UnitOfWork, fact: ContestedFact, command: NewAssessment) -> FactAssessment:
    """Say what the office makes of a contested fact. Earlier assessments stay on record."""
    incident = uow.session.get_one(Incident, fact.incident_id)
    policy.may_find_facts(uow.actor, incident).enforce()
    faults = steps.missing(uow, "reasons", command.reasons, _("Give the reasons."))
    faults += steps.future(uow, "assessed_on", command.assessed_on, steps.today(uow, incident))
    steps.refuse(faults)
    made = FactAssessment(
        fact_id=fact.id,
        status=command.status,
        reasons=command.reasons.strip(),
        assessed_on=command.assessed_on,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(made)
    steps.tell(uow, FACT_FINDING, incident)
    return made


def _faults(uow: UnitOfWork, claim: NewClaim, place: str) -> list[Fault]:
    faults = steps.missing(uow, f"{place}text", claim.text, _("Write what is said."))
    if claim.claimant in (Claimant.STATE, Claimant.OTHER):
        faults += steps.missing(uow, f"{place}who", claim.who, _("Say whose account this is."))
    return faults


def _append(uow: UnitOfWork, incident: Incident, fact: ContestedFact, command: NewClaim) -> Claim:
    claim = Claim(
        fact_id=fact.id,
        claimant=command.claimant,
        who=(command.who or "").strip() or None,
        text=command.text.strip(),
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(claim)
    uow.session.flush()
    uow.session.add_all(_supports(uow, incident, claim, command.support))
    return claim


def _supports(uow: UnitOfWork, incident: Incident, claim: Claim, support: Support) -> list[ClaimSupport]:
    """Look up what supports an account, in this case and no other. NotFound for anything else."""
    session, made = uow.session, []
    for reference in sorted(support.evidence):
        item = queries.evidence_of(session, incident, reference)
        made.append(ClaimSupport(claim_id=claim.id, evidence_id=item.id))
    for reference in sorted(support.sources):
        source = queries.source_of(session, incident, reference)
        made.append(ClaimSupport(claim_id=claim.id, source_id=source.id))
    for reference in sorted(support.interviews):
        interview = queries.interview_of(session, incident, reference)
        made.append(ClaimSupport(claim_id=claim.id, interview_id=interview.id))
    for key in sorted(support.replies):
        reply = queries.reply_of(session, incident, key)
        made.append(ClaimSupport(claim_id=claim.id, reply_id=reply.id))
    return made
