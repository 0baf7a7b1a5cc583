"""A report as known at an instant, made from what the verbs of production recorded."""

import json
from datetime import date, timedelta

import pytest

from compliance.candidates.terms import Status
from compliance.core.access import Role
from compliance.core.errors import Invalid
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import service
from compliance.incidents.terms import Credibility, InadmissibilityGround, Reliability, Result, SourceKind, Stage
from compliance.pledges.terms import Decision, Outcome
from compliance.reports.as_html import as_html
from compliance.reports.as_json import as_json
from compliance.reports.model import Edition, Recusal, Report
from compliance.reports.queries import known_at
from compliance.reports.typeset import as_pdf
from tests.factories import cases, pledges
from tests.factories.cases import Setting
from tests.factories.world import World

MARK = "Zqsource"


def known(made: Setting, edition: Edition = Edition.ETHICS, **earlier: float) -> Report:
    """An edition as known now, or earlier by `hours=1` or the like."""
    with made.world.look() as uow:
        return known_at(uow.session, made.contest, uow.now - timedelta(**earlier), edition)


def test_a_later_finding_is_not_in_an_earlier_report(world: World) -> None:
    """What was recorded after the instant is not told, although the day on which it happened lies before it."""
    made = cases.setting(world)
    reference = made.at(Stage.REPLIED)
    world.clock.advance(hours=2)
    with world.act(made.officer) as uow:
        service.find(uow, made.allegation(uow, reference), cases.finding(Result.SUBSTANTIATED))
    (before,), (after,) = known(made, hours=1).incidents, known(made).incidents
    assert [one.finding for one in before.allegations] == [None, None]
    assert before.stage is Stage.REPLIED
    first = after.allegations[0]
    assert first.finding is not None
    assert first.finding.finding is Result.SUBSTANTIATED
    assert first.finding.decided_on == cases.FOUND
    assert before.allegations[0].reply == first.reply


def test_an_incident_is_told_with_all_that_happened(world: World) -> None:
    """Facts, clauses with their runs, notice, reply, finding and history are those that were recorded."""
    made = cases.setting(world)
    reference = made.at(Stage.CLOSED, "4(a)", "5")
    (incident,) = known(made).incidents
    assert (incident.reference, incident.candidate, incident.title) == (reference, "alder", cases.INCIDENT.title)
    assert (incident.occurred_from, incident.occurred_until) == (cases.HAPPENED, date(2031, 1, 20))
    assert incident.details == cases.INCIDENT.details
    assert incident.assessment == "It is for us."
    assert [(one.stage, one.entered_on) for one in incident.history] == [
        (Stage.RECEIVED, cases.REPORTED),
        (Stage.ADMISSIBLE, cases.ASSESSED),
        (Stage.NOTIFIED, cases.TOLD),
        (Stage.REPLIED, cases.ANSWERED),
        (Stage.CONCLUDED, cases.FOUND),
        (Stage.CLOSED, cases.TODAY),
    ]
    assert [one.clause for one in incident.allegations] == ["4(a)", "5"]
    (run,) = incident.allegations[0].runs
    assert (run.outcome, run.from_, run.until) == (Outcome.BINDING, cases.HAPPENED, date(2031, 1, 20))
    assert incident.allegations[0].reply is not None
    assert incident.allegations[0].reply.text == "It was a courtesy call."
    assert [(one.notified_on, one.reply_due_on) for one in incident.notices] == [(cases.TOLD, cases.DUE)]


def test_a_correction_and_a_supplement_take_nothing_away(world: World) -> None:
    """The corrected finding stands with the one before it and the reason; a later reply follows the first."""
    made = cases.setting(world)
    reference = made.at(Stage.REPLIED, "4(a)")
    with world.act(made.officer) as uow:
        allegation = made.allegation(uow, reference)
        service.reply(uow, allegation, service.NewReply("And the bill was mine.", cases.FOUND))
        service.find(uow, allegation, cases.finding())
        service.find(uow, allegation, cases.finding(Result.SUBSTANTIATED, correction_reason="The bill was found."))
    ((told,),) = (one.allegations for one in known(made).incidents)
    assert told.reply is not None
    assert [one.text for one in told.reply.supplements] == ["And the bill was mine."]
    assert told.finding is not None
    assert (told.finding.finding, told.finding.correction_reason) == (Result.SUBSTANTIATED, "The bill was found.")
    assert [one.finding for one in told.finding.superseded] == [Result.NOT_SUBSTANTIATED]


