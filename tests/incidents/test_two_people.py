"""Acts that take two people: to publish a concluded case, to learn who a confidential source is."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden, NotFound
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import queries, service
from compliance.incidents.models import Incident, Source
from compliance.incidents.service import two_people
from compliance.incidents.terms import (
    Credibility,
    MeasureKind,
    PublicationState,
    Reliability,
    Result,
    SourceKind,
    Stage,
)
from compliance.notifications.models import Intent
from compliance.reports import queries as reports
from compliance.reports.as_html import as_html
from compliance.reports.terms import Edition
from tests.client import words
from tests.factories.cases import TODAY, Setting, finding, setting
from tests.factories.world import World
from tests.incidents.refusals import refused_at

NAMED = service.NewSource(
    SourceKind.NAMED, "Ida Elm", "ida@elm.example", "Ida saw it.", Reliability.B, Credibility.PROBABLE
)


@pytest.fixture
def scene(world: World) -> Setting:
    """A contest with cases."""
    return setting(world)


def someone(scene: Setting, role: Role = Role.OFFICER) -> Actor:
    """Somebody else of the contest."""
    return scene.world.actor(scene.world.user(role, scene.contest))


def act(scene: Setting, actor: Actor, case: str, do: Callable[[UnitOfWork, Incident], object]) -> None:
    """Do something about a case."""
    with scene.world.act(actor) as uow:
        incident = uow.session.query(Incident).filter_by(reference=case).one()
        do(uow, incident)


def state(scene: Setting, case: str) -> PublicationState | None:
    """Whether the case is published."""
    with scene.world.look() as uow:
        row = queries.publication_of(uow.session, scene.incident(uow, case).id)
        return row.state if row else None


def propose(uow: UnitOfWork, incident: Incident) -> object:
    """Propose to publish."""
    return service.propose_publication(uow, incident, "A mission was mixed with campaigning.")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR])
def test_a_case_is_published_by_two(scene: Setting, role: Role) -> None:
    """One officer proposes; that one cannot confirm; another officer, or the chair, can."""
    case, second = scene.at(Stage.CONCLUDED, "4(a)"), someone(scene, role)
    assert state(scene, case) is PublicationState.HELD
    act(scene, scene.officer, case, propose)
    with pytest.raises(Forbidden, match="somebody else confirms"):
        act(scene, scene.officer, case, service.confirm_publication)
    assert state(scene, case) is PublicationState.PROPOSED
    act(scene, second, case, service.confirm_publication)
    assert state(scene, case) is PublicationState.PUBLISHED
    with pytest.raises(Forbidden, match="published"):
        act(scene, scene.officer, case, propose)


def test_nothing_is_published_too_early_or_by_strangers(scene: Setting) -> None:
    """Not before the conclusion, not without a proposal, not by the bureau, a candidate, or a recused chair."""
    early = scene.at(Stage.REPLIED, "4(a)")
    with pytest.raises(Forbidden, match="once it is concluded"):
        act(scene, scene.officer, early, propose)
    case = scene.at(Stage.CONCLUDED, "4(a)")
    with pytest.raises(Forbidden, match="Nobody proposed"):
        act(scene, someone(scene), case, service.confirm_publication)
    with refused_at("summary"):
        act(scene, scene.officer, case, lambda uow, one: service.propose_publication(uow, one, " "))
    act(scene, scene.officer, case, propose)
    with pytest.raises(NotFound):
        act(scene, someone(scene, Role.BUREAU), case, service.confirm_publication)
    with pytest.raises(Forbidden):
        act(scene, scene.candidate, case, service.confirm_publication)
    with pytest.raises(Forbidden):
        act(scene, scene.candidate, case, propose)


def test_a_refusal_has_a_reason_and_is_not_the_end(scene: Setting) -> None:
    """The second person can refuse, saying why; it can be proposed again."""
    case, second = scene.at(Stage.CONCLUDED, "4(a)"), someone(scene)
    act(scene, scene.officer, case, propose)
    with refused_at("reason"):
        act(scene, second, case, lambda uow, one: service.refuse_publication(uow, one, ""))
    act(scene, second, case, lambda uow, one: service.refuse_publication(uow, one, "It names a driver."))
    assert state(scene, case) is PublicationState.HELD
    act(scene, scene.officer, case, propose)


def sealed(scene: Setting, kind: SourceKind = SourceKind.CONFIDENTIAL) -> tuple[str, str]:
    """A case with a source of a kind; return both references."""
    case = scene.at(Stage.NOTIFIED, "4(a)")
    with scene.world.act(scene.officer) as uow:
        command = service.NewSource(
            kind, *(NAMED.name, NAMED.contact, NAMED.statement), Reliability.B, NAMED.credibility
        )
        return case, service.add_source(uow, scene.incident(uow, case), command).reference


def unmask(scene: Setting, actor: Actor, case: str, source: str, do: Callable[[UnitOfWork, Source], object]) -> None:
    """Do something about a source."""
    with scene.world.act(actor) as uow:
        do(uow, queries.source_of(uow.session, scene.incident(uow, case), source))


def read(scene: Setting, actor: Actor, case: str) -> tuple[str | None, str | None, bool]:
    """Name and contact of the source as somebody reads them, and whether they are masked."""
    with scene.world.look(actor) as uow:
        (source,) = queries.case(uow.session, scene.incident(uow, case), actor).sources
    return source.name, source.contact, source.masked


def request(uow: UnitOfWork, source: Source) -> object:
    """Ask for the name."""
    return service.request_unmask(uow, source, "A hearing is to be held.")


def agree(uow: UnitOfWork, source: Source) -> None:
    """Agree to it."""
    service.decide_unmask(uow, source, agreed=True, reason="It cannot be held otherwise.")


def test_a_confidential_source_is_unmasked_by_two(scene: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealed even to who recorded it; one officer asks, another agrees, the source is told, and both then read it."""
    told: list[str] = []
    monkeypatch.setattr(two_people, "UNMASKED_BY", [lambda _uow, source: told.append(source.reference)])
    (case, source), second = sealed(scene), someone(scene)
    assert read(scene, scene.officer, case) == (None, None, True)
    unmask(scene, scene.officer, case, source, request)
    with pytest.raises(Forbidden, match="waits for a second person"):
        unmask(scene, second, case, source, request)
    with pytest.raises(Forbidden, match="You asked for it"):
        unmask(scene, scene.officer, case, source, agree)
    assert read(scene, second, case) == (None, None, True)
    assert told == []
    unmask(scene, second, case, source, agree)
    assert told == [source]
    for officer in (scene.officer, second):
        assert read(scene, officer, case) == ("Ida Elm", "ida@elm.example", False)


