"""Fabricated reports: an invented organisation, invented people, and as many incidents as a test asks for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from compliance.candidates.terms import Status
from compliance.codes.terms import BindsBy
from compliance.incidents.terms import Credibility, Kind, Reliability, Result, SourceKind, Stage, StandardOfProof
from compliance.pledges.terms import Decision, Medium, Outcome
from compliance.reports.model import (
    Acknowledgement,
    Allegation,
    Candidate,
    Clause,
    ClauseDecision,
    Contest,
    EarlierFinding,
    Edition,
    Evidence,
    Finding,
    Incident,
    Instrument,
    LeaveGap,
    LogHead,
    MatrixCell,
    MatrixRow,
    Notice,
    Recusal,
    Reply,
    Report,
    Run,
    Source,
    StageEntry,
    StatusPeriod,
    Version,
)

AS_OF = datetime(2031, 4, 10, 14, 5, tzinfo=UTC)
ANNOUNCED = date(2030, 10, 3)
SIGNED = date(2031, 2, 24)
VOTES_ON = date(2031, 5, 15)

CONTEST = Contest(
    slug="dg-2031",
    title="Election of the Director General",
    organisation="Example Organisation for Lakes and Rivers",
    post="Director General",
    timezone="Europe/Zurich",
    opens_on=date(2030, 10, 1),
    votes_on=VOTES_ON,
    electorate=175,
    majority="two thirds of the members present and voting",
)

STANDARDS = Instrument(
    key="standards",
    title="Standards of Conduct",
    binds_by=BindsBy.OFFICE,
    authority="Director General",
    versions=(
        Version(
            version="2014",
            in_force_from=date(2014, 12, 1),
            in_force_until=None,
            language="en",
            clauses=(
                Clause("4", "Use of resources", None, leaf=False),
                Clause("4(a)", None, "Staff do not use official funds for private ends.", depth=1),
                Clause("4(b)", None, "Official accounts speak for the organisation alone.", depth=1),
                Clause("7", "Refused requests", "Whoever is refused a mission does not travel on it.", depth=0),
            ),
        ),
    ),
)

PLEDGE = Instrument(
    key="pledge",
    title="Pledge of the Candidates",
    binds_by=BindsBy.ACKNOWLEDGEMENT,
    authority="Chair of the Council",
    versions=(
        Version(
            version="1",
            in_force_from=date(2030, 10, 1),
            in_force_until=None,
            language="en",
            clauses=(
                Clause("4", "Missions", "I keep missions for the organisation apart from my campaign."),
                Clause("5", "Leave", None, leaf=False),
                Clause("5(a)", None, "I take leave from the day on which I announce my candidacy.", depth=1),
                Clause("5(b)", None, "My leave lasts until the day of the vote.", depth=1),
                Clause("6", "Opponents", "I speak of other candidates with respect."),
            ),
        ),
    ),
)

ALDER = Candidate(
    key="alder",
    name="Robin Alder",
    post="Deputy Director General",
    nominated_by=("Freedonia",),
    announced_on=ANNOUNCED,
    withdrawn_on=None,
    days_unpledged={"pledge": 144},
    leave_gaps=(LeaveGap(date(2031, 5, 13), VOTES_ON),),
    statuses=(
        StatusPeriod(Status.IN_POST, date(2021, 9, 1), date(2031, 3, 14)),
        StatusPeriod(Status.UNPAID_LEAVE, date(2031, 3, 15), date(2031, 5, 12)),
    ),
    acknowledgements=(
        Acknowledgement(
            instrument="pledge",
            version="1",
            signed_on=SIGNED,
            withdrawn_on=None,
            submitted_to="Chair of the Council",
            medium=Medium.PAPER,
            digest="9d" * 32,
            decisions=(
                ClauseDecision("5(b)", Decision.DECLINED, "My contract ends my leave on 12 May; I cannot extend it."),
                ClauseDecision("6", Decision.ACCEPTED_WITH_RESERVATION, "Criticism of a record is not disrespect."),
            ),
        ),
    ),
)

BIRCH = Candidate(
    key="birch",
    name="Élodie Birch-Þórsdóttir",
    post=None,
    nominated_by=("Sylvania", "Ruritania"),
    announced_on=date(2030, 11, 12),
    withdrawn_on=None,
    days_unpledged={"pledge": 0},
    leave_gaps=(),
    statuses=(StatusPeriod(Status.EXTERNAL, date(2019, 1, 1), None),),
    acknowledgements=(
        Acknowledgement(
            instrument="pledge",
            version="1",
            signed_on=date(2030, 11, 12),
            withdrawn_on=None,
            submitted_to="Chair of the Council",
            medium=Medium.APPLICATION,
            digest="3c" * 32,
        ),
    ),
)

_ON_VOTE = {
    ("standards", "alder"): (Outcome.OUTSIDE_OFFICE, 165),
    ("standards", "birch"): (Outcome.OUTSIDE_OFFICE, 0),
    ("pledge", "alder"): (Outcome.BINDING, 81),
    ("pledge", "birch"): (Outcome.BINDING, 185),
}
_KINDS = (Kind.TRAVEL, Kind.SOCIAL_MEDIA, Kind.PRESS, Kind.STAFF_CONTACT, Kind.RESOURCES)
_TITLES = (
    "Mission used for campaign meetings",
    "Institutional account used for the campaign",
    "Interview given in an official capacity",
    "Staff asked to sign a letter of support",
    "Official car used for a campaign visit",
)
_STAGES = (Stage.CONCLUDED, Stage.NOTIFIED, Stage.CLOSED, Stage.REPLIED, Stage.RECEIVED, Stage.INADMISSIBLE)
_RESULTS = (Result.SUBSTANTIATED, Result.NOT_SUBSTANTIATED, Result.PARTIALLY_SUBSTANTIATED, Result.INCONCLUSIVE)


def matrix_row(instrument: str, version: str, clause: str) -> MatrixRow:
    """One row of the matrix with a cell for each of the two candidates."""
    cells = tuple(MatrixCell(key, *_ON_VOTE[instrument, key]) for key in ("alder", "birch"))
    if clause == "5(b)":
        cells = (replace(cells[0], on_vote=Outcome.DECLINED, days_bound=0), cells[1])
    return MatrixRow(instrument, version, clause, cells)


def source(mark: str) -> Source:
    """A source of which every text carries the mark."""
    return Source(
        reference=f"{mark}reference",
        kind=SourceKind.CONFIDENTIAL,
        reliability=Reliability.B,
        credibility=Credibility.PROBABLE,
        statement=f"{mark}statement",
    )


def not_binding(day: date) -> Run:
    """The run of a day on which the pledge was not signed yet."""
    days = (SIGNED - day).days
    return Run(Outcome.NOT_YET_ACKNOWLEDGED, day, day, f"The pledge was signed on 24 February 2031, {days} days later.")


def allegations(number: int, day: date, *, decided: bool, answered: bool) -> tuple[Allegation, ...]:
    """Two allegations: one under a clause that bound, one under a clause that did not, with a reason."""
    reply = Reply(date(2031, 3, 14) + timedelta(days=number % 7), f"I deny reply{number}. The visit was authorised.")
    finding = Finding(
        finding=_RESULTS[number % len(_RESULTS)],
        standard_of_proof=StandardOfProof.BALANCE_OF_PROBABILITIES,
        decided_on=date(2031, 4, 2),
        rationale=f"The programme of the visit and the bill agree (rationale{number}).",
        superseded=(
            EarlierFinding(
                Result.INCONCLUSIVE,
                StandardOfProof.BALANCE_OF_PROBABILITIES,
                date(2031, 3, 20),
                "The bill was not available at that time.",
            ),
        )
        if number % 5 == 0
        else (),
    )
    bound = Run(Outcome.BINDING, day, day, "Robin Alder held office on this day.")
    first = Allegation(
        "standards", "2014", "4(a)", "Staff do not use official funds for private ends.", True, None, (bound,)
    )
    second = Allegation(
        "pledge",
        "1",
        "4",
        "I keep missions for the organisation apart from my campaign.",
        False,
        "The candidate had announced in writing that the pledge would be kept from the first day.",
        (not_binding(day),),
    )
    second_finding = replace(finding, finding=Result.OUT_OF_SCOPE, rationale="The clause did not bind.", superseded=())
    return (
        replace(first, reply=reply if answered else None, finding=finding if decided else None),
        replace(second, reply=reply if answered else None, finding=second_finding if decided else None),
    )


def history(stage: Stage, reported_on: date) -> tuple[StageEntry, ...]:
    """The steps up to a stage."""
    first = StageEntry(Stage.RECEIVED, reported_on)
    if stage is Stage.RECEIVED:
        return (first,)
    if stage is Stage.INADMISSIBLE:
        return (first, StageEntry(stage, reported_on + timedelta(days=5), "It concerns no clause of any instrument."))
    steps = [first, StageEntry(Stage.ADMISSIBLE, reported_on + timedelta(days=3))]
    order = [Stage.NOTIFIED, Stage.REPLIED, Stage.CONCLUDED, Stage.CLOSED]
    for place, step in enumerate(order[: order.index(stage) + 1]):
        steps.append(StageEntry(step, reported_on + timedelta(days=5 + 10 * place)))
    return tuple(steps)


def incident(number: int, stage: Stage | None = None, mark: str = "") -> Incident:
    """The incident of this number; its stage goes round unless given. Texts of its source carry the mark."""
    stage = stage or _STAGES[number % len(_STAGES)]
    kind = number % len(_KINDS)
    day = date(2031, 1, 16) + timedelta(days=number % 30)
    put = stage not in (Stage.RECEIVED, Stage.INADMISSIBLE)
    decided = stage in (Stage.CONCLUDED, Stage.CLOSED)
    answered = decided or stage is Stage.REPLIED
    return Incident(
        reference=f"DG-2031-{number:04d}",
        candidate=("alder", "birch")[number % 2],
        kind=_KINDS[kind],
        title=_TITLES[kind],
        occurred_from=day,
        occurred_until=day + timedelta(days=4) if number % 3 == 0 else None,
        reported_on=day + timedelta(days=18),
        stage=stage,
        history=history(stage, day + timedelta(days=18)),
        summary=f"The candidate is said to have met electors in the evening of the visit (summary{number}).",
        details={"destination": "Port Azure", "purpose": f"purpose{number}", "paid_by": "organisation"}
        if _KINDS[kind] is Kind.TRAVEL
        else {},
        assessment=f"The account is plausible (assessment{number}).",
        allegations=allegations(number, day, decided=decided, answered=answered) if put else (),
        evidence=(Evidence(f"filename{number}.pdf", f"{number:064x}", 48_211, "application/pdf", "Bill of the hotel"),),
        sources=(source(mark or f"source{number}"),),
        notices=(Notice(day + timedelta(days=23), day + timedelta(days=33), f"Please answer (notice{number})."),)
        if put
        else (),
    )


def report(incidents: int = 6, mark: str = "") -> Report:
    """A full report, as the queries deliver it, with this many incidents."""
    instruments = (STANDARDS, PLEDGE)
    rows = tuple(
        matrix_row(instrument.key, version.version, clause.number)
        for instrument in instruments
        for version in instrument.versions
        for clause in version.clauses
        if clause.leaf
    )
    return Report(
        edition=Edition.ETHICS,
        as_of=AS_OF,
        contest=CONTEST,
        instruments=instruments,
        candidates=(ALDER, BIRCH),
        matrix=rows,
        incidents=tuple(incident(number, mark=mark) for number in range(1, incidents + 1)),
        recusals=(Recusal("Noor Cedar", "Robin Alder", date(2031, 1, 8), None, "Reports to Robin Alder."),),
        log=LogHead(size=412, root="5b0f1f5d7f0a4e0c9a6c3a0c6e3c1f4be7d0a2b98d5f6a11c4e2d7f8091a2b3c"),
    )