def test_candidates_and_matrix_come_from_the_same_rules_as_the_pages(world: World) -> None:
    """Days without a pledge, gaps of leave, decisions, and on how many days of the campaign a clause bound."""
    made = cases.setting(world)
    pledges.status(world, made.alder, Status.UNPAID_LEAVE, date(2031, 3, 15), date(2031, 5, 12))
    version = pledges.version(world, pledges.instrument(world, made.contest))
    pledges.acknowledged(world, made.alder, version, decisions={"2": Decision.DECLINED})
    report = known(made)
    alder, birch = report.candidates
    assert (alder.days_unpledged, birch.days_unpledged) == ({"pledge": 144}, {"pledge": 225})
    assert [(one.from_, one.until) for one in alder.leave_gaps] == [(date(2031, 5, 13), date(2031, 5, 15))]
    (signed,) = alder.acknowledgements
    assert [(one.clause, one.decision) for one in signed.decisions] == [("2", Decision.DECLINED)]
    rows = {(row.instrument, row.version, row.clause): row.cells for row in report.matrix}
    assert [(cell.on_vote, cell.days_bound) for cell in rows["pledge", "1", "1"]] == [
        (Outcome.BINDING, 81),
        (Outcome.NEVER_ACKNOWLEDGED, 0),
    ]
    assert rows["pledge", "1", "2"][0].on_vote is Outcome.DECLINED
    assert rows["standards", "2001", "9"][0].on_vote is Outcome.NOT_IN_FORCE


def test_the_same_state_gives_the_same_bytes(world: World) -> None:
    """Asked again, later and after more was recorded, the report of an instant is the same to the byte."""
    made = cases.setting(world)
    made.at(Stage.CONCLUDED)
    first = [render(known(made, edition)) for edition in Edition for render in (as_html, as_json, as_pdf)]
    world.clock.advance(hours=1)
    made.at(Stage.NOTIFIED)
    again = [render(known(made, edition, hours=1)) for edition in Edition for render in (as_html, as_json, as_pdf)]
    assert first == again


@pytest.fixture
def told(world: World) -> Setting:
    """A contest with a concluded and an open matter, of which each text that can tell a source carries a mark."""
    made = cases.setting(world)
    for stage in (Stage.CONCLUDED, Stage.NOTIFIED, Stage.INADMISSIBLE):
        reference = made.file("4(a)")
        with world.act(made.officer) as uow:
            incident = made.incident(uow, reference)
            kind = SourceKind.CONFIDENTIAL
            graded = (Reliability.B, Credibility.PROBABLE)
            source = service.NewSource(kind, f"{MARK}name", f"{MARK}contact", f"{MARK}statement", *graded)
            service.add_source(uow, incident, source)
            ground = InadmissibilityGround.NO_CLAUSE if stage is Stage.INADMISSIBLE else None
            service.assess(uow, incident, service.Assessment(not ground, f"{MARK}reason", cases.ASSESSED, ground))
            if stage is Stage.INADMISSIBLE:
                service.close(uow, incident, cases.TODAY, f"{MARK}closing")
                continue
            cases.put(uow, incident, "You are asked to answer.", cases.TOLD, cases.DUE)
            if stage is Stage.CONCLUDED:
                service.reply(uow, made.allegation(uow, reference), service.NewReply("I deny it.", cases.ANSWERED))
                service.find(uow, made.allegation(uow, reference), cases.finding())
                service.conclude(uow, incident, cases.FOUND)
        if stage is Stage.CONCLUDED:
            made.publish(reference, "It is told.")
    with world.act() as uow:
        user = uow.session.get_one(User, made.officer.user_id)
        identity.recuse(uow, user, made.contest, f"{MARK}recusal", candidacy_id=made.birch)
    return made


def test_the_chair_reads_nothing_of_sources(told: Setting) -> None:
    """No text of a source, no reason before the notice and no reason of a recusal reaches chair or public."""
    for edition in (Edition.CHAIR, Edition.PUBLIC):
        report = known(told, edition)
        for written in (as_json(report), as_html(report)):
            assert MARK.encode() not in written


