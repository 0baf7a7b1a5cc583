"""Enters incidents, and leads each as far through due process as the file says that it came.

A file need not say how an incident came to its stage: one made elsewhere has findings and nothing of what went before.
Such a stage is taken over as the file gives it, and the history says so.
"""

from datetime import date

from compliance.contests.models import Contest
from compliance.core.language import gettext as _
from compliance.core.periods import ONE_DAY
from compliance.core.unit_of_work import UnitOfWork
from compliance.exchange import schema
from compliance.exchange.schema import ContestFile
from compliance.exchange.service.parties import Candidacies, Versions
from compliance.exchange.service.placing import at
from compliance.incidents import queries
from compliance.incidents import service as verbs
from compliance.incidents.models import Incident
from compliance.incidents.terms import ReplyKind, Stage
from compliance.pledges.queries import Rulebook, rulebook


def add_incidents(
    uow: UnitOfWork, contest: Contest, candidacies: Candidacies, versions: Versions, file: ContestFile
) -> None:
    """Enter the incidents in the file's order."""
    if not file.incidents:
        return
    book = rulebook(uow.session, contest.id)
    for position, each in enumerate(file.incidents):
        with at("incidents", position):
            incident = _file(uow, contest, candidacies, versions, each, book)
            _lead(uow, incident, each)


def _file(
    uow: UnitOfWork,
    contest: Contest,
    candidacies: Candidacies,
    versions: Versions,
    each: schema.Incident,
    book: Rulebook,
) -> Incident:
    alleged = tuple(
        verbs.NewAllegation(
            versions[one.instrument, one.version].clauses[one.clause], one.override, held_to_bind=one.held_to_bind
        )
        for one in each.allegations
    )
    command = verbs.NewIncident(
        candidacy_id=candidacies[each.candidate].id,
        kind=each.kind,
        title=each.title,
        occurred_from=each.occurred_from,
        occurred_until=each.occurred_until,
        reported_on=each.reported_on,
        summary=each.summary or "",
        details=each.details,
        allegations=alleged,
        key=each.key,
    )
    return verbs.file_incident(uow, contest.id, command, timezone=contest.timezone, book=book)


def _lead(uow: UnitOfWork, incident: Incident, each: schema.Incident) -> None:
    """Do again what the file says was done, in the order of due process; then see to the stage."""
    if each.assessment is not None:
        given = each.assessment
        with at("assessment"):
            decision = verbs.Assessment(given.admissible, given.reason, given.decided_on, given.ground)
            verbs.assess(uow, incident, decision)
    if each.notified_on is not None:
        words = _("Taken over from a contest file, which does not hold the wording.")
        verbs.notify(uow, incident, verbs.NewNotice(words, each.notified_on, each.reply_due_on))
    if each.replies_of or each.finding_of:
        _answer_and_find(uow, incident, each)
    else:
        _pass_time_to_reply(uow, incident, each)
    _order(uow, incident, each)
    if not each.published:
        verbs.withhold(uow, incident)
    _reach(uow, incident, each)


def _order(uow: UnitOfWork, incident: Incident, each: schema.Incident) -> None:
    """Decide again what the file says followed, and follow it up as far as it was."""
    positions = each.by_reference()
    standing = (
        {one.position: one.finding_id for one in queries.endings(uow.session, incident.id)} if each.measures else {}
    )
    for number, one in enumerate(each.measures):
        finding = standing[positions[one.allegation][0]] if one.allegation else None
        command = verbs.NewMeasure(
            *(one.kind, one.text, one.decided_on, one.due_on, finding, one.amount, one.currency),
        )
        with at("measures", number):
            measure = verbs.order_measure(uow, incident, command)
            for place, step in enumerate(one.steps):
                with at("steps", place):
                    taken = verbs.NewStep(step.step, step.taken_on, step.text or "", step.due_on)
                    verbs.follow_up(uow, measure, taken)


def _answer_and_find(uow: UnitOfWork, incident: Incident, each: schema.Incident) -> None:
    allegations = queries.allegations(uow.session, incident.id)
    positions = each.by_reference()
    for reference, given in each.replies_of.items():
        allegation = allegations[positions[reference][0]]
        for one in given.in_order:
            with at("replies_of", reference):
                verbs.reply(uow, allegation, verbs.NewReply(one.text, one.replied_on, ReplyKind(one.kind)))
    _pass_time_to_reply(uow, incident, each)
    for reference, found in each.finding_of.items():
        command = verbs.NewFinding(
            *(found.finding, found.standard_of_proof, found.decided_on, found.rationale),
            standard_reason=found.standard_reason,
        )
        with at("finding_of", reference):
            verbs.find(uow, allegations[positions[reference][0]], command)


def _pass_time_to_reply(uow: UnitOfWork, incident: Incident, each: schema.Incident) -> None:
    """Note that the time to reply passed, if the incident went on after it without all replies."""
    goes_on = each.stage_reached in (Stage.REPLY_OVERDUE, Stage.CONCLUDED, Stage.CLOSED)
    if incident.stage is not Stage.NOTIFIED or incident.reply_due_on is None or not goes_on:
        return
    after = incident.reply_due_on + ONE_DAY
    if all(after <= found.decided_on for found in each.finding_of.values()):
        verbs.close_replies(uow, incident, after)


def _reach(uow: UnitOfWork, incident: Incident, each: schema.Incident) -> None:
    """Lead the incident to the stage that the file gives, if what was done has not led there."""
    target, on = each.stage_reached, _last_day(incident, each)
    if target is Stage.CLOSED and each.is_decided:
        _conclude(uow, incident, each, on)
    if target is incident.stage:
        return
    if target is Stage.CONCLUDED:
        _conclude(uow, incident, each, on)
    elif target is Stage.CLOSED:
        verbs.close(uow, incident, on, _("Closed before it was taken over from a contest file."))
    else:
        verbs.take_over(uow, incident, target, on, _taken_over())


def _conclude(uow: UnitOfWork, incident: Incident, each: schema.Incident, on: date) -> None:
    if each.notified_on is None:
        verbs.take_over(uow, incident, Stage.CONCLUDED, on, _taken_over())
    else:
        verbs.conclude(uow, incident, on)


def _taken_over() -> str:
    return _("Taken over from a contest file, which does not say how it came to this.")


def _last_day(incident: Incident, each: schema.Incident) -> date:
    """The latest day on which something is known to have been done."""
    days = [each.reported_on]
    days += [each.assessment.decided_on] if each.assessment else []
    days += [each.notified_on] if each.notified_on else []
    if incident.stage is Stage.REPLY_OVERDUE and incident.reply_due_on:
        days.append(incident.reply_due_on + ONE_DAY)
    for reply in each.replies_of.values():
        days += [one.replied_on for one in reply.in_order]
    return max(days + [found.decided_on for found in each.finding_of.values()])
