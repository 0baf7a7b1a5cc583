"""A notice is prepared: which facts it states, on which allegations they bear, and in which approved wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from compliance.core.errors import Conflict, Fault, NotFound
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import messages, policy
from compliance.incidents.models import Allegation, FactAllegation, Incident, NoticeFact, NoticeTemplate, PreparedNotice
from compliance.incidents.queries import notices as queries
from compliance.incidents.service import countdown, steps
from compliance.incidents.service.address.terms import usable
from compliance.incidents.service.judging import book_for, named

MOST_FACT = 5_000


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact to state: what, on which day or days, and the positions of the allegations on which it bears."""

    text: str
    from_on: date
    until_on: date | None
    allegations: frozenset[int]


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a notice is to state, and in which wording; `template_id` None is the one that is shipped.

    `longer_until`: the last day for replies, if it is to be later than the rule's; `longer_because`: why.
    """

    facts: Sequence[NewFact]
    template_id: int | None = None
    longer_until: date | None = None
    longer_because: str | None = None


def prepare(
    uow: UnitOfWork, incident: Incident, command: Preparation, *, expected_revision: int | None = None
) -> PreparedNotice:
    """Begin a notice, or write anew the one that is under way; a check of the earlier words then no longer counts.

    Conflict, with both texts, if a notice of the case was written or acted on since `expected_revision`
    (`queries.notices.revision`; None asks for no comparison).
    """
    steps.hold(uow, incident)
    allegations = allegations_of(uow, incident)
    under_way = queries.under_way(uow.session, incident.id)
    policy.may_prepare(uow.actor, incident, alleged=bool(allegations), under_way=under_way).enforce()
    if expected_revision not in (None, queries.revision(uow.session, incident.id)):
        _raise_conflict(uow, incident, command, under_way)
    faults = _faults_of_facts(uow, incident, command.facts, allegations)
    steps.refuse(faults + _faults_of_time(uow, incident, command))
    template = usable(queries.templates_in_force(uow.session, incident.contest_id), command.template_id)
    prepared = under_way or PreparedNotice(reference=new_reference(), incident_id=incident.id)
    prepared.template_id = None if template is None else template.id
    prepared.prepared_at, prepared.prepared_by = uow.now, uow.actor.name
    prepared.author_id = uow.actor.user_id
    prepared.checked_at = prepared.checked_by = prepared.checker_id = None
    prepared.longer_until = command.longer_until
    prepared.longer_because = (command.longer_because or "").strip() or None
    uow.session.add(prepared)
    if under_way is not None:
        flag_modified(prepared, "prepared_at")  # facts lie in other rows, and count as a change of the notice
    uow.session.flush()
    _write_facts(uow, prepared, command.facts, allegations)
    steps.tell(uow, "notice.prepared", incident, f"notice:{prepared.reference}")
    return prepared


def allegations_of(uow: UnitOfWork, incident: Incident) -> dict[int, Allegation]:
    """What is alleged in a case, by position."""
    rows = uow.session.scalars(select(Allegation).where(Allegation.incident_id == incident.id))
    return {row.position: row for row in rows}


def _raise_conflict(
    uow: UnitOfWork, incident: Incident, command: Preparation, under_way: PreparedNotice | None
) -> None:
    theirs, wording, until, why = [], None, None, None
    if under_way is not None:
        wording, until, why = under_way.template_id, under_way.longer_until, under_way.longer_because
        places = {row.id: where for where, row in allegations_of(uow, incident).items()}
        theirs = [
            NewFact(row.text, row.from_on, row.until_on, frozenset(places[link.allegation_id] for link in links))
            for row, links in queries.facts_of(uow.session, under_way.id)
        ]
    raise Conflict(
        _("Somebody else worked on the notice of this case while you were writing. Nothing of yours was saved."),
        yours=_words(uow, incident, command),
        theirs=_words(uow, incident, Preparation(theirs, wording, until, why)),
    )


def _words(uow: UnitOfWork, incident: Incident, stated: Preparation) -> dict[str, str]:
    """What a notice states, fact by fact, each with its days and the clauses on which it bears."""
    template = None if stated.template_id is None else uow.session.get(NoticeTemplate, stated.template_id)
    words = {_("Wording"): str(messages.DEFAULT_TITLE) if template is None else template.title}
    alleged = allegations_of(uow, incident)
    book = book_for(uow, incident.contest_id, incident.candidacy_id, (row.clause_id for row in alleged.values()))
    for number, fact in enumerate(stated.facts, 1):
        until = [] if fact.until_on is None else [long_date(fact.until_on)]
        days = " – ".join([long_date(fact.from_on), *until])
        clauses = [named(book.clause(alleged[one].clause_id)) for one in sorted(fact.allegations & alleged.keys())]
        words[_("Fact %(number)s", number=number)] = "\n".join([fact.text.strip(), days, *clauses])
    if stated.longer_until is not None:
        words[_("More time to reply")] = "\n".join([long_date(stated.longer_until), stated.longer_because or ""])
    return words


def _faults_of_facts(
    uow: UnitOfWork, incident: Incident, facts: Sequence[NewFact], allegations: dict[int, Allegation]
) -> list[Fault]:
    faults = [] if facts else [Fault("facts", _("State at least one fact."))]
    today = steps.today(uow, incident)
    for number, fact in enumerate(facts):
        place = f"facts[{number}]."
        if not fact.text.strip() or len(fact.text) > MOST_FACT:
            faults.append(Fault(f"{place}text", _("State the fact in at most %(most)s characters.", most=MOST_FACT)))
        if fact.until_on is not None and fact.until_on < fact.from_on:
            faults.append(Fault(f"{place}until_on", _("The last day cannot lie before the first.")))
        elif fact.until_on is not None:
            faults += steps.future(uow, f"{place}until_on", fact.until_on, today)
        faults += steps.future(uow, f"{place}from_on", fact.from_on, today)
        if not fact.allegations or not fact.allegations <= allegations.keys():
            faults.append(Fault(f"{place}allegations", _("Choose the allegations on which this fact bears.")))
    return faults


def _faults_of_time(uow: UnitOfWork, incident: Incident, command: Preparation) -> list[Fault]:
    """More time to reply than the rule gives has a reason, and ends on a working day before the vote."""
    why, until = (command.longer_because or "").strip(), command.longer_until
    if until is None:
        return [Fault("longer_until", _("Give the later day, or leave the reason empty."))] if why else []
    rules = queries.release_of(uow.session, incident)
    faults = [] if why else [Fault("longer_because", _("Say why the candidate has more time than the rule gives."))]
    rule = rules.last_day(rules.next_hour(uow.now))
    if until <= rule:
        words = _("The rule gives until %(day)s: give a later day, or leave it empty.", day=long_date(rule))
        return [*faults, Fault("longer_until", words)]
    return faults + countdown.unfit("longer_until", until, rules.timing, rules.day_of(uow.now))


def _write_facts(
    uow: UnitOfWork, prepared: PreparedNotice, facts: Sequence[NewFact], allegations: dict[int, Allegation]
) -> None:
    """Put new facts in place of those that the notice had."""
    for row, links in queries.facts_of(uow.session, prepared.id):
        for link in links:
            uow.session.delete(link)
        uow.session.flush()
        uow.session.delete(row)
    uow.session.flush()
    for position, fact in enumerate(facts):
        row = NoticeFact(
            prepared_id=prepared.id,
            position=position,
            text=fact.text.strip(),
            from_on=fact.from_on,
            until_on=fact.until_on,
        )
        uow.session.add(row)
        uow.session.flush()
        for where in sorted(fact.allegations):
            uow.session.add(FactAllegation(fact_id=row.id, allegation_id=allegations[where].id))


def hold(uow: UnitOfWork, incident: Incident, prepared: PreparedNotice) -> None:
    """Hold a case and read its notice under way again; NotFound if that was released or given up meanwhile."""
    steps.hold(uow, incident)
    uow.session.refresh(prepared)
    if prepared.released_at is not None or prepared.dropped_at is not None:
        raise NotFound(_("There is no such page."))


def check(uow: UnitOfWork, incident: Incident, prepared: PreparedNotice, *, seen: str | None = None) -> None:
    """A second officer has read the notice and finds it right.

    `seen`: when what was read was prepared (ISO 8601). Conflict if it was written anew since.
    """
    hold(uow, incident, prepared)
    policy.may_check(uow.actor, incident, prepared).enforce()
    if seen is not None and seen != prepared.prepared_at.isoformat():
        raise Conflict(_("The notice was written anew since you read it: read it again."), yours={}, theirs={})
    prepared.checked_at, prepared.checked_by = uow.now, uow.actor.name
    prepared.checker_id = uow.actor.user_id
    steps.tell(uow, "notice.checked", incident, f"notice:{prepared.reference}")


def drop(uow: UnitOfWork, incident: Incident, prepared: PreparedNotice) -> None:
    """Give up a notice under way."""
    hold(uow, incident, prepared)
    policy.may_prepare(uow.actor, incident, alleged=True, under_way=prepared).enforce()
    prepared.dropped_at = uow.now
    steps.tell(uow, "notice.dropped", incident, f"notice:{prepared.reference}")
