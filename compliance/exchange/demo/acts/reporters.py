"""Three reports come in: of two delegations together, of somebody in confidence, and of nobody that is known."""

import io
import secrets
from datetime import date, datetime, timedelta

from compliance.exchange.demo.company import LARGEST, Company, at, november
from compliance.exchange.demo.people import ALDERCOTT, EDDA, PIM, TESSELBY, YSOLDE
from compliance.incidents import service as incidents
from compliance.incidents.models import Incident
from compliance.incidents.terms import Credibility, Kind, LinkKind, Reliability
from compliance.intake import receipts
from compliance.intake import service as intake
from compliance.intake.models import Submission
from compliance.intake.service import triage
from compliance.intake.service.triage import Letter, Taking
from compliance.intake.terms import Mode, Purpose

TOOK = timedelta(minutes=9)
LIST = """\
Rota of the printing room, as it was put up

Week 46: early S. A., late M. R.
Week 47: early M. R., late M. R.  (S. A.: archive, until further notice)
"""
QUILLON = intake.Party("Ilario Venn", "Permanent Mission of Quillon", "venn@quillon.example.org")
BRENN = intake.Party("Asta Morrel", "Permanent Mission of Lower Brenn", "morrel@lower-brenn.example.org")

OF_TWO = intake.NewSubmission(
    mode=Mode.NAMED,
    candidate=TESSELBY,
    kind=Kind.MEMBER_STATE_CONTACT,
    what=(
        "At the reception of 12 November the Executive Secretary told both of us that the seat of the new "
        "data centre “would be remembered by those who remember”. We took it as a reference to the vote."
    ),
    persons="Marin Tesselby; an assistant whose name we do not know",
    occurred_from=november(12),
    place="Reception of the Host Country, upper hall",
    how_known="We were both spoken to, one after the other.",
    support="Each of us wrote a note the same evening. We can hand them in.",
    parties=(QUILLON, BRENN),
)
IN_CONFIDENCE = intake.NewSubmission(
    mode=Mode.CONFIDENTIAL,
    candidate=ALDERCOTT,
    kind=Kind.STAFF_CONTACT,
    what=(
        "I helped with the case of the brochure in August. Since Monday I am on the rota of the archive, "
        "“until further notice”. Nobody gave me a reason. A colleague heard that it came from upstairs."
    ),
    persons="The office of the Deputy Executive Secretary; my head of section",
    occurred_from=november(16),
    place="Printing room",
    how_known="It happened to me.",
    support="The rota of this week and of the week before.",
    parties=(intake.Party("Solveig Arkwell", "Printing room", None),),
)


def play(company: Company, keys: receipts.Keys) -> str:
    """Receive and deal with them; the receipt code of the one that the office is in conversation with."""
    intake.set_takes_reports(company.office(at(20, 7, 6)), company.contest.id, company.contest.slug, takes_reports=True)
    _of_two_delegations(company, keys)
    code = _in_confidence(company, keys)
    _of_nobody_known(company, keys)
    return code


def _of_two_delegations(company: Company, keys: receipts.Keys) -> None:
    """Two delegations report together, in their names; the office makes a case of it and finds it admissible."""
    sent, _code = _receive(
        company,
        keys,
        at(20, 9, 20),
        OF_TWO,
    )
    pim = company.lets(PIM, at(20, 13))
    triage.write(
        pim, sent, Letter(Purpose.ACKNOWLEDGEMENT, "We thank both missions. Your report is with us, and we read it.")
    )
    case = triage.make_incident(
        company.lets(PIM, at(23, 9)),
        sent,
        incidents.NewIncident(
            candidacy_id=company.candidacy(TESSELBY),
            kind=Kind.MEMBER_STATE_CONTACT,
            title="Remark on the seat of the data centre at a reception",
            occurred_from=november(12),
            occurred_until=None,
            reported_on=november(20),
            summary=(
                "It is reported that Marin Tesselby said to two delegations, at a reception on 12 November 2026, that "
                "the seat of the data centre “would be remembered by those who remember”."
            ),
            details={"how": "spoken remark at a reception"},
            allegations=company.alleged("residence-dinner", 2),
            key="data-centre",
        ),
        Taking(Reliability.B, Credibility.PROBABLE),
    )
    reason = "Two delegations agree on the words, and the clause bound on that day."
    incidents.assess(company.lets(PIM, at(23, 10)), case, incidents.Assessment(True, reason, november(23)))


