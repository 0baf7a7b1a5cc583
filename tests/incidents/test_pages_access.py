"""Who sees which page of incidents, and what every page costs."""

from dataclasses import replace

import pytest

from compliance.core.access import Role
from compliance.identity import service as identity
from compliance.identity.models import User
from compliance.incidents import service
from compliance.incidents.terms import Credibility, Kind, Reliability, SourceKind, Stage
from tests.client import words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.statements import statements

BASE = "/contests/dg-2031/incidents"
OFFICE_ONLY = (
    "facts",
    "allegations",
    "allegations/0/drop",
    "assess",
    "notify",
    "replies-over",
    "allegations/0/finding",
    "conclude",
    "close",
    "evidence/new",
    "sources/new",
)
MOST_STATEMENTS = 12


def _recuse(scene: Setting, user_id: int, **what: int) -> None:
    with scene.world.act() as uow:
        user = uow.session.get_one(User, user_id)
        identity.recuse(uow, user, scene.contest, "They are related.", **what)


def _incident_id(scene: Setting, reference: str) -> int:
    with scene.world.look(scene.officer) as uow:
        return scene.incident(uow, reference).id


def _add_source(scene: Setting, reference: str) -> None:
    with scene.world.act(scene.officer) as uow:
        said = service.NewSource(
            SourceKind.CONFIDENTIAL, "A. Whistle", None, "I drove the car.", Reliability.B, Credibility.PROBABLE
        )
        service.add_source(uow, scene.incident(uow, reference), said)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BUREAU, Role.OBSERVER, Role.ADMINISTRATOR])
def test_nobody_but_the_office_and_the_parties_finds_a_page(world: World, role: Role) -> None:
    """Chair, bureau, observers and administrators find no page of incidents at all."""
    scene = setting(world)
    reference = scene.at(Stage.NOTIFIED)
    browser = world.browser(world.user(role, None if role is Role.ADMINISTRATOR else scene.contest))
    for path in ("/", "/new", f"/{reference}/", *(f"/{reference}/{page}" for page in OFFICE_ONLY)):
        browser.get(f"{BASE}{path}", expect=404)


def test_the_respondent_sees_their_own_part_and_nothing_of_the_office(world: World) -> None:
    """Before the notice nothing, then their part of the case; the pages of the office never."""
    scene = setting(world)
    browser = world.browser(scene.candidate.user_id)
    for stage in (Stage.RECEIVED, Stage.ADMISSIBLE, Stage.INADMISSIBLE):
        early = scene.at(stage, title=f"Not yet told {stage.value}")
        browser.get(f"{BASE}/{early}/", expect=404)
    assert "Nothing has been put to you" in words(browser.get(f"{BASE}/").text)
    reference = scene.at(Stage.NOTIFIED)
    _add_source(scene, reference)
    page = browser.get(f"{BASE}/{reference}/").text
    for told in ("Mission used for campaign meetings", "You are asked to answer.", "Text of clause 4(a)."):
        assert told in page
    for office in ("Two of five days", "Nairobi", "It is for us.", "Whistle", "Officer 1", "Assess the incident"):
        assert office not in page
    listed = words(browser.get(f"{BASE}/").text)
    assert "Mission used for campaign meetings" in listed
    assert "Not yet told" not in listed
    for path in OFFICE_ONLY:
        browser.get(f"{BASE}/{reference}/{path}", expect=404)


def test_another_candidate_finds_nothing(world: World) -> None:
    """A case against one candidate does not exist for the other, and cannot be answered by them."""
    scene = setting(world)
    reference = scene.at(Stage.NOTIFIED)
    browser = world.browser(world.user(Role.CANDIDATE, scene.contest, scene.birch))
    assert "Nothing has been put to you" in words(browser.get(f"{BASE}/").text)
    browser.get(f"{BASE}/{reference}/", expect=404)
    browser.post(f"{BASE}/{reference}/allegations/0/reply", {"text": "It was not me."}, expect=404)


def test_words_of_a_summary_cannot_be_tried_out_by_a_candidate(world: World) -> None:
    """The search of the office looks into summaries, so a candidate's list takes no words."""
    scene = setting(world)
    scene.at(Stage.NOTIFIED)
    browser = world.browser(scene.candidate.user_id)
    assert words(browser.get(f"{BASE}/?q=delegations").text) == words(browser.get(f"{BASE}/?q=nosuchword").text)


