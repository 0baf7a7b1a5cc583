"""Filing and amending: nothing is stored too early, and nothing that was written is lost."""

import re
from datetime import date
from typing import Any

from sqlalchemy import func, select

from compliance.candidates.models import Candidacy
from compliance.candidates.service import AccountSpan, set_accounts
from compliance.candidates.terms import AccountCapacity
from compliance.incidents.models import Incident
from compliance.incidents.terms import Stage
from tests.client import words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.incidents.test_pages_story import BASE, FACTS, hidden

NEW = f"{BASE}/new?kind=travel"


def _count(world: World) -> int:
    with world.look() as uow:
        return uow.session.scalars(select(func.count(Incident.id))).one()


def _row(scene: Setting, reference: str) -> Incident:
    with scene.world.look(scene.officer) as uow:
        return scene.incident(uow, reference)


def _revision(page: str) -> str:
    found = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert found
    return found.group(1)


def test_every_kind_has_its_own_form(world: World) -> None:
    """The kinds are offered, and each leads to a form with its own fields."""
    scene = setting(world)
    browser = world.browser(scene.officer.user_id)
    offered = re.findall(r"new\?kind=(\w+)", browser.get(f"{BASE}/new").text)
    assert len(offered) == 9
    for kind in offered:
        assert ("details_destination" in browser.get(f"{BASE}/new?kind={kind}").text) is (kind == "travel")
    assert "What is it about?" in browser.get(f"{BASE}/new?kind=nonsense").text


def test_faults_in_the_facts_come_back_with_all_that_was_written(world: World) -> None:
    """Facts with faults lead to no second step, and store nothing."""
    scene = setting(world)
    browser = world.browser(scene.officer.user_id)
    wrong = {**FACTS, "candidate": "", "occurred_until": "2031-01-02", "step": "clauses"}
    page = browser.post(NEW, wrong, expect=422).text
    assert "Choose the candidate." in page
    assert "An incident cannot end before it begins." in page
    assert "Two of five days were spent" in page
    assert 'value="Nairobi"' in page
    assert _count(world) == 0


def test_the_clauses_stand_in_two_groups_with_the_reason_in_words(world: World) -> None:
    """Those that bound come first; of the others each says why it did not."""
    scene = setting(world)
    browser = world.browser(scene.officer.user_id)
    page = words(browser.post(NEW, {**FACTS, "step": "clauses"}, expect=200).text)
    bound, others = page.split("These did not bind on those days")
    assert "4(a)" in bound
    assert "Binding" in bound
    assert "9" in others
    assert "Not in force" in others
    assert "was in force until 30 November 2014" in others or "30 November 2014" in others
    assert _count(world) == 0


def test_a_step_back_and_forth_loses_nothing(world: World) -> None:
    """Facts and clauses, ticks and reasons, travel both ways; other days say which clause no longer binds."""
    scene = setting(world)
    browser = world.browser(scene.officer.user_id)
    old, bound = scene.clauses["9"], scene.clauses["4(a)"]
    page = browser.post(NEW, {**FACTS, "step": "clauses"}, expect=200).text
    carried: dict[str, Any] = hidden(page).to_dict()
    ticked = {"clause": [bound, old], f"override_{old}": "It repeats the old text."}
    page = browser.post(NEW, {**carried, **ticked, "step": "facts"}, expect=200).text
    assert "Two of five days were spent" in page
    carried = {
        **hidden(page).to_dict(flat=False),
        **FACTS,
        "occurred_from": "2013-01-16",
        "occurred_until": "2013-01-20",
    }
    page = browser.post(NEW, {**carried, "step": "clauses"}, expect=200).text
    assert "It did not bind on these days: give the reason" in words(page)
    assert re.search(rf'id="clause-{old}" value="{old}"[^>]* checked', page)
    assert re.search(rf'id="clause-{bound}" value="{bound}"[^>]* checked', page)


def test_a_clause_that_did_not_bind_needs_its_reason_and_its_tick(world: World) -> None:
    """Without a reason, or with a reason but no tick, nothing is filed and the fault stands at the clause."""
    scene = setting(world)
    browser = world.browser(scene.officer.user_id)
    old = scene.clauses["9"]
    page = browser.post(NEW, {**FACTS, "step": "file", "clause": old}, expect=422).text
    assert "did not bind the candidate on any of these days" in words(page)
    page = browser.post(NEW, {**FACTS, "step": "file", f"override_{old}": "Because."}, expect=422).text
    assert "tick the clause as well" in words(page)
    assert "Because." in page
    assert _count(world) == 0


def test_a_fault_that_only_the_verb_finds_leads_back_to_the_facts(world: World) -> None:
    """A day of report that is still to come is refused at its field, with the ticked clauses kept."""
    scene = setting(world)
    browser = world.browser(scene.officer.user_id)
    sent = {**FACTS, "reported_on": "2031-03-01", "step": "file", "clause": scene.clauses["4(a)"]}
    page = browser.post(NEW, sent, expect=422).text
    assert "This day is still to come." in page
    assert hidden(page)["clause"] == str(scene.clauses["4(a)"])


