"""The tab that says who can see a case, and its acts, through pages."""

from compliance.core.access import Role
from compliance.identity import service as people
from compliance.identity.models import User
from compliance.incidents.terms import Stage
from tests.client import words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.incidents.test_pages_story import BASE
from tests.statements import statements


def _reference_of(scene: Setting, user_id: int) -> str:
    with scene.world.look() as uow:
        return uow.session.get_one(User, user_id).reference


def _recuse(scene: Setting, user_id: int, **scope: int) -> None:
    with scene.world.act() as uow:
        people.recuse(uow, uow.session.get_one(User, user_id), scene.contest, "They were at school together.", **scope)


def test_the_tab_says_who_sees_the_case_and_who_does_not(world: World) -> None:
    """Officers, the candidate since the notice and the chair's edition; and who keeps out, with the reason."""
    scene = setting(world)
    anna, ben = (world.user(Role.OFFICER, scene.contest, name=name) for name in ("Anna Reed", "Ben Rush"))
    world.user(Role.CHAIR, scene.contest, name="Pat Chair")
    world.user(Role.AGENT, scene.contest, scene.alder, name="Al Agent")
    world.user(Role.CANDIDATE, scene.contest, scene.birch, name="Kim Birch")
    _recuse(scene, ben, candidacy_id=scene.alder)
    fresh, told = scene.file("4(a)"), scene.at(Stage.NOTIFIED)
    browser = world.browser(anna)
    shown = words(browser.get(f"{BASE}/{fresh}/access").text)
    assert "have not been told of it yet" in shown
    assert "Al Agent" not in shown
    shown = words(browser.get(f"{BASE}/{told}/access").text)
    inside, outside = shown.split("Who cannot")
    assert all(name in inside for name in ("Anna Reed", "Pat Chair", "Al Agent", "since the notice of 5 February 2031"))
    assert (
        "Ben Rush keeps out since 10 February 2031, 10:30 (CET) (Cases of Robin Alder) They were at school together."
        in outside
    )
    assert "Kim Birch" not in shown


def test_a_reason_that_the_reader_may_not_know_is_not_told(world: World) -> None:
    """Whoever keeps out of something in the contest reads of others that they keep out, not why."""
    scene = setting(world)
    anna, ben = (world.user(Role.OFFICER, scene.contest, name=name) for name in ("Anna Reed", "Ben Rush"))
    reference = scene.file("4(a)")
    _recuse(scene, anna, candidacy_id=scene.birch)
    with world.look(scene.officer) as uow:
        key = scene.incident(uow, reference).id
    _recuse(scene, ben, incident_id=key)
    shown = words(world.browser(anna).get(f"{BASE}/{reference}/access").text)
    assert "Ben Rush keeps out" in shown
    assert "The reason is not for you to read." in shown
    assert "at school" not in shown


def test_officers_are_assigned_and_taken_off_through_pages(world: World) -> None:
    """Assigned with a reason, refused with one, taken off with one; the history names each."""
    scene = setting(world)
    anna, ben = (world.user(Role.OFFICER, scene.contest, name=name) for name in ("Anna Reed", "Ben Rush"))
    _recuse(scene, ben)
    reference, browser = scene.file("4(a)"), world.browser(scene.officer.user_id)
    case, first, second = f"{BASE}/{reference}", _reference_of(scene, anna), _reference_of(scene, ben)
    refused = browser.post(f"{case}/access/assign", {"person": second}, expect=422)
    assert "Ben Rush has kept out of the whole contest since 10 February 2031." in words(refused.text)
    shown = browser.follow(f"{case}/access/assign", {"person": first, "reason": "She knows the file."})
    assert "Anna Reed Leads" in words(shown.text)
    assert "Anna Reed (leads)" in words(browser.get(f"{case}/").text)
    browser.get(f"{case}/access/{second}/take-off", expect=404)
    browser.post(f"{case}/access/{first}/take-off", {"reason": ""}, expect=422)
    shown = browser.follow(f"{case}/access/{first}/take-off", {"reason": "She is on leave."})
    assert "Nobody handles this case now." in words(shown.text)
    history = words(browser.get(f"{case}/").text)
    assert "Anna Reed was assigned to the case" in history
    assert "Anna Reed no longer handles the case She is on leave." in history
    assert "assigned" not in words(world.browser(scene.candidate.user_id).get("/").text)


def test_whoever_keeps_out_is_led_to_a_page_that_is_not_the_case(world: World) -> None:
    """Keeping out needs a reason, leads to the list, and the case is gone; others read who keeps out of it."""
    scene = setting(world)
    anna = world.user(Role.OFFICER, scene.contest, name="Anna Reed")
    reference, browser = scene.file("4(a)"), world.browser(anna)
    case = f"{BASE}/{reference}"
    world.browser(scene.officer.user_id).post(f"{case}/access/assign", {"person": _reference_of(scene, anna)})
    browser.post(f"{case}/keep-out", {"reason": " "}, expect=422)
    answer = browser.post(f"{case}/keep-out", {"reason": "I know the driver."})
    assert answer.location == f"{BASE}/"
    after = browser.get(answer.location).text
    assert "you keep out of that case" in words(after)
    assert reference not in after
    browser.get(f"{case}/", expect=404)
    shown = words(world.browser(scene.officer.user_id).get(f"{case}/").text)
    assert "Nobody: Anna Reed keeps out of it, and has no replacement yet." in shown
    assert "Anna Reed keeps out of the case" in shown


def test_a_case_is_confined_and_opened_through_pages(world: World) -> None:
    """Who confines a case to others is led away from it; who handles it opens it again."""
    scene = setting(world)
    anna = world.user(Role.OFFICER, scene.contest, name="Anna Reed")
    reference, browser = scene.file("4(a)"), world.browser(scene.officer.user_id)
    case, hers = f"{BASE}/{reference}", world.browser(anna)
    browser.post(f"{case}/access/confine", {"reason": "To protect the driver."}, expect=422)
    given: dict[str, object] = {"reason": "To protect the driver.", "handlers": _reference_of(scene, anna)}
    assert "nobody is to know of a case alone" in browser.post(f"{case}/access/confine", given, expect=422).text
    ben = world.user(Role.OFFICER, scene.contest, name="Ben Rush")
    given["handlers"] = [_reference_of(scene, one) for one in (anna, ben)]
    assert browser.post(f"{case}/access/confine", given).location == f"{BASE}/"
    browser.get(f"{case}/access", expect=404)
    shown = words(hers.get(f"{case}/access").text)
    assert "This case is confined" in shown
    assert "is not assigned to it" in shown
    hers.follow(f"{case}/access/open", {"reason": "The driver has left."})
    browser.get(f"{case}/access")


def test_the_tab_takes_as_many_statements_however_many_people_there_are(world: World) -> None:
    """At most twelve, for three officers and for twelve."""
    scene = setting(world)
    reference, browser = scene.at(Stage.NOTIFIED), world.browser(scene.officer.user_id)
    counts = []
    for _round in range(2):
        for _more in range(5):
            user_id = world.user(Role.OFFICER, scene.contest)
            browser.post(f"{BASE}/{reference}/access/assign", {"person": _reference_of(scene, user_id)})
            _recuse(scene, user_id, candidacy_id=scene.birch)
        with statements(world) as sent:
            browser.get(f"{BASE}/{reference}/access")
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 12
