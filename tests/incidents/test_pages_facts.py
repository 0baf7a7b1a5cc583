"""The pages of fact-finding, notes, messages and clarifications, walked through by those who use them."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from werkzeug.datastructures import MultiDict

from compliance.core.access import Role
from compliance.incidents import queries, service
from compliance.incidents.service import clarifications as asking
from compliance.incidents.service import fact_finding as verbs
from compliance.incidents.service import notes as writing
from compliance.incidents.terms import FactStatus, ReferralBody, Stage
from tests.client import PageClient, words
from tests.factories.cases import TODAY, Setting, setting
from tests.factories.hostile import HOSTILE
from tests.factories.world import World
from tests.incidents.test_clarifications import ANSWER, ASKED, TO_COUNCIL
from tests.incidents.test_fact_finding import FACT, RECORD, task
from tests.incidents.test_pages_story import BASE, PNG
from tests.incidents.test_reading import SOURCE
from tests.statements import statements

CONTEST = "/contests/dg-2031"


def office(made: Setting) -> PageClient:
    """A browser of the officer."""
    return made.world.browser(made.officer.user_id)


def found(page: str, pattern: str) -> str:
    """The last reference in a page that a pattern finds."""
    references: list[str] = re.findall(pattern, page)
    return references[-1]


def test_a_task_is_given_changed_and_done(world: World) -> None:
    """Its first values and each change stand on the tab, the old beside the new."""
    made = setting(world)
    case = f"{BASE}/{made.at(Stage.ADMISSIBLE)}"
    officer = office(made)
    assert "No task was given" in words(officer.get(f"{case}/fact-finding").text)
    sent = {"what": "Ask for the programme", "person": made.officer.user_id, "due_on": "2031-02-14"}
    page = officer.follow(f"{case}/tasks/new", sent).text
    address = f"{case}/tasks/{found(page, r'/tasks/([A-Z0-9]{7})')}"
    form = officer.get(address).text
    assert 'value="1"' in form
    later = sent | {"revision": "1", "state": "done", "what": "Ask for the bills", "note": "They came."}
    page = words(officer.follow(address, later).text)
    assert "Task before: Ask for the programme now: Ask for the bills" in page
    assert "State before: Open now: Done They came." in page
    officer.post(address, later, expect=409)


def test_a_task_of_whoever_keeps_out_now_is_to_be_given_to_somebody_else(world: World) -> None:
    """The tab says so of an open task, and it is given on; the one who keeps out is not offered any more."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    leaving = world.user(Role.OFFICER, made.contest, name="Pim Haver")
    with world.act(made.officer) as uow:
        given = verbs.give_task(uow, made.incident(uow, reference), replace(task(made), user_id=leaving)).reference
    with world.act(world.actor(leaving)) as uow:
        service.keep_out(uow, made.incident(uow, reference), "We served together.")
    case, officer = f"{BASE}/{reference}", office(made)
    assert "Pim Haver no longer handles this case" in words(officer.get(f"{case}/fact-finding").text)
    sent = {
        "what": "Ask for the programme",
        "due_on": "2031-02-14",
        "state": "open",
        "revision": "1",
        "note": "He left.",
    }
    page = officer.follow(f"{case}/tasks/{given}", {**sent, "person": made.officer.user_id}).text
    assert "no longer handles" not in words(page)
    assert "Pim Haver" not in officer.get(f"{case}/tasks/{given}").text


def test_an_interview_is_recorded_and_superseded(world: World) -> None:
    """The earlier record stays readable below the one that stands."""
    made = setting(world)
    case = f"{BASE}/{made.at(Stage.NOTIFIED)}"
    officer = office(made)
    sent = {"person": "A driver", "held_on": "2031-02-06", "record": "Twice.", "accompaniment_offered": "y"}
    assert "Give the day" in words(officer.post(f"{case}/interviews/new", {**sent, "held_on": ""}, expect=422).text)
    page = officer.follow(f"{case}/interviews/new", sent).text
    address = f"{case}/interviews/{found(page, r'/interviews/([A-Z0-9]{7})/')}"
    later = sent | {"record": "Once.", "confirmed_on": "2031-02-09", "number": "1", "reason": "She corrected it."}
    page = words(officer.follow(f"{address}/change", later).text)
    assert "Once." in page
    assert "The record as it was then" in page
    assert "Twice." in page
    officer.post(f"{address}/change", later, expect=409)


