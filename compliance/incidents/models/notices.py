"""How a notice is written and released: approved wording, the contest's fixed hours, and what each notice states.

A notice under way is a `PreparedNotice`, of which the respondent learns nothing. Its release makes a `Notice`, which is
what was put to them; a `Notice` without one was taken over from a file or is older than this.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, Revised, ordered_days


class NoticeSettings(Revised, Base):
    """How a contest puts notices: at which hours, and with a second pair of eyes or without.

    `hours` are times of day in the contest's time zone, such as `10:00`, from the day `hours_from` on; until then
    `hours_before` hold. Without a row the terms of `release.DEFAULTS` hold.
    """

    __tablename__ = "notice_settings"
    __table_args__ = (UniqueConstraint("contest_id", name="uq_notice_settings_contest_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    hours: Mapped[list[str]]
    second_check: Mapped[bool]
    hours_before: Mapped[list[str] | None]
    hours_from: Mapped[date | None]


class NoticeTermsChange(Base):
    """How a contest puts notices was changed: to what, from which day the hours hold, by whom and why."""

    __tablename__ = "notice_terms_change"
    __table_args__ = (Index("ix_notice_terms_change_contest_id", "contest_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    hours: Mapped[list[str]]
    second_check: Mapped[bool]
    hours_from: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class NoticeTemplate(Base):
    """One version of a wording for notices. It can be used once somebody other than its author has approved it.

    Versions of one wording share a `key`; the latest that is approved is in force.
    """

    __tablename__ = "notice_template"
    __table_args__ = (
        UniqueConstraint("contest_id", "key", "version", name="uq_notice_template_contest_id_key_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    key: Mapped[str]
    version: Mapped[int]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    written_by: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class PreparedNotice(Revised, Base):
    """A notice from its first draft to its release.

    It is open until it was released (`released_at`) or given up (`dropped_at`). `text` and `reply_due_on` are written
    when its release is ordered, and cleared if it is called back; `template_id` None is the wording that is shipped.
    `longer_until` is the day for replies if it is to be later than the rule's, and `longer_because` says why; a check
    of the notice is one of this day too.
    `hurry` says why it was released outside of the fixed hours.
    """

    __tablename__ = "prepared_notice"
    __table_args__ = (
        Index("ix_prepared_notice_incident_id", "incident_id"),
        Index("ix_prepared_notice_release_at", "release_at"),
        CheckConstraint("release_at IS NULL OR text IS NOT NULL", name="text_before_release"),
        CheckConstraint("longer_until IS NULL OR longer_because IS NOT NULL", name="longer_because_of_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("notice_template.id"))
    prepared_at: Mapped[datetime]
    prepared_by: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str | None]
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ordered_at: Mapped[datetime | None]
    ordered_by: Mapped[str | None]
    release_at: Mapped[datetime | None]
    hurry: Mapped[str | None] = mapped_column(Text)
    longer_until: Mapped[date | None]
    longer_because: Mapped[str | None] = mapped_column(Text)
    reply_due_on: Mapped[date | None]
    text: Mapped[str | None] = mapped_column(Text)
    released_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    @property
    def is_checked(self) -> bool:
        """Whether a second person has checked it as it is."""
        return self.checked_at is not None

    @property
    def is_ordered(self) -> bool:
        """Whether its release was ordered, at an hour that has come or not."""
        return self.release_at is not None


class NoticeFact(Base):
    """One fact that a notice states: what is said to have happened, and on which day or days."""

    __tablename__ = "notice_fact"
    __table_args__ = (Index("ix_notice_fact_prepared_id", "prepared_id"), ordered_days("from_on", "until_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    prepared_id: Mapped[int] = mapped_column(ForeignKey("prepared_notice.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class FactAllegation(Base):
    """A fact of a notice bears on an allegation: with its release the allegation counts as notified."""

    __tablename__ = "fact_allegation"
    __table_args__ = (
        UniqueConstraint("fact_id", "allegation_id", name="uq_fact_allegation_fact_id_allegation_id"),
        Index("ix_fact_allegation_allegation_id", "allegation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("notice_fact.id"))
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
