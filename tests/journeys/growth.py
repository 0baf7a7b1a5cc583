"""Five more of everything that there can be several of, in the cases of the realm."""

from datetime import timedelta

from compliance.contests.calendar import WorkingCalendar
from compliance.core.storage import StoredFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import queries, service
from compliance.incidents.deadlines import Step
from compliance.incidents.models import Incident
from compliance.incidents.service import fact_finding as finding
from compliance.incidents.terms import Claimant, ContactWay, LinkKind, MeasureKind
from compliance.intake.service import triage
from compliance.intake.terms import Purpose
from tests.factories import cases, notices
from tests.factories.cases import ANSWERED, DUE, FOUND, TODAY, TOLD, Setting
from tests.intake import submissions
from tests.journeys import findings
from tests.journeys.realm import SOURCE, Realm

TIMES = 5


def grow(realm: Realm) -> None:
    """Add to the case that was put to the candidate, to the fresh and the concluded one, and to what was sent in."""
    made = realm.made
    others = [made.file("4(a)") for _time in range(TIMES)]
    with made.world.act(made.officer) as uow:
        case, fresh = made.incident(uow, realm.names["case"]), made.incident(uow, realm.names["fresh"])
        for number, other in enumerate(others, start=1):
            _add(uow, case, number)
            for one in (case, fresh):
                service.link(uow, one, service.NewLink(LinkKind.RELATED, other, "The same week."))
            _follow(uow, made.incident(uow, realm.names["ended"]))
        _allege(uow, made, fresh)
        facts = [notices.fact(number % 2, text=f"Fact {number}.") for number in range(TIMES + 1)]
        service.prepare(uow, case, service.Preparation(facts))
    with made.world.act(made.candidate) as uow:
        for number in range(TIMES):
            answered = made.allegation(uow, realm.names["case"], 1)
            service.reply(uow, answered, service.NewReply(f"More, {number}.", TODAY))
    _send(made, realm.names)


def _add(uow: UnitOfWork, case: Incident, number: int) -> None:
    """Add one of each to the case that was put to the candidate."""
    service.add_evidence(uow, case, service.NewEvidence(f"{number}.png", "image/png", "0" * 64, 3, "A page."))
    service.add_source(uow, case, SOURCE)
    findings.more(uow, case)
    finding.record_interview(
        uow, case, finding.InterviewRecord("The mate", ANSWERED, None, None, accompaniment_offered=True, record="Yes.")
    )
    claims = (finding.NewClaim(Claimant.OFFICE, "It was."), finding.NewClaim(Claimant.CANDIDATE, "It was not."))
    finding.contest(uow, case, finding.NewFact("Was it paid?", claims))
    cases.put(uow, case, "You are asked again.", TODAY, None)
    day, way = ((TOLD, ContactWay.TELEPHONE), (ANSWERED, ContactWay.LETTER))[number % 2]
    service.record_attempt(uow, case, service.NewAttempt(day, way, "No answer."))
    said = service.NewStatement("A cousin", "Robin Alder", ANSWERED, "It was a courtesy.")
    service.add_statement(uow, queries.allegation_of(uow.session, case, 0), said)
    reply = queries.deadline_of(uow.session, case, Step.REPLY)
    later = WorkingCalendar().next_working(max(reply.due_on, DUE, TODAY) + timedelta(days=number))
    service.extend(uow, reply, later, "The vote is far.")


def _follow(uow: UnitOfWork, ended: Incident) -> None:
    service.order_measure(uow, ended, service.NewMeasure(MeasureKind.ADVICE, "Ask beforehand.", FOUND))


def _allege(uow: UnitOfWork, made: Setting, fresh: Incident) -> None:
    """Hold the fresh case against every other clause that there is."""
    for number, why in (("4(b)", None), ("5", None), ("9", "It is still quoted.")):
        service.allege(uow, fresh, service.NewAllegation(made.clauses[number], why))


def _send(made: Setting, names: dict[str, str]) -> None:
    """Send in more, write more about what was sent, and join more to the case."""
    file = StoredFile("0" * 64, 3)
    for _time in range(TIMES):
        submissions.attach(made, names["report"], "more.png", file)
        again = submissions.send(made)
        with made.world.act(made.officer) as uow:
            triage.write(
                uow, submissions.the(uow, made, names["report"]), triage.Letter(Purpose.QUESTION, "When was it?")
            )
            triage.join(uow, submissions.the(uow, made, again), made.incident(uow, names["case"]), triage.Taking())
