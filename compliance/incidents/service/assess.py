"""Whether the office may deal with an incident at all."""

from dataclasses import dataclass
from datetime import date

from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import policy
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Incident
from compliance.incidents.service import countdown, steps
from compliance.incidents.service.grounds import LINKED_BY, faults_of_ground, other_case
from compliance.incidents.service.links import tie
from compliance.incidents.terms import InadmissibilityGround, Stage


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether an incident is admissible, why or why not, and when that was decided.

    `ground`, if it is inadmissible. `other` is the reference of a case: for a duplicate the one that is repeated, for
    bad faith the one that is about it.
    """

    admissible: bool
    reason: str
    decided_on: date
    ground: InadmissibilityGround | None = None
    other: str | None = None


def assess(uow: UnitOfWork, incident: Incident, command: Assessment) -> None:
    """Decide whether the office may deal with the incident: it becomes admissible, or inadmissible on a ground.

    A duplicate, and the case about bad faith, are linked by the same act.
    """
    steps.hold(uow, incident)
    policy.may_assess(uow.actor, incident).enforce()
    faults = steps.missing(uow, "reason", command.reason, _("Give the reason for the decision."))
    faults += steps.future(uow, "decided_on", command.decided_on, steps.today(uow, incident))
    faults += steps.too_early("decided_on", command.decided_on, incident.reported_on, _("the incident was reported"))
    ground = None if command.admissible else command.ground
    other, wrong = other_case(uow, incident, "other", command.other) if ground in LINKED_BY else (None, [])
    if not command.admissible and not wrong:
        wrong = faults_of_ground(uow, incident, ground, other)
    steps.refuse(faults + wrong)
    stage = Stage.ADMISSIBLE if command.admissible else Stage.INADMISSIBLE
    steps.enter(uow, incident, stage, command.decided_on, command.reason.strip(), ground)
    if ground is not None and other is not None:
        tie(uow, incident, other, LINKED_BY[ground], command.reason)
    _count(uow, incident, command)
    steps.tell(uow, "incident.assessed", incident)


def _count(uow: UnitOfWork, incident: Incident, command: Assessment) -> None:
    """The decision ends what ran until now; whoever reported is told of it, if they were told nothing before."""
    countdown.meet(uow, incident, Step.ACKNOWLEDGE, command.decided_on)
    countdown.meet(uow, incident, Step.ASSESS, command.decided_on)
    for step in (Step.NOTIFY, Step.STATUS_UPDATE) if command.admissible else (Step.CONCLUDE,):
        countdown.start(uow, incident, step, command.decided_on)