def test_no_edition_names_a_source(told: Setting) -> None:
    """The ethics edition has what a source said and why steps were taken, but neither name nor contact."""
    ethics = as_json(known(told)).decode()
    for word in ("statement", "reason", "closing", "recusal"):
        assert f"{MARK}{word}" in ethics
    assert f"{MARK}name" not in ethics
    assert f"{MARK}contact" not in ethics


def test_the_chair_reads_who_is_recused_from_what(told: Setting) -> None:
    """The chair's edition names each recusal, without its reason; the public edition has none."""
    (recusal,) = known(told, Edition.CHAIR).recusals
    assert recusal == Recusal("Officer 1", "All cases of Kim Birch", date(2031, 2, 10), None, None)
    assert known(told, Edition.PUBLIC).recusals == ()


def test_the_chair_reads_who_acts_in_whose_place(told: Setting) -> None:
    """The first in the chain who does not keep out of the same is named; whoever does is passed over."""
    world, contest = told.world, told.contest
    anna, ben = (world.user(Role.OFFICER, contest, name=name) for name in ("Anna Reed", "Ben Rush"))
    with world.act() as uow:
        for replaced, heir in ((told.officer.user_id, anna), (anna, ben)):
            identity.name_replacement(uow, contest, identity.NewReplacement(replaced, None, heir, cases.TODAY))
    world.clock.advance(minutes=1)
    assert [one.replacement for one in known(told, Edition.CHAIR).recusals] == ["Anna Reed"]
    with world.act() as uow:
        identity.recuse(uow, uow.session.get_one(User, anna), contest, f"{MARK}recusal")
    world.clock.advance(minutes=1)
    report = known(told, Edition.CHAIR)
    assert [(one.person, one.replacement) for one in report.recusals] == [
        ("Officer 1", "Ben Rush"),
        ("Anna Reed", "Ben Rush"),
    ]
    assert "In their place: Ben Rush" in as_html(report).decode()
    assert b"Ben Rush" not in as_json(known(told, Edition.PUBLIC))


def test_no_edition_tells_of_a_confined_case(told: Setting) -> None:
    """A case confined to its officers, and who keeps out of it, are in no edition, and every edition says it is so."""
    reference = told.file("4(a)", title="Cellar transfer")
    anna, second = (told.world.user(Role.OFFICER, told.contest, name=name) for name in ("Anna Reed", "Ash Elm"))
    told.world.clock.advance(minutes=1)
    before = {edition: known(told, edition) for edition in Edition}
    with told.world.act() as uow:
        incident = told.incident(uow, reference)
        identity.recuse(uow, uow.session.get_one(User, anna), told.contest, "I know them.", incident_id=incident.id)
        service.restrict(uow, incident, "To protect somebody.", [told.officer.user_id or 0, second])
    told.world.clock.advance(minutes=1)
    for edition in Edition:
        report = known(told, edition)
        assert reference.encode() not in as_json(report)
        assert b"Anna Reed" not in as_json(report)
        assert report.withheld == before[edition].withheld
        assert "confined" in {one.kind for one in report.withheld}
    assert reference.encode() in as_json(before[Edition.CHAIR])


def test_the_public_reads_concluded_matters_alone(told: Setting) -> None:
    """Of three incidents the public edition tells the one that was concluded with a finding."""
    public = json.loads(as_json(known(told, Edition.PUBLIC)))
    assert [one["stage"] for one in public["incidents"]] == ["concluded"]
    assert sum(public["totals"]["by_candidate"].values()) == 1
    assert len(known(told, Edition.CHAIR).incidents) == 3


def test_a_contest_that_was_not_on_record_has_no_report(world: World) -> None:
    """Before the contest was recorded nothing can be told, and the refusal says so at the instant's field."""
    made = cases.setting(world)
    with pytest.raises(Invalid, match="Nothing of this contest was on record") as refusal:
        known(made, days=1)
    assert [fault.place for fault in refusal.value.faults] == ["as_of"]


def test_the_report_states_the_log_and_no_other_contest(world: World) -> None:
    """Size and root are those of the log at the instant, and rows of another contest are not told."""
    other = cases.setting(world)
    other.file("4(a)")
    contest = world.contest("dg-2037", title="Another election")
    with world.look() as uow:
        report = known_at(uow.session, contest, uow.now, Edition.ETHICS)
    assert (report.contest.slug, report.incidents, report.candidates) == ("dg-2037", (), ())
    assert report.log == known(other).log
