"""How a contest puts notices: its hours, its days to reply, and the wording that may be used."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from compliance.contests.models import Contest
from compliance.core.errors import Conflict, Fault
from compliance.core.language import gettext as _
from compliance.core.periods import ONE_DAY
from compliance.core.references import new_reference
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents import messages, policy
from compliance.incidents.models import NoticeSettings, NoticeTemplate, NoticeTermsChange
from compliance.incidents.queries import notices as queries
from compliance.incidents.queries.deadlines import timing
from compliance.incidents.release import Terms, next_release, read_hours
from compliance.incidents.service import steps
from compliance.transparency.recording import record

MOST_TITLE = 200
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A wording with named places in braces, or (`key`) the next version of one."""

    title: str
    text: str
    key: str | None = None


def set_terms(uow: UnitOfWork, contest_id: int, terms: Terms, reason: str, *, expected_revision: int) -> None:
    """Say how notices are put, for every candidate alike, and why it is changed.

    What was ordered before keeps its hour, and other hours hold from the day after the next release: nobody can call a
    notice back and have it released at an hour made for it.
    Conflict if somebody else changed it since `expected_revision` (0 if nothing had been set).
    """
    policy.may_set_terms(uow.actor, contest_id).enforce()
    hours = read_hours(terms.hours)
    faults = [] if hours else [Fault("hours", _("Give one hour or more, such as 10:00 and 15:00."))]
    faults += steps.missing(uow, "reason", reason, _("Say why; it stays on record."))
    steps.refuse(faults)
    row = uow.session.scalar(select(NoticeSettings).where(NoticeSettings.contest_id == contest_id))
    if (0 if row is None else row.revision) != expected_revision:
        _raise_conflict(terms, queries.terms_of(row))
    if row is not None and row.second_check and not terms.second_check and not policy.may_end_checks(uow.actor):
        told = _("An administrator ends this: otherwise whoever prepares a notice could release it unread by others.")
        steps.refuse([Fault("second_check", told)])
    _change(uow, contest_id, row, replace(terms, hours=hours or ()), reason)


def _change(uow: UnitOfWork, contest_id: int, row: NoticeSettings | None, terms: Terms, reason: str) -> None:
    kept, timezone = queries.terms_of(row), uow.session.get_one(Contest, contest_id).timezone
    today = uow.today(timezone)
    following = next_release(kept.hours_on, uow.now, timezone, timing(uow.session, contest_id).calendar.is_working)
    if row is None:
        row = NoticeSettings(contest_id=contest_id)
        uow.session.add(row)
    if terms.hours != kept.hours:
        row.hours_before, row.hours_from = list(kept.hours_on(today)), following.date() + ONE_DAY
    row.hours, row.second_check = list(terms.hours), terms.second_check
    uow.session.add(
        NoticeTermsChange(
            contest_id=contest_id,
            hours=row.hours,
            second_check=row.second_check,
            hours_from=row.hours_from or today,
            reason=reason.strip(),
            recorded_at=uow.now,
            recorded_by=uow.actor.name,
        )
    )
    record(uow, "notice_terms.set", f"contest:{contest_id}", contest_id=contest_id)


def _raise_conflict(yours: Terms, theirs: Terms) -> None:
    raise Conflict(
        _("Somebody else changed how notices are put while you were editing it."),
        yours=_words(yours),
        theirs=_words(theirs),
    )


def _words(terms: Terms) -> dict[str, str]:
    checks = _("Yes") if terms.second_check else _("No")
    return {_("Hours of release"): " ".join(terms.hours), _("A second officer checks each notice"): checks}


def write_template(uow: UnitOfWork, contest_id: int, command: NewTemplate) -> NoticeTemplate:
    """Write a wording, or a next version of one. It cannot be used before somebody else approved it."""
    policy.may_write_template(uow.actor, contest_id).enforce()
    faults = [Fault("text", message) for message in messages.template_faults(command.text)]
    if not command.title.strip() or len(command.title) > MOST_TITLE:
        faults.append(Fault("title", _("Give it a title of at most %(most)s characters.", most=MOST_TITLE)))
    if len(command.text) > MOST_TEXT:
        faults.append(Fault("text", _("This text is too long: keep to %(most)s characters.", most=MOST_TEXT)))
    steps.refuse(faults)
    template = NoticeTemplate(
        contest_id=contest_id,
        key=command.key or new_reference().lower(),
        version=_versions(uow, contest_id, command.key) + 1,
        title=command.title.strip(),
        text=command.text.strip(),
        written_at=uow.now,
        written_by=uow.actor.name,
        author_id=uow.actor.user_id,
    )
    uow.session.add(template)
    _tell(uow, "notice_template.written", template)
    return template


def _versions(uow: UnitOfWork, contest_id: int, key: str | None) -> int:
    of_key = (NoticeTemplate.contest_id == contest_id, NoticeTemplate.key == key)
    return uow.session.scalar(select(func.max(NoticeTemplate.version)).where(*of_key)) or 0


def approve_template(uow: UnitOfWork, template: NoticeTemplate) -> None:
    """Let a wording be used from now on; the version before it no longer is."""
    policy.may_approve_template(uow.actor, template.contest_id, template).enforce()
    template.approved_at, template.approved_by = uow.now, uow.actor.name
    template.approver_id = uow.actor.user_id
    _tell(uow, "notice_template.approved", template)


def usable(templates: Sequence[NoticeTemplate], template_id: int | None) -> NoticeTemplate | None:
    """The template with this key among those in force; None for the wording that is shipped.

    Invalid if it is not approved, or a later version replaced it.
    """
    if template_id is None:
        return None
    found = next((one for one in templates if one.id == template_id), None)
    if found is None:
        steps.refuse([Fault("template", _("Choose a wording that is approved and in force."))])
    return found


def _tell(uow: UnitOfWork, act: str, template: NoticeTemplate) -> None:
    record(uow, act, f"notice_template:{template.key}/{template.version}", contest_id=template.contest_id)
