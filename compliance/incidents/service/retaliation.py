"""Somebody is said to be treated worse because of a case: a track of its own, confined and expedited from the start."""

from dataclasses import replace

from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity.models import Assignment
from compliance.incidents import policy
from compliance.incidents.models import Incident, Restriction, Retaliation
from compliance.incidents.service import steps
from compliance.incidents.service.receive import NewIncident, file_incident
from compliance.incidents.terms import Kind


def file_retaliation(uow: UnitOfWork, about: Incident, command: NewIncident, *, timezone: str) -> Incident:
    """File a case of retaliation for another case. Whoever files it handles it, and nobody else knows of it.

    Who else is to handle it is assigned afterwards. Invalid as for any incident.
    """
    policy.may_file_retaliation(uow.actor, about).enforce()
    if uow.actor.user_id is None:
        steps.refuse([Fault("", _("Somebody with an account files this, and handles it."))])

    def prepare(incident: Incident) -> None:
        why = _("Retaliation is confined from the start.")
        incident.restricted_at = uow.now
        uow.session.add_all(
            [
                Restriction(incident_id=incident.id, reason=why, restricted_at=uow.now, restricted_by=uow.actor.name),
                Assignment(
                    incident_id=incident.id,
                    user_id=uow.actor.user_id,
                    leads=True,
                    assigned_at=uow.now,
                    recorded_by=uow.actor.name,
                ),
                Retaliation(incident_id=incident.id, about_id=about.id),
            ]
        )

    filed = replace(command, kind=Kind.RETALIATION)
    return file_incident(uow, about.contest_id, filed, timezone=timezone, prepare=prepare)
