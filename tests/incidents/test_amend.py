"""An incident is put right before the candidate is told, and not afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from compliance.core.errors import Conflict, Invalid
from compliance.incidents import queries, service
from compliance.incidents.models import Allegation, Incident, StageChange
from compliance.incidents.terms import Kind, Result, Stage
from compliance.transparency.verification import verify
from tests.factories.cases import HAPPENED, REPORTED, TIMEZONE, TODAY, Setting, finding, setting
from tests.factories.world import World
from tests.incidents.refusals import places, reason

LONG_AGO = date(2010, 5, 1)
AMENDMENT = service.Amendment("Another title", Kind.TRAVEL, HAPPENED, None, "Another summary.", {"destination": "Lima"})


def amend(made: Setting, reference: str, command: service.Amendment) -> Incident:
    """Amend an incident as the officer sees it now."""
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.amend(uow, incident, command, incident.revision)
        return incident


def test_an_amendment_changes_the_facts_and_nothing_else(world: World) -> None:
    """Title, days, summary and details are put right; the reference, the report and the stage stay."""
    made = setting(world)
    reference = made.file("5")
    incident = amend(made, reference, AMENDMENT)
    assert (incident.title, incident.occurred_until, incident.details) == (
        "Another title",
        None,
        {"destination": "Lima"},
    )
    assert (incident.reported_on, incident.stage, incident.revision) == (REPORTED, Stage.RECEIVED, 2)


def test_of_two_officers_the_second_gets_both_texts(world: World) -> None:
    """Who amends what somebody else has changed is refused, and shown their own text beside the other."""
    made = setting(world)
    reference = made.file()
    with world.look(made.officer) as uow:
        seen = made.incident(uow, reference).revision
    amend(made, reference, replace(AMENDMENT, title="By the first"))
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        with pytest.raises(Conflict) as conflict:
            service.amend(uow, incident, replace(AMENDMENT, title="By the second"), seen)
    assert conflict.value.yours["Title"] == "By the second"
    assert conflict.value.theirs["Title"] == "By the first"
    assert conflict.value.theirs["Destination"] == "Lima"
    with world.look(made.officer) as uow:
        assert made.incident(uow, reference).title == "By the first"


def test_other_days_are_refused_for_clauses_that_did_not_bind_on_them(world: World) -> None:
    """What is alleged is judged again: the clauses that lack a reason are named, and one that is given is kept."""
    made = setting(world)
    reference = made.file("4(a)", "5")
    moved = replace(AMENDMENT, occurred_from=LONG_AGO)

    def act(command: service.Amendment) -> set[str]:
        return places(made, reference, lambda uow, it: service.amend(uow, it, command, it.revision))

    assert act(moved) == {"overrides"}
    reasons = {made.clauses["4(a)"]: "Asked for."}
    assert act(replace(moved, overrides=reasons)) == {"overrides"}
    amend(made, reference, replace(moved, overrides={**reasons, made.clauses["5"]: "Likewise."}))
    with world.look(made.officer) as uow:
        assert [made.allegation(uow, reference, place).override for place in (0, 1)] == ["Asked for.", "Likewise."]


def test_a_reason_that_other_days_make_needless_goes(world: World) -> None:
    """A clause that binds on the days as amended needs no reason any more."""
    made = setting(world)
    given = service.NewAllegation(made.clauses["5"], "Asked for.")
    reference = made.file(occurred_from=LONG_AGO, occurred_until=None, allegations=(given,))
    amend(made, reference, AMENDMENT)
    with world.look(made.officer) as uow:
        assert made.allegation(uow, reference).override is None


def test_an_amendment_is_checked_as_a_filing_is(world: World) -> None:
    """An empty title, an end before the beginning, and a beginning after the report are refused together."""
    made = setting(world)
    wrong = service.Amendment(" ", Kind.TRAVEL, date(2031, 2, 5), date(2031, 2, 4), "", {"departed_on": "soon"})
    found = places(made, made.file(), lambda uow, it: service.amend(uow, it, wrong, it.revision))
    assert found == {"title", "occurred_from", "occurred_until", "details_departed_on"}
    ends = replace(AMENDMENT, occurred_until=TODAY + timedelta(days=1))
    assert places(made, made.file(), lambda uow, it: service.amend(uow, it, ends, it.revision)) == {"occurred_until"}


def test_what_is_filed_has_not_happened_on_a_day_to_come(world: World) -> None:
    """The last day of an incident is today at the latest."""
    made = setting(world)
    with world.act(made.officer) as uow:
        filing = replace(made.new("4(a)"), occurred_until=TODAY + timedelta(days=1))
        with pytest.raises(Invalid) as refusal:
            service.file_incident(uow, made.contest, filing, timezone=TIMEZONE)
        assert [fault.place for fault in refusal.value.faults] == ["occurred_until"]
        service.file_incident(uow, made.contest, replace(filing, occurred_until=TODAY), timezone=TIMEZONE)


@pytest.mark.parametrize("stage", [Stage.NOTIFIED, Stage.REPLIED, Stage.CONCLUDED, Stage.CLOSED, Stage.INADMISSIBLE])
def test_nothing_is_amended_once_the_candidate_was_told(world: World, stage: Stage) -> None:
    """Facts and allegations stand as they were put; the refusal says so."""
    made = setting(world)
    reference = made.at(stage)
    new = service.NewAllegation(made.clauses["5"])
    assert reason(made, reference, lambda uow, it: service.amend(uow, it, AMENDMENT, it.revision))
    assert reason(made, reference, lambda uow, it: service.allege(uow, it, new))
    drop = reason(
        made,
        reference,
        lambda uow, it: service.drop_allegation(uow, queries.allegation_of(uow.session, it, 0), "Wrong."),
    )
    assert ("withdrawn" in drop) is (stage not in (Stage.CLOSED, Stage.INADMISSIBLE))


def test_a_clause_is_added_after_those_that_are_alleged(world: World) -> None:
    """A further clause takes the next place, and is refused a second time, or without the reason that it needs."""
    made = setting(world)
    reference = made.file("4(a)", "4(b)")

    def act(number: str, override: str | None = None) -> set[str]:
        new = service.NewAllegation(made.clauses[number], override)
        return places(made, reference, lambda uow, it: service.allege(uow, it, new))

    assert act("4(a)") == {"clause_id"}
    assert act("4") == {"clause_id"}
    assert act("9") == {"override"}
    assert act("5", "Why?") == {"override"}
    with world.act(made.officer) as uow:
        new = service.NewAllegation(made.clauses["9"], "The Council asked for it.")
        assert service.allege(uow, made.incident(uow, reference), new).position == 2


def test_a_dropped_allegation_leaves_a_reason_in_the_history_and_itself_in_the_log(world: World) -> None:
    """It is gone from the case; the history names the clause and the reason, and the log still verifies."""
    made = setting(world)
    reference = made.file("4(a)", "5")

    def drop(why: str) -> set[str]:
        return places(
            made,
            reference,
            lambda uow, it: service.drop_allegation(uow, queries.allegation_of(uow.session, it, 1), why),
        )

    assert drop(" ") == {"reason"}
    with world.act(made.officer) as uow:
        service.drop_allegation(uow, made.allegation(uow, reference, 1), "It was another journey.")
    with world.look(made.officer) as uow:
        assert len(uow.session.scalars(select(Allegation)).all()) == 1
        last = uow.session.scalars(select(StageChange.reason).order_by(StageChange.id.desc())).first()
        assert last == "No longer alleged: 5 of Standards of Conduct. It was another journey."
        assert verify(uow.session).differences == []


def test_an_allegation_that_was_decided_stays(world: World) -> None:
    """Even the command line cannot drop what there is a reply to or a finding on."""
    made = setting(world)
    reference = made.file("4(a)")
    with world.act() as uow:
        service.find(uow, made.allegation(uow, reference), finding(Result.WITHDRAWN))
    with world.look() as uow:
        actor = uow.actor
    found = places(
        made,
        reference,
        lambda uow, it: service.drop_allegation(uow, queries.allegation_of(uow.session, it, 0), "Wrong."),
        actor,
    )
    assert found == {""}
