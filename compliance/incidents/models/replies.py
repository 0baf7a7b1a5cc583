"""What comes back: drafts of the respondent's side, files with a reply, and what is said or tried in its absence."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.incidents.terms import ContactWay


class ReplyDraft(Base):
    """A reply that the respondent's side is still writing. The office never sees it, and it is gone once it is sent."""

    __tablename__ = "reply_draft"
    __table_args__ = (UniqueConstraint("allegation_id", name="uq_reply_draft_allegation_id"),)
    unrecorded: ClassVar[str | None] = "it is private to the candidate's side, and no act until it is sent"

    id: Mapped[int] = mapped_column(primary_key=True)
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    declines: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]


class DraftFile(Base):
    """A file that is to go with a reply which is not sent yet."""

    __tablename__ = "draft_file"
    __table_args__ = (Index("ix_draft_file_draft_id", "draft_id"),)
    unrecorded: ClassVar[str | None] = "it belongs to a draft, which is private to the candidate's side"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("reply_draft.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]


class ReplyFile(Base):
    """A file that the respondent sent with a reply, kept under its SHA-256."""

    __tablename__ = "reply_file"
    __table_args__ = (Index("ix_reply_file_reply_id", "reply_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    recorded_at: Mapped[datetime]


class ContactAttempt(Base):
    """The office tried to reach the respondent: on which day, how, and by which way (of old ones not on record)."""

    __tablename__ = "contact_attempt"
    __table_args__ = (Index("ix_contact_attempt_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    tried_on: Mapped[date]
    way: Mapped[ContactWay | None] = mapped_column(enum_by_value(ContactWay))
    how: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    recorded_by_id: Mapped[int | None]


class Unreachable(Base):
    """Two people found that the respondent cannot be reached. A reply that comes later is still an answer."""

    __tablename__ = "unreachable"
    __table_args__ = (Index("ix_unreachable_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    found_on: Mapped[date]
    remark: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class ThirdPartyStatement(Base):
    """What somebody else said on the respondent's behalf about one allegation. It is not the respondent's reply."""

    __tablename__ = "third_party_statement"
    __table_args__ = (Index("ix_third_party_statement_allegation_id", "allegation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    made_by: Mapped[str]
    on_behalf_of: Mapped[str]
    made_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
