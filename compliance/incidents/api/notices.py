"""What is put to the candidate: a notice is prepared, checked, ordered, and released at its hour."""

from datetime import date, datetime

from pydantic import Field

from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.incidents import policy, queries, service
from compliance.incidents.api.frame import Part, blueprint, the_incident
from compliance.incidents.api.shapes import NoticeAnswer
from compliance.incidents.api.silence import AttemptAnswer
from compliance.incidents.models import Incident, PreparedNotice
from compliance.incidents.queries import notices as reading
from compliance.incidents.queries import replies
from compliance.incidents.release import Release
from compliance.incidents.routes.entrance import OFFICE
from compliance.web.guards import allow
from compliance.web.json_api import LONG, Answer, Body, Operation, Scope, operation
from compliance.web.transaction import actor, now, session, unit_of_work

READ, WRITE = Scope.INCIDENTS_READ, Scope.INCIDENTS_WRITE


class FactBody(Body):
    """A fact to state, without judging it and without a hint at who said so."""

    text: str = Field(max_length=LONG)
    from_on: date
    until_on: date | None = None
    allegations: list[int] = Field(max_length=100, description="The positions of the allegations on which it bears.")


class PreparationBody(Body):
    """What a notice is to state, and in which approved wording."""

    facts: list[FactBody] = Field(max_length=100)
    wording: str | None = Field(
        None, max_length=200, description="The key of a wording in force; null for the one that is shipped."
    )
    longer_until: date | None = Field(None, description="The day for replies; null for the one that the rule gives.")
    longer_because: str | None = Field(None, max_length=2_000, description="Why it is later than the rule's.")
    revision: int = Field(
        0,
        ge=0,
        le=2**31 - 1,
        description="The revision that was read with the notices, 0 before the first; another one is a conflict.",
    )


class OrderBody(Body):
    """Why the notice is released at once, if it is."""

    hurry: str | None = Field(
        None, max_length=2_000, description="Why it is released at once, on the expedited track; null: at its hour."
    )


class FactAnswer(Answer):
    """A fact that a notice states."""

    text: str
    from_on: date
    until_on: date | None
    allegations: list[int]


class PreparedAnswer(Answer):
    """A notice from its first draft on. `text` is what the candidate reads, or would if it were released now."""

    reference: str
    facts: list[FactAnswer]
    text: str
    prepared_at: datetime
    prepared_by: str
    checked_at: datetime | None
    checked_by: str | None
    ordered_at: datetime | None
    ordered_by: str | None
    release_at: datetime | None
    hurry: str | None
    longer_until: date | None
    longer_because: str | None
    reply_due_on: date | None
    released_at: datetime | None
    dropped_at: datetime | None


class NoticesAnswer(Answer):
    """What was put to the candidate, what is under way, and what was tried."""

    revision: int = Field(description="Grows with all that is done about notices of the case; sent on preparing one.")
    put: list[NoticeAnswer]
    under_way: PreparedAnswer | None
    next_hour: datetime = Field(description="When a notice would be released if that were ordered now.")
    attempts: list[AttemptAnswer]


def the_notice(reference: str, notice: str) -> Part[PreparedNotice]:
    """The notice that an address names, for the officers of its case, whatever became of it."""
    incident = the_incident(reference)
    policy.may_see_file(actor(), incident).enforce()
    return Part(incident, reading.notice_of(session(), incident, notice))


@blueprint.get("/<reference>/notices")
@allow(OFFICE)
@operation(Operation(READ, NoticesAnswer, on=the_incident))
def show_notices(incident: Incident) -> NoticesAnswer:
    """Give the notices of a case: what was put to the candidate, and the one under way."""
    policy.may_see_file(actor(), incident).enforce()
    revision = reading.revision(session(), incident.id)
    case = queries.case(session(), incident, actor(), grounds=False)
    stated, rules = reading.stated(session(), incident.id), reading.release_of(session(), incident)
    return NoticesAnswer(
        revision=revision,
        put=[NoticeAnswer.model_validate(one) for one in case.notices],
        under_way=stated and _stated(stated, case, rules),
        next_hour=rules.next_hour(now()),
        attempts=[AttemptAnswer.model_validate(one) for one in replies.attempts(session(), incident.id)],
    )


