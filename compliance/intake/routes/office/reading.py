"""The list of submissions, the page of one, its files."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from compliance.core.language import gettext as _
from compliance.intake import policy
from compliance.intake.forms.office import FilterForm
from compliance.intake.models import Submission
from compliance.intake.queries import office
from compliance.intake.routes.office.entrance import (
    OFFICE,
    blueprint,
    handled_candidates,
    page_url,
    the_dossier,
    the_submission,
)
from compliance.intake.service import triage
from compliance.intake.terms import Purpose
from compliance.web import files
from compliance.web.guards import allow
from compliance.web.pagination import newest_first
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work


@blueprint.get("/")
@allow(OFFICE)
def index() -> ResponseReturnValue:
    """Show what came in, newest first."""
    policy.may_list_submissions(actor(), current_scope().id).enforce()
    form = FilterForm(request.args)
    form.offer((one.key, one.name) for one in handled_candidates())
    query = office.listing(actor(), current_scope().id, form.to_filter())
    page = newest_first(session(), query, Submission.id, lambda row: row.id)
    narrowed = any(field.data for field in form)
    return render_template(
        "intake/office/list.html", page=page, form=form, narrowed=narrowed, timezone=current_scope().timezone
    )


@blueprint.get("/<reference>/")
@allow(OFFICE)
def show(reference: str) -> ResponseReturnValue:
    """Show everything of a submission, and what can be done."""
    submission = the_submission(reference)
    linked = office.linked_incidents(session(), submission.id)
    policy.may_triage(actor(), submission, linked).enforce()
    return render_template(
        "intake/office/show.html",
        submission=submission,
        dossier=the_dossier(submission),
        timezone=current_scope().timezone,
        may_write={purpose.value: policy.may_write(actor(), submission, linked, purpose) for purpose in Purpose},
        may_link=policy.may_link(actor(), submission, linked),
        may_dismiss=policy.may_dismiss(actor(), submission, linked),
    )


@blueprint.post("/<reference>/read")
@allow(OFFICE)
def read(reference: str) -> ResponseReturnValue:
    """Note that what the reporter wrote was read."""
    submission = the_submission(reference)
    triage.read(unit_of_work(), submission)
    flash(_("Noted as read."), "good")
    return redirect(page_url(submission, "messages"))


@blueprint.get("/<reference>/files/<file>")
@allow(OFFICE)
def file(reference: str, file: str) -> ResponseReturnValue:
    """Hand out a file, to be saved: it is never opened here."""
    submission = the_submission(reference)
    policy.may_see_submission(actor(), submission).enforce()
    found = office.file_of(session(), submission, file)
    return files.hand_out(found.sha256, found.name, found.media_type)
