"""What the office does to find out: tasks, an interview, a question on which accounts differ, a request to a state."""

from datetime import date

from compliance.exchange.demo.company import Company, at, november
from compliance.exchange.demo.people import EDDA, PIM, YSOLDE
from compliance.incidents import service as incidents
from compliance.incidents.deadlines import Step
from compliance.incidents.queries.deadlines import deadline_of
from compliance.incidents.service import clarifications, fact_finding
from compliance.incidents.service.fact_finding import NewAssessment, NewClaim, NewFact, TaskUpdate, TaskValues
from compliance.incidents.terms import Audience, Claimant, Direction, FactStatus, LinkKind, ReferralBody, TaskState

CALL = "evening-call"


def play(company: Company) -> None:
    """Find facts in one case, and wait for somebody outside in another."""
    _give_tasks(company)
    _hear(company)
    _compare_accounts(company)
    _ask_a_state(company)
    _write_to_each_other(company)
    incidents.suspend(
        company.lets(PIM, at(23, 13)),
        company.case("shared-post"),
        "Who pressed the button can be seen in the operator's own records alone.",
        "The operator of the service, asked on 23 November 2026",
    )
    hearing = incidents.NewLink(
        LinkKind.RELATED,
        company.case("hearing-tesselby").reference,
        "Two remarks at the same hearing, decided together.",
    )
    incidents.link(company.lets(EDDA, at(20, 10)), company.case("hearing-aldercott"), hearing)


def _give_tasks(company: Company) -> None:
    edda, case = company.lets(EDDA, at(20, 9, 40)), company.case(CALL)
    mine, hers = company.user(EDDA).id, company.user(YSOLDE).id
    log = TaskValues(
        "Ask the field office for the log of the call: who was on the line, and for how long.", mine, november(23)
    )
    done = fact_finding.give_task(edda, case, log)
    plan = TaskValues("Ask the training unit whether a course on ministries is planned for spring.", hers, november(27))
    fact_finding.give_task(edda, case, plan)
    late = TaskValues("Read the notes of the other two who were on the line.", mine, november(30))
    fact_finding.give_task(edda, case, late)
    note = "Nine people were on the line. The candidate joined at 18:42 and left at 19:05."
    fact_finding.change_task(company.lets(EDDA, at(23, 10)), done, TaskUpdate(log, TaskState.DONE, note), done.revision)


def _hear(company: Company) -> None:
    record = fact_finding.InterviewRecord(
        person="A member of the staff of the field office",
        held_on=november(20),
        place="By video",
        present="Edda Quarrell; the member of staff; a colleague of their choice",
        accompaniment_offered=True,
        record=(
            "The question was which ministries we know well. I did not think of the election at first. One colleague "
            "then asked whether this was for the campaign, and there was a pause."
        ),
        sent_on=november(20),
    )
    interview = fact_finding.record_interview(company.lets(EDDA, at(20, 15)), company.case(CALL), record)
    corrected = fact_finding.InterviewRecord(
        **{name: getattr(record, name) for name in ("person", "held_on", "place", "present", "record", "sent_on")},
        accompaniment_offered=True,
        corrections="The pause came before the colleague's question, not after it.",
        corrections_on=november(23),
        confirmed_on=november(23),
    )
    why = "The person heard put one point right and confirmed the rest."
    fact_finding.amend_interview(company.lets(EDDA, at(23, 11, 30)), interview, corrected, why, 1)


def _compare_accounts(company: Company) -> None:
    edda, case = company.lets(EDDA, at(23, 12, 30)), company.case(CALL)
    course = NewFact(
        "Was the question about ministries asked for the campaign or for a training course?",
        (
            NewClaim(Claimant.CANDIDATE, "It concerned a training course that is planned for spring."),
            NewClaim(
                Claimant.OTHER,
                "Nothing was said about a course. It followed a question about the campaign.",
                "A member of the staff who was on the line",
            ),
            NewClaim(
                Claimant.OFFICE, "The plan of courses for spring, as it stood on 6 October, names none on ministries."
            ),
        ),
    )
    contested = fact_finding.contest(edda, case, course)
    reasons = "The plan may have been changed since; the training unit has been asked."
    fact_finding.assess_fact(edda, contested, NewAssessment(FactStatus.CONTESTED, reasons, november(23)))
    hour = NewFact(
        "Was the call within working hours?",
        (
            NewClaim(Claimant.CANDIDATE, "It was in the evening."),
            NewClaim(Claimant.OFFICE, "Office hours in the field end at 17:30; the log begins at 18:42."),
        ),
    )
    resolved = fact_finding.contest(edda, case, hour)
    fact_finding.assess_fact(
        edda, resolved, NewAssessment(FactStatus.RESOLVED, "The log of the call shows it.", november(23))
    )
    fact_finding.refer(edda, case, fact_finding.NewReferral(ReferralBody.STAFF_COUNSELLOR, november(23)))


def _ask_a_state(company: Company) -> None:
    """One request is answered and made known to the council and to both candidates, another one waits."""
    case = company.case("veldmark-delegation")
    question = clarifications.NewClarification(
        Direction.TO_STATE,
        "Veldmark",
        "In what capacity was Noor Aldercott entered in the list of participants, and who asked for it?",
        november(20),
        date(2026, 11, 27),
    )
    asked = clarifications.ask(company.lets(YSOLDE, at(20, 10, 30)), company.contest.id, question, case)
    answer = clarifications.NewAnswer(
        "As a personal guest. The entry “adviser” is the usual one for guests.", november(23)
    )
    clarifications.answer(company.lets(YSOLDE, at(23, 9, 30)), asked, answer)
    general = clarifications.NewClarification(
        Direction.FROM_STATE,
        "Halmere",
        "May delegations invite both candidates to a dinner in the week before the vote?",
        november(20),
        november(27),
    )
    edda = company.lets(EDDA, at(20, 11))
    open_to_all = clarifications.ask(edda, company.contest.id, general)
    told = "They may, if both are invited on the same terms and the invitation is made known to the Chair."
    edda = company.lets(EDDA, at(23, 9))
    clarifications.answer(edda, open_to_all, clarifications.NewAnswer(told, november(23)))
    for audience in (Audience.COUNCIL, Audience.CANDIDATES):
        clarifications.circulate(edda, open_to_all, clarifications.NewCirculation(audience, told, november(23)))


def _write_to_each_other(company: Company) -> None:
    edda, case = company.lets(EDDA, at(20, 16)), company.case(CALL)
    incidents.add_note(edda, case, "The log arrived as a picture. I asked for the original.", [company.user(YSOLDE).id])
    ysolde = company.lets(YSOLDE, at(23, 7, 45))
    wrong = incidents.add_note(ysolde, case, "The course is in the plan for spring.")
    incidents.retract_note(company.lets(YSOLDE, at(23, 8, 15)), wrong, "That was the plan of last year.")
    incidents.send_message(edda, case, "Could you let us have the plan of the course that your reply mentions?")
    agent = company.lets("Wren Castellow", at(23, 8, 50))
    incidents.send_message(agent, case, "We have asked the training unit for it and expect it by Friday.")
    edda = company.lets(EDDA, at(23, 14))
    later = deadline_of(company.session, case, Step.FACT_FINDING)
    incidents.extend(edda, later, date(2026, 12, 15), "The training unit answers on 27 November at the earliest.")
