"""Finding the facts of a case: questions on which accounts differ, and what the office makes of them.

An account can rest on sources too. Those are chosen on the page of the case, and not given out here.
"""

from datetime import date, datetime

from pydantic import Field

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.incidents import queries
from compliance.incidents.api.fact_finding import the_fact_finding, the_facts_to_find
from compliance.incidents.api.frame import Part, blueprint
from compliance.incidents.models import ContestedFact, Incident
from compliance.incidents.queries.fact_finding import SupportView
from compliance.incidents.routes.entrance import OFFICE
from compliance.incidents.service import fact_finding as verbs
from compliance.incidents.terms import Claimant, FactStatus
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, Scope, operation
from compliance.web.transaction import session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE
PLACE = Field(ge=0, le=2**31 - 1)


class ReplyPlaceBody(Body):
    """A reply: the position of its allegation, and its place among the replies to that, both from 0."""

    position: int = PLACE
    number: int = PLACE


class SupportBody(Body):
    """What an account rests on: evidence and interviews by their references, replies by their places."""

    evidence: list[str] = Field(default_factory=list, max_length=100)
    interviews: list[str] = Field(default_factory=list, max_length=100)
    replies: list[ReplyPlaceBody] = Field(default_factory=list, max_length=100)


class ClaimBody(Body):
    """One account. `who` names the state, or whoever else it is."""

    claimant: Claimant
    who: str | None = Field(None, max_length=300)
    text: str = Field(max_length=20_000)
    support: SupportBody = Field(default_factory=SupportBody)


class FactBody(Body):
    """A question of fact, with two accounts of it at least."""

    question: str = Field(max_length=5_000)
    claims: list[ClaimBody] = Field(max_length=20)


class FactAssessmentBody(Body):
    """What the office makes of it, and why."""

    status: FactStatus
    reasons: str = Field(max_length=LONG)
    assessed_on: date


class SupportingEvidenceAnswer(Answer):
    """Evidence on which an account rests."""

    reference: str
    name: str


class SupportingReplyAnswer(Answer):
    """A reply on which an account rests."""

    position: int
    replied_on: date


class SupportAnswer(Answer):
    """What an account rests on, but for sources."""

    evidence: list[SupportingEvidenceAnswer]
    interviews: list[str]
    replies: list[SupportingReplyAnswer]


class ClaimAnswer(Answer):
    """One account."""

    claimant: Claimant
    who: str | None
    text: str
    support: SupportAnswer
    recorded_at: datetime
    recorded_by: str


class FactAssessmentAnswer(Answer):
    """What the office made of a question."""

    status: FactStatus
    reasons: str
    assessed_on: date
    recorded_at: datetime
    recorded_by: str


class FactAnswer(Answer):
    """A question of fact, the accounts of it, and the assessments, oldest first: the last gives the `status`."""

    reference: str
    question: str
    status: FactStatus | None
    claims: list[ClaimAnswer]
    assessments: list[FactAssessmentAnswer]
    recorded_at: datetime
    recorded_by: str


class FactsAnswer(Answer):
    """The contested facts of a case, oldest first."""

    items: list[FactAnswer]


def the_fact(reference: str, fact: str) -> Part[ContestedFact]:
    """A contested fact of a case whose facts the actor finds."""
    incident = the_facts_to_find(reference)
    return Part(incident, queries.fact_of(session(), incident, fact))


@blueprint.get("/<reference>/contested-facts")
@allow(OFFICE)
@operation(Operation(READ, FactsAnswer, on=the_fact_finding))
def list_facts(incident: Incident) -> FactsAnswer:
    """List the contested facts of a case."""
    return _facts(incident)