def test_an_account_of_the_register_says_platform_and_capacity(world: World) -> None:
    """Chosen from the register, the account fills in the details; one of another candidate is refused."""
    scene = setting(world)
    with world.act() as uow:
        span = AccountSpan("microblog", "@alder", AccountCapacity.INSTITUTIONAL, date(2021, 9, 1), None)
        set_accounts(uow, uow.session.get_one(Candidacy, scene.alder), [span])
    browser = world.browser(scene.officer.user_id)
    address = f"{BASE}/new?kind=social_media"
    found = re.search(r'<option value="(\d+)">microblog, @alder', browser.get(address).text)
    assert found
    facts = {name: value for name, value in FACTS.items() if not name.startswith("details_")}
    sent = {**facts, "registered": found.group(1), "step": "file"}
    page = browser.post(address, {**sent, "candidate": "birch"}, expect=422)
    assert "This account is not one of Kim Birch." in page.text
    page = browser.follow(address, sent)
    assert "@alder" in page.text
    assert "Institutional" in page.text


def test_facts_are_edited_and_a_change_meanwhile_shows_both_texts(world: World) -> None:
    """The second of two editors gets a page with both texts, and nothing of the first is overwritten."""
    scene = setting(world)
    reference = scene.file("4(a)")
    browser = world.browser(scene.officer.user_id)
    address = f"{BASE}/{reference}/facts"
    revision = _revision(browser.get(address).text)
    sent = {**FACTS, "revision": revision}
    browser.follow(address, {**sent, "title": "Mission with a dinner"})
    conflict = browser.post(address, {**sent, "title": "Mission with two dinners"}, expect=409).text
    assert "Mission with a dinner" in conflict
    assert "Mission with two dinners" in conflict
    assert _row(scene, reference).title == "Mission with a dinner"


def test_other_days_may_need_a_reason_for_what_is_alleged(world: World) -> None:
    """Amended days on which an alleged clause did not bind ask for the reason, clause by clause."""
    scene = setting(world)
    reference = scene.file("4(a)")
    browser = world.browser(scene.officer.user_id)
    address = f"{BASE}/{reference}/facts"
    days = {"occurred_from": "2013-01-16", "occurred_until": ""}
    sent = {**FACTS, **days, "revision": _revision(browser.get(address).text)}
    reason = f"override_{scene.clauses['4(a)']}"
    assert f'name="{reason}"' in browser.post(address, sent, expect=422).text
    page = browser.follow(address, {**sent, reason: "The practice went on."}).text
    assert "The practice went on." in page


def test_what_a_file_said_besides_is_kept_when_facts_are_edited(world: World) -> None:
    """Details under names that the form does not know survive its use."""
    scene = setting(world)
    reference = scene.file(details={"destination": "Nairobi", "weather": "rain"})
    browser = world.browser(scene.officer.user_id)
    address = f"{BASE}/{reference}/facts"
    browser.follow(address, {**FACTS, "revision": _revision(browser.get(address).text)})
    assert _row(scene, reference).details["weather"] == "rain"
    page = browser.get(f"{address}?kind=press").text
    assert "details_outlet" in page


def test_allegations_are_added_and_dropped_before_the_notice(world: World) -> None:
    """Clauses that are not alleged yet are offered; one that is dropped leaves its reason in the history."""
    scene = setting(world)
    reference = scene.at(Stage.ADMISSIBLE, "4(a)")
    browser = world.browser(scene.officer.user_id)
    address = f"{BASE}/{reference}/allegations"
    page = browser.get(address).text
    assert f'id="clause-{scene.clauses["4(a)"]}"' not in page
    assert "Tick at least one clause." in browser.post(address, {}, expect=422).text
    old = scene.clauses["9"]
    browser.post(address, {"clause": [scene.clauses["5"], old]}, expect=422)
    page = words(browser.follow(address, {"clause": [scene.clauses["5"], old], f"override_{old}": "Still."}).text)
    assert "3 allegations" in page
    browser.get(f"{address}/1/drop")
    page = words(browser.follow(f"{address}/1/drop", {"reason": "It was a slip."}).text)
    assert "2 allegations" in page
    assert "It was a slip." in page


def test_an_act_that_is_not_permitted_is_a_button_with_its_reason_and_a_page_that_says_so(world: World) -> None:
    """Before its assessment nothing can be put to the candidate: the button says why, and so does the address."""
    scene = setting(world)
    reference = scene.file("4(a)")
    browser = world.browser(scene.officer.user_id)
    page = words(browser.get(f"{BASE}/{reference}/").text)
    assert "The incident has not been assessed yet." in page
    refused = browser.get(f"{BASE}/{reference}/notify", expect=403)
    assert "The incident has not been assessed yet." in words(refused.text)
    browser.get(f"{BASE}/{reference}/allegations/7/drop", expect=404)
