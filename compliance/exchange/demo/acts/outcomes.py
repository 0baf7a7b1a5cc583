"""What comes of cases: findings, measures and what was done about them, reviews, a publication."""

from compliance.exchange.demo.company import Company, at, november
from compliance.exchange.demo.people import EDDA, PIM, YSOLDE
from compliance.incidents import queries
from compliance.incidents import service as incidents
from compliance.incidents.service import NewFinding, NewMeasure, NewStep, ReviewDecision
from compliance.incidents.terms import FollowUp, MeasureKind, Result, ReviewOutcome

HEARINGS = ("hearing-aldercott", "hearing-tesselby")


def play(company: Company) -> None:
    """Follow up what was found before, and decide both remarks at the hearing on one day in the same way."""
    _order(company)
    _review(company)
    for key in HEARINGS:
        _decide(company, key)


def _order(company: Company) -> None:
    edda = company.lets(EDDA, at(20, 14))
    forum, mission = company.case("water-forum"), company.case("sarenia-mission")
    register = NewMeasure(
        MeasureKind.CORRECTION_ASKED,
        "Enter the journey, who paid for it, and the refusal in the register of missions.",
        november(20),
        november(30),
    )
    entered = incidents.order_measure(edda, forum, register)
    repay = NewMeasure(
        MeasureKind.REPAYMENT,
        "Repay the two dinners of 3 and 6 October 2026 that were charged with the mission.",
        november(20),
        november(30),
        amount="86.50",
        currency="EUR",
    )
    repaid = incidents.order_measure(edda, mission, repay)
    advice = "Ask for written advice before meetings are joined to a mission, or a mission to leave."
    for case in (forum, mission):
        incidents.order_measure(edda, case, NewMeasure(MeasureKind.ADVICE, advice, november(20)))
    done = NewStep(FollowUp.DONE, november(23), "The entry was made this morning; number 2026/318.")
    incidents.report_done(company.lets("Noor Aldercott", at(23, 9)), entered, done)
    slip = company.keep(
        "transfer-2026-1123.txt", "Transfer of 23 November 2026: EUR 43.25, reference mission 2026/290\n"
    )
    paid = NewStep(
        FollowUp.DONE,
        november(23),
        "The first of the two was transferred today.",
        file=slip,
    )
    incidents.report_done(company.lets("Marin Tesselby", at(23, 9)), repaid, paid)
    partly = NewStep(FollowUp.PARTLY, november(23), "EUR 43.25 came in; the second dinner is open.")
    incidents.follow_up(company.lets(EDDA, at(23, 15)), repaid, partly)


def _review(company: Company) -> None:
    """Both candidates ask for a review; one was decided, and of the other the reviewer has been named."""
    forum, mission = company.case("water-forum"), company.case("sarenia-mission")
    grounds = "The budget was found on 18 September. That should have counted for more."
    asked = incidents.ask_review(company.lets("Noor Aldercott", at(20, 15, 30)), forum, grounds, november(20))
    incidents.appoint_reviewer(company.lets(EDDA, at(20, 16, 10)), asked, company.user(YSOLDE).id)
    upheld = "Whether the refusal had lost its reason was weighed in the finding. No new fact was given."
    incidents.decide_review(
        company.lets(YSOLDE, at(23, 15, 10)), asked, ReviewDecision(ReviewOutcome.UPHELD, november(23), upheld)
    )
    grounds = "A note of shared cost has been found in the luggage that was returned."
    other = incidents.ask_review(company.lets("Marin Tesselby", at(23, 14, 30)), mission, grounds, november(23))
    incidents.appoint_reviewer(company.lets(EDDA, at(23, 16, 15)), other, company.user(PIM).id)


def _decide(company: Company, key: str) -> None:
    """The same result, for the same reasons, on the same day; and a proposal to publish it."""
    edda, case = company.lets(EDDA, at(23, 16, 30)), company.case(key)
    usual = queries.conclusion_rules(company.session, company.contest.id).standard_of_proof
    found = (
        (
            Result.PARTIALLY_SUBSTANTIATED,
            "The words were said and were about a person. They were few, and were regretted.",
        ),
        (Result.CORRECTED, "The candidate regretted the words before all Members. Nothing is left to be put right."),
        (Result.OUT_OF_SCOPE, "The rule did not bind the candidate on that day."),
    )
    for allegation, (result, rationale) in zip(company.allegations(key), found, strict=True):
        incidents.find(edda, allegation, NewFinding(result, usual, november(23), rationale))
    incidents.conclude(company.lets(EDDA, at(23, 16, 40)), case, november(23))
    warning = NewMeasure(
        MeasureKind.PRIVATE_WARNING, "Speak about what you would do, and not about the other candidate.", november(23)
    )
    incidents.order_measure(company.lets(EDDA, at(23, 16, 45)), case, warning)
    summary = (
        "At the hearing of 27 October 2026 the candidate made a remark about the other candidate, and regretted it. It "
        "was found to be partly contrary to the assurances."
    )
    incidents.propose_publication(company.lets(EDDA, at(23, 16, 50)), case, summary)
