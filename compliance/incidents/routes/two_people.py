"""The pages of acts that take two people: to publish a case, learn who a source is, find a candidate out of reach."""

from collections.abc import Callable

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from compliance.core.access import Role, Verdict
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.core.language import lazy
from compliance.identity.queries import SECONDS
from compliance.incidents import policy, queries, service
from compliance.incidents.forms import review as forms
from compliance.incidents.forms.labels import WAYS
from compliance.incidents.models import Incident, Publication
from compliance.incidents.routes.entrance import OFFICE, act_page, blueprint, the_incident
from compliance.incidents.routes.tabs import TABS, tabs_of
from compliance.incidents.terms import PublicationState
from compliance.web.forms import SecondForm
from compliance.web.guards import allow, holding
from compliance.web.scope import current_scope
from compliance.web.transaction import actor, session, unit_of_work

BOTH = ("GET", "POST")
SECOND = holding(Role.OFFICER, Role.CHAIR)
EITHER = holding(*SECONDS)
PRINTED_BY: list[Callable[[Incident], str]] = []
"""How an area above shows what the public edition would print of a case: as a part of a page, safe to be shown."""
TABS.append(("incidents.publication", lazy("Publication")))


@blueprint.get("/<reference>/publication")
@allow(OFFICE)
def publication(reference: str) -> ResponseReturnValue:
    """Show whether a case is published, and who said so."""
    incident = the_incident(reference)
    policy.may_see_file(actor(), incident).enforce()
    row = queries.publication_of(session(), incident.id)
    state, proposer = (row.state, row.proposed_by_id) if row else (None, None)
    reviewed = bool(incident.under_review)
    return render_template(
        "incidents/publication.html",
        incident=incident,
        tabs=tabs_of(incident, office=True),
        publication=row,
        printed=_printed(incident) if state in (PublicationState.HELD, PublicationState.PROPOSED) else [],
        may_propose=policy.may_propose_publication(actor(), incident, state=state, under_review=reviewed),
        may_confirm=policy.may_confirm_publication(actor(), incident, state=state, proposed_by_id=proposer),
        timezone=current_scope().timezone,
    )


@blueprint.route("/<reference>/publication/propose", methods=BOTH)
@allow(OFFICE)
def propose_publication(reference: str) -> ResponseReturnValue:
    """Propose to publish a case."""
    incident = the_incident(reference)
    row = queries.publication_of(session(), incident.id)
    policy.may_propose_publication(
        actor(), incident, state=row.state if row else None, under_review=bool(incident.under_review)
    ).enforce()
    form = forms.SummaryForm(data={"summary": row.summary if row else ""})
    return act_page(
        incident,
        form,
        lambda: service.propose_publication(unit_of_work(), incident, form.summary.data or ""),
        done=_("It is proposed. Another officer or the chair confirms or refuses it."),
        back=url_for("incidents.publication", reference=incident.reference),
        title=_("Propose to publish the case"),
        lead=_("Once a second person confirms, the public edition of the report tells of it."),
        submit=_("Propose it"),
        template="incidents/publish.html",
        printed=_printed(incident),
    )


@blueprint.get("/publications")
@allow(SECOND)
def publications() -> ResponseReturnValue:
    """List the cases that wait for a second person to publish them."""
    found = [
        (incident, row, verdict)
        for incident, row in queries.proposed_publications(session(), current_scope().id)
        for verdict in [_may_confirm(incident, row)]
        if not verdict.hidden
    ]
    return render_template(
        "incidents/publications.html", proposals=found, scope=current_scope(), timezone=current_scope().timezone
    )


@blueprint.route("/publications/<reference>", methods=BOTH)
@allow(SECOND)
def confirm_publication(reference: str) -> ResponseReturnValue:
    """Confirm or refuse to publish a case, as a second person."""
    incident = _proposed(reference)
    row = queries.publication_of(session(), incident.id)
    _may_confirm(incident, row).enforce()
    form = SecondForm.on(
        row.proposed_at if row else None, agree=_("Publish it"), refuse=_("Do not publish it, for the reason below")
    )

    def act() -> None:
        if form.agreed:
            service.confirm_publication(unit_of_work(), incident, seen=form.seen.data)
        else:
            service.refuse_publication(unit_of_work(), incident, form.reason.data or "")

    return act_page(
        incident,
        form,
        act,
        done=_("Your answer is on record."),
        back=url_for("incidents.publications"),
        crumbs=[(_("Publications"), url_for("incidents.publications"))],
        title=_("Publish this case?"),
        lead=_("Read it first: what stands below is what the public edition will print of it, word for word."),
        submit=_("Record your answer"),
        template="incidents/publish.html",
        printed=_printed(incident),
    )


