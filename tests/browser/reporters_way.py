"""What somebody without an account does: reports, keeps the code, reads the answer and sends a file."""

import re
from pathlib import Path

from tests.browser.playing import Visitor
from tests.browser.setting_up import PLACE

CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
REPORT = f"{PLACE}/report"
SAID = "A stand of the campaign was paid from the travel budget of the office."


def report(reporter: Visitor) -> str:
    """Send the form too early, then anonymously with what was missing; the code of the receipt."""
    reporter.open(f"{REPORT}/", "report-start")
    reporter.follow("Begin a report", "report-form")
    reporter.press("Send the report", "report-faults")
    reporter.says("Say in your own words what happened.")
    reporter.tick("Robin Alder")
    reporter.fill("What happened?", SAID)
    reporter.fill("Or in words", "in January")
    reporter.tick("Anonymously")
    reporter.press("Send the report", "report-receipt")
    found = CODE.search(reporter.page.locator("main").inner_text())
    assert found
    return found.group(0)


def read_answer(reporter: Visitor, code: str, file: Path) -> None:
    """Mistype the code, open the mailbox, read what the office asks, and send a file."""
    reporter.open(f"{REPORT}/mailbox", "mailbox-door")
    reporter.fill("Your receipt code", "0000 0000 0000 0000")
    reporter.press("Open the mailbox", "mailbox-refused")
    reporter.fill("Your receipt code", code)
    reporter.press("Open the mailbox", "mailbox")
    reporter.says("Do you have the bill?")
    reporter.press("Tell the office that I have read this")
    reporter.fill("Your message", "Here it is.")
    reporter.page.set_input_files("[name=files]", file)
    reporter.press("Send the message", "mailbox-sent")
    reporter.says(file.name)
