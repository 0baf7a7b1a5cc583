"""The reports that were issued, and who acknowledged receipt."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, false, func, literal, or_, select
from sqlalchemy.orm import Session

from compliance.core.access import Actor
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.identity.models import Recusal, User
from compliance.reports.models import IssuedReport, ReportReceipt, ReportRelease
from compliance.reports.terms import Edition


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who acknowledged receipt, and when."""

    user_id: int
    name: str
    acknowledged_at: datetime


def listing(contest_id: int, editions: Collection[Edition], *, held: bool) -> Select[Any]:
    """Select the reports of some editions, with those that are `held` or without.

    Columns: id, reference, edition, as_of, issued_at, issued_by, held, receipts (how many).
    """
    receipts = select(func.count()).where(ReportReceipt.report_id == IssuedReport.id).scalar_subquery()
    return select(
        IssuedReport.id,
        IssuedReport.reference,
        IssuedReport.edition,
        IssuedReport.as_of,
        IssuedReport.issued_at,
        IssuedReport.issued_by,
        func.coalesce(IssuedReport.held, false()).label("held"),
        receipts.label("receipts"),
    ).where(
        IssuedReport.contest_id == contest_id,
        IssuedReport.edition.in_(editions),
        or_(literal(held), IssuedReport.held.is_(None), IssuedReport.held == false()),
    )


def release_of(session: Session, report_id: int) -> ReportRelease | None:
    """What a second person was asked about a report; None if one was enough. Read anew, as it is by now."""
    query = select(ReportRelease).where(ReportRelease.report_id == report_id)
    return session.scalar(query.execution_options(populate_existing=True))


def by_reference(session: Session, contest_id: int, reference: str) -> IssuedReport:
    """Return an issued report of a contest. NotFound if there is none such; who may read it is for the policy."""
    query = select(IssuedReport).where(IssuedReport.contest_id == contest_id, IssuedReport.reference == reference)
    found = session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def receipts(session: Session, report_id: int) -> tuple[Receipt, ...]:
    """Return who acknowledged a report, the first one first."""
    query = (
        select(ReportReceipt.user_id, User.name, ReportReceipt.acknowledged_at)
        .join(User, User.id == ReportReceipt.user_id)
        .where(ReportReceipt.report_id == report_id)
        .order_by(ReportReceipt.id)
    )
    return tuple(Receipt(*row) for row in session.execute(query))


def is_recused_in_part(session: Session, actor: Actor, contest_id: int) -> bool:
    """Whether somebody is now recused from a candidate or an incident of the contest."""
    if not actor.recused_candidacies and not actor.recused_incidents:
        return False
    query = select(Recusal.id).where(
        Recusal.user_id == actor.user_id, Recusal.contest_id == contest_id, Recusal.ended_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None
