"""Who sees which incident, and what of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from compliance.core.access import Actor, Role
from compliance.core.errors import NotFound
from compliance.incidents import policy, queries, service
from compliance.incidents.queries import Filter
from compliance.incidents.terms import Credibility, Kind, Reliability, SourceKind, Stage
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.world import World

DISCLOSURE = service.Disclosure("ticket.pdf", "The diary of that week.")
EVIDENCE = service.NewEvidence("../diary.pdf", "application/pdf", "0" * 64, 1200, "The diary of that week.")
SOURCE = service.NewSource(
    SourceKind.CONFIDENTIAL, "Ida Elm", None, "I was there.", Reliability.B, Credibility.PROBABLE
)


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Collect the statements that are executed."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(world.edge.engine, "before_cursor_execute", note)
    yield seen
    event.remove(world.edge.engine, "before_cursor_execute", note)


def sees(made: Setting, actor: Actor, reference: str) -> bool:
    """Whether somebody finds an incident; that it is on their list or not agrees with it, and so does the policy."""
    with made.world.look(actor) as uow:
        listed = [row.reference for row in uow.session.execute(queries.listing(actor, made.contest))]
        try:
            incident = queries.by_reference(uow.session, actor, reference)
        except NotFound:
            assert reference not in listed
            return False
        assert reference in listed
        assert policy.may_see(actor, incident)
        return True


@pytest.mark.parametrize("stage", list(Stage))
def test_officers_see_every_stage_and_the_respondent_from_the_notice_on(world: World, stage: Stage) -> None:
    """The candidate and the agent find their case once it was put to them; another candidate and the rest never do."""
    made = setting(world)
    reference = made.at(stage)
    agent = world.actor(world.user(Role.AGENT, made.contest, made.alder))
    rival = world.actor(world.user(Role.CANDIDATE, made.contest, made.birch))
    others = [world.actor(world.user(role, made.contest)) for role in (Role.CHAIR, Role.BUREAU, Role.OBSERVER)]
    told = stage not in (Stage.RECEIVED, Stage.ADMISSIBLE, Stage.INADMISSIBLE)
    assert sees(made, made.officer, reference)
    assert [sees(made, actor, reference) for actor in (made.candidate, agent)] == [told, told]
    assert not any(
        sees(made, actor, reference) for actor in (rival, *others, world.actor(world.user(Role.ADMINISTRATOR)))
    )


def test_a_case_closed_as_inadmissible_was_never_known_to_the_candidate(world: World) -> None:
    """Closing what was never put to the candidate does not show it to them."""
    made = setting(world)
    reference = made.at(Stage.INADMISSIBLE)
    with world.act(made.officer) as uow:
        service.close(uow, made.incident(uow, reference), TODAY, "Nothing to do.")
    assert not sees(made, made.candidate, reference)


@pytest.mark.parametrize("what", ["contest", "candidacy", "incident"])
def test_a_recused_officer_is_told_nothing(world: World, what: str) -> None:
    """Recused from the contest, the candidate or the incident, an officer finds it nowhere and may do nothing."""
    made = setting(world)
    reference, other = made.at(Stage.REPLIED), made.file(candidacy_id=made.birch)
    with world.look(made.officer) as uow:
        incident = made.incident(uow, reference)
    recused = replace(
        made.officer,
        recused_contests=frozenset({made.contest} if what == "contest" else ()),
        recused_candidacies=frozenset({made.alder} if what == "candidacy" else ()),
        recused_incidents=frozenset({incident.id} if what == "incident" else ()),
    )
    assert not sees(made, recused, reference)
    assert sees(made, recused, other) is (what != "contest")
    acts = (
        *(policy.may_amend, policy.may_allege, policy.may_drop_allegation, policy.may_assess, policy.may_notify),
        *(policy.may_reply, policy.may_close_replies, policy.may_find, policy.may_conclude, policy.may_close),
        *(policy.may_add_evidence, policy.may_disclose, policy.may_add_source, policy.may_see_sources),
    )
    assert all(act(recused, incident).hidden for act in acts)


def test_officers_of_another_contest_are_told_nothing(world: World) -> None:
    """An office holds for its own contest alone."""
    made = setting(world)
    stranger = world.actor(world.user(Role.OFFICER, world.contest("other")))
    assert not sees(made, stranger, made.file())


def test_the_respondent_reads_their_case_without_what_is_the_offices(world: World) -> None:
    """No reasons of the office, no earlier stages, no source, and only the evidence that was disclosed."""
    made = setting(world)
    reference = made.at(Stage.NOTIFIED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        service.add_evidence(uow, incident, EVIDENCE)
        shown = service.add_evidence(uow, incident, replace(EVIDENCE, name="from-jane.pdf"))
        service.disclose(uow, shown, DISCLOSURE)
        service.disclose(uow, shown, replace(DISCLOSURE, name="other.pdf"))
        service.add_source(uow, incident, SOURCE)
    with world.look(made.candidate) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), made.candidate)
        assert not case.for_office
        assert [(step.stage, step.reason) for step in case.stages] == [(Stage.NOTIFIED, None)]
        assert [item.name for item in case.evidence] == ["ticket.pdf"]
        assert case.sources == ()
        assert case.notices[0].text == "You are asked to answer."
        assert case.allegations[0].text == "Text of clause 4(a)."
    with world.look(made.officer) as uow:
        case = queries.case(uow.session, made.incident(uow, reference), made.officer)
        assert case.for_office
        assert [item.name for item in case.evidence] == ["diary.pdf", "ticket.pdf"]
        assert [(source.name, source.masked) for source in case.sources] == [(None, True)]
        assert case.stages[1].reason == "It is for us."
        hidden, shown_item = case.evidence
        assert policy.may_see_evidence(made.candidate, case.incident, hidden).hidden
        assert policy.may_see_evidence(made.candidate, case.incident, shown_item)
        assert policy.may_see_evidence(made.officer, case.incident, hidden)


@pytest.mark.parametrize("numbers", [("5",), ("4(a)", "4(b)", "5")])
def test_a_case_is_read_in_eight_statements_however_much_there_is(world: World, numbers: tuple[str, ...]) -> None:
    """Clauses, candidates, replies, findings, notices, stages, evidence and sources come in a fixed number of reads."""
    made = setting(world)
    reference = made.at(Stage.CLOSED, *numbers)
    with world.look(made.officer) as uow:
        incident = made.incident(uow, reference)
        with statements(world) as seen:
            case = queries.case(uow.session, incident, made.officer)
    assert [allegation.number for allegation in case.allegations] == list(numbers)
    assert (case.candidate_key, case.candidate_name) == ("alder", "Robin Alder")
    assert len(seen) <= 8


def test_a_list_is_narrowed_by_stage_kind_candidate_clause_and_words(world: World) -> None:
    """Each filter leaves what it names, and words are looked for as they are written."""
    made = setting(world)
    one = made.file("5", title="A 100% refund of the journey")
    two = made.at(Stage.NOTIFIED, "4(a)", kind=Kind.PRESS, details={})
    three = made.file(candidacy_id=made.birch, title="A_B")

    def found(**wanted: object) -> set[str]:
        with made.world.look(made.officer) as uow:
            query = queries.listing(made.officer, made.contest, Filter(**wanted))  # type: ignore[arg-type]
            return {row.reference for row in uow.session.execute(query)}

    assert found() == {one, two, three}
    assert found(stages={Stage.NOTIFIED}) == {two}
    assert found(kinds={Kind.TRAVEL}) == {one, three}
    assert found(candidacies={"birch"}) == {three}
    assert found(clause_id=made.clauses["5"]) == {one}
    assert found(text="JOURNEY 100%") == {one}
    assert found(text="delegations") == {one, two, three}
    assert found(text="A_B") == {three}
    assert found(text="\\") == set()
    assert found(text=one.lower()) == {one}


def test_parts_are_found_only_in_their_own_incident(world: World) -> None:
    """An allegation, an item and a source of another incident are no page here."""
    made = setting(world)
    here, there = made.file("5"), made.file("5")
    with world.act(made.officer) as uow:
        incident, other = made.incident(uow, here), made.incident(uow, there)
        item = service.add_evidence(uow, incident, EVIDENCE)
        source = service.add_source(uow, incident, SOURCE)
        assert queries.evidence_of(uow.session, incident, item.reference) is item
        assert queries.source_of(uow.session, incident, source.reference) is source
        with pytest.raises(NotFound):
            queries.evidence_of(uow.session, other, item.reference)
        with pytest.raises(NotFound):
            queries.source_of(uow.session, other, source.reference)
        with pytest.raises(NotFound):
            queries.allegation_of(uow.session, other, 1)
