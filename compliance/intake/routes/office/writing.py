"""Writing to the reporter: the text, then the text once more as it will be read, then it is sent."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.intake import messages, policy
from compliance.intake.forms.office import LetterForm
from compliance.intake.models import Submission
from compliance.intake.queries import office
from compliance.intake.routes.office.entrance import BOTH, OFFICE, blueprint, page_url, the_submission, trail
from compliance.intake.service import triage
from compliance.intake.terms import Purpose
from compliance.web.forms import show_again
from compliance.web.guards import allow
from compliance.web.transaction import actor, session, unit_of_work

TITLES = {
    Purpose.ACKNOWLEDGEMENT: lazy("Acknowledge receipt"),
    Purpose.QUESTION: lazy("Ask the reporter"),
    Purpose.UPDATE: lazy("Tell the reporter how it stands"),
    Purpose.FINISHED: lazy("Tell the reporter that the work is finished"),
    Purpose.OTHER: lazy("Write to the reporter"),
}


@blueprint.route("/<reference>/write/<purpose>", methods=BOTH)
@allow(OFFICE)
def write(reference: str, purpose: str) -> ResponseReturnValue:
    """Write to the reporter, for the purpose that the address names."""
    submission, meant = the_submission(reference), _purpose(purpose)
    linked = office.linked_incidents(session(), submission.id)
    policy.may_write(actor(), submission, linked, meant).enforce()
    if request.method == "GET":
        return _page(submission, meant, LetterForm(data={"text": messages.draft(meant)}))
    form = LetterForm()
    if not form.validate() or form.step.data == "edit":
        return show_again("intake/office/write.html", **_context(submission, meant, form))
    if form.step.data != "send":
        return _page(submission, meant, form, template="confirm")
    if not form.carry_out(lambda: triage.write(unit_of_work(), submission, form.to_command(meant))):
        return show_again("intake/office/write.html", **_context(submission, meant, form))
    flash(_("The message is in the reporter's mailbox."), "good")
    return redirect(page_url(submission, "messages"))


def _page(submission: Submission, purpose: Purpose, form: LetterForm, template: str = "write") -> str:
    return render_template(f"intake/office/{template}.html", **_context(submission, purpose, form))


def _context(submission: Submission, purpose: Purpose, form: LetterForm) -> dict[str, object]:
    title = str(TITLES[purpose])
    return {
        "submission": submission,
        "purpose": purpose,
        "form": form,
        "title": title,
        "back": page_url(submission, "messages"),
        "crumbs": trail(submission),
    }


def _purpose(named: str) -> Purpose:
    if named not in {one.value for one in Purpose}:
        raise NotFound(_("There is no such page."))
    return Purpose(named)
