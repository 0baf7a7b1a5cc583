"""What the office makes of a submission, act by act."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.incidents import queries as incidents
from compliance.incidents import service as cases
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Source
from compliance.incidents.queries.deadlines import running
from compliance.incidents.terms import Credibility, InadmissibilityGround, Reliability, SourceKind, Stage
from compliance.intake.models import MailboxMessage, Submission
from compliance.intake.queries import mailbox, office
from compliance.intake.service import triage
from compliance.intake.terms import Mode, Purpose, SubmissionState, Told
from compliance.transparency.models import LogEntry
from compliance.transparency.recording import record
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.intake.submissions import NAMED, attach, recused, send, the

GRADED = triage.Taking(Reliability.B, Credibility.PROBABLE)


def _write(made: Setting, reference: str, purpose: Purpose, text: str = "Thank you.") -> None:
    with made.world.act(made.officer) as uow:
        triage.write(uow, the(uow, made, reference), triage.Letter(purpose, text))


def _make(made: Setting, reference: str, command: triage.Taking = GRADED, **changes: object) -> str:
    with made.world.act(made.officer) as uow:
        facts = replace(made.new(), **changes)  # type: ignore[arg-type]
        return triage.make_incident(uow, the(uow, made, reference), facts, command).reference


def _state(made: Setting, reference: str) -> tuple[SubmissionState, Told]:
    with made.world.look() as uow:
        submission = the(uow, made, reference)
        return submission.state, mailbox(uow.session, submission, "UTC").told


def _seen(made: Setting, actor: Actor) -> set[str]:
    with made.world.look(actor) as uow:
        return {row.reference for row in uow.session.execute(office.listing(actor, made.contest))}


def _sources(made: Setting, reference: str) -> list[Source]:
    with made.world.look(made.officer) as uow:
        incident = made.incident(uow, reference)
        return list(uow.session.scalars(select(Source).where(Source.incident_id == incident.id)))


def test_an_acknowledgement_reaches_the_mailbox_and_starts_the_review(world: World) -> None:
    """The message is there for the reporter, whose status changes; receipt is acknowledged once."""
    made = setting(world)
    reference = send(made)
    assert _state(made, reference) == (SubmissionState.RECEIVED, Told.RECEIVED)
    _write(made, reference, Purpose.ACKNOWLEDGEMENT, "  We have it.  ")
    assert _state(made, reference) == (SubmissionState.UNDER_REVIEW, Told.UNDER_WAY)
    with world.look() as uow:
        (letter,) = mailbox(uow.session, the(uow, made, reference), "UTC").letters
        assert (letter.from_office, letter.text, letter.unread) == (True, "We have it.", True)
    with pytest.raises(Forbidden, match="already"):
        _write(made, reference, Purpose.ACKNOWLEDGEMENT)
    with pytest.raises(Invalid):
        _write(made, reference, Purpose.QUESTION, "  ")


def test_a_report_becomes_a_case_with_itself_as_source(world: World) -> None:
    """What was told is a source of the case, graded; the files chosen are evidence, not disclosed."""
    made = setting(world)
    reference = send(made, place="In the lobby", how_known="I saw the invoice")
    file = attach(made, reference)
    attach(made, reference, "other.png")
    incident = _make(made, reference, replace(GRADED, files=(file,)))
    (source,) = _sources(made, incident)
    assert (source.kind, source.name, source.contact) == (SourceKind.ANONYMOUS, None, None)
    assert source.statement.startswith("The stand was paid from the travel budget.")
    assert "In the lobby" in source.statement
    assert "I saw the invoice" in source.statement
    assert (source.reliability, source.credibility) == (Reliability.B, Credibility.PROBABLE)
    with world.look(made.officer) as uow:
        case = incidents.case(uow.session, made.incident(uow, incident), uow.actor)
        assert [(one.name, one.disclosed) for one in case.evidence] == [("ledger.png", False)]
    assert _state(made, reference) == (SubmissionState.LINKED, Told.UNDER_WAY)


def test_a_confidential_name_enters_neither_case_nor_log(world: World) -> None:
    """Of a confidential report the case holds no name; who it was stays erasable, apart from the log."""
    made = setting(world)
    (source,) = _sources(made, _make(made, send(made, NAMED, mode=Mode.CONFIDENTIAL)))
    assert (source.kind, source.name, source.contact) == (SourceKind.CONFIDENTIAL, None, None)
    (named,) = _sources(made, _make(made, send(made, NAMED)))
    assert (named.kind, named.name) == (SourceKind.NAMED, "Ida Elm, Freedonia; Jo Oak")
    with world.look() as uow:
        openings = "".join(uow.session.scalars(select(LogEntry.opening)))
    assert "ida@elm.example" not in openings


def test_a_report_joins_a_case_and_can_be_split_into_several(world: World) -> None:
    """A further report is a further source of the case; one report can be part of several cases, of each once."""
    made = setting(world)
    first, again = send(made), send(made, what="The same, seen by another.")
    incident = _make(made, first)
    with world.act(made.officer) as uow:
        triage.join(uow, the(uow, made, again), made.incident(uow, incident), GRADED)
    assert len(_sources(made, incident)) == 2
    second = _make(made, first, title="The other half", candidacy_id=made.birch)
    with world.look(made.officer) as uow:
        links = office.dossier(uow.session, the(uow, made, first), uow.actor).links
        assert [one.reference for one in links] == [incident, second]
        reports = office.of_incident(uow.session, made.incident(uow, incident), uow.actor)
        assert [one.reference for one in reports] == [first, again]
    with world.act(made.officer) as uow, pytest.raises(Invalid, match="already"):
        triage.join(uow, the(uow, made, again), made.incident(uow, incident), GRADED)


def test_nothing_is_joined_across_contests(world: World) -> None:
    """A report of one contest does not become part of a case of another."""
    made = setting(world)
    reference, other = send(made), world.contest("dg-2033")
    facts = replace(made.new(), candidacy_id=world.candidacy(other, "cedar", "Sam Cedar"))
    with world.act() as uow:
        elsewhere = cases.file_incident(uow, other, facts, timezone="UTC")
        with pytest.raises(NotFound):
            triage.join(uow, the(uow, made, reference), elsewhere, GRADED)


def test_a_report_is_put_aside_on_a_ground(world: World) -> None:
    """The ground and the reasons are kept; a duplicate is linked to the case that it repeats, bad faith to its own."""
    made = setting(world)
    reference, again = send(made), send(made)
    incident = _make(made, send(made))

    def refused(command: triage.Dismissal) -> set[str]:
        with world.act(made.officer) as uow, pytest.raises(Invalid) as refusal:
            triage.dismiss(uow, the(uow, made, reference), command)
        return {fault.place for fault in refusal.value.faults}

    assert refused(triage.Dismissal(InadmissibilityGround.NO_CLAUSE, " ")) == {"reason"}
    assert refused(triage.Dismissal(InadmissibilityGround.DUPLICATE, "Said before.")) == {"other"}
    assert refused(triage.Dismissal(InadmissibilityGround.BAD_FAITH, "Made up.", "NOWHERE")) == {"other"}
    for which, command in (
        (reference, triage.Dismissal(InadmissibilityGround.NO_CLAUSE, "Nothing speaks of it.")),
        (again, triage.Dismissal(InadmissibilityGround.DUPLICATE, "Said before.", incident)),
    ):
        with world.act(made.officer) as uow:
            triage.dismiss(uow, the(uow, made, which), command)
        assert _state(made, which) == (SubmissionState.INADMISSIBLE, Told.FINISHED)
    with world.look(made.officer) as uow:
        held = office.dossier(uow.session, the(uow, made, again), uow.actor)
        assert [one.reference for one in held.links] == [incident]
        assert held.changes[-1].ground is InadmissibilityGround.DUPLICATE
        assert held.messages == []
    with world.act(made.officer) as uow, pytest.raises(Forbidden, match="part of a case"):
        triage.dismiss(uow, the(uow, made, again), triage.Dismissal(InadmissibilityGround.NO_CLAUSE, "No."))


def test_the_work_is_finished_after_a_decision_with_a_last_word(world: World) -> None:
    """The last word comes once each of its cases is decided; then no case is made of it, and one can still write."""
    made = setting(world)
    reference = send(made)
    with pytest.raises(Forbidden, match="once it is part of a case"):
        _write(made, reference, Purpose.FINISHED)
    incident = _make(made, reference)
    with pytest.raises(Forbidden, match=f"{incident} is still open"):
        _write(made, reference, Purpose.FINISHED)
    with world.act(made.officer) as uow:
        decision = (False, "Nothing speaks of it.", uow.today("Europe/Zurich"), InadmissibilityGround.NO_CLAUSE)
        cases.assess(uow, made.incident(uow, incident), cases.Assessment(*decision))
    _write(made, reference, Purpose.FINISHED)
    assert _state(made, reference) == (SubmissionState.CLOSED, Told.FINISHED)
    with pytest.raises(Forbidden, match="finished"):
        _make(made, reference)
    _write(made, reference, Purpose.OTHER, "One more thing.")


def test_telling_the_reporter_is_offered_when_the_case_moves(world: World) -> None:
    """After a stage of the case the office is asked whether to write, until it has; nothing is sent by itself."""
    made = setting(world)
    reference = send(made)
    incident = _make(made, reference)

    def offered() -> bool:
        with world.look(made.officer) as uow:
            (link,) = office.dossier(uow.session, the(uow, made, reference), uow.actor).links
            (row,) = office.of_incident(uow.session, made.incident(uow, incident), uow.actor)
        assert link.moved == row.moved
        return bool(link.moved)

    assert not offered()
    world.clock.advance(minutes=1)
    with world.act(made.officer) as uow:
        command = cases.Assessment(True, "It is for us.", uow.today("Europe/Zurich"))
        cases.assess(uow, made.incident(uow, incident), command)
    assert offered()
    world.clock.advance(minutes=1)
    _write(made, reference, Purpose.UPDATE)
    assert not offered()
    with world.look() as uow:
        assert made.incident(uow, incident).stage is Stage.ADMISSIBLE


def test_what_the_reporter_wrote_is_read_when_the_office_acts(world: World) -> None:
    """A new message marks the submission until somebody of the office says, or shows, that it was read."""
    made = setting(world)
    reference = send(made)

    def unread() -> list[bool]:
        with world.look(made.officer) as uow:
            return [row.unread for row in uow.session.execute(office.listing(uow.actor, made.contest))]

    _message(made, reference)
    assert unread() == [True]
    _write(made, reference, Purpose.ACKNOWLEDGEMENT)
    assert unread() == [False]
    _message(made, reference)
    _read(made, reference)
    assert unread() == [False]


def _read(made: Setting, reference: str) -> None:
    with made.world.act(made.officer) as uow:
        triage.read(uow, the(uow, made, reference))


def _message(made: Setting, reference: str) -> None:
    with made.world.act() as uow:
        submission = the(uow, made, reference)
        uow.session.add(
            MailboxMessage(
                submission_id=submission.id, from_office=False, text="More.", at=uow.now, recorded_by="Reporter"
            )
        )
        record(uow, "submission.supplemented", f"submission:{reference}", contest_id=made.contest)


def test_the_recused_meet_no_trace(world: World) -> None:
    """Whoever keeps out of the candidate, of a case, or of the contest finds no submission, in no list and no count."""
    made = setting(world)
    alder, birch, nobody = send(made), send(made, candidate="birch"), send(made, candidate=None)
    incident = _make(made, birch, candidacy_id=made.birch)
    with world.look() as uow:
        incident_id = made.incident(uow, incident).id
    for scope, seen in (
        ({"candidacy_id": made.alder}, {birch}),
        ({"candidacy_id": made.birch}, {alder}),
        ({"incident_id": incident_id}, {alder}),
        ({}, set[str]()),
    ):
        actor = recused(made, **scope)
        assert _seen(made, actor) == seen
        with world.look(actor) as uow:
            counted = sum(one.new for one in office.waits_for(uow.session, actor))
        assert counted == len(seen & {alder, nobody})
    assert _seen(made, made.officer) == {alder, birch, nobody}
    for role in (Role.CHAIR, Role.OBSERVER, Role.CANDIDATE):
        candidacy = made.alder if role is Role.CANDIDATE else None
        assert _seen(made, world.actor(world.user(role, made.contest, candidacy))) == set()


def test_nobody_acts_on_what_they_may_not_see(world: World) -> None:
    """A submission in hand is refused to whoever is recused from any case that it is part of."""
    made = setting(world)
    reference = send(made)
    incident = _make(made, reference)
    with world.look() as uow:
        incident_id = made.incident(uow, incident).id
    actor = recused(made, incident_id=incident_id)
    with world.act(actor) as uow:
        with pytest.raises(NotFound):
            the(uow, made, reference)
        submission = uow.session.scalars(select(Submission).where(Submission.reference == reference)).one()
        with pytest.raises(NotFound):
            triage.write(uow, submission, triage.Letter(Purpose.OTHER, "Hello."))


def test_an_update_to_the_reporter_begins_their_time_anew(world: World) -> None:
    """In the cases of a submission the next word to the reporter is due again some time after the last one."""
    made = setting(world)
    reference = send(made)
    with made.world.act(made.officer) as uow:
        facts = made.new("4(a)", reported_on=uow.today("Europe/Zurich"))
        case = triage.make_incident(uow, the(uow, made, reference), facts, triage.Taking()).reference
        today = uow.today("Europe/Zurich")
        cases.assess(uow, made.incident(uow, case), cases.Assessment(True, "It is for us.", today))
    first = _due(made, case)
    world.clock.advance(days=3)
    _write(made, reference, Purpose.QUESTION)
    assert _due(made, case) == first
    _write(made, reference, Purpose.UPDATE)
    assert _due(made, case) > first


def _due(made: Setting, case: str) -> date:
    with made.world.look(made.officer) as uow:
        (due,) = [one.due_on for one in running(uow.session, made.incident(uow, case).id, Step.STATUS_UPDATE)]
        return due
