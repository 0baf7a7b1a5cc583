"""The people of a contest: who holds which role, who keeps out of what."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as candidates
from compliance.core.access import Role
from compliance.core.errors import NotFound
from compliance.core.language import gettext as _
from compliance.identity import policy, queries, service
from compliance.identity.forms import RecusalForm
from compliance.identity.models import Recusal, User
from compliance.identity.routes.account import RECUSABLE
from compliance.identity.routes.relations import refuse_ended
from compliance.identity.routes.signing_in import blueprint
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, holding
from compliance.web.scope import current_scope

ORDER = {role: place for place, role in enumerate(Role)}
may_look = holding(Role.ADMINISTRATOR, Role.OFFICER, Role.CHAIR, Role.BUREAU)


@blueprint.get("/contests/<slug>/people/")
@allow(may_look)
def people() -> ResponseReturnValue:
    """Show who holds which role in the contest, and who keeps out of what."""
    session, actor, scope = transaction.session(), transaction.actor(), current_scope()
    members = queries.members(session, scope.id)
    return render_template(
        "identity/people.html",
        scope=scope,
        members=sorted(members, key=lambda one: ORDER[one.role]),
        recusals=[
            (one, policy.may_end_recusal(actor, one.user_id, scope.id, one.candidacy_id))
            for one in queries.keeping_out_as_seen(session, scope.id, actor)
        ],
        may_recuse_others=bool(policy.may_recuse_others(actor, scope.id)),
        may_see_routing=bool(policy.may_see_routing(actor, scope.id)),
        manages=actor.is_administrator,
    )


@blueprint.get("/contests/<slug>/people/recuse")
@allow(holding(Role.ADMINISTRATOR, *RECUSABLE))
def recusal() -> ResponseReturnValue:
    """Show the form for a recusal: one's own, or for the chair and administrators anybody's."""
    return render_template("identity/recusal.html", scope=current_scope(), form=_form(), back=_back())


@blueprint.post("/contests/<slug>/people/recuse")
@allow(holding(Role.ADMINISTRATOR, *RECUSABLE))
def recuse() -> ResponseReturnValue:
    """Record that somebody keeps out, from now on."""
    form = _form()
    if not form.carry_out(lambda: _recuse(form)):
        return show_again("identity/recusal.html", scope=current_scope(), form=form, back=_back())
    flash(_("The recusal is in force."), "good")
    return redirect(_back())


@blueprint.post("/contests/<slug>/people/recusals/end")
@allow(may_look)
def end_recusal() -> ResponseReturnValue:
    """End a recusal."""
    chosen = request.form.get("recusal", "")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else -1  # noqa: PLR2004
    found = known_recusal(number)
    refuse_ended(found)
    service.end_recusal(transaction.unit_of_work(), found)
    flash(_("The recusal has ended. It stays on record."), "good")
    return redirect(url_for("identity.people"))


def known_recusal(number: int) -> Recusal:
    """A recusal of this contest, in force or ended."""
    found = queries.recusal(transaction.session(), current_scope().id, number)
    if found is None:
        raise NotFound(_("There is no such recusal."))
    return found


def _form() -> RecusalForm:
    session, scope = transaction.session(), current_scope()
    others: dict[int, queries.Member] = {}
    if policy.may_recuse_others(transaction.actor(), scope.id):
        others = {one.user_id: one for one in queries.members(session, scope.id) if one.role in RECUSABLE}
    return RecusalForm().offer(list(others.values()), candidates.in_contest(session, scope.id))


def _recuse(form: RecusalForm) -> None:
    uow, contest_id = transaction.unit_of_work(), current_scope().id
    candidacy = candidates.by_key(uow.session, contest_id, form.candidate) if form.candidate else None
    candidacy_id = candidacy.id if candidacy else None
    service.recuse(uow, _chosen(form), contest_id, form.reason.data or "", candidacy_id=candidacy_id)


def _chosen(form: RecusalForm) -> User:
    """Who is to keep out: whom the form names, or without that whoever sends it."""
    session = transaction.session()
    if "person" in form:
        return next(one for one in queries.users(session) if one.reference == form.person.data)
    return session.get_one(User, transaction.actor().user_id)


def _back() -> str:
    """Where to go afterwards: observers see no people."""
    return url_for("identity.people" if may_look(transaction.actor(), current_scope()) else "identity.account")
