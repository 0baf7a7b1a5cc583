"""The pages of a case, walked through from the first word to the last by those who take part."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

from werkzeug.datastructures import MultiDict

from compliance.core.access import Role
from compliance.incidents import service
from compliance.incidents.release import DEFAULTS
from compliance.incidents.terms import Stage
from tests.client import PageClient, words
from tests.factories.cases import Setting, setting
from tests.factories.hostile import HOSTILE
from tests.factories.world import World

BASE = "/contests/dg-2031/incidents"
FACTS = {
    "candidate": "alder",
    "title": "Mission used for campaign meetings",
    "occurred_from": "2031-01-16",
    "occurred_until": "2031-01-20",
    "reported_on": "2031-02-03",
    "summary": "Two of five days were spent with delegations.\nOn one of them a dinner was given.",
    "details_destination": "Nairobi",
    "details_paid_by": "organisation",
}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def browser(scene: Setting, role: Role) -> PageClient:
    """A browser of the officer or the first candidate."""
    who = scene.officer if role is Role.OFFICER else scene.candidate
    return scene.world.browser(who.user_id)


def hidden(page: str) -> MultiDict[str, str]:
    """The hidden fields of a page's form, but its token."""
    found: MultiDict[str, str] = MultiDict()
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag, re.DOTALL)
        if name and value and name.group(1) != "csrf_token":
            found.add(name.group(1), value.group(1))
    return found


def file_by_form(officer: PageClient, scene: Setting, **changes: Any) -> str:
    """File an incident in two steps; return its reference."""
    step = officer.post(f"{BASE}/new?kind=travel", {**FACTS, **changes, "step": "clauses"}, expect=200)
    carried = hidden(step.text)
    sent = {name: carried.getlist(name) for name in carried}
    location = officer.post(
        f"{BASE}/new?kind=travel",
        {
            **sent,
            "step": "file",
            "clause": [scene.clauses["4(a)"], scene.clauses["9"]],
            f"override_{scene.clauses['9']}": "It repeats the old text.",
        },
    ).location
    return location.rstrip("/").rsplit("/", 1)[-1]


def test_a_case_goes_from_filing_to_its_end_through_pages(world: World) -> None:
    """The officer files, assesses, notifies, finds, corrects and closes; the candidate answers in between."""
    scene = setting(world)
    officer, candidate = browser(scene, Role.OFFICER), browser(scene, Role.CANDIDATE)
    assert "No incidents yet" in words(officer.get(f"{BASE}/").text)
    assert "Nothing has been put to you" in words(candidate.get(f"{BASE}/").text)
    reference = file_by_form(officer, scene)
    case = f"{BASE}/{reference}"
    page = words(officer.get(f"{case}/").text)
    assert "2 allegations" in page
    assert "This clause did not bind at that time" in page
    assert "It repeats the old text." in page
    assert "Nairobi" in page
    candidate.get(f"{case}/", expect=404)

    decided = {"admissible": "yes", "reason": "It is for us.", "decided_on": "2031-02-04"}
    assert "The assessment is on record" in officer.follow(f"{case}/assess", decided).text
    _put_to_candidate(officer, candidate, scene, case)

    page = words(candidate.get(f"{case}/").text)
    assert "You are asked to reply" in page
    assert "Two of five days" not in page
    for position in (0, 1):
        candidate.get(f"{case}/allegations/{position}/reply")
        candidate.follow(f"{case}/allegations/{position}/reply", {"text": f"Answer {position} {HOSTILE}"})
    candidate.follow(f"{case}/allegations/0/reply", {"text": "One thing more."})
    page = words(candidate.get(f"{case}/").text)
    assert "Added later One thing more." in page
    _found_and_closed(officer, candidate, case)


def _put_to_candidate(officer: PageClient, candidate: PageClient, scene: Setting, case: str) -> None:
    """A notice is prepared, read, and released at a quarter to eleven, without any worker."""
    scene.world.clock.advance(days=-5)
    with scene.world.act(scene.officer) as uow:
        service.set_terms(
            uow, scene.contest, replace(DEFAULTS, hours=("10:45",)), "It suits the house.", expected_revision=0
        )
    scene.world.clock.advance(days=5)
    form = officer.get(f"{case}/notify").text
    assert 'value="2031-01-16"' in form
    stated: dict[str, Any] = {"facts-0-text": "Some days went to meetings.", "facts-0-from_on": "2031-01-16"}
    stated |= {"facts-0-allegations": ["0", "1"], "template": ""}
    tab = words(officer.follow(f"{case}/notify", stated).text)
    assert "On 16 January 2031: Some days went to meetings." in tab
    assert "Text of clause 4(a)." in tab
    release = re.search(r'href="[^"]*(/notices/\w+/release)"', officer.get(f"{case}/notices/").text)
    assert release
    assert "10 February 2031" in officer.get(f"{case}{release.group(1)}").text
    tab = words(officer.follow(f"{case}{release.group(1)}", {}).text)
    assert "Waits for its hour" in tab
    assert "24 February 2031" in tab
    scene.world.clock.advance(minutes=14)
    candidate.get(f"{case}/", expect=404)
    scene.world.clock.advance(minutes=1)
    assert "Put to the candidate on 10 February 2031" in words(candidate.get(f"{case}/").text)


