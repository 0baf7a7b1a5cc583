"""The people of a contest, and recusals."""

import re

import pytest
from sqlalchemy import event, select

from compliance.core.access import Actor, Role
from compliance.core.errors import Forbidden, Invalid, NotFound
from compliance.identity import service
from compliance.identity.models import Recusal, User
from compliance.incidents import queries as incidents
from compliance.transparency.verification import verify
from tests.client import words
from tests.factories import cases
from tests.factories.world import World

PEOPLE = "/contests/dg-2031/people/"
FORM = f"{PEOPLE}recuse"
END = f"{PEOPLE}recusals/end"


@pytest.fixture
def setting(world: World) -> cases.Setting:
    """A contest with two candidates and an officer."""
    return cases.setting(world)


def recusal(world: World, user_id: int, contest: int, reason: str = "We are cousins.", **scope: int) -> int:
    """Let somebody keep out; return the recusal's number."""
    with world.act() as uow:
        made = service.recuse(uow, uow.session.get_one(User, user_id), contest, reason, **scope)
        return made.id


def give(
    world: World,
    user_id: int,
    role: Role,
    contest: int | None = None,
    candidacy: int | None = None,
    by: Actor | None = None,
) -> None:
    """Give somebody a role, from the command line or as an actor."""
    with world.act(by) as uow:
        service.give_role(uow, uow.session.get_one(User, user_id), role, contest_id=contest, candidacy_id=candidacy)


def reference(world: World, user_id: int) -> str:
    """The reference of somebody's account."""
    with world.look() as uow:
        return uow.session.get_one(User, user_id).reference


def officer_id(setting: cases.Setting) -> int:
    """Whose account the officer's is."""
    assert setting.officer.user_id is not None
    return setting.officer.user_id


def test_the_people_are_for_those_who_run_the_contest(world: World, setting: cases.Setting) -> None:
    """Administrators, officers, the chair and the bureau see them; candidates, observers and strangers do not."""
    may = [world.user(Role.ADMINISTRATOR), officer_id(setting)]
    may += [world.user(role, setting.contest) for role in (Role.CHAIR, Role.BUREAU)]
    may_not = [world.user(), world.user(Role.OBSERVER, setting.contest), setting.candidate.user_id]
    may_not += [
        world.user(Role.CHAIR, world.contest("dg-2030")),
        world.user(Role.AGENT, setting.contest, setting.birch),
    ]
    for one in may:
        shown = words(world.browser(one).get(PEOPLE).text)
        assert "Ethics officer" in shown
        assert "Candidate Robin Alder" in shown
    for other in may_not:
        world.browser(other).get(PEOPLE, expect=404)
    world.browser().get(PEOPLE, expect=302)


def test_somebody_recuses_themselves_and_loses_the_cases_at_once(world: World, setting: cases.Setting) -> None:
    """The next thing that the officer asks for after it no longer shows what it covers, and only that."""
    of_alder, of_birch = setting.file("4(a)"), setting.file("4(a)", candidacy_id=setting.birch)
    officer = officer_id(setting)
    browser = world.browser(officer)
    assert 'name="person"' not in browser.get(FORM).text
    assert browser.post(FORM, {"scope": "candidate:alder", "reason": "I report to him."}).location == PEOPLE
    actor = world.actor(officer)
    with world.look(actor) as uow:
        incidents.by_reference(uow.session, actor, of_birch)
        with pytest.raises(NotFound):
            incidents.by_reference(uow.session, actor, of_alder)
        assert verify(uow.session).holds
    page = words(browser.get(PEOPLE).text)
    assert "I report to him." in page
    assert "You cannot end your own recusal" in page


def test_an_observer_comes_back_to_their_account(world: World, setting: cases.Setting) -> None:
    """Who does not see the people recuses themselves all the same."""
    observer = world.user(Role.OBSERVER, setting.contest)
    assert world.browser(observer).post(FORM, {"scope": "contest", "reason": "Cousins."}).location == "/account"
    assert world.actor(observer).recused_contests == {setting.contest}


