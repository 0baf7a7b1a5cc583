"""What decides who handles a case: relations to candidates, what follows from them, replacements and assignments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.access import Role
from compliance.core.database import Base, Revised, enum_by_value, ordered_days
from compliance.identity.terms import ProposalState, RelationKind


class Relation(Base):
    """How somebody stands to a candidate, as declared by themselves or recorded by whoever may."""

    __tablename__ = "relation"
    __table_args__ = (Index("ix_relation_user_id", "user_id"), Index("ix_relation_contest_id", "contest_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    kind: Mapped[RelationKind] = mapped_column(enum_by_value(RelationKind))
    note: Mapped[str | None] = mapped_column(Text)
    declared_at: Mapped[datetime]
    declared_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]


class RecusalProposal(Base):
    """That a relation should lead to a recusal. It is open until the person accepts it or somebody else decides."""

    __tablename__ = "recusal_proposal"
    __table_args__ = (
        Index("ix_recusal_proposal_user_id", "user_id"),
        Index("ix_recusal_proposal_contest_id", "contest_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    state: Mapped[ProposalState] = mapped_column(enum_by_value(ProposalState))
    proposed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    reason: Mapped[str | None] = mapped_column(Text)
    recusal_id: Mapped[int | None] = mapped_column(ForeignKey("recusal.id"))


class Replacement(Base):
    """Who acts in the place of one person, or of whoever holds a role, when they keep out; both days included."""

    __tablename__ = "replacement"
    __table_args__ = (
        Index("ix_replacement_contest_id", "contest_id"),
        CheckConstraint("replaced_id IS NOT NULL OR role IS NOT NULL", name="of_somebody"),
        ordered_days("from_on", "until_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    replaced_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role | None] = mapped_column(enum_by_value(Role))
    replacement_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]


class Routing(Revised, Base):
    """How a contest routes: which candidate heads the organisation and is therefore passed over."""

    __tablename__ = "routing"

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    head_candidacy_id: Mapped[int | None] = mapped_column(ForeignKey("candidacy.id"))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class Assignment(Base):
    """That an officer handles an incident (held as a value), alone or with others, one of whom leads.

    `in_place_of_id`: whom a replacement replaced. `because_recused`: it ended because the officer keeps out.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_incident_id", "incident_id"),
        Index("ix_assignment_user_id", "user_id"),
        Index(
            "uq_assignment_incident_id_user_id_in_force",
            *("incident_id", "user_id"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    leads: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    in_place_of_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    assigned_at: Mapped[datetime]
    recorded_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    end_reason: Mapped[str | None] = mapped_column(Text)
    because_recused: Mapped[bool | None]