@blueprint.post("/<reference>/notices")
@allow(OFFICE)
@operation(Operation(WRITE, PreparedAnswer, takes=PreparationBody, status=201, on=the_incident))
def prepare_notice(incident: Incident, body: PreparationBody) -> PreparedAnswer:
    """Prepare a notice, or write anew the one that is under way."""
    facts = [service.NewFact(one.text, one.from_on, one.until_on, frozenset(one.allegations)) for one in body.facts]
    command = service.Preparation(facts, _template(incident, body.wording), body.longer_until, body.longer_because)
    prepared = service.prepare(unit_of_work(), incident, command, expected_revision=body.revision)
    return _prepared(Part(incident, prepared))


def _template(incident: Incident, key: str | None) -> int | None:
    if key is None:
        return None
    in_force = {one.key: one.id for one in reading.templates_in_force(session(), incident.contest_id)}
    if key not in in_force:
        raise Invalid([Fault("wording", _("Choose a wording that is approved and in force."))])
    return in_force[key]


@blueprint.post("/<reference>/notices/<notice>/check")
@allow(OFFICE)
@operation(Operation(WRITE, PreparedAnswer, on=the_notice))
def check_notice(notice: Part[PreparedNotice]) -> PreparedAnswer:
    """Say that a notice, which somebody else prepared, is right."""
    service.check(unit_of_work(), notice.incident, _open(notice))
    return _prepared(notice)


@blueprint.post("/<reference>/notices/<notice>/order")
@allow(OFFICE)
@operation(Operation(WRITE, PreparedAnswer, takes=OrderBody, on=the_notice))
def order_notice(notice: Part[PreparedNotice], body: OrderBody) -> PreparedAnswer:
    """Have a notice released at the next fixed hour, or at once for a reason."""
    service.order(unit_of_work(), notice.incident, _open(notice), service.Order(body.hurry))
    return _prepared(notice)


@blueprint.post("/<reference>/notices/<notice>/call-back")
@allow(OFFICE)
@operation(Operation(WRITE, PreparedAnswer, on=the_notice))
def call_notice_back(notice: Part[PreparedNotice]) -> PreparedAnswer:
    """Take back the order to release a notice, before its hour."""
    service.call_back(unit_of_work(), notice.incident, _open(notice))
    return _prepared(notice)


@blueprint.post("/<reference>/notices/<notice>/drop")
@allow(OFFICE)
@operation(Operation(WRITE, PreparedAnswer, on=the_notice))
def drop_notice(notice: Part[PreparedNotice]) -> PreparedAnswer:
    """Give up a notice under way."""
    service.drop(unit_of_work(), notice.incident, _open(notice))
    return _prepared(notice)


def _open(notice: Part[PreparedNotice]) -> PreparedNotice:
    """The notice, if it is still under way."""
    return reading.prepared_of(session(), notice.incident, notice.it.reference)


def _prepared(notice: Part[PreparedNotice]) -> PreparedAnswer:
    """A notice as it stands now."""
    session().flush()
    case = queries.case(session(), notice.incident, actor(), grounds=False)
    return _stated(reading.as_it_stands(session(), notice.it), case, reading.release_of(session(), notice.incident))


def _stated(stated: reading.Stated, case: queries.Case, rules: Release) -> PreparedAnswer:
    positions = {one.id: one.position for one in case.allegations}
    facts = [
        FactAnswer(
            text=fact.text,
            from_on=fact.from_on,
            until_on=fact.until_on,
            allegations=sorted(positions[link.allegation_id] for link in links),
        )
        for fact, links in stated.facts
    ]
    row, text = stated.prepared, service.preview(unit_of_work(), stated, case, rules)
    plain = {name: getattr(row, name) for name in PreparedAnswer.model_fields if name not in {"facts", "text"}}
    return PreparedAnswer(facts=facts, text=text, **plain)