@pytest.mark.parametrize("role", [Role.CHAIR, Role.ADMINISTRATOR])
def test_chair_and_administrators_recuse_others_and_end_it(world: World, setting: cases.Setting, role: Role) -> None:
    """They name a person of the contest, and may end what is in force; it stays on record."""
    browser = world.browser(world.user(role, None if role is Role.ADMINISTRATOR else setting.contest))
    officer = officer_id(setting)
    sent = {"person": reference(world, officer), "scope": "contest", "reason": "Her spouse is a candidate."}
    assert "Her spouse is a candidate." in words(browser.follow(FORM, sent).text)
    assert world.actor(officer).recused_contests == {setting.contest}
    button = re.search(r'name="recusal" value="(\d+)"', browser.get(PEOPLE).text)
    assert button
    browser.post(END, {"recusal": button.group(1)})
    assert not world.actor(officer).recused_contests
    with world.look() as uow:
        assert uow.session.scalars(select(Recusal)).one().ended_at is not None
    browser.post(END, {"recusal": button.group(1)}, expect=404)


def test_an_officer_recuses_nobody_else(world: World, setting: cases.Setting) -> None:
    """A person named by an officer is ignored: they recuse themselves."""
    other = world.user(Role.OFFICER, setting.contest)
    sent = {"person": reference(world, other), "scope": "contest", "reason": "Cousins."}
    world.browser(officer_id(setting)).post(FORM, sent)
    assert not world.actor(other).recused_contests
    assert world.actor(officer_id(setting)).recused_contests
    with world.act(world.actor(other)) as uow, pytest.raises(NotFound):
        service.recuse(uow, uow.session.get_one(User, officer_id(setting)), setting.contest, "No.")


def test_nobody_ends_what_keeps_them_out(world: World, setting: cases.Setting) -> None:
    """Neither their own recusal nor, as a chair, another's from the cases that they keep out of themselves."""
    chair = world.user(Role.CHAIR, setting.contest)
    mine = recusal(world, chair, setting.contest, candidacy_id=setting.alder)
    theirs = recusal(world, officer_id(setting), setting.contest, candidacy_id=setting.alder)
    of_birch = recusal(world, officer_id(setting), setting.contest, candidacy_id=setting.birch)
    browser = world.browser(chair)
    browser.post(END, {"recusal": mine}, expect=403)
    browser.post(END, {"recusal": theirs}, expect=403)
    browser.post(END, {"recusal": of_birch})
    world.browser(officer_id(setting)).post(END, {"recusal": theirs}, expect=403)
    world.browser(world.user(Role.BUREAU, setting.contest)).post(END, {"recusal": theirs}, expect=404)


def test_a_chair_recused_from_the_contest_manages_no_recusals(world: World, setting: cases.Setting) -> None:
    """Keeping out of a contest is keeping out of who works on it too."""
    chair = world.user(Role.CHAIR, setting.contest)
    theirs = recusal(world, officer_id(setting), setting.contest)
    recusal(world, chair, setting.contest)
    browser = world.browser(chair)
    browser.post(END, {"recusal": theirs}, expect=404)
    assert 'name="person"' not in browser.get(FORM).text


def test_a_recusal_of_another_contest_is_not_ended_here(world: World, setting: cases.Setting) -> None:
    """The number of a recusal elsewhere, or none, is no recusal of this contest."""
    elsewhere = world.contest("dg-2030")
    theirs = recusal(world, world.user(Role.OFFICER, elsewhere), elsewhere)
    browser = world.browser(world.user(Role.ADMINISTRATOR))
    assert setting.contest != elsewhere
    for number in (theirs, "", "x", "9" * 40):
        browser.post(END, {"recusal": number}, expect=404)