def test_two_accounts_of_a_fact_stand_side_by_side_with_what_supports_them(world: World) -> None:
    """What was ticked is linked, a further account is added, and each assessment stands."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    case, officer = f"{BASE}/{reference}", office(made)
    officer.post(f"{case}/evidence/new", {"file": (BytesIO(PNG), "bill.png"), "description": "The bill."})
    form = officer.get(f"{case}/contested-facts/new").text
    evidence = found(form, r'value="(evidence:[A-Z0-9]{7})"')
    reply = found(form, r'value="(reply:\d+)"')
    sent = MultiDict(
        [
            ("question", "Who paid?"),
            *(("first_claimant", "office"), ("first_text", "The organisation."), ("first_support", evidence)),
            *(("second_claimant", "candidate"), ("second_text", "I did."), ("second_support", reply)),
        ]
    )
    lacking = sent.copy()
    lacking["second_claimant"] = "state"
    assert "Say whose account" in words(officer.post(f"{case}/contested-facts/new", lacking, expect=422).text)
    page = officer.follow(f"{case}/contested-facts/new", sent).text
    assert "bill.png" in page
    assert "Reply to allegation" in words(page)
    fact = f"{case}/contested-facts/{found(page, r'/contested-facts/([A-Z0-9]{7})/')}"
    officer.follow(f"{fact}/accounts/new", {"claimant": "state", "who": "Freedonia", "text": "The embassy did."})
    for status, why in (("contested", "Three accounts."), ("resolved", "The bill is plain.")):
        page = officer.follow(f"{fact}/assess", {"status": status, "reasons": why, "assessed_on": "2031-02-10"}).text
    told = words(page)
    assert "Freedonia The embassy did." in told
    assert told.index("The bill is plain.") < told.index("Earlier assessments") < told.index("Three accounts.")


def test_no_page_of_fact_finding_tells_who_a_source_is(world: World) -> None:
    """A source is offered by its first words and shown as one under lock: its name may be sealed."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        source = service.add_source(uow, incident, SOURCE)
        claim = replace(FACT.claims[0], support=verbs.Support(sources=frozenset({source.reference})))
        fact = verbs.contest(uow, incident, replace(FACT, claims=(claim, FACT.claims[1])))
    case, officer = f"{BASE}/{reference}", office(made)
    form = officer.get(f"{case}/contested-facts/{fact.reference}/accounts/new").text
    assert "Source: I was there." in words(form)
    tab = officer.get(f"{case}/fact-finding").text
    assert "Source under lock" in words(tab)
    assert not any("Ida" in page for page in (form, tab, officer.get(f"{case}/history").text))


def test_a_referral_tells_to_whom_and_when(world: World) -> None:
    """The form has no other field, and the tab says so."""
    made = setting(world)
    case, officer = f"{BASE}/{made.at(Stage.ADMISSIBLE)}", office(made)
    form = officer.get(f"{case}/referrals/new").text
    assert set(re.findall(r'name="(\w+)"', form)) - {"csrf_token", "viewport"} == {"body", "referred_on"}
    page = words(officer.follow(f"{case}/referrals/new", {"body": "ombudsperson", "referred_on": "2031-02-09"}).text)
    assert "The ombudsperson, on 9 February 2031" in page


def test_a_note_is_kept_and_retracted_but_not_edited_or_deleted(world: World) -> None:
    """It is struck and stays readable with who, when and why; there is no other way to change it."""
    made = setting(world)
    case, officer = f"{BASE}/{made.file()}", office(made)
    page = officer.get(f"{case}/notes").text
    assert "Only the office reads this" in page
    assert "the candidate will read this" not in page.lower()
    officer.post(f"{case}/notes", {"text": ""}, expect=422)
    page = officer.follow(f"{case}/notes", {"text": HOSTILE}).text
    address = f"{case}/notes/{found(page, r'/notes/([A-Z0-9]{7})/retract')}"
    page = officer.follow(f"{address}/retract", {"reason": "It was another hotel."}).text
    assert "<del>" in page
    assert "Retracted by Officer 1" in words(page)
    assert "It was another hotel." in page
    officer.post(f"{address}/retract", {"reason": "Again."}, expect=403)
    for change in ("", "/edit", "/delete"):
        officer.post(f"{address}{change}", expect=404)


def test_a_message_is_shown_once_more_before_the_candidate_reads_it(world: World) -> None:
    """Nothing goes at the first press; the candidate reads it and answers on their own page."""
    made = setting(world)
    case, officer = f"{BASE}/{made.at(Stage.NOTIFIED)}", office(made)
    assert "Outgoing: the candidate will read this" in officer.get(f"{case}/messages").text
    shown = officer.post(f"{case}/messages", {"text": "Do you need more time?"}, expect=200).text
    assert "This is what the candidate and their agents will read" in words(shown)
    candidate = world.browser(made.candidate.user_id)
    assert "more time" not in candidate.get(f"{case}/messages").text
    back = officer.post(f"{case}/messages", {"text": "Do you need more time?", "change": "1"}, expect=200).text
    assert "Do you need more time?</textarea>" in back
    officer.follow(f"{case}/messages", {"text": "Do you need more time?", "confirmed": "1"})
    page = candidate.get(f"{case}/messages").text
    assert "Do you need more time?" in page
    assert "Officer" not in words(page)
    assert "Only the office" not in page
    candidate.follow(f"{case}/messages", {"text": "Until Friday, please."})
    assert "Until Friday, please." in officer.get(f"{case}/messages").text
    assert f"{case}/messages" in candidate.get(f"{case}/").text


