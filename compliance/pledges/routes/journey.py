"""The candidate's way: what awaits acknowledgement, clause by clause, the review, the signature."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates.models import Candidacy
from compliance.codes import queries as codes
from compliance.codes.difference import difference
from compliance.codes.models import Instrument, InstrumentVersion
from compliance.codes.routes.presenting import Compared
from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.identity.routes.proof import password_fault
from compliance.pledges import policy, queries, service
from compliance.pledges.forms import AcceptRestForm, ClauseForm, SignForm
from compliance.pledges.models import Acknowledgement
from compliance.pledges.receipt import PLAIN, reviewed
from compliance.pledges.routes.blueprint import SIDES, blueprint, nothing, own_candidacy, version_of
from compliance.pledges.routes.steps import Step, Walk, walk_through
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow
from compliance.web.scope import current_scope, today


@blueprint.get("/pledge")
@allow(SIDES)
def awaiting() -> ResponseReturnValue:
    """List what awaits acknowledgement, and what was acknowledged."""
    candidacy = own_candidacy()
    (found,) = queries.register(transaction.session(), current_scope().id, today(), candidacy_id=candidacy.id)
    may_sign = policy.may_sign(transaction.actor(), candidacy.id)
    return render_template("pledges/awaiting.html", candidate=found, today=today(), may_sign=may_sign)


@blueprint.get("/pledge/<key>/<int:ordinal>")
@allow(SIDES)
def begin(key: str, ordinal: int) -> ResponseReturnValue:
    """Say what is to be read and signed, and how far this person has come."""
    around = _around(key, ordinal)
    changes = [change for change in _changes(around) if change.is_changed]
    return render_template("pledges/begin.html", changes=changes, **around)


@blueprint.get("/pledge/<key>/<int:ordinal>/clause/<int:position>")
@allow(SIDES)
def clause(key: str, ordinal: int, position: int) -> ResponseReturnValue:
    """Show one clause and ask for a decision."""
    around = _around(key, ordinal)
    step = _step(around["walk"], position)
    kept = step.choice
    form = ClauseForm(decision=kept and kept.decision.value, statement=kept and kept.statement)
    return render_template("pledges/clause.html", form=form, step=step, change=_change(step, around), **around)


@blueprint.post("/pledge/<key>/<int:ordinal>/clause/<int:position>")
@allow(SIDES)
def decide(key: str, ordinal: int, position: int) -> ResponseReturnValue:
    """Keep the decision on one clause and go on to the next."""
    around, form, uow = _around(key, ordinal), ClauseForm(), transaction.unit_of_work()
    step, candidacy, version = _step(around["walk"], position), around["candidacy"], around["version"]
    if not form.carry_out(lambda: service.save_draft(uow, candidacy, version, {step.node.number: form.choice()})):
        return show_again("pledges/clause.html", form=form, step=step, change=_change(step, around), **around)
    if "later" in request.form:
        flash(_("Your decisions are kept. You can go on at any time."), "good")
        return redirect(url_for("pledges.begin", key=key, ordinal=ordinal))
    if around["walk"].at(position + 1) is None or "review" in request.form:
        return redirect(url_for("pledges.review", key=key, ordinal=ordinal))
    return redirect(url_for("pledges.clause", key=key, ordinal=ordinal, position=position + 1))


@blueprint.get("/pledge/<key>/<int:ordinal>/review")
@allow(SIDES)
def review(key: str, ordinal: int) -> ResponseReturnValue:
    """Show every clause with its decision."""
    return render_template("pledges/review.html", form=AcceptRestForm(), **_around(key, ordinal))


@blueprint.post("/pledge/<key>/<int:ordinal>/accept-rest")
@allow(SIDES)
def accept_rest(key: str, ordinal: int) -> ResponseReturnValue:
    """Accept the clauses that are not decided yet."""
    around = _around(key, ordinal)
    rest = {step.node.number: PLAIN for step in around["walk"].open}
    service.save_draft(transaction.unit_of_work(), around["candidacy"], around["version"], rest)
    flash(_("The remaining clauses are marked as accepted. Nothing is signed yet."), "good")
    return redirect(url_for("pledges.review", key=key, ordinal=ordinal))


@blueprint.get("/pledge/<key>/<int:ordinal>/sign")
@allow(SIDES)
def sign(key: str, ordinal: int) -> ResponseReturnValue:
    """Ask for the signature; for somebody who has not decided everything, the review."""
    around = _around(key, ordinal)
    if around["walk"].open or not around["may_sign"]:
        return redirect(url_for("pledges.review", key=key, ordinal=ordinal))
    if (seen := request.args.get("reviewed")) != around["reviewed"]:
        return _review_again(key, ordinal)
    return render_template("pledges/sign.html", form=SignForm(reviewed=seen), **around)


@blueprint.post("/pledge/<key>/<int:ordinal>/sign")
@allow(SIDES)
def sign_now(key: str, ordinal: int) -> ResponseReturnValue:
    """Sign what was reviewed, once the password is proved; what is not decided yet leads to the review."""
    form = SignForm()
    if form.validate() and (fault := password_fault(form.password.data or "")):
        form.password.errors = [*form.password.errors, fault]
    around = _around(key, ordinal)
    around["may_sign"].enforce()
    if around["walk"].open:
        return redirect(url_for("pledges.review", key=key, ordinal=ordinal))
    if not form.errors and form.reviewed.data != around["reviewed"]:
        return _review_again(key, ordinal)
    signed = None if form.errors else _signed(form, around)
    if signed is None:
        return show_again("pledges/sign.html", form=form, **around)
    flash(_("Your pledge is signed. Keep the receipt."), "good")
    return redirect(url_for("pledges.show", reference=signed.reference))


def _signed(form: SignForm, around: dict[str, Any]) -> Acknowledgement | None:
    command = form.to_command(around["walk"].choices)
    try:
        return service.sign(transaction.unit_of_work(), around["candidacy"], around["version"], command)
    except Invalid as refusal:
        form.hang(refusal)
        return None


def _review_again(key: str, ordinal: int) -> ResponseReturnValue:
    """An agent can change a draft at any time: nobody signs other decisions than those that they have reviewed."""
    flash(_("Review the decisions as they stand now, then sign."), "warn")
    return redirect(url_for("pledges.review", key=key, ordinal=ordinal))


def _changes(around: dict[str, Any]) -> list[Compared]:
    """What differs from the version that the candidate signed before, clause by clause; nothing if there is none."""
    if around["before"] is None:
        return []
    old = codes.clause_nodes(transaction.session(), around["before"].id)
    return [Compared.of(change) for change in difference(old, around["nodes"])]


def _change(step: Step, around: dict[str, Any]) -> Compared | None:
    return next((one for one in _changes(around) if one.new is not None and one.new.number == step.node.number), None)


def _step(walk: Walk, position: int) -> Step:
    found = walk.at(position)
    if found is None:
        raise nothing()
    return found


def _around(key: str, ordinal: int) -> dict[str, Any]:
    """What every page of the way shows."""
    session, actor = transaction.session(), transaction.actor()
    candidacy: Candidacy = own_candidacy()
    instrument: Instrument
    version: InstrumentVersion
    instrument, version = version_of(key, ordinal)
    nodes = codes.clause_nodes(session, version.id)
    choices = queries.draft(session, candidacy.id, version.id)
    return {
        "candidacy": candidacy,
        "instrument": instrument,
        "version": version,
        "nodes": nodes,
        "walk": walk_through(nodes, choices),
        "reviewed": reviewed(nodes, choices),
        "before": queries.last_signed(session, candidacy.id, instrument.id, version.ordinal),
        "may_sign": policy.may_sign(actor, candidacy.id),
        "now": transaction.now(),
        "scope": current_scope(),
    }
