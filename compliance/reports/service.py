"""The verbs of reports: issue one, acknowledge receipt of it, verify it.

A PDF takes seconds to set. So it is prepared in a session that only reads, and what is written afterwards is one row;
the two are joined by the log's size, which must still be the one that the report states.
"""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from compliance.contests.models import Contest
from compliance.core import two_people
from compliance.core.access import Role
from compliance.core.errors import Fault, Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.core.references import new_reference
from compliance.core.storage import CHUNK, FileStore
from compliance.core.unit_of_work import UnitOfWork
from compliance.identity.queries import addressees, holders
from compliance.notifications.service import enqueue
from compliance.reports import policy, queries
from compliance.reports.as_html import as_html
from compliance.reports.as_json import as_json
from compliance.reports.model import LogHead, Report
from compliance.reports.models import IssuedReport, ReportReceipt, ReportRelease
from compliance.reports.naming import Format
from compliance.reports.terms import Edition
from compliance.reports.typeset import Bounds, as_pdf
from compliance.transparency.queries import checkpoint_at, checkpoint_of
from compliance.transparency.recording import record

MOST_BYTES = 1024 * CHUNK
FORMATS: tuple[Format, ...] = ("html", "pdf", "json")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report whose files are made and kept: what it states of the log, and the SHA-256 of each file by its format."""

    contest_id: int
    edition: Edition
    as_of: datetime
    log: LogHead
    digests: Mapping[Format, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """One file of an issued report: whether it is still there unaltered, and whether it can be made again alike."""

    format: Format
    sha256: str
    kept: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of making an issued report again from the log: whether the root is the same, and each file."""

    root_holds: bool
    files: tuple[Checked, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return self.root_holds and all(one.kept and one.repeated for one in self.files)


def rendered(report: Report, kind: Format, bounds: Bounds | None = None) -> bytes:
    """One rendering of a report. The same report gives the same bytes. Invalid if a PDF exceeds its bounds."""
    renderings: dict[Format, Callable[[], bytes]] = {
        "html": lambda: as_html(report),
        "pdf": lambda: as_pdf(report, bounds=bounds),
        "json": lambda: as_json(report),
    }
    return renderings[kind]()


def preview(uow: UnitOfWork, contest_id: int, edition: Edition, as_of: datetime) -> Report:
    """Return an edition as it would be issued. Invalid on `as_of`, if that lies in the future or before the contest."""
    policy.may_preview(uow.actor, contest_id, edition, **_recusal(uow, contest_id)).enforce()
    if as_of > uow.now:
        raise Invalid([Fault("as_of", _("A report can only tell what is on record by now: choose an earlier time."))])
    return queries.known_at(uow.session, contest_id, as_of, edition)


def prepare(
    uow: UnitOfWork,
    contest_id: int,
    edition: Edition,
    as_of: datetime,
    *,
    files: FileStore,
    bounds: Bounds | None = None,
) -> Prepared:
    """Make and keep the three files of a report. Nothing is changed in the database; a session that reads will do."""
    policy.may_issue(uow.actor, contest_id, edition, **_recusal(uow, contest_id)).enforce()
    report = preview(uow, contest_id, edition, as_of)
    digests = {kind: files.put(io.BytesIO(rendered(report, kind, bounds)), limit=MOST_BYTES).sha256 for kind in FORMATS}
    return Prepared(contest_id, edition, as_of, report.log, digests)


def issue(
    uow: UnitOfWork,
    contest_id: int,
    edition: Edition,
    as_of: datetime,
    *,
    files: FileStore,
    bounds: Bounds | None = None,
    prepared: Prepared | None = None,
) -> IssuedReport:
    """Issue one edition as known at an instant.

    What was prepared is taken if it is of this very state of the log; otherwise the files are made here. The act is
    recorded after the instant of which the report speaks, so that whoever asks for it later is given the same bytes.
    What people issue for the public is held until another one releases it.
    """
    policy.may_issue(uow.actor, contest_id, edition, **_recusal(uow, contest_id)).enforce()
    known = checkpoint_at(uow.session, as_of)
    wanted = (contest_id, edition, as_of, LogHead(known.size, known.root))
    if prepared is None or (prepared.contest_id, prepared.edition, prepared.as_of, prepared.log) != wanted:
        prepared = prepare(uow, contest_id, edition, as_of, files=files, bounds=bounds)
    uow = replace(uow, now=max(uow.now, as_of + timedelta(microseconds=1)))
    report = IssuedReport(
        reference=new_reference(),
        contest_id=contest_id,
        edition=edition,
        as_of=as_of,
        log_size=prepared.log.size,
        log_root=prepared.log.root,
        **{f"{kind}_sha256": prepared.digests[kind] for kind in FORMATS},
        issued_at=uow.now,
        issued_by=uow.actor.name,
    )
    uow.session.add(report)
    if edition is Edition.PUBLIC and not uow.actor.is_system:
        _hold(uow, report)
    else:
        _let_go(uow, report)
    return report


def _hold(uow: UnitOfWork, report: IssuedReport) -> None:
    """What one person issues for the public waits for another one. Part of the act of issuing."""
    report.held = True
    uow.session.flush()
    asked = two_people.proposal(uow, _("It is to be read by the public."), "")
    uow.session.add(ReportRelease(report_id=report.id, **asked))
    record(uow, "report.held", f"report:{report.reference}", contest_id=report.contest_id)
    others = holders(uow.session, report.contest_id, Role.OFFICER, Role.CHAIR)
    told = [one for one in others if one != uow.actor.user_id]
    enqueue(uow, "report.held", told, contest_id=report.contest_id, subject=f"report:{report.reference}")


def _let_go(uow: UnitOfWork, report: IssuedReport) -> None:
    subject = f"report:{report.reference}"
    record(uow, "report.issued", subject, contest_id=report.contest_id, facts=_facts(report))
    _tell_chair(uow, report)


def release(uow: UnitOfWork, report: IssuedReport, *, agreed: bool, reason: str, seen: str | None = None) -> None:
    """Let the public read a report that somebody else issued, or refuse. What is refused stays unread."""
    uow.session.refresh(report, with_for_update=True)
    row = queries.release_of(uow.session, report.id)
    policy.may_release(
        uow.actor,
        report,
        **_recusal(uow, report.contest_id),
        waits=row is not None and row.waits,
        issued_by_id=None if row is None else row.requested_by_id,
    ).enforce()
    if row is None:
        raise NotFound(_("There is no such page."))
    two_people.decide(uow, row, agreed=agreed, reason=reason, seen=seen)
    if not agreed:
        record(uow, "report.refused", f"report:{report.reference}", contest_id=report.contest_id)
        return
    report.held = False
    _let_go(uow, report)


def _tell_chair(uow: UnitOfWork, report: IssuedReport) -> None:
    """Tell the chair of a report, or who acts in the chair's place, unless it is the office's own."""
    if report.edition is not Edition.ETHICS:
        today = uow.today(uow.session.get_one(Contest, report.contest_id).timezone)
        chair = addressees(uow.session, report.contest_id, today)
        subject = f"report:{report.reference}"
        enqueue(uow, "report.issued", chair, contest_id=report.contest_id, subject=subject)


def acknowledge_receipt(uow: UnitOfWork, report: IssuedReport) -> ReportReceipt:
    """Somebody says that they received a report; once."""
    policy.may_read_issued(uow.actor, report, **_recusal(uow, report.contest_id)).enforce()
    given = queries.receipts(uow.session, report.id)
    policy.may_acknowledge(
        uow.actor,
        report.contest_id,
        report.edition,
        **_recusal(uow, report.contest_id),
        acknowledged=any(one.user_id == uow.actor.user_id for one in given),
        held=bool(report.held),
    ).enforce()
    receipt = ReportReceipt(report_id=report.id, user_id=uow.actor.user_id, acknowledged_at=uow.now)
    uow.session.add(receipt)
    record(uow, "report.received", f"report:{report.reference}", contest_id=report.contest_id)
    return receipt


def verify(uow: UnitOfWork, report: IssuedReport, *, files: FileStore, bounds: Bounds | None = None) -> Verification:
    """Make an issued report again from the log at the size that it states, and compare. Nothing is changed."""
    policy.may_read_issued(uow.actor, report, **_recusal(uow, report.contest_id)).enforce()
    kept = [_unrepeated(files, kind, report) for kind in FORMATS]
    try:
        made = again(uow, report)
    except NotFound:
        return Verification(root_holds=False, files=tuple(kept))
    checked = (replace(one, repeated=_sha256(rendered(made, one.format, bounds)) == one.sha256) for one in kept)
    return Verification(made.log.root == report.log_root, tuple(checked))


def again(uow: UnitOfWork, report: IssuedReport) -> Report:
    """An issued report, made again from the log at the size that it states. NotFound if the log has lost entries."""
    policy.may_read_issued(uow.actor, report, **_recusal(uow, report.contest_id)).enforce()
    known = checkpoint_of(uow.session, report.log_size)
    if known is None:
        raise NotFound(_("The log has fewer entries than this report states."))
    return queries.known_at(uow.session, report.contest_id, report.as_of, report.edition, checkpoint=known)


def digest_of(report: IssuedReport, kind: Format) -> str:
    """The SHA-256 of one file of an issued report."""
    return {"html": report.html_sha256, "pdf": report.pdf_sha256, "json": report.json_sha256}[kind]


def _unrepeated(files: FileStore, kind: Format, report: IssuedReport) -> Checked:
    sha256 = digest_of(report, kind)
    try:
        with files.open(sha256) as stored:
            kept = _sha256(stored.read()) == sha256
    except NotFound:
        kept = False
    return Checked(kind, sha256, kept=kept, repeated=False)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _recusal(uow: UnitOfWork, contest_id: int) -> dict[str, bool]:
    return {"recused_in_part": queries.is_recused_in_part(uow.session, uow.actor, contest_id)}


def _facts(report: IssuedReport) -> dict[str, str | int]:
    """What anybody may know of an issued report: each is a document with the log's own root inside."""
    return {
        "edition": report.edition.value,
        "as_of": report.as_of.isoformat(),
        "log_size": report.log_size,
        "log_root": report.log_root,
        "pdf_sha256": report.pdf_sha256,
    }
