"""Submissions, and apart from them who sent them.

Who sent a submission stands in no log entry: `SubmissionParty` is not recorded, so that it can be erased, and so that
no number of rows tells. The submission, which is recorded, holds a commitment to it that looks the same for everybody.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, Revised, enum_by_value, ordered_days
from compliance.incidents.terms import Kind
from compliance.intake.terms import Mode, SubmissionState


class IntakeSetting(Revised, Base):
    """Whether a contest takes reports from the public; a contest without a row does."""

    __tablename__ = "intake_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    takes_reports: Mapped[bool]


class Submission(Revised, Base):
    """What somebody reports, in their own words.

    `token_digest` is that of the form it came with, so that a form makes one submission however often it is sent.
    `code_digest` is the Argon2id digest of the receipt code, by which the mailbox is found; the code itself is kept
    nowhere. `candidacy_id` is None where the reporter was not sure. `occurred_words` is "when" in words, where no day
    was given or none would do. `received_at` is rounded down to the hour, so that the minute betrays nobody.
    `parties_commitment` binds to the parties (see `SubmissionParty`). `crowded` marks what came in a flood.
    """

    __tablename__ = "submission"
    __table_args__ = (
        Index("ix_submission_contest_id_id", "contest_id", "id"),
        Index("ix_submission_contest_id_received_at", "contest_id", "received_at"),
        ordered_days("occurred_from", "occurred_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    mode: Mapped[Mode] = mapped_column(enum_by_value(Mode))
    candidacy_id: Mapped[int | None] = mapped_column(ForeignKey("candidacy.id"))
    kind: Mapped[Kind | None] = mapped_column(enum_by_value(Kind))
    persons: Mapped[str | None] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    occurred_from: Mapped[date | None]
    occurred_until: Mapped[date | None]
    occurred_words: Mapped[str | None]
    place: Mapped[str | None] = mapped_column(Text)
    how_known: Mapped[str | None] = mapped_column(Text)
    support: Mapped[str | None] = mapped_column(Text)
    state: Mapped[SubmissionState] = mapped_column(enum_by_value(SubmissionState))
    parties_commitment: Mapped[str]
    crowded: Mapped[bool]
    received_at: Mapped[datetime]


class SubmissionParty(Base):
    """One of those who sent a submission; several are joint complainants; of an anonymous one there is none.

    `organisation` is a state or an organisation. `salt` is that of this row's commitment and goes with the row, so that
    what was erased cannot be guessed from what remains.
    """

    __tablename__ = "submission_party"
    __table_args__ = (UniqueConstraint("submission_id", "position", name="uq_submission_party_submission_id_position"),)
    unrecorded: ClassVar[str | None] = "who a reporter is stands in no entry of the log; the submission commits to it"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    position: Mapped[int]
    name: Mapped[str]
    organisation: Mapped[str | None]
    contact: Mapped[str | None]
    salt: Mapped[str]
