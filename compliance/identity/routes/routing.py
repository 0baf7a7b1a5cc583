"""How a contest routes: whom reports pass over, who acts in whose place, who stands how to a candidate."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as candidates
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.identity import policy, queries, service
from compliance.identity.forms import HeadForm, ReplacementForm
from compliance.identity.models import Replacement
from compliance.identity.routes.relations import number_in, refuse_ended
from compliance.identity.routes.signing_in import blueprint
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, holding
from compliance.web.scope import current_scope, today

BOTH = ("GET", "POST")
may_look = holding(Role.ADMINISTRATOR, Role.OFFICER, Role.CHAIR)


@blueprint.get("/contests/<slug>/routing")
@allow(may_look)
def routing() -> ResponseReturnValue:
    """Show how the contest routes."""
    return render_template("identity/routing.html", **_around())


@blueprint.post("/contests/<slug>/routing/head")
@allow(may_look)
def set_head() -> ResponseReturnValue:
    """Say which candidate heads the organisation."""
    form, uow, contest_id = HeadForm(), transaction.unit_of_work(), current_scope().id
    policy.may_edit_routing(uow.actor, contest_id).enforce()
    form.offer(candidates.in_contest(uow.session, contest_id))

    def act() -> None:
        chosen = candidates.by_key(uow.session, contest_id, form.head.data) if form.head.data else None
        service.set_head(uow, contest_id, chosen.id if chosen else None)

    if not form.carry_out(act):
        return show_again("identity/routing.html", **_around() | {"form": form})
    flash(_("It is on record."), "good")
    return redirect(url_for("identity.routing"))


@blueprint.route("/contests/<slug>/routing/replacements/new", methods=BOTH)
@allow(may_look)
def replacement() -> ResponseReturnValue:
    """Name who acts in somebody's place."""
    policy.may_edit_routing(transaction.actor(), current_scope().id).enforce()
    form = ReplacementForm(data={"from_on": today()}).offer(replaceable())
    if request.method == "POST" and form.carry_out(lambda: _name(form)):
        flash(_("The replacement is named."), "good")
        return redirect(url_for("identity.routing"))
    template, shown = "identity/replacement.html", {"form": form, "back": url_for("identity.routing")}
    return show_again(template, **shown) if request.method == "POST" else render_template(template, **shown)


@blueprint.post("/contests/<slug>/routing/replacements/end")
@allow(may_look)
def end_replacement() -> ResponseReturnValue:
    """End a rule of replacement."""
    policy.may_edit_routing(transaction.actor(), current_scope().id).enforce()
    found = known_rule(number_in("rule"))
    refuse_ended(found)
    service.end_replacement(transaction.unit_of_work(), found)
    flash(_("The rule has ended. What passed to somebody by it stays with them."), "good")
    return redirect(url_for("identity.routing"))


def known_rule(number: int) -> Replacement:
    """A rule of this contest, in force or ended."""
    found = queries.rule(transaction.session(), current_scope().id, number)
    if found is None:
        raise NotFound(_("There is no such rule."))
    return found


def _around() -> dict[str, Any]:
    """What the page shows; its form, for the head, stands on it as it is unless one that was sent is given."""
    session, actor, scope = transaction.session(), transaction.actor(), current_scope()
    stand = candidates.in_contest(session, scope.id)
    chosen = queries.routing(session, scope.id)
    head = next((one for one in stand if chosen and one.id == chosen.head_candidacy_id), None)
    edits = policy.may_edit_routing(actor, scope.id)
    return {
        "scope": scope,
        "form": HeadForm(data={"head": head.key if head else ""}).offer(stand),
        "head": head.name if head else None,
        "addressees": list(queries.addressees(session, scope.id, today()).values()),
        "rules": queries.rules(session, scope.id),
        "ties": [(one, _verdicts(one)) for one in queries.ties(session, contest_id=scope.id)],
        "may_edit": edits,
        "reads_notes": bool(edits),
        "me": actor.user_id,
    }


def _verdicts(tie: queries.Tie) -> dict[str, Any]:
    actor, contest_id = transaction.actor(), current_scope().id
    return {
        "accept": policy.may_accept_proposal(actor, tie.user_id, contest_id),
        "decline": policy.may_decline_proposal(actor, tie.user_id, contest_id, tie.candidacy_id),
        "end": policy.may_declare_relation(actor, tie.user_id, contest_id),
    }


def replaceable() -> list[queries.Member]:
    """Those who can be replaced, and replace others: whoever is of the office or the council."""
    found = queries.members(transaction.session(), current_scope().id)
    named = {one.user_id: one for one in found if one.is_active and one.role in service.REPLACEABLE}
    return list(named.values())


def _name(form: ReplacementForm) -> None:
    by_reference = {one.reference: one.user_id for one in replaceable()}
    service.name_replacement(
        transaction.unit_of_work(),
        current_scope().id,
        service.NewReplacement(
            replaced_id=by_reference.get(str(form.replaced.data)),
            role=form.role,
            replacement_id=by_reference[str(form.replacement.data)],
            from_on=form.from_on.data or today(),
            until_on=form.until_on.data,
        ),
    )
