"""An incident comes in: it is filed, put right, and held against clauses."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from compliance.candidates.models import Candidacy
from compliance.core.errors import Fault
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import details, policy
from compliance.incidents.models import Allegation, Incident
from compliance.incidents.service import countdown, steps, telling
from compliance.incidents.service.judging import NewAllegation, book_for, judge, occurred
from compliance.incidents.terms import Kind, Stage
from compliance.pledges.queries import Rulebook

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MOST_TITLE = 300


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What is said to have happened, who is said to have done it, and the clauses held against it.

    Days are those of the contest's time zone; `key` names it in a contest file (by default: as its reference does).
    """

    candidacy_id: int
    kind: Kind
    title: str
    occurred_from: date
    occurred_until: date | None
    reported_on: date
    summary: str
    details: Mapping[str, Any] = field(default_factory=dict)
    allegations: Sequence[NewAllegation] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is said to have happened, put right. `overrides`, by clause: reasons that other days make necessary."""

    title: str
    kind: Kind
    occurred_from: date
    occurred_until: date | None
    summary: str
    details: Mapping[str, Any] = field(default_factory=dict)
    overrides: Mapping[int, str] = field(default_factory=dict)


def file_incident(
    uow: UnitOfWork,
    contest_id: int,
    command: NewIncident,
    *,
    timezone: str,
    book: Rulebook | None = None,
    prepare: Callable[[Incident], None] | None = None,
) -> Incident:
    """File an incident with what it is held against, as one act.

    `book` holds the contest's rules, from whoever files very many and has read them once. `prepare` does what comes
    before the first deadline runs and anybody is told: it confines a case of retaliation, which is filed no other way.

    Invalid places: the fields of the command, `details_<key>`, `allegations[i].clause_id` and `.override`.
    """
    policy.may_file(uow.actor, contest_id, command.candidacy_id).enforce()
    today = uow.today(timezone)
    faults = faults_of_facts(uow, command, command.reported_on, today)
    if prepare is None and command.kind is Kind.RETALIATION:
        faults.append(Fault("kind", _("Retaliation is filed from the case that it is for.")))
    faults += steps.future(uow, "reported_on", command.reported_on, today)
    overrides, wrong = _judged(uow, contest_id, command, book)
    steps.refuse(faults + _faults_of_key(uow, contest_id, command.key) + wrong)
    incident = _row(uow, contest_id, command)
    uow.session.add(incident)
    uow.session.flush()
    steps.add_change(uow, incident, command.reported_on)
    for position, (new, override) in enumerate(zip(command.allegations, overrides, strict=True)):
        add_allegation(uow, incident, new.clause_id, override, position)
    if prepare is not None:
        prepare(incident)
    countdown.begin(uow, incident)
    steps.tell(uow, "incident.filed", incident)
    telling.tell_handlers(uow, "incident.filed", incident)
    return incident


def _row(uow: UnitOfWork, contest_id: int, command: NewIncident) -> Incident:
    reference = new_reference()
    return Incident(
        contest_id=contest_id,
        candidacy_id=command.candidacy_id,
        reference=reference,
        key=command.key or reference.lower(),
        kind=command.kind,
        title=command.title.strip(),
        occurred_from=command.occurred_from,
        occurred_until=command.occurred_until,
        reported_on=command.reported_on,
        summary=command.summary.strip(),
        details=details.without_empty(command.details),
        stage=Stage.RECEIVED,
        filed_at=uow.now,
        filed_by=uow.actor.name,
    )


def faults_of_facts(uow: UnitOfWork, facts: NewIncident | Amendment, reported_on: date, today: date) -> list[Fault]:
    """Say what is wrong with facts, apart from what is alleged."""
    faults = []
    if not facts.title.strip():
        faults.append(Fault("title", _("Give the incident a title.")))
    elif len(facts.title) > MOST_TITLE:
        faults.append(Fault("title", _("This title is too long: keep to %(most)s characters.", most=MOST_TITLE)))
    if facts.occurred_until is not None and facts.occurred_until < facts.occurred_from:
        faults.append(Fault("occurred_until", _("An incident cannot end before it begins.")))
    elif facts.occurred_until is not None:
        faults += steps.future(uow, "occurred_until", facts.occurred_until, today)
    if reported_on < facts.occurred_from:
        place = "reported_on" if isinstance(facts, NewIncident) else "occurred_from"
        faults.append(Fault(place, _("An incident cannot be reported before it begins.")))
    given = details.without_empty(facts.details)
    # A file may hold what its own rules let in: words of other people for who paid, or for who decided.
    return faults + (details.faults_of_plainness(given) if uow.actor.is_system else details.faults(facts.kind, given))


def _faults_of_key(uow: UnitOfWork, contest_id: int, key: str | None) -> list[Fault]:
    if key is None:
        return []
    if not _KEY.fullmatch(key):
        return [Fault("key", _("Letters, digits, dots, hyphens and underscores are expected."))]
    query = select(Incident.id).where(Incident.contest_id == contest_id, Incident.key == key)
    taken = uow.session.scalar(query) is not None
    return [Fault("key", _("There is an incident “%(key)s” in this contest already.", key=key))] if taken else []


def _judged(
    uow: UnitOfWork, contest_id: int, command: NewIncident, book: Rulebook | None
) -> tuple[list[str | None], list[Fault]]:
    stranger = [Fault("candidacy_id", _("Choose a candidate of this contest."))]
    if not command.allegations and book is None:
        query = select(Candidacy.id).where(Candidacy.id == command.candidacy_id, Candidacy.contest_id == contest_id)
        return [], stranger if uow.session.scalar(query) is None else []
    book = book or book_for(uow, contest_id, command.candidacy_id, (each.clause_id for each in command.allegations))
    if command.candidacy_id not in book.standings:
        return [], stranger
    if command.occurred_until is not None and command.occurred_until < command.occurred_from:
        return [], []
    period = occurred(command.occurred_from, command.occurred_until)
    wanted = [(f"allegations[{position}].", new) for position, new in enumerate(command.allegations)]
    return judge(uow, book, command.candidacy_id, period, wanted)


def add_allegation(
    uow: UnitOfWork, incident: Incident, clause_id: int, override: str | None, position: int
) -> Allegation:
    """Add a row for an allegation that was judged."""
    allegation = Allegation(
        incident_id=incident.id,
        clause_id=clause_id,
        position=position,
        override=override,
        recorded_at=uow.now,
    )
    uow.session.add(allegation)
    return allegation
