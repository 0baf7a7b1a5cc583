"""What officers put on record: pledges given on paper, and withdrawals."""

from typing import Any, BinaryIO, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.candidates import queries as candidates
from compliance.codes import queries as codes
from compliance.core.access import Role
from compliance.core.errors import Fault, Invalid
from compliance.core.language import gettext as _
from compliance.core.media import MediaType, safe_name, sniff
from compliance.pledges import policy, queries, service
from compliance.pledges.forms import PaperForm, WithdrawForm, day
from compliance.pledges.models import Acknowledgement
from compliance.pledges.routes.blueprint import acknowledgement, blueprint, nothing, version_of
from compliance.pledges.routes.steps import walk_through
from compliance.pledges.service import Scan
from compliance.web import files, transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, holding
from compliance.web.scope import current_scope, today
from config import MIB

OFFICE = holding(Role.OFFICER)
SCANS = frozenset({MediaType.PDF, MediaType.PNG, MediaType.JPEG, MediaType.WEBP})
LARGEST_SCAN = 25 * MIB


@blueprint.get("/pledges/paper")
@allow(OFFICE)
def choose() -> ResponseReturnValue:
    """Ask whose pledge, under which version."""
    scope, actor = current_scope(), transaction.actor()
    register = queries.register(transaction.session(), scope.id, today())
    verdicts = [(one, policy.may_record_paper(actor, scope.id, one.id)) for one in register]
    return render_template("pledges/choose.html", candidates=verdicts)


@blueprint.get("/pledges/paper/<candidate>/<key>/<int:ordinal>")
@allow(OFFICE)
def paper(candidate: str, key: str, ordinal: int) -> ResponseReturnValue:
    """Ask what stands on the paper."""
    around = _around(candidate, key, ordinal)
    numbers = [{"number": step.node.number} for step in around["walk"].steps]
    form = PaperForm(clauses=numbers, signatory=around["candidacy"].name)
    return render_template("pledges/paper.html", form=form, **around)


@blueprint.post("/pledges/paper/<candidate>/<key>/<int:ordinal>")
@allow(OFFICE)
def record_paper(candidate: str, key: str, ordinal: int) -> ResponseReturnValue:
    """Put a paper pledge and its scan on record."""
    around, form = _around(candidate, key, ordinal), PaperForm()
    made = _recorded(form, around) if form.validate() else None
    if made is None:
        return show_again("pledges/paper.html", form=form, **around)
    flash(_("The paper pledge is on record."), "good")
    return redirect(url_for("pledges.show", reference=made.reference))


@blueprint.get("/pledges/<reference>/withdraw")
@allow(OFFICE)
def withdrawal(reference: str) -> ResponseReturnValue:
    """Ask on which day the candidate withdrew."""
    shown = acknowledgement(reference)
    policy.may_withdraw(transaction.actor(), current_scope().id, shown.candidacy.id).enforce()
    return render_template("pledges/withdraw.html", form=WithdrawForm(on=today()), shown=shown)


@blueprint.post("/pledges/<reference>/withdraw")
@allow(OFFICE)
def withdraw(reference: str) -> ResponseReturnValue:
    """Put a withdrawal on record."""
    shown, form = acknowledgement(reference), WithdrawForm()
    policy.may_withdraw(transaction.actor(), current_scope().id, shown.candidacy.id).enforce()
    if form.carry_out(lambda: service.withdraw(transaction.unit_of_work(), shown.row, day(form.on))):
        flash(_("The withdrawal is on record."), "good")
        return redirect(url_for("pledges.show", reference=reference))
    return show_again("pledges/withdraw.html", form=form, shown=shown)


def _recorded(form: PaperForm, around: dict[str, Any]) -> Acknowledgement | None:
    """Put the paper on record; what is wrong is put on the form.

    The file is kept under its digest before the rows are written: a refused form leaves at most a file that nothing
    names, never a row without its file.
    """
    numbers = tuple(step.node.number for step in around["walk"].steps)
    try:
        scan = _scan(form)
        uow = transaction.unit_of_work()
        return service.record_paper(uow, around["candidacy"], around["version"], form.to_command(numbers), scan)
    except Invalid as refusal:
        form.hang(refusal)
        return None


def _scan(form: PaperForm) -> Scan:
    sent = request.files[form.file.name]
    name = safe_name(sent.filename or "")
    content = cast("BinaryIO", sent.stream)
    kind = sniff(content, name)
    if kind not in SCANS:
        raise Invalid([Fault("file", _("A scan is a PDF or a picture (PNG, JPEG or WebP)."))])
    kept = files.store().put(content, limit=LARGEST_SCAN)
    return Scan(name, kind.value, kept.sha256)


def _around(candidate: str, key: str, ordinal: int) -> dict[str, Any]:
    session, scope = transaction.session(), current_scope()
    candidacy = candidates.by_key(session, scope.id, candidate)
    if candidacy is None:
        raise nothing()
    policy.may_record_paper(transaction.actor(), scope.id, candidacy.id).enforce()
    instrument, version = version_of(key, ordinal)
    walk = walk_through(codes.clause_nodes(session, version.id), {})
    return {"candidacy": candidacy, "instrument": instrument, "version": version, "walk": walk}