def _found_and_closed(officer: PageClient, candidate: PageClient, case: str) -> None:
    found = {"result": "substantiated", "standard_of_proof": "balance_of_probabilities", "decided_on": "2031-02-10"}
    officer.get(f"{case}/allegations/0/finding")
    officer.follow(f"{case}/allegations/0/finding", {**found, "rationale": "The diary shows it."})
    options = officer.get(f"{case}/allegations/1/finding").text
    assert re.findall(r'name="result"[^>]*value="(\w+)"', options) == ["out_of_scope"]
    officer.follow(
        f"{case}/allegations/1/finding", {**found, "result": "out_of_scope", "rationale": "It did not bind."}
    )
    corrected = {**found, "result": "partially_substantiated", "rationale": "One day of two."}
    officer.post(f"{case}/allegations/0/finding", corrected, expect=422)
    officer.follow(f"{case}/allegations/0/finding", {**corrected, "correction_reason": "A day was counted twice."})
    page = words(officer.get(f"{case}/").text)
    assert "Superseded finding of 10 February 2031" in page
    assert "A day was counted twice." in page
    officer.get(f"{case}/conclude")
    officer.follow(f"{case}/conclude", {"on": "2031-02-10"})
    officer.get(f"{case}/close")
    page = words(officer.follow(f"{case}/close", {"on": "2031-02-10", "reason": "Nothing is left to do."}).text)
    assert "Closed" in page
    assert "The whole history, with every change" in page
    assert "Superseded finding" in words(candidate.get(f"{case}/").text)


def test_the_time_to_reply_passes_and_a_late_reply_on_paper_is_entered(world: World) -> None:
    """Only after the due day can the office go on; a late reply that came on paper says that it did."""
    scene = setting(world)
    officer = browser(scene, Role.OFFICER)
    case = f"{BASE}/{scene.at(Stage.NOTIFIED)}"
    officer.get(f"{case}/replies-over")
    officer.post(f"{case}/replies-over", {"on": "2031-02-06"}, expect=422)
    officer.follow(f"{case}/replies-over", {"on": "2031-02-08", "reason": "No extension was asked for."})
    officer.get(f"{case}/allegations/0/reply")
    page = officer.follow(
        f"{case}/allegations/0/reply", {"text": "It was a courtesy call.", "replied_on": "2031-02-09"}
    )
    assert "from the candidate's reply on paper" in words(page.text).replace("’", "'")


def test_evidence_and_sources_are_added_graded_and_disclosed(world: World) -> None:
    """The candidate sees what is disclosed, and nothing of a source."""
    scene = setting(world)
    officer, candidate = browser(scene, Role.OFFICER), browser(scene, Role.CANDIDATE)
    case = f"{BASE}/{scene.at(Stage.NOTIFIED)}"
    officer.get(f"{case}/evidence/new")
    file = {"file": (BytesIO(PNG), "photo.png"), "description": "The hotel."}
    page = officer.follow(f"{case}/evidence/new", file).text
    item = re.search(r"/evidence/(\w+)/disclose", page)
    assert item
    assert "photo.png" not in candidate.get(f"{case}/").text
    candidate.get(f"{case}/evidence/{item.group(1)}", expect=404)
    told = {"name": f"{item.group(1)}.png", "description": "The hotel."}
    assert told["name"] in officer.get(f"{case}/evidence/{item.group(1)}/disclose").text
    page = officer.post(f"{case}/evidence/{item.group(1)}/disclose", told, expect=422).text
    assert "Open the file and look through it first." in page
    officer.follow(f"{case}/evidence/{item.group(1)}/disclose", {**told, "looked": "y"})
    page = candidate.get(f"{case}/").text
    assert told["name"] in page
    assert "photo.png" not in page
    assert candidate.get(f"{case}/evidence/{item.group(1)}", buffered=True).data == PNG
    officer.get(f"{case}/sources/new")
    said = {"kind": "confidential", "name": "A. Whistle", "statement": "I drove the car.", "reliability": "B"}
    page = officer.follow(f"{case}/sources/new", {**said, "credibility": "2"}).text
    source = re.search(r"/sources/(\w+)/grades", page)
    assert source
    officer.get(f"{case}/sources/{source.group(1)}/grades")
    page = officer.follow(f"{case}/sources/{source.group(1)}/grades", {"reliability": "A", "credibility": "1"}).text
    assert "A: completely reliable" in words(page)
    page = candidate.get(f"{case}/").text
    assert "Whistle" not in page
    assert "source" not in words(page).lower()


def test_results_are_explained_where_they_are_chosen_and_shown(world: World) -> None:
    """The form says below each result what it means; overtaken by events is shown as no finding of no breach."""
    scene = setting(world)
    reference = scene.at(Stage.REPLIED, "4(a)")
    officer, page = browser(scene, Role.OFFICER), f"{BASE}/{reference}/allegations/0/finding"
    offered = words(officer.get(page).text)
    assert "Referred to another body Another body is competent, and decides." in offered
    given = {"result": "overtaken_by_events", "decided_on": "2031-02-09", "rationale": "The account is gone."}
    officer.post(page, {**given, "standard_of_proof": "balance_of_probabilities"})
    shown = words(browser(scene, Role.CANDIDATE).get(f"{BASE}/{reference}/").text)
    assert "Overtaken by events: not decided" in shown
    assert "this is not a finding that there was no breach" in shown
