"""What becomes of a submission: a case, a part of one, or neither."""

from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from compliance.core.language import gettext as _
from compliance.incidents import queries as incidents
from compliance.incidents.models import Incident
from compliance.intake import policy
from compliance.intake.forms.office import CaseForm, CaseSearch, DismissalForm, TakingForm
from compliance.intake.models import Submission
from compliance.intake.queries import office
from compliance.intake.routes.office.entrance import (
    BOTH,
    OFFICE,
    act_page,
    blueprint,
    handled_candidates,
    page_url,
    the_submission,
    trail,
)
from compliance.intake.service import triage
from compliance.web.guards import allow
from compliance.web.pagination import newest_first
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

MOST_FOUND = 20


@blueprint.route("/<reference>/case", methods=BOTH)
@allow(OFFICE)
def make_case(reference: str) -> ResponseReturnValue:
    """Make a case of it; done again, it is split into several."""
    submission, candidates = the_submission(reference), handled_candidates()
    linked = _linked(submission)
    policy.may_link(actor(), submission, linked).enforce()
    received_on = submission.received_at.astimezone(ZoneInfo(current_scope().timezone)).date()
    form = CaseForm(data=CaseForm.proposed(submission, candidates, received_on))
    form.offer(candidates)
    form.offer_files(office.sent_files(session(), submission))
    made: list[Incident] = []
    return act_page(
        submission,
        form,
        lambda: made.append(
            triage.make_incident(unit_of_work(), submission, form.to_facts(candidates), form.to_taking())
        ),
        template="case",
        done=_with_way_back(
            submission,
            _("The incident was filed, with the report as its source. Add the clauses, and what its kind asks."),
        ),
        leads_to=lambda: url_for("incidents.show", reference=made[0].reference),
        again=bool(linked),
    )


def _with_way_back(submission: Submission, said: str) -> Markup:
    """What is said on the page of the case, with the way back to the report."""
    back = _("Back to report %(reference)s", reference=submission.reference)
    return Markup('{} <a href="{}">{}</a>').format(said, page_url(submission), back)


@blueprint.get("/<reference>/join")
@allow(OFFICE)
def find_case(reference: str) -> ResponseReturnValue:
    """Look for the case that it belongs to."""
    submission = the_submission(reference)
    policy.may_link(actor(), submission, _linked(submission)).enforce()
    form = CaseSearch(request.args)
    wanted = incidents.Filter(text=form.q.data or "")
    query = incidents.listing(actor(), submission.contest_id, wanted)
    found = newest_first(session(), query, Incident.id, lambda row: row.id, size=MOST_FOUND)
    return render_template(
        "intake/office/find_case.html", submission=submission, form=form, page=found, crumbs=trail(submission)
    )


@blueprint.route("/<reference>/join/<incident>", methods=BOTH)
@allow(OFFICE)
def join_case(reference: str, incident: str) -> ResponseReturnValue:
    """Make it part of a case."""
    submission = the_submission(reference)
    found = office.incident_to_join(session(), submission, actor(), incident)
    policy.may_link(actor(), submission, _linked(submission), found).enforce()
    form = TakingForm()
    form.offer_files(office.sent_files(session(), submission))
    return act_page(
        submission,
        form,
        lambda: triage.join(unit_of_work(), submission, found, form.to_taking()),
        template="join",
        done=_with_way_back(
            submission, _("The report is part of %(reference)s now, as a further source.", reference=found.reference)
        ),
        leads_to=lambda: url_for("incidents.show", reference=found.reference),
        incident=found,
    )


@blueprint.route("/<reference>/inadmissible", methods=BOTH)
@allow(OFFICE)
def dismiss(reference: str) -> ResponseReturnValue:
    """Put it aside, on a ground."""
    submission = the_submission(reference)
    policy.may_dismiss(actor(), submission, _linked(submission)).enforce()
    form = DismissalForm()
    return act_page(
        submission,
        form,
        lambda: triage.dismiss(unit_of_work(), submission, form.to_command()),
        template="dismiss",
        done=_("The decision is on record. The reporter has not been written to yet."),
    )


def _linked(submission: Submission) -> list[Incident]:
    return list(office.linked_incidents(session(), submission.id))
