"""The review of a concluded case: its page, and the acts on it."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.identity import queries as identity
from compliance.incidents import policy, queries, service
from compliance.incidents.forms import review as forms
from compliance.incidents.models import Incident, Review
from compliance.incidents.routes.entrance import OFFICE, PARTIES, act_page, blueprint, the_incident
from compliance.incidents.routes.tabs import TABS, tabs_of
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")
TABS.append(("incidents.review", lazy("Review")))


@blueprint.get("/<reference>/review")
@allow(PARTIES)
def review(reference: str) -> ResponseReturnValue:
    """Show the reviews of a case, and what can be done about one."""
    incident, who = the_incident(reference), actor()
    known, until = queries.reviews(session(), incident.id), queries.review_until(session(), incident)
    current = next((one.row for one in known if one.row.outcome is None), None)
    taken = queries.concluded_by(session(), incident.id)
    return render_template(
        "incidents/review.html",
        office=policy.is_officer_of(who, incident),
        incident=incident,
        tabs=tabs_of(incident, office=policy.is_officer_of(who, incident)),
        reviews=known,
        current=current,
        until=until,
        may_ask=policy.may_ask_review(
            who,
            incident,
            until=until,
            today=today(),
            is_open=current is not None,
            asked=any(one.row.by_respondent for one in known),
        ),
        may_appoint=policy.may_appoint_reviewer(who, incident, is_open=current is not None),
        may_decide=policy.may_decide_review(
            who,
            incident,
            reviewer_id=current.reviewer_id if current else None,
            concluded_by=taken,
            is_open=current is not None,
        ),
        today=today(),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/review/ask", methods=BOTH)
@allow(PARTIES)
def ask_review(reference: str) -> ResponseReturnValue:
    """Ask for a review, or order one."""
    incident = the_incident(reference)
    known = queries.reviews(session(), incident.id)
    policy.may_ask_review(
        actor(),
        incident,
        until=queries.review_until(session(), incident),
        today=today(),
        is_open=any(one.row.outcome is None for one in known),
        asked=any(one.row.by_respondent for one in known),
    ).enforce()
    form = forms.AskForm()
    return act_page(
        incident,
        form,
        lambda: service.ask_review(unit_of_work(), incident, form.grounds.data or "", today()),
        done=_("The review is on record. Somebody who took no part in concluding the case will make it."),
        back=_back(incident),
        title=_("Ask for a review"),
        lead=_("The findings stand until the reviewer has decided."),
        submit=_("Ask for the review"),
    )


@blueprint.route("/<reference>/review/reviewer", methods=BOTH)
@allow(OFFICE)
def appoint_reviewer(reference: str) -> ResponseReturnValue:
    """Say who reviews."""
    incident = the_incident(reference)
    row = queries.open_review(session(), incident.id)
    policy.may_appoint_reviewer(actor(), incident, is_open=row is not None).enforce()
    found = _existing(row)
    form = forms.AppointForm()
    able = service.reviewers(unit_of_work(), incident)
    names = identity.names(session(), able)
    form.offer([(key, names[key]) for key in able])
    return act_page(
        incident,
        form,
        lambda: service.appoint_reviewer(unit_of_work(), found, int(form.reviewer.data)),
        done=_("The reviewer is appointed."),
        back=_back(incident),
        title=_("Appoint the reviewer"),
        lead=_("Whoever made a finding in this case, or concluded it, cannot review it.")
        if able
        else _("Everybody who handles this case took part in concluding it. Let somebody else handle it first."),
        submit=_("Appoint"),
    )


@blueprint.route("/<reference>/review/decision", methods=BOTH)
@allow(OFFICE)
def decide_review(reference: str) -> ResponseReturnValue:
    """Decide the review."""
    incident = the_incident(reference)
    row, taken = queries.open_review(session(), incident.id), queries.concluded_by(session(), incident.id)
    reviewer = row.reviewer_id if row else None
    policy.may_decide_review(
        actor(), incident, reviewer_id=reviewer, concluded_by=taken, is_open=row is not None
    ).enforce()
    found = _existing(row)
    form = forms.decide_form(queries.endings(session(), incident.id), today())
    return act_page(
        incident,
        form,
        lambda: service.decide_review(unit_of_work(), found, form.to_command()),
        done=_("The review is decided."),
        back=_back(incident),
        title=_("Decide the review"),
        lead=found.grounds,
        submit=_("Record the decision"),
    )


def _existing(row: Review | None) -> Review:
    if row is None:
        raise NotFound(_("There is no such page."))
    return row


def _back(incident: Incident) -> str:
    return url_for("incidents.review", reference=incident.reference)
