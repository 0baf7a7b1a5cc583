"""Reading a version, comparing it with the one before, and ending it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.codes import queries, service
from compliance.codes.difference import difference
from compliance.codes.forms import EndForm
from compliance.codes.outline import leaves
from compliance.codes.routes import frame, presenting
from compliance.codes.routes.frame import blueprint, editors
from compliance.core.errors import Invalid
from compliance.core.language import gettext as _
from compliance.core.language import long_date
from compliance.web import transaction
from compliance.web.forms import show_again
from compliance.web.guards import allow, members


@blueprint.get("/<key>/<int:ordinal>/")
@allow(members)
def version(key: str, ordinal: int) -> ResponseReturnValue:
    """Show a version to be read and printed."""
    instrument, found = frame.found_version(key, ordinal)
    nodes = queries.clause_nodes(transaction.session(), found.id)
    return render_template(
        "codes/version.html",
        instrument=instrument,
        version=found,
        state=frame.state(found),
        before=presenting.before(queries.versions(transaction.session(), instrument.id), found),
        clauses=presenting.anchored(nodes),
        testable=sum(1 for _leaf in leaves(nodes)),
        may=frame.may_edit(),
        may_edit=frame.may_edit_version(found),
        crumbs=frame.crumbs(instrument),
    )


@blueprint.get("/<key>/<int:ordinal>/difference")
@allow(members)
def compare(key: str, ordinal: int) -> ResponseReturnValue:
    """Show clause by clause what changed since the version before."""
    instrument, found = frame.found_version(key, ordinal)
    session = transaction.session()
    earlier = presenting.before(queries.versions(session, instrument.id), found)
    changes = []
    if earlier is not None:
        nodes = (queries.clause_nodes(session, earlier.id), queries.clause_nodes(session, found.id))
        changes = [presenting.Compared.of(change) for change in difference(*nodes)]
    everything = "all" in request.args
    context = {"instrument": instrument, "version": found, "earlier": earlier, "everything": everything}
    way = frame.crumbs(instrument, found)
    counts = presenting.counts(changes)
    return render_template("codes/difference.html", changes=changes, counts=counts, crumbs=way, **context)


@blueprint.get("/<key>/<int:ordinal>/end")
@allow(editors)
def end(key: str, ordinal: int) -> ResponseReturnValue:
    """Ask for the last day of a version."""
    instrument, found = frame.found_version(key, ordinal)
    form = EndForm(data={"in_force_until": found.in_force_until})
    way = frame.crumbs(instrument, found)
    return render_template("codes/end.html", form=form, instrument=instrument, version=found, crumbs=way)


@blueprint.post("/<key>/<int:ordinal>/end")
@allow(editors)
def end_now(key: str, ordinal: int) -> ResponseReturnValue:
    """Set the last day of a version."""
    instrument, found = frame.found_version(key, ordinal)
    form, way = EndForm(), frame.crumbs(instrument, found)
    if form.validate():
        try:
            service.end_version(transaction.unit_of_work(), found, form.day())
            flash(_("Its last day in force is %(day)s.", day=long_date(form.day())), "good")
            return redirect(url_for("codes.version", key=key, ordinal=ordinal))
        except Invalid as refusal:
            form.hang(refusal)
    return show_again("codes/end.html", form=form, instrument=instrument, version=found, crumbs=way)
