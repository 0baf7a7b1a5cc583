"""What the people of the demo do from 20 to 24 November 2026, by the verbs of production; all of it is fiction."""

from datetime import datetime

from compliance.exchange.demo.acts import answers, desk, fact_finding, notices, outcomes, reporters, settings
from compliance.exchange.demo.company import Company
from compliance.intake.receipts import Keys


def play(company: Company, keys: Keys, now: datetime) -> str:
    """Play everything; `now` is when whoever starts the demo sees it. Return the receipt code of one report."""
    settings.play(company)
    code = reporters.play(company, keys)
    fact_finding.play(company)
    answers.play(company)
    outcomes.play(company)
    notices.play(company, now)
    desk.play(company)
    return code


__all__ = ["play"]
