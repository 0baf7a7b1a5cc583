"""The pages of fact-finding, notes, messages and clarifications in a browser, on a wide screen and on a telephone."""

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page

from compliance.core.access import Role
from compliance.incidents import queries, service
from compliance.incidents.service import clarifications as asking
from compliance.incidents.service import fact_finding as verbs
from compliance.incidents.terms import FactStatus, ReferralBody, Stage, TaskState
from tests.browsing import browsing, check
from tests.factories.cases import ANSWERED, TODAY, Setting, setting
from tests.factories.world import World
from tests.incidents.test_clarifications import ANSWER, ASKED, TO_COUNCIL
from tests.incidents.test_fact_finding import FACT, RECORD, task
from tests.incidents.test_pages_story import BASE
from tests.incidents.test_reading import EVIDENCE, SOURCE

CLARIFICATIONS = "/contests/dg-2031/clarifications"


def full(made: Setting) -> dict[str, str]:
    """A case in which much was found, noted and written; addresses of its pages by name."""
    reference = made.at(Stage.REPLIED)
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        item, source = service.add_evidence(uow, incident, EVIDENCE), service.add_source(uow, incident, SOURCE)
        given = verbs.give_task(uow, incident, task(made))
        changed = verbs.TaskUpdate(task(made, "Ask for the bills"), TaskState.DONE, "They came.")
        verbs.change_task(uow, given, changed, given.revision)
        held = verbs.record_interview(uow, incident, RECORD)
        verbs.amend_interview(uow, held, replace(RECORD, confirmed_on=TODAY), "Confirmed.", 1)
        reply = int(queries.supports(uow.session, incident).replies[0][0])
        parts = [frozenset({one.reference}) for one in (item, source, held)]
        rests = verbs.Support(parts[0], parts[1], parts[2], frozenset({reply}))
        fact = verbs.contest(
            uow, incident, replace(FACT, claims=(replace(FACT.claims[0], support=rests), *FACT.claims))
        )
        for status, day in ((FactStatus.CONTESTED, ANSWERED), (FactStatus.RESOLVED, TODAY)):
            verbs.assess_fact(uow, fact, verbs.NewAssessment(status, "The bill shows it.", day))
        verbs.refer(uow, incident, verbs.NewReferral(ReferralBody.OMBUDSPERSON, TODAY))
        service.retract_note(uow, service.add_note(uow, incident, "A hotel."), "Another hotel.")
        service.add_note(uow, incident, "Call on Thursday.")
        service.send_message(uow, incident, "Do you need more time?")
        one = asking.ask(uow, made.contest, ASKED, incident)
        asking.answer(uow, one, ANSWER)
        asking.circulate(uow, one, TO_COUNCIL)
    case = f"{BASE}/{reference}"
    return {
        "tab": f"{case}/fact-finding",
        "task": f"{case}/tasks/{given.reference}",
        "interview": f"{case}/interviews/{held.reference}/",
        "record": f"{case}/interviews/{held.reference}/change",
        "fact": f"{case}/contested-facts/new",
        "notes": f"{case}/notes",
        "messages": f"{case}/messages",
        "history": f"{case}/history",
        "requests": f"{CLARIFICATIONS}/",
        "request": f"{CLARIFICATIONS}/{one.reference}/",
        "circulate": f"{CLARIFICATIONS}/{one.reference}/circulate",
    }


def look(page: Page, pictures: Path, name: str) -> None:
    """Look at a page with all that can be opened open."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    check(page, pictures / f"facts-{name}")


def test_the_pages_are_accessible_on_both_screens(world: World, chromium: Browser, pictures: Path) -> None:
    """The office's pages, and those of the chair and the candidate."""
    made = setting(world)
    paths = full(made)
    chair = world.user(Role.CHAIR, made.contest)
    with browsing(world, chromium, made.officer.user_id, chair, made.candidate.user_id) as (
        officer,
        council,
        candidate,
    ):
        for name, path in paths.items():
            officer.goto(path)
            look(officer, pictures, name)
        council.goto(paths["requests"])
        look(council, pictures, "circulated")
        candidate.goto(paths["messages"])
        look(candidate, pictures, "candidate")


def test_a_message_to_the_candidate_takes_two_presses_and_can_be_changed(world: World, chromium: Browser) -> None:
    """What was written comes back unharmed by a look at it, line ends too, and goes only when it is sent."""
    made = setting(world)
    path = f"{BASE}/{made.at(Stage.NOTIFIED)}/messages"
    with browsing(world, chromium, made.officer.user_id) as (page,):
        page.goto(path)
        page.fill("#text", "Two lines,\n<b>plainly</b> & simply.")
        page.get_by_role("button", name="Read it once more").click()
        page.get_by_role("button", name="Change it first").click()
        assert page.input_value("#text") == "Two lines,\n<b>plainly</b> & simply."
        page.get_by_role("button", name="Read it once more").click()
        page.get_by_role("button", name="Send to the candidate").click()
        page.get_by_text("The message was sent.").wait_for()
    with world.look(made.officer) as uow:
        reference = path.split("/")[-2]
        (sent,) = queries.messages(uow.session, made.incident(uow, reference), office=True)
    assert sent.text == "Two lines,\n<b>plainly</b> & simply."
