"""Pages of reports: those that were issued, a preview, issuing, receipts, files, and verifying."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Actor, Verdict
from compliance.core.errors import Invalid, NotFound
from compliance.core.language import gettext as _
from compliance.core.unit_of_work import UnitOfWork
from compliance.incidents.models import Incident
from compliance.incidents.routes import two_people
from compliance.reports import policy, queries, service
from compliance.reports.forms import ChoiceForm, IssueForm
from compliance.reports.model import Report
from compliance.reports.models import IssuedReport, ReportRelease
from compliance.reports.naming import Format, filename
from compliance.reports.present import present
from compliance.reports.terms import Edition
from compliance.reports.typeset import Bounds
from compliance.reports.words import EDITION
from compliance.web import files, pagination, transaction
from compliance.web.forms import SecondForm, show_again
from compliance.web.guards import allow, holding, members
from compliance.web.scope import current_scope
from config import MIB, Config

blueprint = Blueprint("reports", __name__, url_prefix="/contests/<slug>/reports")
MIMETYPES: dict[Format, str] = {"html": "text/html", "pdf": "application/pdf", "json": "application/json"}


@blueprint.get("/")
@allow(members)
def index() -> ResponseReturnValue:
    """List the issued reports that this person may read."""
    actor, contest_id, recusal = _reader()
    may_make = policy.may_preview(actor, contest_id, Edition.PUBLIC, **recusal)
    query = queries.listing(contest_id, policy.readable(actor, contest_id, **recusal), held=bool(may_make))
    page = pagination.newest_first(transaction.session(), query, IssuedReport.id, lambda row: int(row.id))
    return render_template(
        "reports/index.html",
        page=page,
        scope=current_scope(),
        editions=EDITION,
        withheld=policy.withheld(actor, contest_id, **recusal),
        may_make=may_make,
        may_issue=policy.may_issue(actor, contest_id, Edition.PUBLIC, **recusal),
    )


@blueprint.get("/new")
@allow(holding(*policy.MAKERS))
def new() -> ResponseReturnValue:
    """Ask for edition and instant."""
    return render_template("reports/choose.html", form=_choice(), scope=current_scope(), now=transaction.now())


@blueprint.get("/preview")
@allow(holding(*policy.MAKERS))
def preview() -> ResponseReturnValue:
    """Show a report as it would be issued."""
    form = _choice(sent=True)
    if (report := _previewed(form)) is None:
        return show_again("reports/choose.html", form=form, scope=current_scope(), now=transaction.now())
    issue_form = IssueForm(formdata=None, edition=report.edition.value, as_of=report.as_of.isoformat())
    actor, contest_id, recusal = _reader()
    return render_template(
        "reports/preview.html",
        document=present(report),
        form=issue_form,
        scope=current_scope(),
        may_issue=policy.may_issue(actor, contest_id, report.edition, **recusal),
    )


@blueprint.post("/issue")
@allow(holding(*policy.MAKERS))
def issue() -> ResponseReturnValue:
    """Issue what was previewed. The files are made before anything is written: setting a PDF takes seconds."""
    form = IssueForm()
    chosen = form.chosen() if form.validate() else None
    if chosen is None:
        raise Invalid(_("Choose edition and time again."))
    transaction.close_session()
    made: dict[str, Any] = {"files": files.store(), "bounds": bounds()}
    with transaction.edge().readers() as session:
        uow = UnitOfWork(session, transaction.actor(), transaction.edge().clock())
        prepared = service.prepare(uow, current_scope().id, *chosen, **made)
    uow = UnitOfWork(transaction.session(), transaction.actor(), transaction.edge().clock())
    report = service.issue(uow, current_scope().id, *chosen, **made, prepared=prepared)
    held = _("The report waits for a second person, who releases it to the public or refuses.")
    flash(held if report.held else _("The report is issued."), "good")
    return redirect(url_for("reports.show", reference=report.reference))


@blueprint.get("/<reference>/")
@allow(members)
def show(reference: str) -> ResponseReturnValue:
    """Show an issued report: what it speaks of, its files, who received it."""
    report = _readable(reference)
    actor, contest_id, recusal = _reader()
    receipts, asked = (queries.receipts(transaction.session(), report.id), _asked(report))
    acknowledged = any(one.user_id == actor.user_id for one in receipts)
    return render_template(
        "reports/show.html",
        report=report,
        edition=EDITION[report.edition],
        files=[(kind, service.digest_of(report, kind)) for kind in service.FORMATS],
        receipts=receipts,
        scope=current_scope(),
        may_acknowledge=policy.may_acknowledge(
            actor, contest_id, report.edition, **recusal, acknowledged=acknowledged, held=bool(report.held)
        ),
        asked=asked,
        may_release=_may_release(report, asked),
    )


def _asked(report: IssuedReport) -> ReportRelease | None:
    return queries.release_of(transaction.session(), report.id)


def _may_release(report: IssuedReport, asked: ReportRelease | None) -> Verdict:
    actor, _contest, recusal = _reader()
    issued_by_id = None if asked is None else asked.requested_by_id
    waits = asked is not None and asked.waits
    return policy.may_release(actor, report, **recusal, waits=waits, issued_by_id=issued_by_id)


@blueprint.route("/<reference>/release", methods=("GET", "POST"))
@allow(holding(*policy.MAKERS))
def release(reference: str) -> ResponseReturnValue:
    """Release a report to the public, or refuse, as a second person."""
    report = _readable(reference)
    asked = _asked(report)
    _may_release(report, asked).enforce()
    form = SecondForm.on(
        asked.requested_at if asked else None,
        agree=_("Release it: everybody in the contest reads it"),
        refuse=_("Refuse: it stays unread"),
    )
    if request.method == "POST" and form.carry_out(
        lambda: service.release(transaction.unit_of_work(), report, **form.to_answer())
    ):
        flash(_("Your answer is on record."), "good")
        return redirect(url_for("reports.show", reference=reference))
    page: dict[str, Any] = {"form": form, "report": report, "scope": current_scope()}
    if request.method == "POST":
        return show_again("reports/release.html", **page)
    return render_template("reports/release.html", **page)


@blueprint.get("/<reference>/read")
@allow(members)
def read(reference: str) -> ResponseReturnValue:
    """Show an issued report as a page of the site, made again from the log as it stood."""
    report = _readable(reference)
    return render_template(
        "reports/read.html",
        report=report,
        edition=EDITION[report.edition],
        document=present(service.again(transaction.unit_of_work(), report)),
        scope=current_scope(),
    )


@blueprint.get("/<reference>/files/<kind>")
@allow(members)
def download(reference: str, kind: str) -> ResponseReturnValue:
    """Give a file of an issued report, always to be saved: the HTML carries a style of its own."""
    report = _readable(reference)
    wanted = next((one for one in service.FORMATS if one == kind), None)
    if wanted is None:
        raise NotFound(_("There is no such page."))
    return send_file(
        files.store().open(service.digest_of(report, wanted)),
        mimetype=MIMETYPES[wanted],
        as_attachment=True,
        download_name=filename(current_scope().slug, report.edition, report.as_of, wanted),
    )


@blueprint.post("/<reference>/acknowledge")
@allow(members)
def acknowledge(reference: str) -> ResponseReturnValue:
    """Acknowledge receipt."""
    service.acknowledge_receipt(transaction.unit_of_work(), _readable(reference))
    flash(_("Your receipt is on record."), "good")
    return redirect(url_for("reports.show", reference=reference))


@blueprint.get("/<reference>/verify")
@allow(members)
def verify(reference: str) -> ResponseReturnValue:
    """Make the report again from the log and compare."""
    report = _readable(reference)
    found = service.verify(transaction.unit_of_work(), report, files=files.store(), bounds=bounds())
    edition = EDITION[report.edition]
    return render_template("reports/verify.html", report=report, edition=edition, found=found, scope=current_scope())


def _reader() -> tuple[Actor, int, dict[str, bool]]:
    """Who asks, of which contest, and whether they are recused from a part of it."""
    actor, contest_id = transaction.actor(), current_scope().id
    return actor, contest_id, {"recused_in_part": queries.is_recused_in_part(transaction.session(), actor, contest_id)}


def _readable(reference: str) -> IssuedReport:
    """An issued report that this person may read."""
    actor, contest_id, recusal = _reader()
    report = queries.by_reference(transaction.session(), contest_id, reference)
    policy.may_read_issued(actor, report, **recusal).enforce()
    return report


def _choice(*, sent: bool = False) -> ChoiceForm:
    """The form with the editions that this person may read: filled from the address, or empty."""
    actor, contest_id, recusal = _reader()
    form = ChoiceForm(request.args if sent else None)
    form.offer(policy.readable(actor, contest_id, **recusal))
    return form


def _previewed(form: ChoiceForm) -> Report | None:
    """The report that was asked for; None if the form cannot be used, with the faults on it."""
    found: list[Report] = []

    def look() -> None:
        as_of = form.instant(current_scope().timezone, transaction.now())
        edition = Edition(form.edition.data)
        found.append(service.preview(transaction.unit_of_work(), current_scope().id, edition, as_of))

    return found[0] if form.carry_out(look) else None


def _config() -> Config:
    config: Config = current_app.extensions["compliance.config"]
    return config


def bounds() -> Bounds:
    """How much memory and time setting a PDF may take here."""
    return Bounds(_config().report_memory_mib * MIB, _config().report_seconds)


def as_printed(incident: Incident) -> str:
    """What the public edition would print of a case if it were published, as a part of a page."""
    report = queries.when_published(transaction.session(), current_scope().id, incident.id, transaction.now())
    return render_template("reports/case_as_printed.html", document=present(report))


if as_printed not in two_people.PRINTED_BY:
    two_people.PRINTED_BY.append(as_printed)