def _in_confidence(company: Company, keys: receipts.Keys) -> str:
    """Somebody fears for their work; the office asks, gets a file, and makes a case that few know of."""
    sent, code = _receive(
        company,
        keys,
        at(20, 11, 45),
        IN_CONFIDENCE,
    )
    edda = company.lets(EDDA, at(20, 13, 30))
    triage.write(
        edda,
        sent,
        Letter(
            Purpose.ACKNOWLEDGEMENT, "Thank you. We have your report, and nobody outside this office will learn of it."
        ),
    )
    triage.write(
        edda,
        sent,
        Letter(Purpose.QUESTION, "Can you send us the two rotas? Did anybody speak to you before they were put up?"),
    )
    reporter = intake.reporters_work(company.session, at(21, 17))
    intake.mark_read(reporter, sent)
    rota = intake.Upload("rota-weeks-46-47.txt", io.BytesIO(LIST.encode()))
    message = intake.NewMessage("Here they are. Nobody spoke to me.", secrets.token_hex(32), (rota,))
    intake.receive_message(reporter, sent, message, company.files, limit=LARGEST)
    case = _confine(company, sent)
    told = (
        "Your report is part of a case that only two officers know of. Tell us at once, here, if anything more happens."
    )
    triage.write(company.lets(EDDA, at(23, 11)), sent, Letter(Purpose.UPDATE, told))
    reason = "The change came two weeks after the reporter had been heard; a reason for it is not on record."
    incidents.assess(company.lets(EDDA, at(23, 12)), case, incidents.Assessment(True, reason, november(23)))
    return code


def _confine(company: Company, sent: Submission) -> Incident:
    case = triage.make_incident(
        company.lets(EDDA, at(23, 8, 30)),
        sent,
        incidents.NewIncident(
            candidacy_id=company.candidacy(ALDERCOTT),
            kind=Kind.STAFF_CONTACT,
            title="Change of duties of a member of staff who had been heard",
            occurred_from=november(16),
            occurred_until=None,
            reported_on=november(20),
            summary=(
                "It is reported that a member of the staff was moved to other duties after having been heard in an "
                "earlier case, and that the wish came from the office of Noor Aldercott. No reason was given."
            ),
            details={"how": "change of the rota", "by_whom": "not known"},
            allegations=company.alleged("evening-call", 0),
            key="change-of-duties",
        ),
        Taking(Reliability.B, Credibility.POSSIBLE),
    )
    handlers = {company.user(EDDA).id, company.user(YSOLDE).id}
    reason = "Whoever reports it may be exposed again: as few people as possible should know."
    incidents.restrict(company.lets(EDDA, at(23, 8, 40)), case, reason, handlers)
    about = incidents.NewLink(LinkKind.RELATED, company.case("brochure").reference, "The reporter was heard in it.")
    incidents.link(company.lets(EDDA, at(23, 8, 45)), case, about)
    return case


def _of_nobody_known(company: Company, keys: receipts.Keys) -> None:
    """It waits to be read."""
    _receive(
        company,
        keys,
        at(24, 5, 10),
        intake.NewSubmission(
            mode=Mode.ANONYMOUS,
            kind=Kind.RESOURCES,
            what=(
                "The trolley of the mail room carried envelopes with campaign cards of both candidates on Thursday. "
                "They had been stamped by the machine of the house."
            ),
            occurred_from=date(2026, 11, 19),
            occurred_words="in the morning, before nine",
            place="Corridor of the second floor",
            how_known="I saw them when they were handed out.",
        ),
    )


def _receive(
    company: Company, keys: receipts.Keys, moment: datetime, command: intake.NewSubmission
) -> tuple[Submission, str]:
    nonce = secrets.token_hex(16)
    code = receipts.code_of(keys, nonce)
    seal = intake.Seal(receipts.plain_digest(nonce), receipts.digest(keys, code), TOOK)
    work = intake.reporters_work(company.session, moment)
    return intake.receive(work, company.contest.id, command, seal).submission, receipts.grouped(code)