def test_a_recusal_that_cannot_be_put_in_force_is_said(world: World, setting: cases.Setting) -> None:
    """Without a scope or a reason, from somebody else's candidate, or twice: refused in words."""
    browser = world.browser(officer_id(setting))
    browser.post(FORM, {"scope": "candidate:alder", "reason": "Cousins."})
    for sent, says in (
        ({"reason": "Cousins."}, "Choose from what"),
        ({"scope": "contest", "reason": "  "}, "Say why"),
        ({"scope": "candidate:nobody", "reason": "Cousins."}, "Not a valid choice"),
        ({"scope": "candidate:alder", "reason": "Cousins."}, "is recused from this already"),
    ):
        assert says in words(browser.post(FORM, sent, expect=422).text)
    other = world.candidacy(world.contest("dg-2030"))
    with pytest.raises(Invalid, match="no candidate of this contest"):
        recusal(world, officer_id(setting), setting.contest, candidacy_id=other)


def test_candidates_and_their_agents_recuse_nobody(world: World, setting: cases.Setting) -> None:
    """They have their own cases only; there is no such page for them."""
    world.browser(setting.candidate.user_id).get(FORM, expect=404)
    world.browser(world.user(Role.AGENT, setting.contest, setting.birch)).post(FORM, expect=404)


def test_a_recusal_from_one_incident_tells_no_more_than_it_may(world: World, setting: cases.Setting) -> None:
    """Officers read why, others that there is one, and who keeps out of cases here sees no trace of it."""
    chair, second = world.user(Role.CHAIR, setting.contest), world.user(Role.OFFICER, setting.contest)
    third, bureau = world.user(Role.OFFICER, setting.contest), world.user(Role.BUREAU, setting.contest)
    with world.look(setting.officer) as uow:
        incident_id = setting.incident(uow, setting.file("4(a)")).id
    recusal(world, officer_id(setting), setting.contest, "I heard of it first.", incident_id=incident_id)
    recusal(world, third, setting.contest, "We are cousins.", candidacy_id=setting.alder)
    for who, trace, why in (
        (second, True, True),
        (officer_id(setting), True, True),
        (chair, True, False),
        (bureau, True, False),
        (world.user(Role.ADMINISTRATOR), True, False),
        (third, False, False),
    ):
        shown = words(world.browser(who).get(PEOPLE).text)
        assert ("One incident" in shown) is trace
        assert ("I heard of it first." in shown) is why
        assert ("We are cousins." in shown) is (who not in (officer_id(setting), bureau))


def test_administrators_hold_no_role_in_a_contest(world: World, setting: cases.Setting) -> None:
    """Neither order of giving the two works, whoever gives them, and the acts of the administrator cannot either."""
    administrator = world.user(Role.ADMINISTRATOR)
    roles = [role for role in Role if role is not Role.ADMINISTRATOR]
    for role in roles:
        candidacy = setting.alder if role in (Role.CANDIDATE, Role.AGENT) else None
        with pytest.raises(Invalid, match="Administrators hold no role"):
            give(world, administrator, role, setting.contest, candidacy)
        with pytest.raises(Forbidden, match="cannot give themselves"):
            give(world, administrator, role, setting.contest, candidacy, by=world.actor(administrator))
    with pytest.raises(Invalid, match="Administrators hold no role"):
        give(world, officer_id(setting), Role.ADMINISTRATOR)
    assert len(world.actor(administrator).grants) == len(world.actor(officer_id(setting)).grants) == 1


def test_a_role_needs_a_candidate_of_its_contest(world: World, setting: cases.Setting) -> None:
    """An agent of a candidate who stands elsewhere is refused, as is an officer with a candidate."""
    other = world.candidacy(world.contest("dg-2030"))
    person = world.user()
    for role, candidacy in ((Role.AGENT, other), (Role.OFFICER, setting.alder), (Role.CANDIDATE, None)):
        with pytest.raises(Invalid):
            give(world, person, role, setting.contest, candidacy)


def test_the_page_costs_the_same_for_few_and_for_many(world: World, setting: cases.Setting) -> None:
    """However many people and recusals there are, it takes at most twelve statements."""
    browser = world.browser(officer_id(setting))
    counted: list[str] = []
    event.listen(world.edge.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    costs = []
    for size in (2, 20):
        for _one in range(size):
            recusal(world, world.user(Role.OBSERVER, setting.contest), setting.contest)
        counted.clear()
        browser.get(PEOPLE)
        costs.append(len(counted))
    assert costs[0] == costs[1] <= 12
