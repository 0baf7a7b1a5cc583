"""The end of the story: a report is issued and received, and the log verified."""

from pathlib import Path

from tests.browser.playing import Visitor
from tests.browser.setting_up import PLACE


def issue_report(officer: Visitor) -> str:
    """Preview the chair's report and issue it; its address."""
    officer.open(f"{PLACE}/reports/", "reports-empty")
    officer.follow("Issue a report", "report-choose")
    officer.page.check("[name=edition][value=chair]")
    officer.press("Preview", "report-preview")
    officer.press("Issue this report", "report-issued")
    return officer.page.url.removeprefix(officer.url)


def receive_report(chair: Visitor, report: str, folder: Path) -> None:
    """Read the report, take the PDF, acknowledge receipt and verify it."""
    chair.open(f"{PLACE}/", "contest")
    chair.open(report)
    with chair.page.expect_download() as download:
        chair.page.locator("a[href$='/files/pdf']").click()
    kept = folder / "report.pdf"
    download.value.save_as(kept)
    assert kept.read_bytes().startswith(b"%PDF-")
    chair.follow("Read it here", "report-read")
    chair.open(report)
    chair.press("Acknowledge receipt", "report-acknowledged")
    chair.says("Amina Dogwood")
    chair.follow("Verify now", "report-verified")
    chair.says("The report is as it was issued")


def verify_log(observer: Visitor) -> None:
    """Look through the log and verify it; cases are not for observers."""
    observer.open(f"{PLACE}/log/", "log")
    observer.open("/log/", "log-checkpoint")
    observer.press("Verify now", "log-verified")
    observer.says("The log holds")
