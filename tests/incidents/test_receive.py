"""Incidents come in: filed with what they are held against, as one act, by those who may."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Invalid, NotFound
from compliance.incidents import queries, service
from compliance.incidents.models import Allegation, Incident, StageChange
from compliance.incidents.terms import Kind, Stage
from compliance.transparency.models import LogEntry
from tests.factories.cases import REPORTED, TIMEZONE, Setting, setting
from tests.factories.world import World


def places(refusal: Invalid) -> set[str]:
    """The places of its faults."""
    return {fault.place for fault in refusal.faults}


def refused(made: Setting, command: service.NewIncident) -> set[str]:
    """File something that cannot be filed; return the places of what is wrong with it."""
    with made.world.act(made.officer) as uow, pytest.raises(Invalid) as refusal:
        service.file_incident(uow, made.contest, command, timezone=TIMEZONE)
    return places(refusal.value)


def test_filing_makes_the_incident_its_allegations_and_one_log_entry(world: World) -> None:
    """One act makes the incident, its first stage and what is alleged, and is one leaf that tells nothing."""
    made = setting(world)
    with world.look() as uow:
        before = uow.session.scalars(select(LogEntry.seq)).all()
    reference = made.file("4(a)", "4(b)", "5")
    with world.look(made.officer) as uow:
        incident = made.incident(uow, reference)
        assert (incident.stage, incident.filed_by, incident.key) == (
            Stage.RECEIVED,
            made.officer.name,
            reference.lower(),
        )
        assert uow.session.scalars(select(StageChange.on)).all() == [REPORTED]
        rows = uow.session.execute(select(Allegation.position, Allegation.clause_id).order_by(Allegation.position))
        assert [row.clause_id for row in rows] == [made.clauses[number] for number in ("4(a)", "4(b)", "5")]
        entries = uow.session.scalars(select(LogEntry).where(LogEntry.seq.not_in(before))).all()
        assert [entry.act for entry in entries] == ["incident.filed"]
        assert "Nairobi" not in entries[0].leaf
        assert reference not in entries[0].leaf


def test_every_fault_of_a_filing_comes_at_once(world: World) -> None:
    """Title, days, details and key are all named in one refusal."""
    made = setting(world)
    command = made.new(
        title="  ",
        occurred_until=date(2031, 1, 1),
        reported_on=date(2031, 2, 11),
        details={"paid_by": "a friend", "departed_on": "in spring", "cost": 1.5},
        key="Not A Key",
    )
    assert refused(made, command) == {
        *("title", "occurred_until", "reported_on", "key"),
        *("details_paid_by", "details_departed_on", "details_cost"),
    }


def test_an_incident_is_not_reported_before_it_begins(world: World) -> None:
    """The day of the report is not before the first day of the incident."""
    made = setting(world)
    assert refused(made, made.new(reported_on=date(2031, 1, 15))) == {"reported_on"}


def test_a_key_is_taken_once_in_a_contest(world: World) -> None:
    """A second incident with the key of another is refused."""
    made = setting(world)
    made.file(key="nairobi")
    assert refused(made, made.new(key="nairobi")) == {"key"}


def test_a_candidate_of_another_contest_is_refused(world: World) -> None:
    """The respondent stands in the contest of the incident, with and without an allegation."""
    made = setting(world)
    stranger = world.candidacy(world.contest("other"))
    assert refused(made, made.new(candidacy_id=stranger)) == {"candidacy_id"}
    assert refused(made, made.new("4(a)", candidacy_id=stranger)) == {"candidacy_id"}


def test_only_leaves_of_the_contest_are_alleged_and_each_once(world: World) -> None:
    """A heading, a clause of no code here, and the same clause again are refused in their places."""
    made = setting(world)
    clauses = (made.clauses["4"], 999_999, made.clauses["5"], made.clauses["5"])
    command = replace(made.new(), allegations=tuple(service.NewAllegation(clause) for clause in clauses))
    assert refused(made, command) == {
        "allegations[0].clause_id",
        "allegations[1].clause_id",
        "allegations[3].clause_id",
    }


def test_a_clause_that_did_not_bind_needs_a_reason_and_one_that_bound_takes_none(world: World) -> None:
    """A reason is asked where the clause did not bind on any day, and refused where it bound."""
    made = setting(world)
    without, needless = service.NewAllegation(made.clauses["9"], " "), service.NewAllegation(made.clauses["5"], "Why?")
    assert refused(made, replace(made.new(), allegations=(without, needless))) == {
        "allegations[0].override",
        "allegations[1].override",
    }
    given = service.NewAllegation(made.clauses["9"], "The Council asked for it.")
    reference = made.file(allegations=(given,))
    with world.look(made.officer) as uow:
        assert made.allegation(uow, reference).override == "The Council asked for it."


def test_a_file_may_tell_of_days_to_come_and_keeps_unknown_details(world: World) -> None:
    """The command line files what a file says, with its own words, and leaves out a reason that nothing needs."""
    made = setting(world)
    command = made.new(
        reported_on=date(2040, 1, 1),
        details={"paid_by": "a friend", "nights": 4},
        allegations=(service.NewAllegation(made.clauses["5"], "No use."),),
    )
    with world.act() as uow:
        incident = service.file_incident(uow, made.contest, command, timezone=TIMEZONE)
    assert incident.details == {"paid_by": "a friend", "nights": 4}
    with world.look() as uow:
        assert made.allegation(uow, incident.reference).override is None


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BUREAU, Role.OBSERVER])
def test_who_has_no_part_in_cases_can_neither_file_nor_know(world: World, role: Role) -> None:
    """Chair, bureau and observer are told that there is no such page."""
    made = setting(world)
    reference = made.at(Stage.CONCLUDED)
    somebody = world.actor(world.user(role, made.contest))
    with world.act(somebody) as uow:
        with pytest.raises(NotFound):
            service.file_incident(uow, made.contest, made.new(), timezone=TIMEZONE)
        with pytest.raises(NotFound):
            made.incident(uow, reference)


def test_an_officer_cannot_file_against_a_candidate_from_whose_cases_they_are_recused(world: World) -> None:
    """Recused from one candidate, an officer still files against the other."""
    made = setting(world)
    recused = replace(made.officer, recused_candidacies=frozenset({made.alder}))
    with world.act(recused) as uow:
        with pytest.raises(NotFound):
            service.file_incident(uow, made.contest, made.new(), timezone=TIMEZONE)
        service.file_incident(uow, made.contest, made.new(candidacy_id=made.birch), timezone=TIMEZONE)


def test_the_kind_decides_which_details_are_checked(world: World) -> None:
    """A field of another kind is kept as it is; one of the kind must be of its type."""
    made = setting(world)
    wrong = made.new(kind=Kind.RESOURCES, details={"value": "a lot", "currency": "euro", "authorisation": "maybe"})
    assert refused(made, wrong) == {"details_value", "details_currency"}


def test_the_clauses_that_bound_are_offered_first(world: World) -> None:
    """Every leaf is offered with its runs, those that bound the candidate before those that did not."""
    made = setting(world)
    with world.look(made.officer) as uow:
        period = service.judging.occurred(date(2031, 1, 16), None)
        choices = queries.clause_choices(uow.session, made.contest, made.alder, period)
        assert [(choice.number, choice.can_be_alleged) for choice in choices] == [
            *(("4(a)", True), ("4(b)", True), ("5", True), ("9", False)),
        ]
        assert "in force" in choices[-1].runs[0].reason
        assert queries.clause_choices(uow.session, made.contest, 999_999, period) == []
        assert uow.session.scalar(select(Incident.id)) is None
