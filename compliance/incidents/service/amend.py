"""An incident is put right before it is put to the candidate: its facts, and the clauses held against it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from compliance.core.errors import Conflict, Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import details, policy
from compliance.incidents.models import Allegation, FactAllegation, Finding, Incident, Reply
from compliance.incidents.service import steps
from compliance.incidents.service.address import refuse_while_waiting
from compliance.incidents.service.judging import NewAllegation, book_for, judge, named, occurred
from compliance.incidents.service.receive import Amendment, add_allegation, faults_of_facts
from compliance.incidents.terms import Kind
from compliance.pledges.applicability import can_be_alleged
from compliance.web.status import badge


def amend(uow: UnitOfWork, incident: Incident, command: Amendment, expected_revision: int) -> None:
    """Put right what is said to have happened.

    Conflict if somebody changed it since the revision that was seen. If other days mean that a clause which is alleged
    did not bind, a reason is needed for it in `overrides`; Invalid at `overrides` names the clauses that lack one.
    """
    steps.hold(uow, incident)
    policy.may_amend(uow.actor, incident).enforce()
    refuse_while_waiting(uow, incident)
    if incident.revision != expected_revision:
        _raise_conflict(incident, command)
    faults = faults_of_facts(uow, command, incident.reported_on, steps.today(uow, incident))
    if command.kind is not incident.kind and Kind.RETALIATION in (command.kind, incident.kind):
        faults.append(Fault("kind", _("Retaliation is a track of its own: file a case for it, and leave this one.")))
    allegations = _allegations(uow, incident)
    overrides: Mapping[int, str | None] = {}
    if not faults:
        overrides, faults = _rejudged(uow, incident, command, allegations)
    steps.refuse(faults)
    incident.title = command.title.strip()
    incident.kind = command.kind
    incident.occurred_from = command.occurred_from
    incident.occurred_until = command.occurred_until
    incident.summary = command.summary.strip()
    incident.details = details.without_empty(command.details)
    for allegation in allegations:
        allegation.override = overrides[allegation.clause_id]
    steps.tell(uow, "incident.amended", incident)


def allege(uow: UnitOfWork, incident: Incident, command: NewAllegation) -> Allegation:
    """Hold the incident against one more clause."""
    steps.hold(uow, incident)
    policy.may_allege(uow.actor, incident).enforce()
    refuse_while_waiting(uow, incident)
    allegations = _allegations(uow, incident)
    book = book_for(uow, incident.contest_id, incident.candidacy_id, [command.clause_id])
    if any(each.clause_id == command.clause_id for each in allegations):
        raise Invalid([Fault("clause_id", _("This clause is alleged in this incident already."))])
    period = occurred(incident.occurred_from, incident.occurred_until)
    (override,), faults = judge(uow, book, incident.candidacy_id, period, [("", command)])
    steps.refuse(faults)
    position = max((each.position for each in allegations), default=-1) + 1
    allegation = add_allegation(uow, incident, command.clause_id, override, position)
    steps.tell(uow, "incident.alleged", incident)
    return allegation


def drop_allegation(uow: UnitOfWork, allegation: Allegation, reason: str) -> None:
    """Take back an allegation that nobody was told of. The log keeps it, and the incident's history says why."""
    incident = steps.incident_of(uow, allegation)
    policy.may_drop_allegation(uow.actor, incident).enforce()
    refuse_while_waiting(uow, incident)
    steps.refuse(steps.missing(uow, "reason", reason, _("Say why this is no longer alleged.")))
    answered = select(Reply.id).where(Reply.allegation_id == allegation.id)
    decided = select(Finding.id).where(Finding.allegation_id == allegation.id)
    if uow.session.scalar(answered.union_all(decided).limit(1)) is not None:
        raise Invalid(_("There is a reply or a finding on this allegation: it stays on record."))
    book = book_for(uow, incident.contest_id, incident.candidacy_id, [allegation.clause_id])
    clause = named(book.clause(allegation.clause_id))
    for link in uow.session.scalars(select(FactAllegation).where(FactAllegation.allegation_id == allegation.id)):
        uow.session.delete(link)  # a notice that is being prepared no longer speaks of it
    uow.session.flush()
    uow.session.delete(allegation)
    words = _("No longer alleged: %(clause)s. %(reason)s", clause=clause, reason=reason.strip())
    steps.add_change(uow, incident, steps.last_change(uow, incident), words)
    steps.tell(uow, "incident.allegation_dropped", incident)


def _allegations(uow: UnitOfWork, incident: Incident) -> Sequence[Allegation]:
    query = select(Allegation).where(Allegation.incident_id == incident.id).order_by(Allegation.position)
    return uow.session.scalars(query).all()


def _rejudged(
    uow: UnitOfWork, incident: Incident, command: Amendment, allegations: Sequence[Allegation]
) -> tuple[dict[int, str | None], list[Fault]]:
    """Judge what is alleged by the days as amended: a reason given earlier holds on, one that lost its use goes."""
    if not allegations:
        return {}, []
    book = book_for(uow, incident.contest_id, incident.candidacy_id, (each.clause_id for each in allegations))
    period = occurred(command.occurred_from, command.occurred_until)
    kept: dict[int, str | None] = {}
    lacking = []
    for each in allegations:
        given = (command.overrides.get(each.clause_id) or "").strip() or each.override
        binds = can_be_alleged(book.runs(incident.candidacy_id, each.clause_id, period))
        kept[each.clause_id] = None if binds else given
        if not binds and not given:
            lacking.append(named(book.clause(each.clause_id)))
    if not lacking:
        return kept, []
    message = _(
        "On these days the candidate was not bound by: %(clauses)s. Give the reason to allege this all the same, "
        "or drop the allegation first.",
        clauses="; ".join(lacking),
    )
    return kept, [Fault("overrides", message)]


def _raise_conflict(incident: Incident, command: Amendment) -> None:
    message = _("Somebody else changed this incident while you were writing. Nothing of yours was saved.")
    raise Conflict(message, yours=_words(command), theirs=_words(incident))


def _words(facts: Amendment | Incident) -> dict[str, str]:
    until = facts.occurred_until
    return {
        _("Title"): facts.title,
        _("Kind"): str(badge("kind", facts.kind).label),
        _("From"): long_date(facts.occurred_from),
        _("Until"): "" if until is None else long_date(until),
        _("Summary"): facts.summary,
        **dict(details.shown(facts.kind, facts.details)),
    }
