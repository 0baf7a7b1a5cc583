"""Finding the facts of a case: whom the office heard, and what they said. For the officers of the case alone."""

from datetime import date, datetime

from pydantic import Field

from compliance.incidents import policy, queries
from compliance.incidents.api.fact_finding import the_fact_finding, the_facts_to_find
from compliance.incidents.api.frame import Part, blueprint
from compliance.incidents.models import Incident, Interview
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.service import fact_finding as verbs
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, Scope, operation
from compliance.web.transaction import actor, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class InterviewBody(Body):
    """The record of an interview. `person` is a role or a name; a role is often enough, and protects better."""

    person: str = Field(max_length=300)
    held_on: date
    place: str | None = Field(None, max_length=300)
    present: str | None = Field(None, max_length=5_000, description="Who was present.")
    accompaniment_offered: bool = Field(False, description="Whether they were offered to be accompanied.")
    record: str = Field(max_length=LONG)
    sent_on: date | None = Field(None, description="The day on which the record was sent for correction.")
    corrections: str | None = Field(None, max_length=LONG, description="What they want put right, in their words.")
    corrections_on: date | None = None
    confirmed_on: date | None = None

    def to_command(self) -> verbs.InterviewRecord:
        """The record."""
        return verbs.InterviewRecord(**self.model_dump(include=set(InterviewBody.model_fields)))


class InterviewChangeBody(InterviewBody):
    """A record as it is to stand. The one before stays readable."""

    number: int = Field(ge=1, le=2**31 - 1, description="Of the version that was read; another one is a conflict.")
    reason: str = Field(max_length=LONG, description="What was changed, and why.")


class InterviewVersionAnswer(Answer):
    """The record as it was made (number 1), or as it superseded the one before, for a reason."""

    number: int
    person: str
    held_on: date
    place: str | None
    present: str | None
    accompaniment_offered: bool
    record: str
    sent_on: date | None
    corrections: str | None
    corrections_on: date | None
    confirmed_on: date | None
    reason: str | None
    recorded_at: datetime
    recorded_by: str


class InterviewAnswer(Answer):
    """An interview with every version of its record, oldest first: the last one stands."""

    reference: str
    versions: list[InterviewVersionAnswer]


class InterviewsAnswer(Answer):
    """The interviews of a case, in the order in which they were held."""

    items: list[InterviewAnswer]


def the_interview(reference: str, interview: str) -> Part[Interview]:
    """An interview of a case whose fact-finding the actor may complete."""
    incident = the_fact_finding(reference)
    found = queries.interview_of(session(), incident, interview)
    policy.may_complete(actor(), incident).enforce()
    return Part(incident, found)


@blueprint.get("/<reference>/interviews")
@allow(OFFICE)
@operation(Operation(READ, InterviewsAnswer, on=the_fact_finding))
def list_interviews(incident: Incident) -> InterviewsAnswer:
    """List the interviews of a case."""
    return _interviews(incident)


@blueprint.post("/<reference>/interviews")
@allow(OFFICE)
@operation(Operation(WRITE, InterviewsAnswer, takes=InterviewBody, status=201, on=the_facts_to_find))
def record_interview(incident: Incident, body: InterviewBody) -> InterviewsAnswer:
    """Put an interview on record."""
    verbs.record_interview(unit_of_work(), incident, body.to_command())
    return _interviews(incident)


@blueprint.put("/<reference>/interviews/<interview>")
@allow(OFFICE)
@operation(Operation(WRITE, InterviewsAnswer, takes=InterviewChangeBody, on=the_interview))
def amend_interview(interview: Part[Interview], body: InterviewChangeBody) -> InterviewsAnswer:
    """Supersede the record of an interview, such as by corrections or when it was confirmed."""
    verbs.amend_interview(unit_of_work(), interview.it, body.to_command(), body.reason, body.number)
    return _interviews(interview.incident)


def _interviews(incident: Incident) -> InterviewsAnswer:
    session().flush()
    found = queries.interviews(session(), incident)
    return InterviewsAnswer(items=[InterviewAnswer.model_validate(one) for one in found])
