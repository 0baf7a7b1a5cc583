"""Reports as JSON: issued, released, received, and their files."""

from datetime import datetime

from flask import Blueprint, Response, send_file, url_for
from pydantic import Field

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.reports import policy, queries, service
from compliance.reports.models import IssuedReport
from compliance.reports.naming import Format, filename
from compliance.reports.routes import bounds
from compliance.reports.terms import Edition
from compliance.web import files, pagination, transaction
from compliance.web.guards import allow, holding, members
from compliance.web.json_api import LONG, Answer, Body, Instant, Listing, Operation, Scope, apart, listing, operation
from compliance.web.scope import current_scope

blueprint = Blueprint("reports_api", __name__, url_prefix="/api/v1/contests/<slug>/reports")
READ, WRITE = Scope.REPORTS_READ, Scope.REPORTS_WRITE
BINARY = "application/octet-stream"


class IssueBody(Body):
    """Which edition to issue, as known at which instant; without one, as known now."""

    edition: Edition
    as_of: Instant | None = None


class ReleaseBody(Body):
    """What the second person says of a report for the public, and why."""

    agreed: bool
    reason: str = Field(max_length=LONG)


class IssuedAnswer(Answer):
    """An issued report: what it speaks of, as known when, and who issued it."""

    reference: str
    edition: Edition
    as_of: datetime
    issued_at: datetime
    issued_by: str
    held: bool = Field(description="Whether it waits for a second person, or was refused; then few can read it.")


class ReportFileAnswer(Answer):
    """A file of a report: where it is had, and its SHA-256 in hexadecimal."""

    format: Format
    address: str
    sha256: str


class ReleaseAnswer(Answer):
    """What a second person said of a report for the public; `agreed` is null until then. A refusal has its reason."""

    agreed: bool | None
    decided_at: datetime | None
    decided_by: str | None
    refusal: str | None


class ReportAnswer(IssuedAnswer):
    """An issued report with its files, and with what it states of the log. `release`: null if one person was enough."""

    log_size: int
    log_root: str
    files: list[ReportFileAnswer]
    release: ReleaseAnswer | None


class ReceiptAnswer(Answer):
    """That somebody received a report."""

    name: str
    acknowledged_at: datetime


class ReceiptsAnswer(Answer):
    """Who received a report, the first one first."""

    items: list[ReceiptAnswer]


def the_report(reference: str) -> IssuedReport:
    """The report that an address names, for whoever may read it."""
    report = queries.by_reference(transaction.session(), current_scope().id, reference)
    policy.may_read_issued(transaction.actor(), report, recused_in_part=_recused()).enforce()
    return report


def the_maker() -> int:
    """The contest, for whoever issues a report of it at all; each edition asks for more."""
    contest_id = current_scope().id
    policy.may_issue(transaction.actor(), contest_id, Edition.PUBLIC, recused_in_part=_recused()).enforce()
    return contest_id


def may_release(report: IssuedReport) -> None:
    """Refuse whoever may not release a report or refuse it."""
    asked = queries.release_of(transaction.session(), report.id)
    policy.may_release(
        transaction.actor(),
        report,
        recused_in_part=_recused(),
        waits=asked is not None and asked.waits,
        issued_by_id=None if asked is None else asked.requested_by_id,
    ).enforce()


@blueprint.get("")
@allow(members)
@operation(Operation(READ, Listing[IssuedAnswer]))
def list_reports() -> Listing[IssuedAnswer]:
    """List issued reports, newest first."""
    actor, contest_id, session = transaction.actor(), current_scope().id, transaction.session()
    held = bool(policy.may_preview(actor, contest_id, Edition.PUBLIC, recused_in_part=_recused()))
    query = queries.listing(contest_id, policy.readable(actor, contest_id, recused_in_part=_recused()), held=held)
    page = pagination.newest_first(session, query, IssuedReport.id, lambda row: int(row.id))
    return listing(page, IssuedAnswer.model_validate)


