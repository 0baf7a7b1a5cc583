"""What was found out in the case of the realm, noted and written; texts that only some may read have a marker."""

from compliance.core.storage import KeptFile, StoredFile
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import service
from compliance.incidents.models import Incident
from compliance.incidents.service import clarifications as asking
from compliance.incidents.service import fact_finding as finding
from compliance.incidents.terms import Audience, Claimant, Direction, FactStatus, ReferralBody
from tests.factories.cases import ANSWERED, TODAY, TOLD, Setting
from tests.journeys.personas import ALDERS, COUNCIL, ON_BIRCH, ON_CASE, SIDES, Persona

TASK, HEARD, RECORD = "Ask the heron keeper", "The ferry mate", "The mate saw the otter."
QUESTION, ACCOUNT, REASONS = "Was the otter paid for?", "The kingfisher was paid.", "The kingfisher bill shows it."
NOTE, RETRACTED, MESSAGE = "The plover is unsure.", "A plover too many.", "The gull needs your diary."
ASKED, GIVEN = "Who fed the swan?", "Nobody fed the swan."
TO_COUNCIL, TO_SIDES = "Freedonia was asked about swans.", "Sylvania asked about geese."

SECRETS: tuple[tuple[str, frozenset[Persona]], ...] = (
    *((text, ON_CASE) for text in (TASK, HEARD, RECORD, QUESTION, ACCOUNT, REASONS, NOTE, RETRACTED, ASKED, GIVEN)),
    (MESSAGE, ON_CASE | ALDERS),
    (TO_COUNCIL, ON_CASE | COUNCIL),
    (TO_SIDES, ON_BIRCH | SIDES),
)
"""Each text with those who may read it."""


def found(made: Setting, case: str, kept: StoredFile) -> dict[str, str]:
    """Find, note and write something in a case; return references by the names of placeholders."""
    assert made.officer.user_id is not None
    with made.world.act(made.officer) as uow:
        incident = made.incident(uow, case)
        task = finding.give_task(uow, incident, finding.TaskValues(TASK, made.officer.user_id, None))
        record = finding.InterviewRecord(HEARD, ANSWERED, None, None, accompaniment_offered=True, record=RECORD)
        interview = finding.record_interview(uow, incident, record)
        claims = (finding.NewClaim(Claimant.OFFICE, ACCOUNT), finding.NewClaim(Claimant.CANDIDATE, "It was not."))
        fact = finding.contest(uow, incident, finding.NewFact(QUESTION, claims))
        finding.assess_fact(uow, fact, finding.NewAssessment(FactStatus.RESOLVED, REASONS, TODAY))
        finding.refer(uow, incident, finding.NewReferral(ReferralBody.OMBUDSPERSON, TODAY))
        note = service.add_note(uow, incident, NOTE)
        service.retract_note(uow, service.add_note(uow, incident, RETRACTED), "It was one.")
        service.send_message(uow, incident, MESSAGE)
        one = asking.ask(
            uow, made.contest, asking.NewClarification(Direction.TO_STATE, "Freedonia", ASKED, TOLD, None), incident
        )
        file = KeptFile("letter.png", "image/png", kept.sha256, kept.size)
        asking.answer(uow, one, asking.NewAnswer(GIVEN, ANSWERED, file))
        asking.circulate(uow, one, asking.NewCirculation(Audience.COUNCIL, TO_COUNCIL, TODAY))
        other = asking.ask(
            uow, made.contest, asking.NewClarification(Direction.FROM_STATE, "Sylvania", "And geese?", TOLD, None)
        )
        asking.circulate(uow, other, asking.NewCirculation(Audience.CANDIDATES, TO_SIDES, TODAY))
        return {
            "task": task.reference,
            "interview": interview.reference,
            "fact": fact.reference,
            "note": note.reference,
            "to_council": one.reference,
            "to_sides": other.reference,
        }


def more(uow: UnitOfWork, incident: Incident) -> None:
    """Find, note and write something more in a case, and circulate something of it to the council."""
    assert uow.actor.user_id is not None
    finding.give_task(uow, incident, finding.TaskValues("Ask the ferry line", uow.actor.user_id, TODAY))
    service.add_note(uow, incident, "The plover is sure.")
    service.send_message(uow, incident, "The gull thanks you.")
    asked = asking.NewClarification(Direction.TO_STATE, "Ruritania", "And ducks?", TOLD, None)
    one = asking.ask(uow, incident.contest_id, asked, incident)
    asking.circulate(uow, one, asking.NewCirculation(Audience.COUNCIL, "Ruritania was asked about ducks.", TODAY))
