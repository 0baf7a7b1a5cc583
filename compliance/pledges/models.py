"""What candidates acknowledged, clause by clause. Nothing signed is ever edited."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value, ordered_days
from compliance.pledges.terms import Decision, Medium


class Acknowledgement(Base):
    """One signature under one version of an instrument.

    `signed_text` is the exact text that was signed, canonical JSON with every clause, decision and statement, and
    `signed_digest` its SHA-256. What was imported or given on paper has no typed name and no re-entered password; a
    paper pledge has the digest of its scan instead.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (
        Index("ix_acknowledgement_candidacy_id_version_id", "candidacy_id", "version_id"),
        ordered_days("signed_on", "withdrawn_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    medium: Mapped[Medium] = mapped_column(enum_by_value(Medium))
    signed_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    submitted_to: Mapped[str | None]
    signatory: Mapped[str | None]
    signed_text: Mapped[str] = mapped_column(Text)
    signed_digest: Mapped[str]
    scan_name: Mapped[str | None]
    scan_media_type: Mapped[str | None]
    scan_sha256: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class ClauseDecision(Base):
    """What was decided on one clause, where it was anything but plain acceptance."""

    __tablename__ = "clause_decision"
    __table_args__ = (
        UniqueConstraint("acknowledgement_id", "clause_id", name="uq_clause_decision_acknowledgement_id_clause_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    acknowledgement_id: Mapped[int] = mapped_column(ForeignKey("acknowledgement.id"))
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    decision: Mapped[Decision] = mapped_column(enum_by_value(Decision))
    statement: Mapped[str | None] = mapped_column(Text)


class PledgeDraft(Base):
    """What a candidate has decided so far, before signing: `{clause number: {"decision": …, "statement": …}}`."""

    __tablename__ = "pledge_draft"
    __table_args__ = (UniqueConstraint("candidacy_id", "version_id", name="uq_pledge_draft_candidacy_id_version_id"),)
    unrecorded: ClassVar[str | None] = "a draft is the candidate's own until it is signed"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    decisions: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
