"""How people stand to candidates, and what is decided because of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as candidates
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.identity import policy, queries, service
from compliance.identity.forms import DeclineForm, RelationForm
from compliance.identity.models import Recusal, RecusalProposal, Relation, Replacement, User
from compliance.identity.routes.account import RECUSABLE
from compliance.identity.routes.signing_in import blueprint
from compliance.identity.terms import ProposalState, RelationKind
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, holding
from compliance.web.scope import current_scope

BOTH = ("GET", "POST")
may_declare = holding(Role.ADMINISTRATOR, *RECUSABLE)


@blueprint.route("/contests/<slug>/relations/new", methods=BOTH)
@allow(may_declare)
def relation() -> ResponseReturnValue:
    """Declare how one stands to a candidate; the chair and administrators record it of others too."""
    form = _form()
    if request.method == "POST" and form.carry_out(lambda: _declare(form)):
        flash(_("The relation is on record."), "good")
        return redirect(after())
    template, shown = "identity/relation.html", {"form": form, "back": after()}
    return show_again(template, **shown) if request.method == "POST" else render_template(template, **shown)


@blueprint.post("/contests/<slug>/relations/end")
@allow(may_declare)
def end_relation() -> ResponseReturnValue:
    """End a relation that no longer holds, or never did."""
    found = known_relation(number_in("relation"))
    refuse_ended(found)
    service.end_relation(transaction.unit_of_work(), found)
    flash(_("The relation has ended. It stays on record."), "good")
    return redirect(after())


@blueprint.post("/contests/<slug>/relations/accept")
@allow(may_declare)
def accept_proposal() -> ResponseReturnValue:
    """Put a proposed recusal in force."""
    found = known_proposal(number_in("proposal"))
    refuse_decided(found)
    service.accept_proposal(transaction.unit_of_work(), found)
    flash(_("The recusal is in force."), "good")
    return redirect(after())


@blueprint.route("/contests/<slug>/relations/<int:number>/decline", methods=BOTH)
@allow(may_declare)
def decline_proposal(number: int) -> ResponseReturnValue:
    """Decide that somebody need not keep out, and why."""
    found, form = known_proposal(number), DeclineForm()
    refuse_decided(found)
    of = (found.user_id, found.contest_id, found.candidacy_id)
    policy.may_decline_proposal(transaction.actor(), *of).enforce()
    uow = transaction.unit_of_work
    if request.method == "POST" and form.carry_out(
        lambda: service.decline_proposal(uow(), found, form.reason.data or "")
    ):
        flash(_("The proposal is declined, with your reason."), "good")
        return redirect(after())
    template, shown = "identity/decline.html", {"form": form, "tie": _tie(number), "back": after()}
    return show_again(template, **shown) if request.method == "POST" else render_template(template, **shown)


def after() -> str:
    """Where to go afterwards: the page of routing, for whoever sees it."""
    sees = policy.may_see_routing(transaction.actor(), current_scope().id)
    return url_for("identity.routing" if sees else "identity.account")


def number_in(name: str) -> int:
    """A number that a button sent; -1, which nothing has, if it is none."""
    chosen = request.form.get(name, "")
    return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else -1  # noqa: PLR2004


def _form() -> RelationForm:
    session, scope = transaction.session(), current_scope()
    others: dict[int, queries.Member] = {}
    if policy.may_recuse_others(transaction.actor(), scope.id):
        others = {one.user_id: one for one in queries.members(session, scope.id) if one.role in RECUSABLE}
    return RelationForm().offer(list(others.values()), candidates.in_contest(session, scope.id))


def _declare(form: RelationForm) -> None:
    uow, contest_id = transaction.unit_of_work(), current_scope().id
    candidacy = candidates.by_key(uow.session, contest_id, str(form.candidate.data))
    of = candidacy.id if candidacy else 0
    command = service.NewRelation(RelationKind(form.kind.data), of, form.note.data)
    service.declare_relation(uow, _chosen(form), contest_id, command)


def _chosen(form: RelationForm) -> User:
    session = transaction.session()
    if "person" in form:
        return next(one for one in queries.users(session) if one.reference == form.person.data)
    return session.get_one(User, transaction.actor().user_id)


def known_relation(number: int) -> Relation:
    """A relation of which the actor may know, in force or ended."""
    found = queries.relation(transaction.session(), current_scope().id, number)
    if found is None or not _may_know(found.user_id):
        raise NotFound(_("There is no such relation."))
    return found


def refuse_ended(one: Recusal | Relation | Replacement) -> None:
    """Refuse what is about something that has ended."""
    if one.ended_at is not None:
        raise NotFound(_("It has ended already."))


def refuse_decided(proposal: RecusalProposal) -> None:
    """Refuse what is about a proposal that was accepted or declined."""
    if proposal.state is not ProposalState.OPEN:
        raise NotFound(_("It was decided already."))


def known_proposal(number: int) -> RecusalProposal:
    """A proposal of which the actor may know, open or decided."""
    found = queries.proposal(transaction.session(), current_scope().id, number)
    if found is None or not _may_know(found.user_id):
        raise NotFound(_("There is no such proposal."))
    return found


def _may_know(user_id: int) -> bool:
    """Whether the actor may know how this person stands to candidates."""
    actor, contest_id = transaction.actor(), current_scope().id
    return actor.user_id == user_id or bool(policy.may_see_routing(actor, contest_id))


def _tie(proposal_id: int) -> queries.Tie | None:
    found = queries.ties(transaction.session(), contest_id=current_scope().id)
    return next((one for one in found if one.proposal_id == proposal_id), None)
