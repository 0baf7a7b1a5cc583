"""The contest file's format, `compliance/contest/1`, as frozen models.

The shape alone: names, types, lengths, patterns. What one part says of another is looked at in `checks`. A date is a
day in the contest's time zone; an absent end is open. Keys that are optional in the file may also be null.
"""

from collections import Counter
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from compliance.candidates.terms import AccountCapacity, Status
from compliance.codes.terms import BindsBy, Modality
from compliance.exchange.schema.fields import (
    LAX,
    ClauseReference,
    Day,
    Detail,
    DetailKey,
    Key,
    Label,
    Language,
    Line,
    Part,
    Prose,
    Slug,
    Timezone,
    distinct,
    filled,
    open_kind,
    recordable,
)
from compliance.exchange.schema.measures import Measure
from compliance.incidents.terms import InadmissibilityGround, Kind, Result, Stage, StandardOfProof
from compliance.pledges.terms import Decision

FORMAT = "compliance/contest/1"

DETAIL_KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.TRAVEL: (
        "destination",
        "purpose",
        "paid_by",
        "capacity",
        "authorisation",
        "authorised_by",
        "departed_on",
        "returned_on",
    ),
    Kind.SOCIAL_MEDIA: ("platform", "account", "capacity", "address", "posted_at"),
    Kind.PRESS: ("outlet", "form", "statement", "capacity"),
    Kind.STAFF_CONTACT: ("how", "by_whom", "asked"),
    Kind.MEMBER_STATE_CONTACT: ("state", "how", "capacity", "asked_by"),
    Kind.RESOURCES: ("what", "value", "currency"),
    Kind.CONDUCT: ("towards", "how"),
    Kind.FUNDING: ("source", "amount", "currency", "period"),
    Kind.RETALIATION: (),
    Kind.OTHER: (),
}
"""What a form asks for, by kind. A file may hold other keys as well; they are kept."""


class Contest(Part):
    """The election and its calendar."""

    slug: Slug
    title: Line
    organisation: Line
    post: Line
    timezone: Timezone
    electorate: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    majority: Line | None = None
    opens_on: Day
    votes_on: Day


class Clause(Part):
    """A clause; with `clauses` it is a heading, without it is a leaf, which needs `text` and can be tested."""

    number: Label
    heading: Line | None = None
    text: Prose | None = None
    topics: Annotated[tuple[Line, ...], LAX, AfterValidator(distinct)] = ()
    modality: Annotated[Modality, LAX] = Modality.MUST
    applies_when: (
        Annotated[tuple[Annotated[Status, LAX], ...], LAX, AfterValidator(filled), AfterValidator(distinct)] | None
    ) = None
    clauses: Annotated[tuple["Clause", ...], LAX] = ()


class Version(Part):
    """An instrument as it stood from one day to another."""

    version: Label
    in_force_from: Day
    in_force_until: Day | None = None
    language: Language = "en"
    clauses: Annotated[tuple[Clause, ...], LAX, AfterValidator(filled)]


class Instrument(Part):
    """A code, pledge, resolution or set of standards."""

    key: Key
    title: Line
    binds_by: Annotated[BindsBy, LAX]
    authority: Line | None = None
    versions: Annotated[tuple[Version, ...], LAX, AfterValidator(filled)]


class StatusPeriod(Part):
    """In which relation to the organisation a candidate stood, from one day to another."""

    status: Annotated[Status, LAX, AfterValidator(recordable)]
    start: Day = Field(alias="from")
    until: Day | None = None


class Account(Part):
    """A media account and for whom it spoke, from one day to another."""

    platform: Line
    handle: Line
    capacity: Annotated[AccountCapacity, LAX]
    start: Day = Field(alias="from")
    until: Day | None = None


class Candidate(Part):
    """A candidacy."""

    key: Key
    name: Line
    post: Line | None = None
    nominated_by: Annotated[tuple[Line, ...], LAX, AfterValidator(distinct)] = ()
    announced_on: Day
    withdrawn_on: Day | None = None
    statuses: Annotated[tuple[StatusPeriod, ...], LAX] = ()
    accounts: Annotated[tuple[Account, ...], LAX] = ()


class ClauseDecision(Part):
    """What a candidate decided on one clause when acknowledging the version."""

    decision: Annotated[Decision, LAX]
    statement: Prose | None = None


class Acknowledgement(Part):
    """A version signed by a candidate. A clause that `decisions` does not name is accepted."""

    candidate: Key
    instrument: Key
    version: Label
    signed_on: Day
    withdrawn_on: Day | None = None
    submitted_to: Line | None = None
    decisions: dict[Label, ClauseDecision] = Field(default_factory=dict)


