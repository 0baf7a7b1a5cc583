"""A case from the report to the decision on a review, as officers and the candidate do it day by day."""

from pathlib import Path

from tests.browser.playing import Visitor
from tests.browser.setting_up import PLACE

DESK = f"{PLACE}/incidents/"
TITLE = "A stand paid from the travel budget"


def begin_the_day(officer: Visitor) -> None:
    """See what is due, narrow the desk, go through it by keys, and put cases on the watch list."""
    officer.open("/", "officer-home-due")
    officer.says("Work due")
    officer.open(DESK, "desk")
    officer.choose("Next step", "Overdue or due within seven days")
    officer.press("Filter", "desk-filtered")
    officer.open(DESK)
    for key in ("j", "x", "j", "x"):
        officer.page.keyboard.press(key)
    assert officer.page.locator("[name=case]:checked").count() == 2
    officer.page.locator(".desk-acts select").select_option(label="Put on my watch list")
    officer.press("Go on", "desk-watched")
    officer.page.keyboard.press("j")
    with officer.page.expect_navigation():
        officer.page.keyboard.press("o")
    officer.meet()


def triage(officer: Visitor, submission: str) -> str:
    """Acknowledge a report, make a case of it, add a clause and find it admissible; the address of the case."""
    officer.open(f"{PLACE}/submissions/", "submissions")
    officer.open(f"{PLACE}/submissions/{submission}/", "submission")
    officer.follow("Acknowledge receipt", "submission-letter")
    officer.send("submission-letter-seen")
    officer.send("submission-answered")
    officer.follow("Make a case of it", "submission-case")
    officer.choose("Kind", "Use of resources")
    officer.fill("Title", TITLE)
    officer.fill("First day", "2031-01-20")
    officer.fill("Summary", "It is reported that a stand of the campaign was paid from the travel budget.")
    officer.send("case-from-report")
    case = officer.page.url.removeprefix(officer.url)
    officer.follow("Add an allegation", "case-allege")
    officer.page.locator(".pick").filter(has_text="4(a)").first.locator("[name=clause]").check()
    officer.send()
    officer.follow("Assess the incident")
    officer.tick("Admissible: the office deals with it")
    officer.fill("Reasons", "It concerns a candidate and a clause that bound.")
    officer.send("case-admissible")
    return case


def put(officer: Visitor, case: str) -> None:
    """Look at the deadlines and move one; prepare a notice and order its release."""
    officer.follow("Deadlines", "case-deadlines")
    officer.follow("Extend", "deadline-extend")
    officer.page.locator("main input[name=due_on]").fill("2031-04-30")
    officer.fill("Reason", "The bill must be fetched from the archive.")
    officer.send("deadline-extended")
    officer.open(case)
    officer.follow("Put the allegations to the candidate", "notice-form")
    officer.send("notice-under-way")
    officer.follow("Have it released")
    officer.send("notice-ordered")


def find_facts(officer: Visitor, case: str) -> None:
    """Give a task, and note something."""
    officer.open(case)
    officer.follow("Fact-finding", "facts-empty")
    officer.follow("Give a task", "task-form")
    officer.page.locator("main textarea").first.fill("Ask the travel unit for the bill.")
    officer.choose("For", "Officer 1")
    officer.send("facts-task")
    officer.follow("Notes")
    officer.fill("Note", "The bill is kept for five years.")
    officer.send("notes")


def write(officer: Visitor, case: str) -> None:
    """Ask the candidate something, and read it once more before it is sent."""
    officer.open(case)
    officer.follow("Messages")
    officer.page.locator("main textarea").first.fill("Which budget was meant for the stand?")
    officer.send()
    officer.send("messages")


def answer(candidate: Visitor, case: str, file: Path) -> None:
    """Draft a reply, add a file to it, and send both."""
    candidate.open("/", "candidate-asked")
    candidate.open(f"{case}allegations/0/reply", "reply-form")
    candidate.fill("Reply", "It was paid back within the week.")
    candidate.page.set_input_files("[name=file]", file)
    candidate.press("Save as a draft", "reply-draft")
    candidate.says(file.name)
    candidate.open(f"{case}replies")
    candidate.send("reply-sent")
    candidate.says("It was paid back within the week.")


def decide(officer: Visitor, case: str) -> None:
    """Find on the allegation, conclude, and decide what follows."""
    officer.open(f"{case}allegations/0/finding", "finding-form")
    officer.page.check("[name=result][value=substantiated]")
    officer.fill("Reasons", "The bill shows it.")
    officer.send()
    officer.follow("Conclude the case")
    officer.send("case-concluded")
    officer.follow("Findings & measures", "findings")
    officer.follow("Decide on a measure", "measure-form")
    officer.page.check("[name=kind][value=correction_asked]")
    officer.page.locator("main textarea").first.fill("Enter the stand in the statement of means.")
    officer.page.locator("main input[name=due_on]").fill("2031-04-30")
    officer.send("measure-ordered")


def ask_review(candidate: Visitor, case: str) -> None:
    """Ask that it be looked at again."""
    candidate.open(f"{case}review")
    candidate.follow("Ask for a review", "review-ask")
    candidate.page.locator("main textarea").first.fill("The repayment was not weighed.")
    candidate.send("review-asked")


def appoint(officer: Visitor, case: str, name: str) -> None:
    """Name a colleague who took no part."""
    officer.open(f"{case}review")
    officer.follow("Appoint the reviewer", "review-appoint")
    officer.choose("Reviewer", name)
    officer.send("review-appointed")


def review(officer: Visitor, case: str) -> None:
    """Uphold what was found."""
    officer.open(f"{case}review")
    officer.follow("Decide the review", "review-decide")
    officer.page.check("[name=outcome][value=upheld]")
    officer.page.locator("main textarea").first.fill("It was weighed; nothing new was said.")
    officer.send("review-decided")
