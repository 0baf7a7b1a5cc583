"""Matters of the workplace that another body deals with: only that, and when."""

from dataclasses import dataclass
from datetime import date

from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.models import Incident, Referral
from compliance.incidents.service import steps
from compliance.incidents.service.fact_finding.acts import FACT_FINDING
from compliance.incidents.terms import ReferralBody


@dataclass(frozen=True, slots=True)
class NewReferral:
    """To which body, and on which day. There is no place for who it is about or what it is."""

    body: ReferralBody
    referred_on: date


def refer(uow: UnitOfWork, incident: Incident, command: NewReferral) -> Referral:
    """Note that a matter of the workplace was left to another body."""
    policy.may_refer(uow.actor, incident).enforce()
    steps.refuse(steps.future(uow, "referred_on", command.referred_on, steps.today(uow, incident)))
    made = Referral(
        incident_id=incident.id,
        body=command.body,
        referred_on=command.referred_on,
        recorded_at=uow.now,
        recorded_by=uow.actor.name,
    )
    uow.session.add(made)
    steps.tell(uow, FACT_FINDING, incident)
    return made
