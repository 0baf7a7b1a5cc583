"""Acts that two people take at once, or on what they read before it changed: each sees what is, not what was."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from compliance.core.access import Actor
from compliance.core.errors import Conflict, Forbidden, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.models import Incident, PreparedNotice
from compliance.incidents.queries import notices as reading
from compliance.incidents.terms import Credibility, PublicationState, Reliability, Result, SourceKind, Stage
from tests.factories.cases import TODAY, Setting, finding, setting
from tests.factories.notices import another_officer, fact, ordered, prepare
from tests.factories.world import World

Read = Callable[[UnitOfWork, Incident], object]
Do = Callable[[UnitOfWork, Incident], object]


@pytest.fixture
def scene(world: World) -> Setting:
    """A contest with cases."""
    return setting(world)


def after(scene: Setting, actor: Actor, case: str, read: Read, meanwhile: Callable[[], object], do: Do) -> None:
    """Let somebody read what their act is on, as their request does first; then somebody else acts; then they do.

    The reading is in a session of its own kind, so that nothing is locked when the other one acts.
    """
    with scene.world.edge.readers() as session:
        incident = queries.by_reference(session, actor, case)
        kept = read(UnitOfWork(session, actor, scene.world.clock()), incident)
        session.commit()  # a request that waits for a lock has read, and holds nothing
        meanwhile()
        assert kept is not None
        do(UnitOfWork(session, actor, scene.world.clock()), incident)


def act(scene: Setting, actor: Actor, case: str, do: Do) -> None:
    """Act, and commit."""
    with scene.world.act(actor) as uow:
        do(uow, scene.incident(uow, case))


def propose(words: str = "A mission served two ends.") -> Do:
    """Propose to publish."""
    return lambda uow, one: service.propose_publication(uow, one, words)


def test_what_was_taken_back_meanwhile_is_not_confirmed(scene: Setting) -> None:
    """A finding changes while a second person's confirmation is on its way: it is not published."""
    case, second = scene.at(Stage.CONCLUDED, "4(a)"), another_officer(scene)
    act(scene, scene.officer, case, propose())
    changed = finding(Result.SUBSTANTIATED, correction_reason="A receipt was found.", decided_on=TODAY)

    def correct() -> None:
        act(scene, scene.officer, case, lambda uow, _one: service.find(uow, scene.allegation(uow, case), changed))

    with pytest.raises(Forbidden, match="Nobody proposed"):
        after(
            *(scene, second, case),
            lambda uow, one: queries.publication_of(uow.session, one.id),
            correct,
            service.confirm_publication,
        )
    with scene.world.look() as uow:
        row = queries.publication_of(uow.session, scene.incident(uow, case).id)
        assert row is not None
        assert row.state is PublicationState.HELD


def test_other_words_than_those_that_were_read_are_not_confirmed(scene: Setting) -> None:
    """Refused and proposed anew with other words, a case is not published by who read the first ones."""
    case, second = scene.at(Stage.CONCLUDED, "4(a)"), another_officer(scene)
    act(scene, scene.officer, case, propose())
    with scene.world.look(second) as uow:
        row = queries.publication_of(uow.session, scene.incident(uow, case).id)
        assert row is not None
        assert row.proposed_at is not None
        seen = row.proposed_at.isoformat()
    act(scene, another_officer(scene), case, lambda uow, one: service.refuse_publication(uow, one, "Too long."))
    scene.world.clock.advance(minutes=1)
    act(scene, scene.officer, case, propose("The candidate is guilty."))
    with scene.world.act(second) as uow, pytest.raises(Conflict):
        service.confirm_publication(uow, scene.incident(uow, case), seen=seen)


def test_a_request_for_a_name_is_decided_once(scene: Setting) -> None:
    """Of two answers that come at once the second meets that it was decided: an agreement is not undone, nor made."""
    case, second = scene.at(Stage.NOTIFIED, "4(a)"), another_officer(scene)
    kept: list[str] = []

    def add(uow: UnitOfWork, one: Incident) -> None:
        source = service.NewSource(
            *(SourceKind.CONFIDENTIAL, "Ida Elm", None, "Ida saw it.", Reliability.B, Credibility.PROBABLE)
        )
        kept.append(service.add_source(uow, one, source).reference)

    act(scene, scene.officer, case, add)

    def on_source(do: Callable[[UnitOfWork, object], object]) -> Do:
        return lambda uow, one: do(uow, queries.source_of(uow.session, one, kept[0]))

    def refuse(uow: UnitOfWork, source: object) -> None:
        service.decide_unmask(uow, source, agreed=False, reason="No.")  # type: ignore[arg-type]

    def agree(uow: UnitOfWork, source: object) -> None:
        service.decide_unmask(uow, source, agreed=True, reason="Yes.")  # type: ignore[arg-type]

    act(scene, scene.officer, case, on_source(lambda uow, it: service.request_unmask(uow, it, "A hearing.")))  # type: ignore[arg-type]
    with pytest.raises(Forbidden, match="Nobody asked"):
        after(
            *(scene, second, case),
            on_source(lambda uow, it: queries.unmasking(uow.session, it)),  # type: ignore[arg-type]
            lambda: act(scene, another_officer(scene), case, on_source(refuse)),
            on_source(agree),
        )


def test_only_what_was_read_is_checked(scene: Setting) -> None:
    """A notice that is written anew while a second officer reads it is not checked by their click."""
    case, second = scene.at(Stage.ADMISSIBLE), another_officer(scene)
    with scene.world.act(scene.officer) as uow:
        seen = prepare(uow, scene.incident(uow, case)).prepared_at.isoformat()
    scene.world.clock.advance(minutes=1)
    worse = service.Preparation([fact(0, 1, text="Something else altogether.")])
    act(scene, scene.officer, case, lambda uow, one: service.prepare(uow, one, worse))
    with scene.world.act(second) as uow:
        incident = scene.incident(uow, case)
        prepared = reading.under_way(uow.session, incident.id)
        assert prepared is not None
        with pytest.raises(Conflict):
            service.check(uow, incident, prepared, seen=seen)
    browser = scene.world.browser(second.user_id)
    page = f"/contests/dg-2031/incidents/{case}/notices/"
    browser.post(f"{page}{prepared.reference}/check?of={seen.replace('+', '%2B')}", expect=409)
    browser.post(f"{page}{prepared.reference}/check?of={prepared.prepared_at.isoformat().replace('+', '%2B')}")


def test_what_was_released_meanwhile_is_not_called_back(scene: Setting) -> None:
    """The hour comes while somebody calls a notice back: it is released, and its words and days stay."""
    case = scene.at(Stage.ADMISSIBLE)
    at = ordered(scene, case).release_at
    assert at is not None
    scene.world.clock.now = at - timedelta(seconds=1)
    late = UnitOfWork

    def release() -> None:
        with scene.world.act() as uow:
            assert service.release_due(late(uow.session, uow.actor, at)) == 1

    def call_back(uow: UnitOfWork, one: Incident) -> None:
        (prepared,) = [row for row in uow.session.identity_map.values() if isinstance(row, PreparedNotice)]
        service.call_back(uow, one, prepared)

    with pytest.raises(NotFound):
        after(
            *(scene, scene.officer, case),
            lambda uow, one: reading.under_way(uow.session, one.id),
            release,
            call_back,
        )
