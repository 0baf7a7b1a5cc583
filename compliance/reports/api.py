"""Issued reports as JSON."""

from datetime import datetime

from flask import Blueprint, Response, send_file
from pydantic import Field

from compliance.reports import policy, queries, service
from compliance.reports.models import IssuedReport
from compliance.reports.terms import Edition
from compliance.web import files, pagination, transaction
from compliance.web.guards import allow, members
from compliance.web.json_api import Answer, Listing, Operation, Scope, listing, operation
from compliance.web.scope import current_scope

blueprint = Blueprint("reports_api", __name__, url_prefix="/api/v1/contests/<slug>/reports")


class IssuedAnswer(Answer):
    """An issued report: what it speaks of, as known when, and who issued it."""

    reference: str
    edition: Edition
    as_of: datetime
    issued_at: datetime
    issued_by: str
    held: bool = Field(description="Whether it waits for a second person, or was refused; then few can read it.")


@blueprint.get("")
@allow(members)
@operation(Operation(Scope.REPORTS_READ, Listing[IssuedAnswer]))
def list_reports() -> Listing[IssuedAnswer]:
    """List issued reports, newest first."""
    actor, contest_id, session = transaction.actor(), current_scope().id, transaction.session()
    recused = queries.is_recused_in_part(session, actor, contest_id)
    held = bool(policy.may_preview(actor, contest_id, Edition.PUBLIC, recused_in_part=recused))
    query = queries.listing(contest_id, policy.readable(actor, contest_id, recused_in_part=recused), held=held)
    page = pagination.newest_first(session, query, IssuedReport.id, lambda row: int(row.id))
    return listing(page, IssuedAnswer.model_validate)


@blueprint.get("/<reference>")
@allow(members)
@operation(Operation(Scope.REPORTS_READ, None))
def show_report(reference: str) -> Response:
    """Give the JSON of an issued report, byte for byte as it was issued."""
    actor, contest_id, session = transaction.actor(), current_scope().id, transaction.session()
    report = queries.by_reference(session, contest_id, reference)
    recused = queries.is_recused_in_part(session, actor, contest_id)
    policy.may_read_issued(actor, report, recused_in_part=recused).enforce()
    return send_file(files.store().open(service.digest_of(report, "json")), mimetype="application/json")