def test_a_refusal_keeps_the_seal(scene: Setting) -> None:
    """Refused, with a reason, the name stays sealed; it can be asked for again."""
    (case, source), second = sealed(scene), someone(scene)
    unmask(scene, scene.officer, case, source, request)
    with refused_at("reason"):
        unmask(scene, second, case, source, lambda uow, one: service.decide_unmask(uow, one, agreed=False, reason=""))
    unmask(scene, second, case, source, lambda uow, one: service.decide_unmask(uow, one, agreed=False, reason="No."))
    assert read(scene, scene.officer, case) == (None, None, True)
    unmask(scene, second, case, source, request)


def test_only_the_confidential_are_sealed(scene: Setting) -> None:
    """A named source is read by the officers as before, and there is nothing to unmask."""
    case, source = sealed(scene, SourceKind.NAMED)
    assert read(scene, scene.officer, case) == ("Ida Elm", "ida@elm.example", False)
    with pytest.raises(NotFound):
        unmask(scene, scene.officer, case, source, request)
    with pytest.raises(NotFound):
        unmask(scene, someone(scene, Role.CHAIR), *sealed(scene), request)


def test_whoever_may_confirm_finds_it_on_their_home_page(scene: Setting) -> None:
    """A proposal waits at home for another officer and the chair, not for who proposed it or who keeps out."""
    case = scene.at(Stage.CONCLUDED)
    second, chair, recused = someone(scene), someone(scene, Role.CHAIR), someone(scene)
    with scene.world.act() as uow:
        user = uow.session.get_one(User, recused.user_id)
        identity.recuse(uow, user, scene.contest, "Related.", candidacy_id=scene.alder)
    act(scene, scene.officer, case, propose)

    def waits(actor: Actor) -> bool:
        return "What waits for a second person" in scene.world.browser(actor.user_id).get("/").text

    assert [waits(one) for one in (second, chair, recused, scene.officer)] == [True, True, False, False]


def published(scene: Setting) -> str:
    """A case that two people have published."""
    case = scene.at(Stage.CONCLUDED, "4(a)")
    scene.publish(case)
    assert state(scene, case) is PublicationState.PUBLISHED
    return case


