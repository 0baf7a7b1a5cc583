"""One case becomes two, by candidate or by clause, before anything was put to anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from compliance.contests.models import Contest
from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import queries as identity
from compliance.identity.models import Assignment
from compliance.incidents import details, policy, queries
from compliance.incidents.models import Allegation, FactAllegation, Incident, Restriction, Retaliation, Source
from compliance.incidents.service import steps
from compliance.incidents.service.address import refuse_while_waiting
from compliance.incidents.service.judging import NewAllegation, book_for, named, occurred
from compliance.incidents.service.links import tie
from compliance.incidents.service.receive import NewIncident, file_incident
from compliance.incidents.service.support import NewSource, add_source
from compliance.incidents.terms import LinkKind
from compliance.pledges.applicability import can_be_alleged
from compliance.pledges.queries import Rulebook


@dataclass(frozen=True, slots=True)
class Split:
    """What goes into a case of its own, and why.

    By clause (no `candidacy_id`): the allegations at `positions` go over, and at least one stays. By candidate: the
    same is held against another candidate, and the case that there is keeps all it has; `override` says why, where a
    clause did not bind that candidate. `sources` are references of those that go with it.
    """

    title: str
    reason: str
    positions: Sequence[int] = ()
    candidacy_id: int | None = None
    override: str | None = None
    sources: Sequence[str] = ()


def split(uow: UnitOfWork, incident: Incident, command: Split) -> Incident:
    """Make a case of a part of another, with its summary and the sources chosen, linked both ways."""
    steps.hold(uow, incident)
    other = command.candidacy_id if command.candidacy_id != incident.candidacy_id else None
    policy.may_split(uow.actor, incident, other).enforce()
    refuse_while_waiting(uow, incident)
    query = select(Allegation).where(Allegation.incident_id == incident.id).order_by(Allegation.position)
    alleged = uow.session.scalars(query).all()
    chosen = [each for each in alleged if each.position in set(command.positions)]
    faults = steps.missing(uow, "reason", command.reason, _("Say why the case is split."))
    faults += _faults_of_choice(command, other, alleged, chosen)
    wanted, wrong = _wanted(uow, incident, command, other, chosen)
    steps.refuse(faults + wrong)
    made = _file(uow, incident, command, other or incident.candidacy_id, wanted)
    handling = _as_handler(uow, made)
    _carry_sources(handling, incident, made, command.sources)
    tie(handling, made, incident, LinkKind.SPLIT_FROM, command.reason)
    if other is None:
        _leave(uow, incident, chosen, command.reason)
    steps.tell(uow, "incident.split", incident)
    return made


def _faults_of_choice(
    command: Split, other: int | None, alleged: Sequence[Allegation], chosen: Sequence[Allegation]
) -> list[Fault]:
    if not command.title.strip():
        return [Fault("title", _("Give the new incident a title."))]
    if len(chosen) != len(set(command.positions)):
        return [Fault("positions", _("Choose among what is alleged in this case."))]
    if other is None and not chosen:
        return [Fault("positions", _("Choose what goes into the new case, or another candidate."))]
    if other is None and len(chosen) == len(alleged):
        return [Fault("positions", _("At least one allegation stays in this case."))]
    return []


def _wanted(
    uow: UnitOfWork, incident: Incident, command: Split, other: int | None, chosen: Sequence[Allegation]
) -> tuple[list[NewAllegation], list[Fault]]:
    """What is alleged in the new case. For another candidate it is judged anew which clauses bound."""
    if other is None:
        return [NewAllegation(each.clause_id, each.override) for each in chosen], []
    if not chosen:
        return [], []
    book = book_for(uow, incident.contest_id, other, (each.clause_id for each in chosen))
    if other not in book.standings:
        return [], [Fault("candidacy_id", _("Choose a candidate of this contest."))]
    unbound = [each.clause_id for each in chosen if not _bound(book, incident, other, each.clause_id)]
    override = (command.override or "").strip() or None
    if unbound and override is None:
        clauses = "; ".join(named(book.clause(clause_id)) for clause_id in unbound)
        message = _(
            "On these days that candidate was not bound by: %(clauses)s. Give the reason to allege this all the same, "
            "or leave it out.",
            clauses=clauses,
        )
        return [], [Fault("override", message)]
    return [NewAllegation(each.clause_id, override if each.clause_id in set(unbound) else None) for each in chosen], []


def _bound(book: Rulebook, incident: Incident, candidacy_id: int, clause_id: int) -> bool:
    period = occurred(incident.occurred_from, incident.occurred_until)
    return can_be_alleged(book.runs(candidacy_id, clause_id, period))


def _file(
    uow: UnitOfWork, incident: Incident, command: Split, candidacy_id: int, allegations: Sequence[NewAllegation]
) -> Incident:
    new = NewIncident(
        candidacy_id=candidacy_id,
        kind=incident.kind,
        title=command.title,
        occurred_from=incident.occurred_from,
        occurred_until=incident.occurred_until,
        reported_on=incident.reported_on,
        summary=incident.summary,
        details=_usable(incident),
        allegations=allegations,
    )
    timezone = uow.session.get_one(Contest, incident.contest_id).timezone

    def prepare(made: Incident) -> None:
        _confine(uow, incident, made)

    return file_incident(
        uow, incident.contest_id, new, timezone=timezone, prepare=prepare if incident.restricted else None
    )


def _confine(uow: UnitOfWork, incident: Incident, made: Incident) -> None:
    """Let what is split from a confined case be as confined, and be handled by the same officers."""
    reason = _("Split from a case that is confined.")
    common = {"incident_id": made.id, "reason": reason}
    uow.session.add(Restriction(**common, restricted_at=uow.now, restricted_by=uow.actor.name))
    scope = {"candidacy_id": made.candidacy_id, "incident_id": made.id}
    may = set(identity.eligible(uow.session, made.contest_id, **scope))
    for one in queries.assigned(uow.session, incident):
        if one.user_id in may:
            leads = {"leads": one.leads, "assigned_at": uow.now, "recorded_by": uow.actor.name}
            uow.session.add(Assignment(**common, user_id=one.user_id, **leads))
    made.restricted_at = uow.now
    about = uow.session.scalar(select(Retaliation.about_id).where(Retaliation.incident_id == incident.id))
    if about is not None:
        uow.session.add(Retaliation(incident_id=made.id, about_id=about))


def _as_handler(uow: UnitOfWork, made: Incident) -> UnitOfWork:
    """The same act, by an actor who is known to handle the new case: they were assigned to it just now, if it needs."""
    known = uow.actor.assigned_incidents | {made.id}
    return UnitOfWork(uow.session, replace(uow.actor, assigned_incidents=known), uow.now)


def _usable(incident: Incident) -> Mapping[str, Any]:
    """The details that a person could give too: a file may have brought others, which the first case keeps."""
    given = incident.details.items()
    return {key: value for key, value in given if not details.faults(incident.kind, {key: value})}


def _carry_sources(uow: UnitOfWork, incident: Incident, made: Incident, references: Sequence[str]) -> None:
    """Copy sources: whoever is kept out of one of the two cases later still meets none of the other."""
    query = select(Source).where(Source.incident_id == incident.id, Source.reference.in_(references))
    for source in uow.session.scalars(query.order_by(Source.id)).all():
        said = NewSource(
            source.kind, source.name, source.contact, source.statement, source.reliability, source.credibility
        )
        add_source(uow, made, said)


def _leave(uow: UnitOfWork, incident: Incident, chosen: Sequence[Allegation], reason: str) -> None:
    """Take over what went into the new case. The history does not name that case: not all readers may know of it."""
    book = book_for(uow, incident.contest_id, incident.candidacy_id, (each.clause_id for each in chosen))
    clauses = "; ".join(named(book.clause(each.clause_id)) for each in chosen)
    bearing = select(FactAllegation).where(FactAllegation.allegation_id.in_([each.id for each in chosen]))
    for link in uow.session.scalars(bearing).all():
        uow.session.delete(link)  # a notice that is being prepared no longer speaks of it
    uow.session.flush()
    for each in chosen:
        uow.session.delete(each)
    words = _("Split off: %(clauses)s. %(reason)s", clauses=clauses, reason=reason.strip())
    steps.add_change(uow, incident, steps.last_change(uow, incident), words)