@pytest.mark.parametrize("what", ["contest_id", "candidacy_id", "incident_id"])
def test_a_recused_officer_meets_no_trace(world: World, what: str) -> None:
    """Neither the list nor the page nor an act lets a recused officer know of the case."""
    scene = setting(world)
    reference = scene.at(Stage.NOTIFIED)
    other = world.user(Role.OFFICER, scene.contest)
    kept = {"candidacy_id": scene.alder, "incident_id": _incident_id(scene, reference)}
    _recuse(scene, other, **{key: value for key, value in kept.items() if key == what})
    browser = world.browser(other)
    if what == "contest_id":
        browser.get(f"{BASE}/", expect=404)
        browser.get(f"{BASE}/new", expect=404)
    else:
        page = words(browser.get(f"{BASE}/").text)
        assert "No incidents yet" in page
        assert reference not in page
    for path in ("", *OFFICE_ONLY):
        browser.get(f"{BASE}/{reference}/{path}", expect=404)
    offered = '<option value="alder">'
    if what != "contest_id":
        assert (offered in browser.get(f"{BASE}/new?kind=travel").text) is (what == "incident_id")


def test_a_case_is_found_below_its_own_contest_alone(world: World) -> None:
    """An officer of two contests does not meet the case of one below the address of the other."""
    scene = setting(world)
    reference = scene.at(Stage.RECEIVED)
    other = world.contest("es-2032")
    with world.act() as uow:
        user = uow.session.get_one(User, scene.officer.user_id)
        identity.give_role(uow, user, Role.OFFICER, contest_id=other)
    browser = world.browser(scene.officer.user_id)
    browser.get(f"/contests/es-2032/incidents/{reference}/", expect=404)
    browser.get(f"{BASE}/{reference.lower()}/")


@pytest.mark.parametrize("path", ["a%00b/incidents/", "dg-2031/incidents/A%00/", "dg-2031/incidents/A/evidence/%00"])
def test_an_address_with_a_nul_names_nothing(world: World, path: str) -> None:
    """What PostgreSQL cannot even look for is simply not there."""
    world.browser(setting(world).officer.user_id).get(f"/contests/{path}", expect=404)


def test_the_list_narrows_by_what_stands_in_its_address(world: World) -> None:
    """Stage, kind, candidate and words narrow the list; what cannot be used in them narrows nothing."""
    scene = setting(world)
    scene.file(title="Journey one")
    scene.at(Stage.ADMISSIBLE, "4(a)", title="Letter two", kind=Kind.PRESS, details={}, candidacy_id=scene.birch)
    browser = world.browser(scene.officer.user_id)

    def shown(query: str) -> tuple[bool, bool]:
        page = browser.get(f"{BASE}/?{query}").text
        return "Journey one" in page, "Letter two" in page

    assert shown("stage=received") == (True, False)
    assert shown("kind=press") == (False, True)
    assert shown("candidate=birch&stage=admissible") == (False, True)
    assert shown("q=letter") == (False, True)
    assert shown("stage=nonsense&kind=&candidate=nobody") == (True, True)
    assert "Nothing fits these filters" in words(browser.get(f"{BASE}/?q=%25_%00zzz").text)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CANDIDATE])
def test_pages_cost_the_same_for_ten_incidents_and_for_fifty(world: World, role: Role) -> None:
    """A page takes at most twelve statements, however many incidents there are."""
    scene = setting(world)
    reference = scene.at(Stage.CONCLUDED)
    browser = world.browser((scene.officer if role is Role.OFFICER else scene.candidate).user_id)
    paths = [f"{BASE}/", f"{BASE}/{reference}/"]
    if role is Role.OFFICER:
        received = scene.file("4(a)")
        paths += [f"{BASE}/new", f"{BASE}/new?kind=social_media", f"{BASE}/{received}/facts"]
        paths += [f"{BASE}/{received}/allegations", f"{BASE}/{received}/allegations/0/drop"]
    counts = []
    for more in (9, 40):
        command = replace(scene.new("4(a)"), title="One of many")
        with world.act(scene.officer) as uow:
            for _ in range(more):
                service.file_incident(uow, scene.contest, command, timezone="Europe/Zurich")
        found = []
        for path in paths:
            with statements(world) as sent:
                browser.get(path)
            found.append(len(sent))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST_STATEMENTS, dict(zip(paths, counts[0], strict=True))
