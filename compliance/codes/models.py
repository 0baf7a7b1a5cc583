"""Instruments, their versions, and the clauses of each version."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.codes.terms import BindsBy, Modality
from compliance.core.database import Base, Revised, enum_by_value, ordered_days


class Instrument(Revised, Base):
    """A code of conduct in a contest: a pledge, staff standards, a resolution.

    The contest is held as a value: contests stand above codes.
    """

    __tablename__ = "instrument"
    __table_args__ = (UniqueConstraint("contest_id", "key", name="uq_instrument_contest_id_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    key: Mapped[str]
    position: Mapped[int]
    title: Mapped[str]
    binds_by: Mapped[BindsBy] = mapped_column(enum_by_value(BindsBy))
    authority: Mapped[str | None]


class InstrumentVersion(Revised, Base):
    """One wording of an instrument, in force from one day to another. Frozen as soon as anybody has acted on it."""

    __tablename__ = "instrument_version"
    __table_args__ = (
        UniqueConstraint("instrument_id", "ordinal", name="uq_instrument_version_instrument_id_ordinal"),
        UniqueConstraint("instrument_id", "label", name="uq_instrument_version_instrument_id_label"),
        ordered_days("in_force_from", "in_force_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    ordinal: Mapped[int]
    label: Mapped[str]
    in_force_from: Mapped[date]
    in_force_until: Mapped[date | None]
    language: Mapped[str]


class Clause(Base):
    """A numbered place in a version. A clause with children is a heading; a leaf can be tested against an incident.

    `position` is its place in the order of reading; `applies_when` the statuses in which it applies, None for all.
    """

    __tablename__ = "clause"
    __table_args__ = (
        UniqueConstraint("version_id", "number", name="uq_clause_version_id_number"),
        UniqueConstraint("version_id", "position", name="uq_clause_version_id_position"),
        Index("ix_clause_parent_id", "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("instrument_version.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("clause.id"))
    position: Mapped[int]
    depth: Mapped[int]
    is_leaf: Mapped[bool]
    number: Mapped[str]
    heading: Mapped[str | None]
    text: Mapped[str | None] = mapped_column(Text)
    modality: Mapped[Modality] = mapped_column(enum_by_value(Modality))
    topics: Mapped[list[str]]
    applies_when: Mapped[list[str] | None]
