"""The middle of the story: the candidate signs, the officer files and decides, the candidate replies."""

from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.playing import Visitor
from tests.browser.setting_up import PLACE
from tests.factories.world import PASSWORD

PLEDGE = f"{PLACE}/pledge/pledge/1"
SIGNED_CLAUSE = "5(a)"
DECLINED_CLAUSE = "5(c)"


def choose_password(candidate: Visitor, first: str) -> None:
    """Sign in with the first password, which opens nothing before it is changed."""
    candidate.sign_in("alder@example.org", first)
    candidate.open(f"{PLACE}/pledge", "password-forced")
    assert candidate.page.url.endswith("/account/password"), candidate.page.url
    candidate.page.fill("[name=current]", first)
    candidate.page.fill("[name=new_password]", PASSWORD)
    candidate.page.fill("[name=again]", PASSWORD)
    candidate.send()


def decide(candidate: Visitor) -> None:
    """Accept a clause, reserve one, decline one without and with a reason, and accept the rest by name."""
    candidate.open("/", "candidate-home")
    candidate.open(f"{PLACE}/pledge", "pledge-awaiting")
    candidate.follow("Read and decide", "pledge-begin")
    candidate.follow("Begin to read", "pledge-clause")
    candidate.tick("I accept this clause")
    candidate.press("Keep and go on")
    candidate.tick("I accept it with a reservation")
    candidate.fill("Your statement", "My office computer is the only one at my residence in the capital.")
    candidate.press("Keep and go on")
    candidate.open(f"{PLEDGE}/review", "pledge-review-open")
    candidate.follow(f"Decide {DECLINED_CLAUSE}")
    candidate.tick("I decline it")
    candidate.press("Keep and go on", "pledge-clause-refused")
    candidate.fill("Your statement", "Governments that receive me ask that their invitations stay confidential.")
    candidate.press("Keep and go on")
    candidate.open(f"{PLEDGE}/review")
    with candidate.page.expect_navigation():
        candidate.page.get_by_role("button", name="Accept all").click()
    candidate.meet("pledge-review")


def sign(candidate: Visitor) -> None:
    """Sign, see the receipt and check it."""
    candidate.follow("Go on to sign", "pledge-sign")
    candidate.fill("Your name", "Robin Alder")
    candidate.fill("Submitted to", "Chair of the Council")
    candidate.fill("Your password", PASSWORD)
    candidate.press("Sign the pledge", "pledge-receipt")
    candidate.says("Governments that receive me")
    candidate.follow("Check this receipt", "pledge-check")
    candidate.says("The receipt holds")
    candidate.open(f"{PLACE}/pledges", "pledges")
    candidate.open(f"{PLACE}/candidates/alder/applicability", "applicability")


def file_incident(officer: Visitor) -> str:
    """File a journey against two clauses, of which one was declined; the address of the case."""
    officer.open(f"{PLACE}/incidents/", "incidents-empty")
    officer.follow("File an incident", "incident-kind")
    officer.follow("Travel", "incident-facts")
    officer.choose("Candidate", "Robin Alder")
    officer.fill("Title", "Mission used for campaign meetings")
    officer.fill("First day", "2031-02-12")
    officer.fill("Last day", "2031-02-14")
    officer.fill("Summary", "Two of three days of a mission were spent in meetings on the candidature.")
    officer.fill("Reported on", "2031-02-16")
    officer.fill("Destination", "Port Azure")
    officer.press("Next: the clauses", "incident-clauses")
    _clause(officer, SIGNED_CLAUSE).locator("[name=clause]").check()
    declined = _clause(officer, DECLINED_CLAUSE)
    officer.page.locator(".pick-group > summary").first.click()
    declined.locator("summary").click()
    declined.locator("[name=clause]").check()
    declined.locator("textarea").fill("The Council asked in 2030 that refusals of this clause be put on record.")
    officer.press("File the incident", "case-received")
    officer.says("2 allegations")
    return officer.page.url.removeprefix(officer.url)


def _clause(officer: Visitor, number: str) -> Locator:
    return officer.page.locator(".pick").filter(has=officer.page.get_by_text(number, exact=True)).first


def add_material(officer: Visitor, case: str, file: Path) -> None:
    """Attach a file, and add a source under lock."""
    officer.open(case)
    officer.follow("Add evidence", "evidence-new")
    officer.page.set_input_files("[name=file]", file)
    officer.fill("What it shows", "The programme of the mission, hour by hour.")
    officer.tick("Disclose it to the candidate")
    officer.send()
    officer.follow("Add a source", "source-new")
    officer.fill("What the source says", "I was in the car on both days.")
    officer.choose("Reliability of the source", "B: usually reliable, minor doubts")
    officer.send("case-with-material")


def put_to_candidate(officer: Visitor) -> None:
    """Find the case admissible and put it to the candidate."""
    officer.follow("Assess the incident", "assess")
    officer.tick("Admissible: the office deals with it")
    officer.fill("Reasons", "It concerns a candidate and a clause that was signed.")
    officer.send()
    officer.follow("Put the allegations to the candidate", "notify")
    officer.send("notice-prepared")
    officer.follow("Have it released", "notice-release")
    officer.send("notice-waits")
    officer.says("Waits for its hour")


def reply(candidate: Visitor, case: str) -> None:
    """Answer each allegation."""
    candidate.open(f"{PLACE}/incidents/", "allegations-put")
    candidate.open(case, "case-of-candidate")
    assert "I was in the car" not in candidate.page.content()
    for position, text in enumerate(("The meetings followed the programme.", "I had declined this clause.")):
        candidate.open(f"{case}allegations/{position}/reply", "reply" if position == 0 else None)
        candidate.fill("Reply", text)
        candidate.send("case-answered" if position else None)


def find_and_conclude(officer: Visitor, case: str) -> None:
    """Find on each allegation and conclude; what did not bind is out of scope."""
    for position, result in enumerate(("substantiated", "out_of_scope")):
        officer.open(f"{case}allegations/{position}/finding", "finding" if position == 0 else None)
        officer.page.check(f"[name=result][value={result}]")
        officer.fill("Reasons", "The programme shows four meetings with delegations." if position == 0 else "Declined.")
        officer.send()
    officer.follow("Conclude the case", "conclude")
    officer.send("case-concluded")
    officer.open(f"{PLACE}/incidents/", "incidents")
