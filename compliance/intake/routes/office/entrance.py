"""What the office's pages about submissions begin with."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as register
from compliance.candidates.models import Candidacy
from compliance.core.access import Role
from compliance.core.language import gettext as _
from compliance.incidents import policy as cases
from compliance.intake.models import Submission
from compliance.intake.queries import office
from compliance.web import transaction
from compliance.web.forms import Form, show_again
from compliance.web.guards import holding
from compliance.web.scope import current_scope

blueprint = Blueprint("submissions", __name__, url_prefix="/contests/<slug>/submissions")
OFFICE = holding(Role.OFFICER)
BOTH = ("GET", "POST")


def the_submission(reference: str) -> Submission:
    """The submission that an address names, if the actor may know of it."""
    return office.by_reference(transaction.session(), transaction.actor(), current_scope().id, reference)


def the_dossier(submission: Submission) -> office.Dossier:
    """Everything of a submission."""
    return office.dossier(transaction.session(), submission, transaction.actor())


def handled_candidates() -> Sequence[Candidacy]:
    """The candidates of the contest whose cases the actor handles."""
    everybody = register.in_contest(transaction.session(), current_scope().id)
    contest_id, actor = current_scope().id, transaction.actor()
    return [one for one in everybody if cases.may_file(actor, contest_id, one.id)]


def page_url(submission: Submission, part: str | None = None) -> str:
    """The address of a submission's page, or of a part of it."""
    return url_for("submissions.show", reference=submission.reference, _anchor=part)


def trail(submission: Submission) -> list[tuple[str, str]]:
    """The way to a page below that of a submission."""
    return [(_("Reports received"), url_for("submissions.index")), (submission.reference, page_url(submission))]


def act_page(
    submission: Submission,
    form: Form,
    act: Callable[[], object],
    *,
    template: str,
    done: str,
    leads_to: Callable[[], str] | None = None,
    **shown: Any,
) -> ResponseReturnValue:
    """The page of one act: show its form; when it is sent, act, and lead to `leads_to` or back to the submission."""
    if request.method == "POST" and form.carry_out(act):
        flash(done, "good")
        return redirect(leads_to() if leads_to else page_url(submission))
    page = {"submission": submission, "form": form, "crumbs": trail(submission), "back": page_url(submission), **shown}
    return (show_again if request.method == "POST" else render_template)(f"intake/office/{template}.html", **page)
