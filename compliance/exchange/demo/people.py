"""The people of the demo contest, who said what, and what supports it. None of them exists."""

from dataclasses import dataclass

from compliance.core.access import Role
from compliance.incidents.terms import Credibility, Reliability, SourceKind

ALDERCOTT, TESSELBY = "aldercott", "tesselby"
EDDA, PIM, YSOLDE = "Edda Quarrell", "Pim Haversedge", "Ysolde Marrowby"
"""The officers."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in. The password is shown to whoever starts the demo, which nobody else can reach."""

    name: str
    role: Role
    password: str
    candidate: str | None = None
    recused_from: str | None = None
    reason: str = ""

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.name.lower().replace(' ', '.')}@example.org"


ACCOUNTS = (
    Account("Ferran Ostleigh", Role.ADMINISTRATOR, "seven-slow-barges"),
    Account(EDDA, Role.OFFICER, "lanterns-on-the-weir"),
    Account(
        PIM,
        Role.OFFICER,
        "a-ferry-before-dawn",
        recused_from=ALDERCOTT,
        reason="Was a member of the candidate's office until 2025.",
    ),
    Account(YSOLDE, Role.OFFICER, "a-bell-under-the-ice"),
    Account("Sunniva Drax-Orle", Role.CHAIR, "the-gavel-of-ash-wood"),
    Account("Teo Lindqvarn", Role.BUREAU, "minutes-of-the-delta"),
    Account("Noor Aldercott", Role.CANDIDATE, "listening-to-water", ALDERCOTT),
    Account("Marin Tesselby", Role.CANDIDATE, "the-long-lock-gate", TESSELBY),
    Account("Wren Castellow", Role.AGENT, "reeds-along-the-bank", ALDERCOTT),
    Account("Pascoe Illingrove", Role.AGENT, "copper-and-driftwood", TESSELBY),
    Account("Ottoline Breck", Role.OBSERVER, "from-the-far-shore"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who says so of an incident, and how reliable and credible that is."""

    incident: str
    kind: SourceKind
    name: str | None
    statement: str
    reliability: Reliability
    credibility: Credibility


SOURCES = (
    Heard(
        "residence-dinner",
        SourceKind.NAMED,
        "Ilario Venn, Permanent Mission of Quillon",
        "Two colleagues told me that a second term was spoken of at table.",
        Reliability.C,
        Credibility.POSSIBLE,
    ),
    Heard(
        "brochure",
        SourceKind.CONFIDENTIAL,
        "Solveig Arkwell, printing room",
        "The order form came with the word outreach. I kept a copy.",
        Reliability.B,
        Credibility.CONFIRMED,
    ),
    Heard(
        "water-forum",
        SourceKind.NAMED,
        "Doran Pell, Travel Unit",
        "The request was refused on 16 September; nothing later is on file.",
        Reliability.A,
        Credibility.CONFIRMED,
    ),
    Heard(
        "sarenia-mission",
        SourceKind.CONFIDENTIAL,
        "Yvo Marchbank",
        "On the 3rd and the 6th the car went to a private address.",
        Reliability.B,
        Credibility.PROBABLE,
    ),
    Heard(
        "evening-call",
        SourceKind.ANONYMOUS,
        None,
        "We were asked which ministries we know well. Some felt they could not refuse.",
        Reliability.F,
        Credibility.POSSIBLE,
    ),
    Heard(
        "heads-of-unit",
        SourceKind.ANONYMOUS,
        None,
        "Who is coming along: everyone in the room looked at the table.",
        Reliability.F,
        Credibility.POSSIBLE,
    ),
)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A text file that was handed in, and what it shows."""

    incident: str
    name: str
    shows: str
    text: str
    disclosed: bool


EXHIBITS = (
    Exhibit(
        "brochure",
        "order-form-2026-0805.txt",
        "The order form of the printing room, with the purpose that was chosen.",
        """\
PRINTING ROOM – ORDER

Date: 5 August 2026
Ordered by: Office of the Deputy Executive Secretary
Title: Listening to Rivers
Copies: 400
Pages: 12, colour
Purpose (choose one): outreach
Price: EUR 340.00
""",
        disclosed=True,
    ),
    Exhibit(
        "water-forum",
        "refusal-2026-0916.txt",
        "The refusal of the mission, five days before the departure.",
        """\
To: Deputy Executive Secretary
From: Director of Administration
16 September 2026

Your request for a mission to the Quillon Water Forum, 21 to 24 September 2026, cannot be
authorised: the travel budget of the third quarter is spent. You may ask for a review.
""",
        disclosed=True,
    ),
    Exhibit(
        "sarenia-mission",
        "expense-claim-sarenia.txt",
        "The claim for expenses beside the plan of the mission, with what was repaid.",
        """\
Mission plan: 30 September to 5 October 2026
Claim: 30 September to 7 October 2026

Hotel, seven nights. Of these, nights of 5 and 6 October: EUR 214.00, repaid 15 October 2026.
""",
        disclosed=False,
    ),
)
