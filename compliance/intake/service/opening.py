"""Whether a contest takes reports from the public."""

from sqlalchemy import select

from compliance.core.unit_of_work import UnitOfWork
from compliance.intake import policy
from compliance.intake.models import IntakeSetting
from compliance.transparency.recording import record


def set_takes_reports(uow: UnitOfWork, contest_id: int, slug: str, *, takes_reports: bool) -> None:
    """Open or close the reporters' form of a contest; mailboxes that exist stay open. Nothing happens if it is so."""
    policy.may_set_intake(uow.actor, contest_id).enforce()
    setting = uow.session.scalar(select(IntakeSetting).where(IntakeSetting.contest_id == contest_id).with_for_update())
    if setting is None:
        if takes_reports:
            return
        setting = IntakeSetting(contest_id=contest_id, takes_reports=takes_reports)
        uow.session.add(setting)
    elif setting.takes_reports == takes_reports:
        return
    setting.takes_reports = takes_reports
    act = "intake.opened" if takes_reports else "intake.closed"
    record(uow, act, f"contest:{slug}", contest_id=contest_id)
