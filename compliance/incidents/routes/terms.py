"""How a contest puts notices, below /contests/<slug>/notices: the hours, who checks, and the wording."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.core.access import Role
from compliance.core.language import gettext as _
from compliance.incidents import messages, policy, service
from compliance.incidents.forms import notices as forms
from compliance.incidents.models import NoticeTemplate
from compliance.incidents.queries import notices as reading
from compliance.web.forms import show_again
from compliance.web.guards import allow, holding
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

blueprint = Blueprint("notices", __name__, url_prefix="/contests/<slug>/notices")
READERS = holding(Role.ADMINISTRATOR, Role.OFFICER, Role.CHAIR)
BOTH = ("GET", "POST")


@blueprint.route("/", methods=BOTH)
@allow(READERS)
def index() -> ResponseReturnValue:
    """Show how notices are put, and the wordings; set the hours anew."""
    contest_id = current_scope().id
    row = reading.settings(session(), contest_id)
    terms = reading.terms_of(row)
    proposed = {"hours": " ".join(terms.hours), "second_check": terms.second_check}
    form = forms.TermsForm(data={**proposed, "revision": str(row.revision if row else 0)})
    page: dict[str, Any] = {"form": form, "terms": terms, "may_set": policy.may_set_terms(actor(), contest_id)}
    page |= {"rows": _rows(contest_id), "may_write": policy.may_write_template(actor(), contest_id)}
    page |= {"timezone": current_scope().timezone, "default_title": messages.DEFAULT_TITLE}
    page |= {"changes": reading.changes_of_terms(session(), contest_id)}
    if request.method == "GET":
        return render_template("incidents/terms.html", **page)
    policy.may_set_terms(actor(), contest_id).enforce()
    revision = form.expected_revision
    if form.carry_out(
        lambda: service.set_terms(
            unit_of_work(), contest_id, form.to_terms(), form.reason.data or "", expected_revision=revision
        )
    ):
        flash(
            _("How notices are put is saved. It holds for every candidate alike; other hours after the next release."),
            "good",
        )
        return redirect(url_for("notices.index"))
    return show_again("incidents/terms.html", **page)


def _rows(contest_id: int) -> list[tuple[NoticeTemplate, str]]:
    """Each version of each wording with its state: in force, waiting for approval, or replaced."""
    in_force = {one.id for one in reading.templates_in_force(session(), contest_id)}
    return [
        (one, "in_force" if one.id in in_force else "later" if one.approved_by is None else "ended")
        for one in reading.templates(session(), contest_id)
    ]


@blueprint.route("/templates/new", methods=BOTH)
@allow(READERS)
def new_template() -> ResponseReturnValue:
    """Write a wording, beginning with the one that is shipped."""
    return _write(None, forms.shipped())


@blueprint.route("/templates/<key>/<int:version>/next", methods=BOTH)
@allow(READERS)
def next_version(key: str, version: int) -> ResponseReturnValue:
    """Write the next version of a wording."""
    found = reading.template(session(), current_scope().id, key, version)
    return _write(key, {"title": found.title, "text": found.text})


def _write(key: str | None, proposed: dict[str, str]) -> ResponseReturnValue:
    contest_id = current_scope().id
    policy.may_write_template(actor(), contest_id).enforce()
    form = forms.TemplateForm(data=proposed)
    if request.method == "POST" and form.carry_out(
        lambda: service.write_template(unit_of_work(), contest_id, form.to_command(key))
    ):
        flash(_("The wording is written. Somebody else must approve it before it is used."), "good")
        return redirect(url_for("notices.index"))
    page = {"form": form, "places": messages.PLACEHOLDERS, "is_next": key is not None}
    if request.method == "POST":
        return show_again("incidents/template_edit.html", **page)
    return render_template("incidents/template_edit.html", **page)


@blueprint.get("/templates/<key>/<int:version>/")
@allow(READERS)
def template(key: str, version: int) -> ResponseReturnValue:
    """Show one version of a wording."""
    contest_id = current_scope().id
    found = reading.template(session(), contest_id, key, version)
    return render_template(
        "incidents/template.html",
        template=found,
        state=next(state for one, state in _rows(contest_id) if one.id == found.id),
        may_approve=policy.may_approve_template(actor(), contest_id, found),
        may_write=policy.may_write_template(actor(), contest_id),
        timezone=current_scope().timezone,
    )


@blueprint.post("/templates/<key>/<int:version>/approve")
@allow(READERS)
def approve(key: str, version: int) -> ResponseReturnValue:
    """Let a wording be used."""
    found = reading.template(session(), current_scope().id, key, version)
    service.approve_template(unit_of_work(), found)
    flash(_("The wording is approved and in force."), "good")
    return redirect(url_for("notices.index"))
