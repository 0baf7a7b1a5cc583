"""What is written about a case: notes that only the office reads, messages that the candidate reads."""

import pytest
from sqlalchemy import select

from compliance.core.access import Role
from compliance.core.errors import Forbidden, NotFound
from compliance.incidents import queries, service
from compliance.incidents.models import Note
from compliance.incidents.terms import Stage
from compliance.notifications.models import Intent
from compliance.transparency.models import LogEntry
from tests.factories.cases import setting
from tests.factories.world import World
from tests.incidents.refusals import places, reason


def test_a_note_is_retracted_for_a_reason_and_stays_readable(world: World) -> None:
    """Its text, who retracted it, when and why stand together; it is retracted once."""
    made = setting(world)
    reference = made.file()
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        note = service.add_note(uow, incident, " The hotel says otherwise. ")
        service.retract_note(uow, note, "It was another hotel.")
        with pytest.raises(Forbidden):
            service.retract_note(uow, note, "Again.")
        (seen,) = queries.notes(uow.session, incident)
    assert (seen.text, seen.retraction_reason) == ("The hotel says otherwise.", "It was another hotel.")
    assert (seen.retracted_by, seen.retracted_at) == (made.officer.name, world.clock.now)


def test_a_note_needs_words_and_a_retraction_a_reason(world: World) -> None:
    """Neither is empty."""
    made = setting(world)
    reference = made.file()
    with world.act(made.officer) as uow:
        written = service.add_note(uow, made.incident(uow, reference), "A note.").reference
    assert places(made, reference, lambda uow, it: service.add_note(uow, it, " ")) == {"text"}

    def retract(uow: object, it: object) -> None:
        service.retract_note(uow, queries.note_of(uow.session, it, written), " ")  # type: ignore[attr-defined,arg-type]

    assert places(made, reference, retract) == {"reason"}


def test_only_who_may_read_a_note_is_named_in_it_and_told(world: World) -> None:
    """An officer who is named is told that there is something; somebody else cannot be named."""
    made = setting(world)
    reference = made.file()
    other, chair = world.user(Role.OFFICER, made.contest), world.user(Role.CHAIR, made.contest)
    assert places(made, reference, lambda uow, it: service.add_note(uow, it, "See.", [chair])) == {"mentions"}
    with world.act(made.officer) as uow:
        service.add_note(uow, made.incident(uow, reference), "See.", [other])
        (seen,) = queries.notes(uow.session, made.incident(uow, reference))
        assert seen.mentions == ("Officer 3",)
        assert uow.session.scalars(select(Intent.user_id).where(Intent.event == "note.mentioned")).all() == [other]


def test_the_candidate_has_no_notes(world: World) -> None:
    """To the candidate's side there is no such thing as a note, to read or to write."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.candidate) as uow:
        with pytest.raises(NotFound):
            service.add_note(uow, made.incident(uow, reference), "Mine.")
        assert uow.session.scalars(select(Note)).all() == []
        uow.session.rollback()


def test_messages_go_both_ways_and_the_office_is_one_to_the_candidate(world: World) -> None:
    """Each side reads both; the candidate is not told which officer wrote, and each is told of the other's."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    for who, text in ((made.officer, "Do you need more time?"), (made.candidate, "Until Friday, please.")):
        with world.act(who) as uow:
            service.send_message(uow, made.incident(uow, reference), text)
    with world.look() as uow:
        incident = made.incident(uow, reference)
        to_candidate = queries.messages(uow.session, incident, office=False)
        assert [(one.from_office, one.text) for one in to_candidate] == [
            (True, "Do you need more time?"),
            (False, "Until Friday, please."),
        ]
        assert [one.recorded_by for one in to_candidate] == ["Ethics office", made.candidate.name]
        told = uow.session.execute(
            select(Intent.user_id, Intent.event).where(Intent.event == "incident.message_sent").order_by(Intent.id)
        )
        assert [row.user_id for row in told] == [made.candidate.user_id, made.officer.user_id]


def test_the_office_writes_to_no_candidate_who_does_not_know_of_the_case(world: World) -> None:
    """A message before the notice would tell of the case; one after it is closed has nowhere to lead."""
    made = setting(world)
    for stage in (Stage.RECEIVED, Stage.ADMISSIBLE, Stage.INADMISSIBLE, Stage.CLOSED):
        reference = made.at(stage)
        assert reason(made, reference, lambda uow, it: service.send_message(uow, it, "Hello."))
    with world.act(made.candidate) as uow, pytest.raises(Forbidden):
        service.send_message(uow, made.incident(uow, reference), "Still there?")


def test_the_log_holds_no_word_of_what_was_written(world: World) -> None:
    """The leaves tell that something was noted or sent, and nothing of it."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.add_note(uow, incident, "Heron")
        service.send_message(uow, incident, "Egret")
    with world.look() as uow:
        entries = uow.session.scalars(select(LogEntry).order_by(LogEntry.seq.desc()).limit(2)).all()
        assert [entry.act for entry in entries] == ["incident.message_sent", "incident.noted"]
        assert not any(word in entry.leaf for entry in entries for word in ("Heron", "Egret"))
