"""Finding the facts of a case: tasks, interviews, contested facts and what supports each account, referrals.

All of it is for the officers of the case. What changes is appended as a version, so that its history begins with its
first values.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, Revised, enum_by_value
from compliance.incidents.terms import Claimant, FactStatus, ReferralBody, TaskState


class Task(Revised, Base):
    """Something to be found out, by one officer until a day. It repeats the latest TaskChange, for lists."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_incident_id", "incident_id"), Index("ix_task_user_id_state", "user_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    what: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(enum_by_value(TaskState))


class TaskChange(Base):
    """A task as it was given, or as it was changed: all of its values, and a note that says why or with what result."""

    __tablename__ = "task_change"
    __table_args__ = (Index("ix_task_change_task_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    what: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(enum_by_value(TaskState))
    note: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Interview(Base):
    """A conversation that is on record. What it says is its latest InterviewVersion."""

    __tablename__ = "interview"
    __table_args__ = (Index("ix_interview_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))


class InterviewVersion(Base):
    """The record of an interview as it was first made (number 1, no reason), or as it superseded the one before.

    `person` is a role or a name, which may be that of a confidential source. `corrections` are what the person who was
    heard wants put right, in their words.
    """

    __tablename__ = "interview_version"
    __table_args__ = (UniqueConstraint("interview_id", "number", name="uq_interview_version_interview_id_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    number: Mapped[int]
    person: Mapped[str]
    held_on: Mapped[date]
    place: Mapped[str | None]
    present: Mapped[str | None] = mapped_column(Text)
    accompaniment_offered: Mapped[bool]
    record: Mapped[str] = mapped_column(Text)
    sent_on: Mapped[date | None]
    corrections: Mapped[str | None] = mapped_column(Text)
    corrections_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class ContestedFact(Base):
    """A question of fact on which accounts differ, or may."""

    __tablename__ = "contested_fact"
    __table_args__ = (Index("ix_contested_fact_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    question: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Claim(Base):
    """One account of a contested fact: whose, and what it says. `who` names a state, or whoever else it is."""

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_fact_id", "fact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("contested_fact.id"))
    claimant: Mapped[Claimant] = mapped_column(enum_by_value(Claimant))
    who: Mapped[str | None]
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class ClaimSupport(Base):
    """What an account rests on: an item of evidence, a source, a reply or an interview of the same case."""

    __tablename__ = "claim_support"
    __table_args__ = (
        Index("ix_claim_support_claim_id", "claim_id"),
        CheckConstraint(
            "evidence_id IS NOT NULL OR source_id IS NOT NULL OR reply_id IS NOT NULL OR interview_id IS NOT NULL",
            name="by_something",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_item.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"))
    interview_id: Mapped[int | None] = mapped_column(ForeignKey("interview.id"))


class FactAssessment(Base):
    """What the office makes of a contested fact, and why. A later assessment stands beside the earlier ones."""

    __tablename__ = "fact_assessment"
    __table_args__ = (Index("ix_fact_assessment_fact_id", "fact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("contested_fact.id"))
    status: Mapped[FactStatus] = mapped_column(enum_by_value(FactStatus))
    reasons: Mapped[str] = mapped_column(Text)
    assessed_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Referral(Base):
    """A matter of the workplace was left to another body on a day. On purpose, neither who nor what is kept."""

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_incident_id", "incident_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    body: Mapped[ReferralBody] = mapped_column(enum_by_value(ReferralBody))
    referred_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
