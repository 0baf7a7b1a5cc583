"""The office's pages about submissions: read, answered, decided, and none of it where it does not belong."""

import re

from compliance.core.access import Role
from compliance.intake.terms import Mode
from tests.client import words
from tests.factories.cases import Setting, setting
from tests.factories.world import World
from tests.intake.submissions import NAMED, attach, recused, send

BASE = "/contests/dg-2031/submissions"
CASE = {
    "candidate": "alder",
    "kind": "resources",
    "title": "A stand from the travel budget",
    "occurred_from": "2031-01-20",
    "reported_on": "2031-02-10",
    "summary": "A stand is said to have been paid from the travel budget.",
    "reliability": "C",
    "credibility": "3",
}


def _case(made: Setting, reference: str) -> str:
    browser = made.world.browser(made.officer.user_id)
    browser.post(f"{BASE}/{reference}/case", CASE, expect=302)
    found = re.search(r'incidents/([A-Z0-9]{7})/"', browser.get(f"{BASE}/{reference}/").text)
    assert found
    return found.group(1)


def test_whoever_makes_a_case_of_a_report_is_led_to_the_case_and_back(world: World) -> None:
    """The new case opens, and says on its page how to come back to the report; a faulty form leads nowhere."""
    made = setting(world)
    browser, reference = world.browser(made.officer.user_id), send(made)
    browser.post(f"{BASE}/{reference}/case", {**CASE, "title": ""}, expect=422)
    led = browser.post(f"{BASE}/{reference}/case", CASE, expect=302).headers["Location"]
    page = browser.get(led).text
    assert re.fullmatch(r"/contests/dg-2031/incidents/[A-Z0-9]{7}/", led)
    assert CASE["title"] in page
    told = page.partition('class="flashes"')[2].partition("</div>")[0]
    assert f'<a href="{BASE}/{reference}/">' in told
    assert "flashes" not in browser.get(led).text


def test_the_list_narrows_by_what_its_address_says(world: World) -> None:
    """State, candidate and mode narrow the list; what nobody acted on, and new messages, are marked."""
    made = setting(world)
    browser = world.browser(made.officer.user_id)
    assert "Nothing has come in" in browser.get(f"{BASE}/").text
    alder, birch, nobody = send(made), send(made, NAMED, candidate="birch"), send(made, candidate=None)

    def shown(query: str) -> set[str]:
        page = browser.get(f"{BASE}/?{query}").text
        return {one for one in (alder, birch, nobody) if one in page}

    assert shown("") == {alder, birch, nobody}
    assert shown("candidate=birch") == {birch}
    assert shown("candidate=-") == {nobody}
    assert shown("mode=anonymous") == {alder, nobody}
    assert shown("state=linked") == set()
    assert shown("state=nonsense") == {alder, birch, nobody}


def test_who_reported_stands_under_lock(world: World) -> None:
    """The names are on the page in a part that is closed at first, not in the list; given in confidence, nowhere."""
    made = setting(world)
    browser = world.browser(made.officer.user_id)
    page = browser.get(f"{BASE}/{send(made, NAMED)}/").text
    assert "Ida Elm" in page.split('<details class="lock">')[1].split("</details>")[0]
    assert "Ida Elm" not in browser.get(f"{BASE}/").text
    reference = send(made, NAMED, mode=Mode.CONFIDENTIAL)
    assert "who sent it is sealed" in browser.get(f"{BASE}/{reference}/").text
    incident = _case(made, reference)
    for address in (f"{BASE}/", f"{BASE}/{reference}/", f"/contests/dg-2031/incidents/{incident}/"):
        assert "Ida Elm" not in browser.get(address).text


def test_a_message_is_shown_as_it_will_be_read_before_it_is_sent(world: World) -> None:
    """The composer says who reads it; nothing is sent before a second press, and it can be changed once more."""
    made = setting(world)
    reference = send(made)
    browser = world.browser(made.officer.user_id)
    address = f"{BASE}/{reference}/write/acknowledgement"
    page = browser.get(address).text
    assert "Outgoing: the reporter will read this" in page
    assert "Thank you for your report." in page
    text = {"text": "We have <b>it</b>."}
    page = browser.post(address, {**text, "step": "check"}, expect=200).text
    assert "Nothing was sent yet" in page
    assert "&lt;b&gt;it&lt;/b&gt;" in page
    assert "Nobody has written yet." in browser.get(f"{BASE}/{reference}/").text
    assert "We have &lt;b&gt;" in browser.post(address, {**text, "step": "edit"}, expect=422).text
    browser.post(address, {**text, "step": "send"}, expect=302)
    page = words(browser.get(f"{BASE}/{reference}/").text)
    assert "To the reporter, by" in page
    assert "Under review" in page
    browser.post(address, {**text, "step": "send"}, expect=403)


