"""Incidents, and what due process adds to them. Facts are appended; an incident's stage is its latest StageChange."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, Revised, enum_by_value, ordered_days
from compliance.incidents.terms import (
    Credibility,
    InadmissibilityGround,
    Kind,
    Reliability,
    ReplyKind,
    Result,
    SourceKind,
    Stage,
    StandardOfProof,
)


class Incident(Revised, Base):
    """Something that is said to have happened, with one candidate as respondent.

    `details` depends on the kind. `key` is its name in a contest file, `reference` what people see. `stage` repeats the
    latest StageChange, so that a list needs no second look. `restricted_at` is when it was confined to the officers who
    are assigned to it, if it is now.
    """

    __tablename__ = "incident"
    __table_args__ = (
        UniqueConstraint("contest_id", "key", name="uq_incident_contest_id_key"),
        Index("ix_incident_contest_id_id", "contest_id", "id"),
        Index("ix_incident_candidacy_id_id", "candidacy_id", "id"),
        ordered_days("occurred_from", "occurred_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str]
    kind: Mapped[Kind] = mapped_column(enum_by_value(Kind))
    title: Mapped[str]
    occurred_from: Mapped[date]
    occurred_until: Mapped[date | None]
    reported_on: Mapped[date]
    summary: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]]
    stage: Mapped[Stage] = mapped_column(enum_by_value(Stage))
    reply_due_on: Mapped[date | None]
    under_review: Mapped[bool | None]
    filed_at: Mapped[datetime]
    filed_by: Mapped[str]
    restricted_at: Mapped[datetime | None]

    @hybrid_property
    def restricted(self) -> bool:
        """Whether only the officers who are assigned to it may know of it."""
        return self.restricted_at is not None

    @restricted.inplace.expression
    @classmethod
    def _restricted(cls) -> ColumnElement[bool]:
        return cls.restricted_at.is_not(None)


class StageChange(Base):
    """The incident came to a stage: when it is said to have (`on`), when that was recorded, by whom, and why.

    `ground` says for which of the known grounds an incident was found inadmissible; None where none was recorded.
    `recorded_by_id` is the user, held as a value; None for the command line. `review_until`, of a conclusion: the last
    day on which the candidate may ask for a review, by the rule of that time.
    """

    __tablename__ = "stage_change"
    __table_args__ = (Index("ix_stage_change_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    stage: Mapped[Stage] = mapped_column(enum_by_value(Stage))
    on: Mapped[date] = mapped_column("on_day")
    reason: Mapped[str | None] = mapped_column(Text)
    ground: Mapped[InadmissibilityGround | None] = mapped_column(enum_by_value(InadmissibilityGround))
    review_until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    recorded_by_id: Mapped[int | None]


class Allegation(Base):
    """An incident held against one clause. `override` says why, where the clause did not bind on those days."""

    __tablename__ = "allegation"
    __table_args__ = (UniqueConstraint("incident_id", "clause_id", name="uq_allegation_incident_id_clause_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    position: Mapped[int]
    override: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class Notice(Base):
    """What was put to the respondent: its own wording, and until when they may reply.

    `prepared_id` leads to the facts that it states; None if it was taken over from a file or is older than these.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    text: Mapped[str] = mapped_column(Text)
    notified_on: Mapped[date]
    reply_due_on: Mapped[date | None]
    prepared_id: Mapped[int | None] = mapped_column(ForeignKey("prepared_notice.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Reply(Base):
    """The respondent's answer to one allegation. A later one supplements an earlier one, it does not replace it.

    `kind` is answered or declined to comment; None, as in every reply from before there were kinds, is answered.
    """

    __tablename__ = "reply"
    __table_args__ = (Index("ix_reply_allegation_id", "allegation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    kind: Mapped[ReplyKind | None] = mapped_column(enum_by_value(ReplyKind))
    text: Mapped[str] = mapped_column(Text)
    replied_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Finding(Base):
    """What was found on one allegation. A correction supersedes the finding before it; none is overwritten.

    `standard_reason` says why another standard of proof was used than is usual in the contest. `recorded_by_id` is the
    user who found, held as a value; None for the command line.
    """

    __tablename__ = "finding"
    __table_args__ = (
        Index("ix_finding_allegation_id", "allegation_id"),
        UniqueConstraint("supersedes_id", name="uq_finding_supersedes_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    result: Mapped[Result] = mapped_column(enum_by_value(Result))
    standard_of_proof: Mapped[StandardOfProof] = mapped_column(enum_by_value(StandardOfProof))
    decided_on: Mapped[date]
    rationale: Mapped[str] = mapped_column(Text)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    correction_reason: Mapped[str | None] = mapped_column(Text)
    standard_reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    recorded_by_id: Mapped[int | None]


class EvidenceItem(Base):
    """A file that supports or refutes an allegation, kept under its SHA-256; `disclosed` to the respondent or not."""

    __tablename__ = "evidence_item"
    __table_args__ = (Index("ix_evidence_item_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    description: Mapped[str] = mapped_column(Text)
    disclosed: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Source(Base):
    """Who says so. Reliability of the source and credibility of the information are graded apart."""

    __tablename__ = "source"
    __table_args__ = (Index("ix_source_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[SourceKind] = mapped_column(enum_by_value(SourceKind))
    name: Mapped[str | None]
    contact: Mapped[str | None]
    statement: Mapped[str] = mapped_column(Text)
    reliability: Mapped[Reliability] = mapped_column(enum_by_value(Reliability))
    credibility: Mapped[Credibility] = mapped_column(enum_by_value(Credibility))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
