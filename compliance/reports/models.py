"""Reports that were issued, and who acknowledged receipt."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from compliance.core.database import Base, enum_by_value
from compliance.core.two_people import Seconded
from compliance.reports.terms import Edition


class IssuedReport(Base):
    """One edition as it was issued: the state it speaks of, and the SHA-256 of each of its three files.

    `held`: it waits for a second person, or was refused; nobody reads it but who may preview it.
    """

    __tablename__ = "issued_report"
    __table_args__ = (Index("ix_issued_report_contest_id", "contest_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    edition: Mapped[Edition] = mapped_column(enum_by_value(Edition))
    as_of: Mapped[datetime]
    log_size: Mapped[int]
    log_root: Mapped[str]
    html_sha256: Mapped[str]
    pdf_sha256: Mapped[str]
    json_sha256: Mapped[str]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    held: Mapped[bool | None]


class ReportRelease(Seconded, Base):
    """That somebody issued a report for the public, and what a second person said to that."""

    __tablename__ = "report_release"
    __table_args__ = (UniqueConstraint("report_id", name="uq_report_release_report_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("issued_report.id"))


class ReportReceipt(Base):
    """Somebody acknowledged that they received a report."""

    __tablename__ = "report_receipt"
    __table_args__ = (UniqueConstraint("report_id", "user_id", name="uq_report_receipt_report_id_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("issued_report.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    acknowledged_at: Mapped[datetime]