def test_a_case_is_made_of_a_report_from_a_form_that_is_filled_in(world: World) -> None:
    """The form begins with what was reported; a fault loses nothing; the case is linked from both sides."""
    made = setting(world)
    reference = send(made)
    attach(made, reference)
    browser = world.browser(made.officer.user_id)
    page = browser.get(f"{BASE}/{reference}/case").text
    assert 'value="2031-01-20"' in page
    assert "The stand was paid from the travel budget." in page
    assert "ledger.png" in page
    page = browser.post(f"{BASE}/{reference}/case", {**CASE, "title": ""}, expect=422).text
    assert "Give the incident a title." in page
    assert "A stand is said to have been paid" in page
    incident = _case(made, reference)
    tab = browser.get(f"/contests/dg-2031/incidents/{incident}/reporters/").text
    assert reference in tab
    assert "Tell the reporter" in tab


def test_a_report_joins_a_case_that_was_looked_for(world: World) -> None:
    """Cases are found by words or reference; joining leads to the case, which says so and leads back."""
    made = setting(world)
    first, again = send(made), send(made)
    incident = _case(made, first)
    browser = world.browser(made.officer.user_id)
    assert incident in browser.get(f"{BASE}/{again}/join?q=travel+budget").text
    assert incident in browser.get(f"{BASE}/{again}/join?q={incident}").text
    assert "No such case" in browser.get(f"{BASE}/{again}/join?q=zebra").text
    browser.get(f"{BASE}/{again}/join/{incident}")
    graded = {"reliability": "B", "credibility": "2"}
    led = browser.post(f"{BASE}/{again}/join/{incident}", graded, expect=302).location
    assert led == f"/contests/dg-2031/incidents/{incident}/"
    case = browser.get(led).text
    assert f"The report is part of {incident} now" in case
    assert f'href="{BASE}/{again}/"' in case
    browser.post(f"{BASE}/{again}/join/{incident}", graded, expect=422)
    tab = browser.get(f"/contests/dg-2031/incidents/{incident}/reporters/").text
    assert first in tab
    assert again in tab


def test_a_report_is_put_aside_and_the_reporter_is_told_no_ground(world: World) -> None:
    """The ground is kept for the office; the proposed last word names none."""
    made = setting(world)
    reference = send(made)
    browser = world.browser(made.officer.user_id)
    address = f"{BASE}/{reference}/inadmissible"
    page = browser.post(address, {"ground": "duplicate", "reason": "Known."}, expect=422).text
    assert "so that nothing is lost" in page
    browser.post(address, {"ground": "no_clause", "reason": "Nothing speaks of it."}, expect=302)
    page = words(browser.get(f"{BASE}/{reference}/").text)
    assert "No clause applies: Nothing speaks of it." in page
    proposed = browser.get(f"{BASE}/{reference}/write/finished").text
    assert "clause" not in proposed.split("<textarea")[1].split("</textarea>")[0]


def test_files_are_saved_and_never_opened(world: World) -> None:
    """A file of a reporter is an attachment in a sandbox; one that is missing is said to be."""
    made = setting(world)
    reference = send(made)
    file = attach(made, reference)
    browser = world.browser(made.officer.user_id)
    assert "not in the store" in browser.get(f"{BASE}/{reference}/files/{file}", expect=404).text
    store = world.app.extensions["compliance.config"].evidence_folder / "00"
    store.mkdir(parents=True)
    (store / ("0" * 62)).write_bytes(b"abc")
    answer = browser.get(f"{BASE}/{reference}/files/{file}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    answer.close()


def test_the_home_counts_what_waits_and_nothing_for_the_recused(world: World) -> None:
    """An officer's home says how many reports are new; whoever keeps out of the candidate is told of none."""
    made = setting(world)
    send(made)
    assert "What reporters sent in" in world.browser(made.officer.user_id).get("/").text
    assert "What reporters sent in" not in world.browser(recused(made, candidacy_id=made.alder).user_id).get("/").text
    assert "What reporters sent in" not in world.browser(world.user(Role.CHAIR, made.contest)).get("/").text


def test_pages_cost_the_same_however_much_there_is(world: World) -> None:
    """The list, the page of one and the tab of a case need at most twelve statements, whatever they show."""
    made = setting(world)
    reference = send(made)
    incident = _case(made, reference)
    browser = world.browser(made.officer.user_id)
    counts: list[list[int]] = []
    for _round in range(2):
        seen = []
        for page in (f"{BASE}/", f"{BASE}/{reference}/", f"/contests/dg-2031/incidents/{incident}/reporters/"):
            with world.statements() as sent:
                browser.get(page)
            seen.append(len(sent))
        counts.append(seen)
        for _more in range(5):
            again = send(made)
            browser.post(f"{BASE}/{again}/join/{incident}", {"reliability": "B", "credibility": "2"}, expect=302)
            attach(made, reference)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
