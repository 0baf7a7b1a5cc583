"""Filing incidents, putting them right, and adding what supports them."""

from pydantic import Field

from compliance.candidates import queries as candidates
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.bodies import AllegationBody, AmendmentBody, IncidentBody
from compliance.incidents.api.files import sent_file
from compliance.incidents.api.frame import Part, as_commands, asks, blueprint, shown, the_allegation, the_incident
from compliance.incidents.api.shapes import CaseAnswer
from compliance.incidents.models import Allegation, EvidenceItem, Incident
from compliance.incidents.routes.entrance import OFFICE
from compliance.web import transaction
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Body, Operation, Scope, operation
from compliance.web.scope import current_scope

WRITE = Scope.INCIDENTS_WRITE
CREATED = 201


class EvidenceBody(Body):
    """What is said of a file."""

    description: str = Field(max_length=LONG)
    disclosed: bool = False


class DisclosureBody(Body):
    """What a file is called from now on, and what it shows, for the candidate's side to read."""

    name: str = Field(max_length=200)
    description: str = Field(max_length=LONG)


class DropBody(Body):
    """Why something is no longer alleged."""

    reason: str = Field(max_length=LONG)


@blueprint.post("")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=IncidentBody, status=CREATED))
def file_incident(body: IncidentBody) -> CaseAnswer:
    """File an incident with what it is held against, as one act."""
    scope, session = current_scope(), transaction.session()
    policy.may_file(transaction.actor(), scope.id).enforce()
    candidacy = candidates.by_key(session, scope.id, body.candidate)
    if candidacy is None or not policy.may_file(transaction.actor(), scope.id, candidacy.id):
        raise Invalid([Fault("candidate", _("There is no such candidate in this contest."))])
    command = service.NewIncident(
        candidacy_id=candidacy.id,
        kind=body.kind,
        title=body.title,
        occurred_from=body.occurred_from,
        occurred_until=body.occurred_until,
        reported_on=body.reported_on,
        summary=body.summary,
        details=body.details,
        allegations=as_commands(body.allegations, candidacy.id),
    )
    filed = service.file_incident(transaction.unit_of_work(), scope.id, command, timezone=scope.timezone)
    return shown(filed)


@blueprint.put("/<reference>/facts")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=AmendmentBody, on=the_incident, may=asks(policy.may_amend)))
def amend(incident: Incident, body: AmendmentBody) -> CaseAnswer:
    """Put right what is said to have happened, before it is put to the candidate."""
    command = service.Amendment(
        title=body.title,
        kind=body.kind,
        occurred_from=body.occurred_from,
        occurred_until=body.occurred_until,
        summary=body.summary,
        details=body.details,
    )
    service.amend(transaction.unit_of_work(), incident, command, body.revision)
    return shown(incident)


@blueprint.post("/<reference>/allegations")
@allow(OFFICE)
@operation(
    Operation(WRITE, CaseAnswer, takes=AllegationBody, status=CREATED, on=the_incident, may=asks(policy.may_allege))
)
def allege(incident: Incident, body: AllegationBody) -> CaseAnswer:
    """Hold an incident against one more clause."""
    (command,) = as_commands([body], incident.candidacy_id)
    service.allege(transaction.unit_of_work(), incident, command)
    return shown(incident)


@blueprint.post("/<reference>/allegations/<int:position>/drop")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DropBody, on=the_allegation, may=asks(policy.may_drop_allegation)))
def drop(alleged: Part[Allegation], body: DropBody) -> CaseAnswer:
    """Take back an allegation before it is put to the candidate."""
    service.drop_allegation(transaction.unit_of_work(), alleged.it, body.reason)
    return shown(alleged.incident)


def the_undisclosed(reference: str, item: str) -> Part[EvidenceItem]:
    """An item of evidence that the actor may disclose."""
    incident = the_incident(reference)
    policy.may_disclose(transaction.actor(), incident).enforce()
    return Part(incident, queries.evidence_of(transaction.session(), incident, item))


@blueprint.post("/<reference>/evidence/<item>/disclose")
@allow(OFFICE)
@operation(Operation(WRITE, CaseAnswer, takes=DisclosureBody, on=the_undisclosed))
def disclose(item: Part[EvidenceItem], body: DisclosureBody) -> CaseAnswer:
    """Let the candidate's side see an item of evidence, under a name that gives no source away. Not taken back."""
    service.disclose(transaction.unit_of_work(), item.it, service.Disclosure(body.name, body.description))
    return shown(item.incident)


@blueprint.post("/<reference>/evidence")
@allow(OFFICE)
@operation(
    Operation(
        WRITE,
        CaseAnswer,
        takes=EvidenceBody,
        sends_file=True,
        status=CREATED,
        on=the_incident,
        may=asks(policy.may_add_evidence),
    )
)
def add_evidence(incident: Incident, body: EvidenceBody) -> CaseAnswer:
    """Add a file."""
    kept = sent_file()
    command = service.NewEvidence(
        name=kept.name,
        media_type=kept.media_type,
        sha256=kept.sha256,
        size=kept.size,
        description=body.description,
        disclosed=body.disclosed,
    )
    service.add_evidence(transaction.unit_of_work(), incident, command)
    return shown(incident)