@blueprint.route("/<reference>/sources/<source>/unmask", methods=BOTH)
@allow(OFFICE)
def unmask(reference: str, source: str) -> ResponseReturnValue:
    """Ask to learn who a source is; or, for another officer, agree or refuse."""
    incident = the_incident(reference)
    policy.may_see_sources(actor(), incident).enforce()
    found = queries.source_of(session(), incident, source)
    last = queries.unmasking(session(), found)
    pending = last is not None and last.agreed is None
    if last is None or not pending:
        agreed = last is not None and bool(last.agreed)
        policy.may_unmask(actor(), incident, found.kind, pending=False, agreed=agreed).enforce()
        asking = forms.UnmaskForm()
        return act_page(
            incident,
            asking,
            lambda: service.request_unmask(unit_of_work(), found, asking.reason.data or ""),
            done=_("You asked for it. Another officer of the case agrees or refuses."),
            part="sources",
            title=_("Learn who a source is"),
            lead=_("Two officers must agree. That you asked stays on record; the source is told if it is agreed."),
            submit=_("Ask for it"),
        )
    policy.may_agree_to_unmask(actor(), incident, pending=True, requested_by_id=last.requested_by_id).enforce()
    form = SecondForm.on(
        last.requested_at,
        agree=_("Agree: the officers of the case learn the name"),
        refuse=_("Refuse: it stays sealed"),
    )
    return act_page(
        incident,
        form,
        lambda: service.decide_unmask(unit_of_work(), found, **form.to_answer()),
        done=_("Your answer is on record."),
        part="sources",
        title=_("Let the officers learn who a source is?"),
        lead=_("%(who)s asks: %(reason)s", who=last.requested_by, reason=last.reason),
        submit=_("Record your answer"),
    )


@blueprint.route("/unreachable/<reference>", methods=BOTH)
@allow(EITHER)
def decide_unreachable(reference: str) -> ResponseReturnValue:
    """Confirm or refuse, as a second person, that the candidate cannot be reached."""
    found = the_sought(reference)
    incident, row = found.incident, found.proposal
    policy.may_decide_unreachable(actor(), incident, waits=row.waits, seconds=found.seconds).enforce()
    form = SecondForm.on(
        row.requested_at,
        agree=_("Confirm: the candidate cannot be reached"),
        refuse=_("Refuse: the time to reply goes on"),
    )
    return act_page(
        incident,
        form,
        lambda: service.decide_unreachable(unit_of_work(), incident, **form.to_answer()),
        done=_("Your answer is on record."),
        back=url_for("overview.home"),
        crumbs=[],
        title=_("Is this candidate out of reach?"),
        lead=_("%(who)s proposes it: %(reason)s", who=row.requested_by, reason=row.reason),
        submit=_("Record your answer"),
        template="incidents/unreachable.html",
        candidate=found.candidate,
        attempts=queries.attempts(session(), incident.id),
        ways=WAYS,
    )


def the_sought(reference: str) -> queries.Sought:
    """A case in which it is proposed that the candidate cannot be reached, for whoever may hear of that."""
    found = next((one for one in queries.sought(session(), [current_scope().id]) if _is(one, reference)), None)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def _is(one: queries.Sought, reference: str) -> bool:
    return one.incident.reference == reference.upper()


def _proposed(reference: str) -> Incident:
    """A case that somebody proposed to publish, also for the chair, who sees no other page of it."""
    rows = queries.proposed_publications(session(), current_scope().id)
    found = next((incident for incident, _row in rows if incident.reference == reference.upper()), None)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def _printed(incident: Incident) -> list[Markup]:
    return [Markup(show(incident)) for show in PRINTED_BY]  # noqa: S704 - a template of ours made it


def _may_confirm(incident: Incident, row: Publication | None) -> Verdict:
    state, proposer = (row.state, row.proposed_by_id) if row else (None, None)
    return policy.may_confirm_publication(actor(), incident, state=state, proposed_by_id=proposer)