def test_a_message_waits_for_the_notice(world: World) -> None:
    """Before the candidate knows of the case there is no composer, with the reason, and nothing is sent."""
    made = setting(world)
    case, officer = f"{BASE}/{made.at(Stage.ADMISSIBLE)}", office(made)
    page = officer.get(f"{case}/messages").text
    assert "does not know of this case" in page
    assert "<textarea" not in page
    officer.post(f"{case}/messages", {"text": "Hello.", "confirmed": "1"}, expect=403)


def test_a_request_is_asked_answered_with_a_file_and_circulated(world: World) -> None:
    """The office keeps all of it; the council reads the words that were circulated, and no trace of the case."""
    made = setting(world)
    reference = made.at(Stage.ADMISSIBLE)
    officer = office(made)
    sent = {"direction": "to_state", "state": "Freedonia", "question": "Who paid?", "asked_on": "2031-02-05"}
    page = officer.follow(f"{BASE}/{reference}/clarifications/new", sent).text
    address = f"{CONTEST}/clarifications/{found(page, r'/clarifications/([A-Z0-9]{7})/')}/"
    given = {"text": "The embassy.", "answered_on": "2031-02-08", "file": (BytesIO(PNG), "letter.png")}
    page = officer.follow(f"{address}answers/new", given).text
    assert officer.get(f"{address}answers/1/file", buffered=True).data == PNG
    officer.get(f"{address}answers/2/file", expect=404)
    form = officer.get(f"{address}circulate").text
    assert "Answer of 8 February 2031: The embassy." in form
    assert " checked" not in form
    told = {"audience": "council", "text": "Freedonia has answered.", "circulated_on": "2031-02-09"}
    officer.post(f"{address}circulate", {**told, "audience": ""}, expect=422)
    shown = words(officer.post(f"{address}circulate", told, expect=200).text)
    assert "The council: its chair and bureau read it here" in shown
    chair = world.browser(world.user(Role.CHAIR, made.contest))
    assert "Nothing was circulated to you" in words(chair.get(f"{CONTEST}/clarifications/").text)
    changed = officer.post(f"{address}circulate", told | {"change": "1"}, expect=200).text
    assert "Freedonia has answered.</textarea>" in changed
    officer.follow(f"{address}circulate", told | {"confirmed": "1"})
    for page in (chair.get(f"{CONTEST}/clarifications/").text, chair.get(address).text):
        assert "Freedonia has answered." in page
        assert not any(word in page for word in (reference, "Who paid?", "letter.png", "Lagoon"))
    chair.get(f"{address}answers/1/file", expect=404)
    candidate = world.browser(made.candidate.user_id)
    assert "Nothing was circulated to you" in words(candidate.get(f"{CONTEST}/clarifications/").text)
    candidate.get(address, expect=404)


@pytest.mark.parametrize("many", [1, 12])
def test_no_page_takes_more_than_twelve_statements(world: World, many: int) -> None:
    """However much was found, noted and written."""
    made = setting(world)
    reference = made.at(Stage.REPLIED)
    with world.act(made.officer) as uow:
        incident = made.incident(uow, reference)
        for _ in range(many):
            verbs.give_task(uow, incident, task(made))
            held = verbs.record_interview(uow, incident, RECORD)
            verbs.assess_fact(
                uow,
                verbs.contest(uow, incident, FACT),
                verbs.NewAssessment(FactStatus.RESOLVED, "Plain.", TODAY),
            )
            verbs.refer(uow, incident, verbs.NewReferral(ReferralBody.OTHER, TODAY))
            one = asking.ask(uow, made.contest, ASKED, incident)
            asking.answer(uow, one, ANSWER)
            asking.circulate(uow, one, TO_COUNCIL)
            writing.add_note(uow, incident, "A note.")
            writing.send_message(uow, incident, "A message.")
        assert queries.interviews(uow.session, incident)
    officer, chair = office(made), world.browser(world.user(Role.CHAIR, made.contest))
    pages = ["fact-finding", "notes", "messages", f"interviews/{held.reference}/", "contested-facts/new", "history"]
    addresses = [f"{BASE}/{reference}/{page}" for page in pages]
    request = f"{CONTEST}/clarifications/{one.reference}/"
    visits = [(officer, address) for address in addresses] + [
        (who, address) for who in (officer, chair) for address in (f"{CONTEST}/clarifications/", request)
    ]
    visits.append((world.browser(made.candidate.user_id), f"{BASE}/{reference}/messages"))
    for who, address in visits:
        with statements(world) as sent:
            who.get(address)
        assert len(sent) <= 12, f"{address}: {len(sent)}"