@blueprint.post("")
@allow(holding(*policy.MAKERS))
@operation(Operation(WRITE, ReportAnswer, takes=IssueBody, status=201, on=the_maker))
def issue_report(contest_id: int, body: IssueBody) -> ReportAnswer:
    """Issue a report; one for the public is read by everybody once somebody else releases it. It takes some seconds."""
    actor, as_of = transaction.actor(), body.as_of or transaction.now()
    clock, store, most = transaction.edge().clock, files.store(), bounds()
    with apart() as session:
        uow = UnitOfWork(session, actor, clock())
        prepared = service.prepare(uow, contest_id, body.edition, as_of, files=store, bounds=most)
    uow = UnitOfWork(transaction.session(), actor, clock())
    made = service.issue(uow, contest_id, body.edition, as_of, files=store, bounds=most, prepared=prepared)
    return _report(made)


@blueprint.get("/<reference>")
@allow(members)
@operation(Operation(READ, None, on=the_report))
def show_report(report: IssuedReport) -> Response:
    """Give the JSON of an issued report, byte for byte as it was issued."""
    return send_file(files.store().open(service.digest_of(report, "json")), mimetype="application/json")


@blueprint.get("/<reference>/about")
@allow(members)
@operation(Operation(READ, ReportAnswer, on=the_report))
def show_about(report: IssuedReport) -> ReportAnswer:
    """Say of an issued report who issued and released it, and where its files are."""
    return _report(report)


@blueprint.get("/<reference>/files/<kind>")
@allow(members)
@operation(Operation(READ, None, media_type=BINARY, on=the_report))
def show_report_file(report: IssuedReport, kind: str) -> Response:
    """Give a file of an issued report: html, pdf or json."""
    wanted = next((one for one in service.FORMATS if one == kind), None)
    if wanted is None:
        raise NotFound(_("There is no such page."))
    name = filename(current_scope().slug, report.edition, report.as_of, wanted)
    return files.hand_out(service.digest_of(report, wanted), name, BINARY)


@blueprint.post("/<reference>/release")
@allow(holding(*policy.MAKERS))
@operation(Operation(WRITE, ReportAnswer, takes=ReleaseBody, on=the_report, may=may_release))
def release_report(report: IssuedReport, body: ReleaseBody) -> ReportAnswer:
    """Release a report to the public, or refuse, as a second person."""
    service.release(transaction.unit_of_work(), report, agreed=body.agreed, reason=body.reason)
    return _report(report)


@blueprint.get("/<reference>/receipts")
@allow(members)
@operation(Operation(READ, ReceiptsAnswer, on=the_report))
def list_receipts(report: IssuedReport) -> ReceiptsAnswer:
    """List who received a report."""
    return _receipts(report)


@blueprint.post("/<reference>/receipts")
@allow(members)
@operation(Operation(WRITE, ReceiptsAnswer, status=201, on=the_report))
def acknowledge_receipt(report: IssuedReport) -> ReceiptsAnswer:
    """Acknowledge that the token's owner received a report; once."""
    service.acknowledge_receipt(transaction.unit_of_work(), report)
    return _receipts(report)


def _recused() -> bool:
    return queries.is_recused_in_part(transaction.session(), transaction.actor(), current_scope().id)


def _receipts(report: IssuedReport) -> ReceiptsAnswer:
    transaction.session().flush()
    found = queries.receipts(transaction.session(), report.id)
    return ReceiptsAnswer(items=[ReceiptAnswer.model_validate(one) for one in found])


def _report(report: IssuedReport) -> ReportAnswer:
    transaction.session().flush()
    own = {"held", "files", "release"}
    return ReportAnswer(
        **{name: getattr(report, name) for name in ReportAnswer.model_fields if name not in own},
        held=bool(report.held),
        files=[_file(report, one) for one in service.FORMATS],
        release=_release(report),
    )


def _file(report: IssuedReport, kind: Format) -> ReportFileAnswer:
    address = url_for("reports_api.show_report_file", reference=report.reference, kind=kind)
    return ReportFileAnswer(format=kind, address=address, sha256=service.digest_of(report, kind))


def _release(report: IssuedReport) -> ReleaseAnswer | None:
    asked = queries.release_of(transaction.session(), report.id)
    if asked is None:
        return None
    refusal = asked.decision_reason if asked.agreed is False else None
    return ReleaseAnswer(agreed=asked.agreed, decided_at=asked.decided_at, decided_by=asked.decided_by, refusal=refusal)