@blueprint.post("/<reference>/contested-facts")
@allow(OFFICE)
@operation(Operation(WRITE, FactsAnswer, takes=FactBody, status=201, on=the_facts_to_find))
def contest(incident: Incident, body: FactBody) -> FactsAnswer:
    """Put a question of fact on record, with the accounts of it."""
    claims = [_claim(incident, one, f"claims[{at}].") for at, one in enumerate(body.claims)]
    verbs.contest(unit_of_work(), incident, verbs.NewFact(body.question, claims))
    return _facts(incident)


@blueprint.post("/<reference>/contested-facts/<fact>/accounts")
@allow(OFFICE)
@operation(Operation(WRITE, FactsAnswer, takes=ClaimBody, status=201, on=the_fact))
def add_claim(fact: Part[ContestedFact], body: ClaimBody) -> FactsAnswer:
    """Add an account of a contested fact."""
    verbs.add_claim(unit_of_work(), fact.it, _claim(fact.incident, body))
    return _facts(fact.incident)


@blueprint.post("/<reference>/contested-facts/<fact>/assessments")
@allow(OFFICE)
@operation(Operation(WRITE, FactsAnswer, takes=FactAssessmentBody, status=201, on=the_fact))
def assess_fact(fact: Part[ContestedFact], body: FactAssessmentBody) -> FactsAnswer:
    """Say what the office makes of a contested fact. Earlier assessments stay on record."""
    command = verbs.NewAssessment(body.status, body.reasons, body.assessed_on)
    verbs.assess_fact(unit_of_work(), fact.it, command)
    return _facts(fact.incident)


def _claim(incident: Incident, body: ClaimBody, place: str = "") -> verbs.NewClaim:
    """The account; Invalid names each thing in `support` that there is not in the case."""
    return verbs.NewClaim(body.claimant, body.text, body.who, _support(incident, body.support, f"{place}support."))


def _support(incident: Incident, body: SupportBody, place: str) -> verbs.Support:
    if not (body.evidence or body.interviews or body.replies):
        return verbs.Support()
    known, keys = queries.supports(session(), incident), queries.reply_keys(session(), incident)
    wanted = [(one.position, one.number) for one in body.replies]
    message = _("There is no such thing in this case: name what the case itself lists.")
    faults = [
        Fault(f"{place}{name}[{at}]", message)
        for name, given, there in (
            ("evidence", body.evidence, {reference for reference, _name in known.evidence}),
            ("interviews", body.interviews, {reference for reference, _name in known.interviews}),
            ("replies", wanted, set(keys)),
        )
        for at, one in enumerate(given)
        if one not in there
    ]
    if faults:
        raise Invalid(faults)
    return verbs.Support(
        evidence=frozenset(body.evidence),
        interviews=frozenset(body.interviews),
        replies=frozenset(keys[one] for one in wanted),
    )


def _facts(incident: Incident) -> FactsAnswer:
    session().flush()
    return FactsAnswer(items=[_fact(one) for one in queries.facts(session(), incident)])


def _fact(one: queries.FactView) -> FactAnswer:
    return FactAnswer(
        reference=one.reference,
        question=one.question,
        status=one.status,
        claims=[
            ClaimAnswer(
                claimant=claim.claimant,
                who=claim.who,
                text=claim.text,
                support=_supported(claim.support),
                recorded_at=claim.recorded_at,
                recorded_by=claim.recorded_by,
            )
            for claim in one.claims
        ],
        assessments=[FactAssessmentAnswer.model_validate(made) for made in one.assessments],
        recorded_at=one.recorded_at,
        recorded_by=one.recorded_by,
    )


def _supported(support: tuple[SupportView, ...]) -> SupportAnswer:
    evidence = [one.evidence for one in support if one.evidence is not None]
    replies = [one.reply for one in support if one.reply is not None]
    return SupportAnswer(
        evidence=[SupportingEvidenceAnswer(reference=reference, name=name) for reference, name in evidence],
        interviews=[one.interview for one in support if one.interview is not None],
        replies=[SupportingReplyAnswer(position=position, replied_on=day) for position, day in replies],
    )