def test_a_finding_that_is_corrected_is_published_by_two_again(scene: Setting) -> None:
    """Nobody changes alone what the public reads: a corrected finding waits for two people, as the first did."""
    case = published(scene)
    changed = finding(Result.SUBSTANTIATED, correction_reason="A receipt was found.", decided_on=TODAY)
    act(scene, scene.officer, case, lambda uow, _one: service.find(uow, scene.allegation(uow, case), changed))
    assert state(scene, case) is PublicationState.HELD
    page = f"/contests/dg-2031/incidents/{case}/publication"
    assert "Confirmed" not in scene.world.browser(scene.officer.user_id).get(page).text
    act(scene, scene.officer, case, propose)
    with pytest.raises(Forbidden, match="somebody else confirms"):
        act(scene, scene.officer, case, service.confirm_publication)


def test_a_public_measure_is_published_by_two_again(scene: Setting) -> None:
    """A public warning that is ordered after the publication is not public by one person's act; advice changes none."""
    case = published(scene)
    advice = service.NewMeasure(MeasureKind.ADVICE, "Keep a diary.", TODAY)
    act(scene, scene.officer, case, lambda uow, one: service.order_measure(uow, one, advice))
    assert state(scene, case) is PublicationState.PUBLISHED
    changed = finding(Result.SUBSTANTIATED, correction_reason="A receipt was found.", decided_on=TODAY)
    act(scene, scene.officer, case, lambda uow, _one: service.find(uow, scene.allegation(uow, case), changed))
    scene.publish(case)
    warning = service.NewMeasure(MeasureKind.PUBLIC_WARNING, "The candidate is warned.", TODAY)
    act(scene, scene.officer, case, lambda uow, one: service.order_measure(uow, one, warning))
    assert state(scene, case) is PublicationState.HELD


def test_under_review_nothing_is_published(scene: Setting) -> None:
    """When a review is asked for, what was proposed is withdrawn, and nothing is proposed until it is decided."""
    case = scene.at(Stage.CONCLUDED, "4(a)")
    act(scene, scene.officer, case, propose)
    act(scene, scene.candidate, case, lambda uow, one: service.ask_review(uow, one, "Look again.", TODAY))
    with pytest.raises(Forbidden, match="Nobody proposed"):
        act(scene, someone(scene), case, service.confirm_publication)
    with pytest.raises(Forbidden, match="under way"):
        act(scene, scene.officer, case, propose)


def test_a_recused_chair_is_not_told_that_something_waits(scene: Setting) -> None:
    """Of a proposal the chair is told; not one who keeps out of this candidate's cases."""
    told, kept_out = someone(scene, Role.CHAIR), someone(scene, Role.CHAIR)
    with scene.world.act() as uow:
        user = uow.session.get_one(User, kept_out.user_id)
        identity.recuse(uow, user, scene.contest, "They are friends.", candidacy_id=scene.alder)
    act(scene, scene.officer, scene.at(Stage.CONCLUDED, "4(a)"), propose)
    with scene.world.look() as uow:
        meant = set(uow.session.scalars(select(Intent.user_id).where(Intent.event == "publication.proposed")))
    assert told.user_id in meant
    assert kept_out.user_id not in meant


def test_whoever_confirms_reads_all_that_will_be_printed(scene: Setting) -> None:
    """Before the chair agrees, the page holds the reasons, the replies and the summary as the edition prints them."""
    case, chair = scene.at(Stage.CONCLUDED, "4(a)"), someone(scene, Role.CHAIR)
    act(scene, scene.officer, case, propose)
    page = scene.world.browser(chair.user_id).get(f"/contests/dg-2031/incidents/publications/{case}").text
    offered = printed(page)
    assert "A mission was mixed with campaigning." in words(offered)
    act(scene, chair, case, service.confirm_publication)
    with scene.world.look() as uow:
        report = reports.known_at(uow.session, scene.contest, scene.world.clock(), Edition.PUBLIC)
    published = printed(as_html(report).decode())
    assert "finding" in published
    assert words(offered) == words(published)


def printed(page: str) -> str:
    """What a page prints of its one case."""
    return page[page.index('<article class="report-incident"') : page.index("</article>")]


def test_the_tab_shows_what_would_be_printed_until_it_is(scene: Setting) -> None:
    """The office reads the same before it proposes."""
    case = scene.at(Stage.CONCLUDED, "4(a)")
    browser = scene.world.browser(scene.officer.user_id)
    for tail in ("", "/propose"):
        assert "report-finding" in browser.get(f"/contests/dg-2031/incidents/{case}/publication{tail}").text
