"""Whether the office may deal with an incident at all."""

from dataclasses import dataclass
from datetime import date

from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.models import Incident
from compliance.incidents.service import steps
from compliance.incidents.terms import Stage


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether an incident is admissible, why or why not, and when that was decided."""

    admissible: bool
    reason: str
    decided_on: date


def assess(uow: UnitOfWork, incident: Incident, command: Assessment) -> None:
    """Decide whether the office may deal with the incident: it becomes admissible or inadmissible."""
    steps.hold(uow, incident)
    policy.may_assess(uow.actor, incident).enforce()
    faults = steps.missing(uow, "reason", command.reason, _("Give the reason for the decision."))
    faults += steps.future(uow, "decided_on", command.decided_on, steps.today(uow, incident))
    faults += steps.too_early("decided_on", command.decided_on, incident.reported_on, _("the incident was reported"))
    steps.refuse(faults)
    stage = Stage.ADMISSIBLE if command.admissible else Stage.INADMISSIBLE
    steps.enter(uow, incident, stage, command.decided_on, command.reason.strip())
    steps.tell(uow, "incident.assessed", incident)
