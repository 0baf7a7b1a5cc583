"""The page of what was found and what follows, for the office and for the candidate."""

from io import BytesIO

from compliance.core.access import Role
from compliance.incidents import service
from compliance.incidents.terms import Result, Stage
from tests.client import PageClient, words
from tests.factories.cases import FOUND, Setting, finding, setting
from tests.factories.world import World
from tests.incidents.test_pages_story import PNG

BASE = "/contests/dg-2031/incidents"


def concluded(scene: Setting, result: Result = Result.SUBSTANTIATED) -> str:
    """A concluded case with one finding."""
    reference = scene.at(Stage.REPLIED, "4(a)")
    with scene.world.act(scene.officer) as uow:
        service.find(uow, scene.allegation(uow, reference), finding(result))
        service.conclude(uow, scene.incident(uow, reference), FOUND)
    return reference


def repayment(browser: PageClient, case: str) -> str:
    """Order a repayment by the form; return the address of the page."""
    page = f"{BASE}/{case}/measures"
    money = {"amount": "1840.50", "currency": "EUR", "due_on": "2031-03-10"}
    sent = {"kind": "repayment", "finding": "", "text": "Pay the ticket back.", "decided_on": "2031-02-10", **money}
    assert browser.post(f"{page}/new", sent).location == page
    return page


def test_a_measure_from_its_decision_to_its_end(world: World) -> None:
    """The office asks for a repayment, the candidate sends a receipt, the office finds it fulfilled."""
    scene = setting(world)
    case = concluded(scene)
    officer, candidate = world.browser(scene.officer.user_id), world.browser(scene.candidate.user_id)
    page = repayment(officer, case)
    read = candidate.get(page)
    assert "1840.50 EUR" in words(read.text)
    assert "Follow up" not in words(read.text)
    (done,) = {part.split('"')[0] for part in read.text.split('href="')[1:] if "/done" in part.split('"')[0]}
    receipt = (BytesIO(PNG), "receipt.png")
    candidate.post(done, {"on": "2031-02-10", "text": "", "file": receipt}, content_type="multipart/form-data")
    shown = officer.get(page).text
    assert "The candidate says that it was done" in words(shown)
    (file,) = {part.split('"')[0] for part in shown.split('href="')[1:] if part.split('"')[0].endswith("/file")}
    with officer.get(file) as sent:
        assert sent.data == PNG
    world.browser(world.user(Role.CANDIDATE, scene.contest, scene.birch)).get(file, expect=404)
    officer.post(done.replace("/done", "/step"), {"step": "fulfilled", "on": "2031-02-10", "text": "", "due_on": ""})
    assert "Fulfilled" in words(candidate.get(page).text)
    officer.get(done.replace("/done", "/step"), expect=403)


def test_what_is_wrong_is_said_at_its_field(world: World) -> None:
    """A warning where nothing was found is not even offered; a repayment without an amount is shown again."""
    scene = setting(world)
    officer = world.browser(scene.officer.user_id)
    form = officer.get(f"{BASE}/{concluded(scene, Result.OVERTAKEN_BY_EVENTS)}/measures/new").text
    assert 'value="advice"' in form
    assert 'value="private_warning"' not in form
    case = concluded(scene)
    sent = {"kind": "repayment", "finding": "", "text": "Pay.", "decided_on": "2031-02-10", "due_on": "2031-03-10"}
    answer = officer.post(f"{BASE}/{case}/measures/new", sent, expect=422)
    assert "Give an amount in figures" in words(answer.text)


def test_before_a_finding_the_button_says_why_not(world: World) -> None:
    """Nothing can follow yet: the button is there, disabled, with the reason; the candidate has no such page's link."""
    scene = setting(world)
    case = scene.at(Stage.NOTIFIED, "4(a)")
    shown = words(world.browser(scene.officer.user_id).get(f"{BASE}/{case}/measures").text)
    assert "A measure follows from a finding" in shown
    assert f"{BASE}/{case}/measures" not in world.browser(scene.candidate.user_id).get(f"{BASE}/{case}/").text


def test_the_page_takes_as_many_statements_for_one_measure_as_for_many(world: World) -> None:
    """At most twelve statements, whether there is one measure or a dozen."""
    scene = setting(world)
    case = concluded(scene)
    officer = world.browser(scene.officer.user_id)
    counts = []
    for more in (1, 11):
        for _number in range(more):
            page = repayment(officer, case)
        with world.statements() as sent:
            officer.get(page)
        counts.append(len([one for one in sent if one.startswith("SELECT")]))
    assert counts[0] == counts[1] <= 12


def test_the_rules_of_concluding_are_set_on_their_page(world: World) -> None:
    """The usual standard of proof is set once, shown with every form, and preselected."""
    scene = setting(world)
    officer = world.browser(scene.officer.user_id)
    page = f"{BASE}/concluding"
    rules = {"standard_of_proof": "clear_and_convincing", "review_days": "15"}
    officer.post(page, {**rules, "revision": "0"})
    officer.post(page, {**rules, "revision": "0", "review_days": "20"}, expect=409)
    form = officer.get(f"{BASE}/{scene.at(Stage.REPLIED, '4(a)')}/allegations/0/finding").text
    assert "The usual one in this contest: Clear and convincing evidence." in words(form)
    (checked,) = [tag for tag in form.split("<input")[1:] if " checked" in tag.split(">")[0]]
    assert 'value="clear_and_convincing"' in checked.split(">")[0]
    world.browser(scene.candidate.user_id).get(page, expect=404)