class Allegation(Part):
    """The claim that an incident concerns a clause. `override` says why one that did not bind is alleged.

    `held_to_bind`, which exports alone need, says that the clause was held to bind when it was alleged or decided on,
    though by what is on record now (a status corrected since, an acknowledgement withdrawn since) it did not.
    """

    instrument: Key
    version: Label
    clause: Label
    override: Prose | None = None
    held_to_bind: bool = False

    @property
    def reference(self) -> str:
        """How findings and replies name it: `instrument/clause`."""
        return f"{self.instrument}/{self.clause}"

    @property
    def exact_reference(self) -> str:
        """The same with the version, for incidents in which two versions are alleged: `instrument@version/clause`."""
        return f"{self.instrument}@{self.version}/{self.clause}"


class Finding(Part):
    """What was concluded of one allegation."""

    finding: Annotated[Result, LAX]
    decided_on: Day
    rationale: Prose
    standard_of_proof: Annotated[StandardOfProof, LAX] = StandardOfProof.BALANCE_OF_PROBABILITIES
    standard_reason: Prose | None = None


class Assessment(Part):
    """Whether the office may deal with the incident at all."""

    admissible: bool
    ground: Annotated[InadmissibilityGround, LAX] | None = None
    reason: Prose
    decided_on: Day


class Supplement(Part):
    """What the candidate added to a reply later. `kind`, if it is not an answer, says that they declined to comment."""

    replied_on: Day
    text: Prose
    kind: Literal["answered", "declined_to_comment"] = "answered"


class Reply(Supplement):
    """What the candidate answered to one allegation, and then added to it."""

    supplements: Annotated[tuple[Supplement, ...], LAX] = ()

    @property
    def in_order(self) -> tuple[Supplement, ...]:
        """The reply itself, then what was added."""
        return (self, *self.supplements)


class Incident(Part):
    """What is said to have happened, and the due process it went through."""

    key: Key
    candidate: Key
    kind: Annotated[Kind, LAX, AfterValidator(open_kind)]
    title: Line
    occurred_from: Day
    occurred_until: Day | None = None
    reported_on: Day
    summary: Prose | None = None
    details: dict[DetailKey, Detail] = Field(default_factory=dict)
    allegations: Annotated[tuple[Allegation, ...], LAX] = ()
    finding_of: dict[ClauseReference, Finding] = Field(default_factory=dict)
    stage: Annotated[Stage, LAX] | None = None
    assessment: Assessment | None = None
    notified_on: Day | None = None
    reply_due_on: Day | None = None
    replies_of: dict[ClauseReference, Reply] = Field(default_factory=dict)
    measures: Annotated[tuple[Measure, ...], LAX] = ()
    published: bool = True

    @property
    def is_decided(self) -> bool:
        """Whether there is a finding on every allegation, and at least one."""
        return bool(self.allegations) and len(self.finding_of) == len(self.allegations)

    @property
    def stage_reached(self) -> Stage:
        """The stage written in the file; else the one to which what the file holds has led.

        Concluded if every allegation has a finding. If only some have, the rest can still be decided: replied if every
        allegation was answered, else reply_overdue. Without findings, as far as replies, notice and assessment go.
        """
        if self.stage is not None:
            return self.stage
        if self.is_decided:
            return Stage.CONCLUDED
        if self.allegations and len(self.replies_of) == len(self.allegations):
            return Stage.REPLIED
        return Stage.REPLY_OVERDUE if self.finding_of else self._stage_before_replies

    @property
    def _stage_before_replies(self) -> Stage:
        if self.notified_on is not None:
            return Stage.NOTIFIED
        if self.assessment is not None:
            return Stage.ADMISSIBLE if self.assessment.admissible else Stage.INADMISSIBLE
        return Stage.RECEIVED

    def by_reference(self) -> dict[str, list[int]]:
        """Positions of the allegations that each reference, short or exact, can mean."""
        positions: dict[str, list[int]] = {}
        for position, allegation in enumerate(self.allegations):
            positions.setdefault(allegation.reference, []).append(position)
            positions.setdefault(allegation.exact_reference, []).append(position)
        return positions

    def references(self) -> list[str]:
        """How to name each allegation, in order: the short way, or the exact one where two versions are alleged."""
        times = Counter(allegation.reference for allegation in self.allegations)
        return [
            allegation.reference if times[allegation.reference] == 1 else allegation.exact_reference
            for allegation in self.allegations
        ]


class ContestFile(Part):
    """A whole contest."""

    format: Literal["compliance/contest/1"]
    contest: Contest
    instruments: Annotated[tuple[Instrument, ...], LAX] = ()
    candidates: Annotated[tuple[Candidate, ...], LAX] = ()
    acknowledgements: Annotated[tuple[Acknowledgement, ...], LAX] = ()
    incidents: Annotated[tuple[Incident, ...], LAX] = ()
